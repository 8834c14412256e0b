using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>Says that one disagrees with something, to whom, and what keeps the child safe meanwhile.</summary>
[Does(ActWords.RaiseChallenge)]
public sealed class NewModel(ChallengeDesk desk, DisputedThings things, Views views) : PageModel
{
    /// <summary><c>step:ID</c>, <c>action:ID</c>, <c>recommendation:ID</c>, <c>decision:ID</c>.</summary>
    [FromQuery(Name = "about")]
    public string What { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string Safety { get; set; } = "";

    [BindProperty]
    public string Post { get; set; } = "";

    public Disputed About { get; private set; } = null!;

    public IReadOnlyList<Choice> PostChoices { get; private set; } = [];

    public ChallengeStage First => desk.Rules.Stages[0];

    public DateOnly DueOn => desk.Due(First.Within);

    /// <summary>A case has a child in it, or somebody who is at risk.</summary>
    public bool NeedsSafety => About.Matter is not null;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if ((await desk.PutToAsync(Post, About, About.Matter, About.HiddenTo, About.Areas, DueOn, HttpContext.RequestAborted)).Refused(out var why, out var to)) { ModelState.AddModelError(why.Field, why.Words); }
        if (string.IsNullOrWhiteSpace(Words)) { ModelState.AddModelError(nameof(Words), "Enter what you disagree with, and why"); }
        if (NeedsSafety && string.IsNullOrWhiteSpace(Safety)) { ModelState.AddModelError(nameof(Safety), "Enter what keeps the child safe meanwhile"); }
        if (!ModelState.IsValid) { return Page(); }
        var challenge = new Disagreement
        {
            Reference = await desk.NextReferenceAsync(),
            Areas = About.Areas,
            Level = NeedsSafety ? Disagreement.OfACase : Disagreement.Between,
            About = About.About,
            AboutId = About.Id,
            MatterId = About.Matter,
            VisibleTo = About.VisibleTo,
            Subject = About.Title.Length > Disagreement.LongestSubject ? About.Title[..Disagreement.LongestSubject] : About.Title,
            FromAgency = desk.Actor.Agency!,
            ToAgency = to!.Agency,
            ToWritten = to.Agency is null ? to.Post : "",
            RaisedBy = desk.Actor.UserId,
            RaisedAt = desk.Clock.Now,
        };
        if (challenge.Raise(Words, Safety, First.Id, to, await desk.KindAsync(desk.Actor.Agency), desk.Actor).Refused(out why, out _)) { return this.Refuse(why); }
        desk.Db.Add(challenge);
        desk.TellAsked(challenge, challenge.LastPut!);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"{challenge.Reference}: they are asked, and told";
        return Redirect($"/challenges/{challenge.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        if (desk.Actor.Agency is null || desk.Rules.Stages.IsEmpty || await things.FindAsync(What, HttpContext.RequestAborted) is not { } found) { return false; }
        About = found;
        if (found.Matter is { } matter) { await views.SawAsync("disputed", ActWords.RaiseChallenge, found.People, found.Areas[0], matter); }
        PostChoices = await desk.PostChoicesAsync(found.Areas, found.Author is { } author && author != desk.Actor.UserId ? "Whoever decided or answered" : null, HttpContext.RequestAborted);
        return true;
    }
}
