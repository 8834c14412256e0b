using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Footprint.Handing;

/// <summary>What agencies that ended still have open, of what whoever asks sees; hands all of it to the one that took their place, or nothing.</summary>
[Does(ActWords.HandOnAgency)]
public sealed class ShowModel(PracticeModel practice, TrellisDb db, ActionsPassOn actions, InvolvementPassesOn matters, AgencyRegister register, LondonClock clock) : PageModel
{
    private string[] from = [];

    /// <summary>What was on the page: with more or less of it, it is looked at again.</summary>
    [BindProperty]
    public string Seen { get; set; } = "";

    public FootprintChange Change { get; private set; } = null!;

    /// <summary>The one that took their place, by its code in the register; null: nobody of it signs in, so nothing can be handed to it.</summary>
    public string? Became { get; private set; }

    public string BecameTitle { get; private set; } = "";

    public IReadOnlyList<string> FromTitles { get; private set; } = [];

    public IReadOnlyList<(string Reference, string Text)> Actions { get; private set; } = [];

    public IReadOnlyList<string> Matters { get; private set; } = [];

    public IReadOnlyList<Handover> Before { get; private set; } = [];

    public bool MayMatters => db.Acting.Actor.May(ActWords.Involve);

    public string SeenNow => string.Join(',', Actions.Select(a => a.Reference).Concat(Matters));

    public static string Counted(int actions, int matters) => string.Join(" and ", new[] { actions > 0 ? English.Count(actions, "action", "actions") : null, matters > 0 ? $"a part in {English.Count(matters, "matter", "matters")}" : null }.OfType<string>());

    public async Task<IActionResult> OnGetAsync(string change) => await LoadAsync(change) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string change)
    {
        if (!await LoadAsync(change)) { return NotFound(); }
        if (Became is not { } to) { return this.Refuse(new Refusal("", "Nobody of the agency that took their place signs in here. Add it to the register first")); }
        if (SeenNow.Length == 0) { return this.Refuse(new Refusal("", "Nothing of theirs that you see is open any more")); }
        if (Seen != SeenNow) { return this.Refuse(new Refusal("", "What they have open changed since you looked. Look at it again")); }
        var reason = $"{BecameTitle} took the place of {string.Join(" and ", FromTitles)} on {English.Date(Change.On)}";
        db.Acting.Because(reason);
        var (moved, let) = (await actions.HandOverAsync(from, to, reason, HttpContext.RequestAborted), await matters.PassOnAsync(from, to, HttpContext.RequestAborted));
        db.Add(Handover.Of(Change, from, to, moved, let, db.Acting.Actor, clock.Now));
        await db.SaveChangesAsync();
        TempData["done"] = $"Handed over to {BecameTitle}: {Counted(moved, let)}";
        return Redirect($"/footprint/changes/{change}");
    }

    private async Task<bool> LoadAsync(string id)
    {
        if (practice.Footprint.Changes.FirstOrDefault(c => c.Id == id) is not { By: { } by } change || change.On > clock.Today) { return false; }
        Change = change;
        var stop = HttpContext.RequestAborted;
        var next = practice.Footprint.Agency(by)!;
        var ended = change.Agencies.Select(a => practice.Footprint.Agency(a)!).ToArray();
        var known = (await register.ListAsync(cancellationToken: stop)).Select(a => a.Code).ToHashSet(StringComparer.Ordinal);
        from = [.. ended.Select(a => a.Register).OfType<string>().Where(c => known.Contains(c) && c != next.Register).Distinct()];
        Became = next.Register is { } code && known.Contains(code) ? code : null;
        (BecameTitle, FromTitles) = (next.Title, [.. ended.Select(a => a.Title)]);
        Actions = await actions.OpenOfAsync(from, stop);
        Matters = await matters.OpenOfAsync(from, stop);
        Before = await db.Set<Handover>().AsNoTracking().Where(h => h.Change == id).OrderByDescending(h => h.At).ToListAsync(stop);
        return true;
    }
}
