using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Matters;

/// <summary>Who is involved in a matter, how far and how long; lets an agency or a member of staff in, and ends it.</summary>
[Does(ActWords.ViewMatter)]
public sealed class NetworkModel(TrellisDb db, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    /// <param name="Mine">It was let in by somebody, and can be ended; else it follows from a step.</param>
    public sealed record Line(Guid? Mine, string Who, string Level, DateTimeOffset From, DateTimeOffset? Until, bool Holds);

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Level { get; set; } = "";

    [BindProperty]
    public DateParts Until { get; set; } = new();

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public string WhyEnded { get; set; } = "";

    [BindProperty]
    public Guid? Ended { get; set; }

    public Matter Matter { get; private set; } = null!;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayInvolve => db.Acting.Actor.May(ActWords.Involve) && db.Acting.Actor.SeesAll(Matter.Area);

    public ImmutableArray<Choice> AgencyChoices { get; private set; } = [];

    public static ImmutableArray<Choice> Levels => [.. Enum.GetValues<InvolvementLevel>().Select(l => new Choice(l.ToString().ToLowerInvariant(), NetworkWords.Title(l)) { Hint = NetworkWords.Hint(l) })];

    public IReadOnlyList<Choice> Endable => [.. Lines.Where(l => l is { Mine: not null, Holds: true }).Select(l => new Choice(l.Mine!.Value.ToString(), $"{l.Who}, {l.Level}"))];

    private List<Involvement> involved = [];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.Involve)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayInvolve) { return StatusCode(StatusCodes.Status403Forbidden); }
        Guid? staff = null;
        if (Agency.Length > 0 && AgencyChoices.All(a => a.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select an agency"); }
        if (Matter.HiddenTo is not null && Agency.Length > 0) { ModelState.AddModelError(nameof(Agency), "This matter is hidden. Let people in by name, so that nobody else of their agency learns of it"); }
        else if (string.IsNullOrWhiteSpace(Email) == (Agency.Length == 0)) { ModelState.AddModelError(nameof(Agency), "Select an agency, or enter the e-mail address of one member of staff"); }
        else if (!string.IsNullOrWhiteSpace(Email) && (staff = (await agencies.StaffAtAsync(Email))?.Id) is null) { ModelState.AddModelError(nameof(Email), "Nobody with this e-mail address signs in to Trellis"); }
        if (!Enum.TryParse<InvolvementLevel>(Level, ignoreCase: true, out var level) || !Enum.IsDefined(level)) { ModelState.AddModelError(nameof(Level), "Select what they see"); }
        var (until, fault) = Until.Read("last day");
        if (fault is not null) { ModelState.AddDateError(nameof(Until), fault); }
        if (until < clock.Today) { ModelState.AddModelError(nameof(Until), "The last day must be today or in the future"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why they are let in"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        var begun = Involvement.Begin(Matter, Agency.Length > 0 ? Agency : null, staff, level, clock.Now, until is { } last ? London.MidnightOf(last.AddDays(1)) : null, db.Acting.Actor.Agency);
        if (begun.Refused(out var why, out var involvement)) { return this.Refuse(why); }
        db.Add(involvement);
        await db.SaveChangesAsync();
        TempData["done"] = "Let in";
        return Redirect($"/matters/{Id}/network");
    }

    [Does(ActWords.Involve)]
    public async Task<IActionResult> OnPostEndAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayInvolve) { return StatusCode(StatusCodes.Status403Forbidden); }
        var ends = involved.Find(i => i.Id == Ended);
        if (ends is null) { ModelState.AddModelError(nameof(Ended), "Select who is no longer involved"); }
        if (string.IsNullOrWhiteSpace(WhyEnded)) { ModelState.AddModelError(nameof(WhyEnded), "Enter why it ends"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(WhyEnded);
        if (ends!.End(Matter.OriginId, clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Ended";
        return Redirect($"/matters/{Id}/network");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Matters.AsNoTracking().Include(m => m.People).Include(m => m.Steps).AsSplitQuery().FirstOrDefaultAsync(m => m.Id == Id) is not { } matter) { return false; }
        Matter = matter;
        await views.SawAsync("matter-network", ActWords.ViewMatter, [.. matter.People.Select(p => p.PersonId)], matter.Area, matter.Id);
        involved = await db.Involvements.Where(i => i.MatterId == Id).OrderBy(i => i.FromAt).ThenBy(i => i.Id).ToListAsync();
        var all = await agencies.ListAsync();
        var titles = all.ToDictionary(a => a.Code, a => a.Title);
        var names = await agencies.NamesAsync(involved.Select(i => i.StaffId).OfType<Guid>());
        AgencyChoices = [.. (await agencies.OfferedAsync()).Select(a => new Choice(a.Code, a.Title))];
        var asked = matter.Steps.Where(s => s.Agency is not null).GroupBy(s => s.Agency!).Select(g => new Line(null, titles.GetValueOrDefault(g.Key, g.Key), NetworkWords.Of(InvolvementLevel.Own), g.Min(s => s.OpenedAt), null, true));
        Lines =
        [
            .. involved.Select(i => new Line(i.Id, i.Agency is { } agency ? titles.GetValueOrDefault(agency, agency) : names.GetValueOrDefault(i.StaffId!.Value, "A member of staff"), NetworkWords.Of(i.Level), i.FromAt, i.UntilAt, i.HoldsAt(clock.Now))),
            .. asked.OrderBy(l => l.From),
        ];
        return true;
    }
}

/// <summary>How far somebody is let in, in words.</summary>
public static class NetworkWords
{
    public static string Title(InvolvementLevel level) => level switch
    {
        InvolvementLevel.Full => "Everything",
        InvolvementLevel.Summary => "A summary",
        _ => "Their own part",
    };

    public static string Hint(InvolvementLevel level) => level switch
    {
        InvolvementLevel.Full => "Every step and fact that is not kept to a circle, such as the hub",
        InvolvementLevel.Summary => "That there is a matter, and whom it is about",
        _ => "That, and what their agency said and did itself",
    };

    /// <summary>Within a sentence.</summary>
    public static string Of(InvolvementLevel level) => level switch
    {
        InvolvementLevel.Full => "in full",
        InvolvementLevel.Summary => "in summary",
        _ => "its own part",
    };
}
