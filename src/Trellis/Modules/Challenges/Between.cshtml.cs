using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>The partnership, or an agency of it, challenges another: about no matter and nobody in particular.</summary>
[Does(ActWords.ChallengePartnership)]
public sealed class BetweenModel(ChallengeDesk desk) : PageModel
{
    public ChallengeDesk Desk => desk;

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string Post { get; set; } = "";

    [BindProperty]
    public string Partnership { get; set; } = "";

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public IReadOnlyList<Choice> PostChoices { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Due = DateParts.Of(desk.Due(desk.Rules.Between));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (desk.Areas is [var only]) { Areas = [only.Value]; }
        if (Subject.Trim().Length is 0 or > Disagreement.LongestSubject) { ModelState.AddModelError(nameof(Subject), Subject.Trim().Length == 0 ? "Enter what it is about" : "What it is about must be 300 characters or fewer"); }
        if (string.IsNullOrWhiteSpace(Words)) { ModelState.AddModelError(nameof(Words), "Enter what you ask, and why"); }
        if (Areas.Length == 0 || Areas.Any(a => desk.Areas.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it is for"); }
        if (Post.Length > 0 == Partnership.Trim().Length > 0) { ModelState.AddModelError(nameof(Post), "Select who is to answer, or enter another partnership"); }
        if (Partnership.Trim().Length > Disagreement.LongestName) { ModelState.AddModelError(nameof(Partnership), "The partnership must be 200 characters or fewer"); }
        var (due, fault) = Due.Read("day", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(Due), fault); }
        else if (due < desk.Clock.Today) { ModelState.AddModelError(nameof(Due), "The day must be today or in the future"); }
        if (!ModelState.IsValid) { return Page(); }

        var to = new PutTo(null, "other", Partnership.Trim(), [], due);
        if (Post.Length > 0 && (await desk.PutToAsync(Post, null, null, null, Areas, due!.Value, HttpContext.RequestAborted)).Refused(out var why, out to)) { return this.Refuse(why); }
        var challenge = new Disagreement
        {
            Reference = await desk.NextReferenceAsync(),
            Areas = Areas,
            Level = Disagreement.Between,
            About = "other",
            Subject = Subject.Trim(),
            FromAgency = desk.Actor.Agency!,
            ToAgency = to!.Agency,
            ToWritten = to.Agency is null ? to.Post : "",
            RaisedBy = desk.Actor.UserId,
            RaisedAt = desk.Clock.Now,
        };
        if (challenge.Raise(Words, "", ChallengeRules.BetweenStage, to, await desk.KindAsync(desk.Actor.Agency), desk.Actor).Refused(out why, out _)) { return this.Refuse(why with { Field = why.Field is "Post" ? nameof(Post) : nameof(Words) }); }
        desk.Db.Add(challenge);
        desk.TellAsked(challenge, challenge.LastPut!);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"{challenge.Reference} is put to {to.Post}";
        return Redirect($"/challenges/{challenge.Reference}");
    }

    private async Task LoadAsync() => PostChoices = [new("", "Nobody of this partnership"), .. await desk.PostChoicesAsync([.. desk.Areas.Select(a => a.Value)], null)];
}
