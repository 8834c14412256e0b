using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Feedback;

/// <summary>One of them: a link to hand over, or why they are not to be asked.</summary>
[Does(ActWords.AskFeedback)]
public sealed class WhoModel(StepDesk desk, FeedbackDesk feedback) : StepPage(desk)
{
    [FromRoute(Name = "who")]
    public Guid WhoId { get; set; }

    [BindProperty]
    public string Because { get; set; } = "";

    public MayBeAsked Who { get; private set; } = null!;

    /// <summary>Shown once, on the page that answers the making.</summary>
    public string? Address { get; private set; }

    public string? Code { get; private set; }

    public (DateOnly ClosesOn, bool Open)? Round { get; private set; }

    public string Here => $"/steps/{Id}/feedback/{WhoId}";

    public IReadOnlyList<Choice> Reasons => [.. Practice.Codes[AskedFeedback.Reasons].Codes.Select(c => new Choice(c.Id, c.Title))];

    public string? NotBecause => Who.Asked?.Because is { } code ? Practice.Codes[AskedFeedback.Reasons].Find(code)?.Title ?? code : null;

    public bool MayLink => Who.Asked is { ByLink: true, Because: null } && Round is { Open: true };

    public bool MayStop => Who.Asked is not { Because: not null } && (Who.Rule is not null || Who.Asked is not null || Who.Who is "other") && Round is not { Open: false };

    /// <summary>Nobody can know what they are: they may be asked as one of the family.</summary>
    public bool MayAsk => Who is { Asked: null, Who: "other" } && feedback.Choices(Step).Any();

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotHere();

    public async Task<IActionResult> OnPostLinkAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (Who.Asked is not { } asked) { return this.Refuse(new Refusal("", "They are not asked yet")); }
        if ((await feedback.LinkAsync(Step, asked, HttpContext.RequestAborted)).Refused(out var why, out var made)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        (Address, Code) = ($"{Request.Scheme}://{Request.Host}/questionnaire/{made.Secret}", $"{made.Code[..3]} {made.Code[3..]}");
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostAskAsync()
    {
        if (!await LoadAsync() || !MayAsk) { return NotHere(); }
        if (feedback.Want(Step, Who, feedback.Choices(Step).First()).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SaveAsync($"{Who.Called} is asked within the hour");
    }

    public async Task<IActionResult> OnPostStopAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (!MayStop) { return this.Refuse(new Refusal("", "They are not asked")); }
        if ((await feedback.StopAsync(Step, Who, Because, HttpContext.RequestAborted)).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SaveAsync($"{Who.Called} is not asked");
    }

    private async Task<IActionResult> SaveAsync(string words)
    {
        try
        {
            await Db.SaveChangesAsync();
            TempData["done"] = words;
        }
        catch (DbUpdateException clash) when (SomebodyWasFirst(clash))
        {
            TempData["done"] = "Somebody else was first. This is how it stands now";
        }

        return Redirect(Here);
    }

    private bool none;

    private IActionResult NotHere() => none ? NotFound() : NotForThem();

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync()) { return false; }
        if ((await feedback.OfAsync(Step, HttpContext.RequestAborted)).FirstOrDefault(w => w.Id == WhoId) is not { } who)
        {
            none = true;
            return false;
        }

        Who = who;
        if (Who.Asked?.RoundId is { } round && (await feedback.Rounds.OpenAsync([round], HttpContext.RequestAborted)).TryGetValue(round, out var open)) { Round = open; }
        return true;
    }
}
