using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Library;

/// <summary>Sends something to people chosen by what they do and where. First it says how many they are.</summary>
[Does(ActWords.SendLibrary)]
public sealed class SendModel(TrellisDb db, LibraryShelf shelf, PracticeModel practice, AgencyRegister agencies, PostHolders posts, Teller teller, Outbox outbox, LondonClock clock) : LibraryPage(db, shelf, clock)
{
    [BindProperty]
    public List<string> Roles { get; set; } = [];

    [BindProperty]
    public List<string> Kinds { get; set; } = [];

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    [BindProperty]
    public string Note { get; set; } = "";

    /// <summary>How many were found when it was last asked; it is sent only where they are still as many.</summary>
    [BindProperty]
    public int? Counted { get; set; }

    public IReadOnlyList<Choice> RoleChoices => [.. practice.Roles.OrderBy(r => r.Title, StringComparer.CurrentCulture).Select(r => new Choice(r.Id, r.Title))];

    public IReadOnlyList<Choice> KindChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => Of.Areas.Contains(a.Code) && Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Areas = [.. AreaChoices.Select(a => a.Value)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Areas.Count == 0 || Areas.Exists(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select the areas"); }
        if (Roles.Exists(r => RoleChoices.All(c => c.Value != r))) { ModelState.AddModelError(nameof(Roles), "Select roles from the list"); }
        if (Kinds.Exists(k => KindChoices.All(c => c.Value != k))) { ModelState.AddModelError(nameof(Kinds), "Select kinds of agency from the list"); }
        if (Note.Trim().Length > Sending.LongestNote) { ModelState.AddModelError(nameof(Note), "Why you send it must be 500 characters or fewer"); }
        if (!ModelState.IsValid) { return Page(); }
        IReadOnlyList<(Guid User, string Agency, string Area)> to;
        await using (var own = await Db.OpenAsync(HttpContext.RequestAborted)) { to = await posts.AmongAsync(own.Connection, Roles, Kinds, Areas, HttpContext.RequestAborted); }
        var before = Counted;
        // What the page shows is what was found now, not what was posted.
        ModelState.Remove(nameof(Counted));
        Counted = to.Count;
        if (before != to.Count) { return Page(); }
        if (Sending.Send(Of, Audience, Note, to, Actor, Clock.Now).Refused(out var why, out var sending)) { return this.Refuse(why); }
        Db.Add(sending);
        teller.Tell(outbox, new BusinessNews(Occasion.SentToRead, "library", sending.Id, Of.Reference, Here.ToLowerInvariant(), [.. to.Select(t => t.User)], sending.Id.ToString("N")));
        return await SavedAsync($"Sent to {English.Count(to.Count, "person", "people")}");
    }

    private string Audience => string.Join("; ", new[]
    {
        Roles.Count == 0 ? "everybody" : string.Join(", ", Roles.Select(r => RoleChoices.First(c => c.Value == r).Label)),
        Kinds.Count == 0 ? "" : string.Join(", ", Kinds.Select(k => KindChoices.First(c => c.Value == k).Label)),
        string.Join(", ", Areas),
    }.Where(p => p.Length > 0));

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync(tracked: false) || Of.Current is null || Of.WithdrawnAt is not null) { return false; }
        var titles = practice.Codes.GetValueOrDefault("agency-kind");
        KindChoices = [.. (await agencies.ListAsync()).Select(a => a.Kind).Distinct().Select(k => new Choice(k, titles?.Find(k)?.Title ?? k)).OrderBy(c => c.Label, StringComparer.CurrentCulture)];
        return true;
    }
}
