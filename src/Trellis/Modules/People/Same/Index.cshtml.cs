using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Matching.Identifiers;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Same;

/// <summary>Two records side by side: one person, or two. What was said before, and undoing it.</summary>
[Does(ActWords.SamePerson)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, RecordTies ties, SamePerson same, CaseworkRegister casework, Views views) : PageModel
{
    private const string Two = "two";

    /// <param name="Apart">They are known to be two; else they are joined, or one is split from the other.</param>
    public sealed record Tie(Guid Id, string Title, PersonSummary Other, DateTimeOffset Since, string? Note, bool MayAgree, bool MayUndo, bool Apart);

    /// <param name="Clashes">Both say it, and not the same.</param>
    public sealed record Line(string What, string One, string Two, bool Clashes);

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty(Name = "Other")]
    public Guid? OtherId { get; set; }

    /// <summary>The record to keep, or that they are two.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public PersonSummary Person { get; private set; } = null!;

    public PersonSummary? Other { get; private set; }

    public IReadOnlyList<Tie> Ties { get; private set; } = [];

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<string> Conflicts { get; private set; } = [];

    public bool NeedsSecond { get; private set; }

    public bool MaySplit => db.Acting.Actor.May(ActWords.SplitPerson);

    public async Task<IActionResult> OnGetAsync(Guid? other) => await LoadAsync(other) ?? Page();

    public async Task<IActionResult> OnPostFindAsync()
    {
        if (await LoadAsync(null) is { } refused) { return refused; }
        var reference = Reference?.Trim() ?? "";
        var found = reference.Length == 0 ? null : await db.People.Where(p => p.Reference == reference).Select(p => (Guid?)p.Id).FirstOrDefaultAsync();
        if (found == Id) { ModelState.AddModelError(nameof(Reference), "This is the same record"); }
        else if (found is null || await ties.MustStayApartAsync(Id, found.Value)) { ModelState.AddModelError(nameof(Reference), RecordTies.NotThere); }
        return ModelState.IsValid ? Redirect($"/people/{Id}/same?other={found}") : Page();
    }

    /// <summary>One person.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync(OtherId) is { } refused) { return refused; }
        if (Other is not { } other) { return NotFound(); }
        if (Kept != Two && Kept != Id.ToString() && Kept != other.Id.ToString()) { ModelState.AddModelError(nameof(Kept), "Select whether they are one person"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter how you know"); }
        if (!ModelState.IsValid) { return Page(); }

        if (Kept == Two)
        {
            if (!db.Acting.Actor.May(ActWords.DifferentPerson)) { return StatusCode(StatusCodes.Status403Forbidden); }
            db.Acting.Begin(ActWords.DifferentPerson, Why);
            if ((await ties.TellApartAsync(Id, other.Id)).Refused(out var no)) { return this.Refuse(At(no)); }
            return await SavedAsync("Recorded as two people", Id);
        }

        db.Acting.Because(Why);
        var kept = Guid.Parse(Kept!);
        if ((await same.LinkAsync(kept == Id ? other.Id : Id, kept)).Refused(out var why)) { return this.Refuse(At(why)); }
        return await SavedAsync(NeedsSecond ? "Proposed. A second person has to agree" : "Joined", NeedsSecond ? null : kept);
    }

    [Does(ActWords.AgreeSamePerson)]
    public async Task<IActionResult> OnPostAgreeAsync([FromForm] Guid tie)
    {
        if (await LoadAsync(null) is { } refused) { return refused; }
        if (Ties.All(t => t.Id != tie)) { return NotFound(); }
        if ((await same.AgreeAsync(tie)).Refused(out var why, out var tied)) { return this.Refuse(why); }
        return await SavedAsync(tied.InForce ? "Agreed, and in force" : "Agreed, and undone", null);
    }

    [Does(ActWords.UnlinkPerson)]
    public async Task<IActionResult> OnPostPartAsync([FromForm] Guid tie)
    {
        if (await LoadAsync(null) is { } refused) { return refused; }
        if (Ties.All(t => t.Id != tie)) { return NotFound(); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError($"why-{tie}", "Enter why it is undone"); }
        if (!ModelState.IsValid) { return Page(); }
        db.Acting.Because(Why);
        if ((await same.UndoAsync(tie)).Refused(out var why, out var tied)) { return this.Refuse(why); }
        return await SavedAsync(tied.Ended ? "Undone" : "Proposed. A second person has to agree", null);
    }

    [Does(ActWords.DifferentPerson)]
    public async Task<IActionResult> OnPostTakeBackAsync([FromForm] Guid tie)
    {
        if (await LoadAsync(null) is { } refused) { return refused; }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError($"why-{tie}", "Enter why it is undone"); }
        if (!ModelState.IsValid) { return Page(); }
        db.Acting.Because(Why);
        if ((await ties.TakeBackApartAsync(tie)).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Taken back", null);
    }

    private static Refusal At(Refusal why) => why.Field is "Other" ? new Refusal(nameof(Kept), why.Words) : why;

    /// <param name="to">Whose page is shown; null: this one again.</param>
    private async Task<IActionResult> SavedAsync(string done, Guid? to)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException lost) when (lost.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            return this.Refuse(new Refusal(nameof(Kept), "Somebody else has just decided about one of these records. Look at them again"));
        }

        TempData["done"] = done;
        return Redirect(to is { } person ? $"/people/{person}" : $"/people/{Id}/same");
    }

    /// <summary>Null: go on.</summary>
    private async Task<IActionResult?> LoadAsync(Guid? other)
    {
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Id) is not { } person) { return NotFound(); }
        Person = person.Summary;
        if (!db.Acting.Actor.SeesAll(person.Area))
        {
            await views.SawAsync("person", ActWords.ViewPerson, [Id], person.Area);
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await TiesAsync();
        if (other is not { } asked)
        {
            await views.SawAsync("person", ActWords.ViewPerson, [Id, .. Ties.Select(t => t.Other.Id)], person.Area);
            return null;
        }

        if (asked == Id || await db.WithPartsAsync(asked) is not { } beside || await ties.MustStayApartAsync(Id, asked)) { return NotFound(); }
        Other = beside.Summary;
        OtherId = asked;
        await views.SawAsync("person", ActWords.ViewPerson, [Id, asked, .. Ties.Select(t => t.Other.Id)], person.Area);
        await CompareAsync((await db.WithPartsAsync(Id))!, beside);
        db.ChangeTracker.Clear();
        return null;
    }

    private async Task TiesAsync()
    {
        var (me, found) = (db.Acting.Actor.UserId, new List<(RecordTie? Tie, DifferentFrom? Apart, Guid Other)>());
        found.AddRange((await db.Set<SameAs>().AsNoTracking().Where(s => s.EndedAt == null && (s.FoldedId == Id || s.KeptId == Id)).OrderBy(s => s.ProposedAt).ToListAsync()).Select(s => ((RecordTie?)s, (DifferentFrom?)null, s.FoldedId == Id ? s.KeptId : s.FoldedId)));
        found.AddRange((await db.Set<Split>().AsNoTracking().Where(s => s.EndedAt == null && (s.FromId == Id || s.ToId == Id)).OrderBy(s => s.ProposedAt).ToListAsync()).Select(s => ((RecordTie?)s, (DifferentFrom?)null, s.FromId == Id ? s.ToId : s.FromId)));
        found.AddRange((await db.Set<DifferentFrom>().AsNoTracking().Where(d => d.EndedAt == null && (d.OneId == Id || d.OtherId == Id)).OrderBy(d => d.FromAt).ToListAsync()).Select(d => ((RecordTie?)null, (DifferentFrom?)d, d.OneId == Id ? d.OtherId : d.OneId)));
        var ids = found.Select(f => f.Other).ToArray();
        var others = (await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync()).ToDictionary(p => p.Id, p => p.Summary);
        Ties = [.. found.Where(f => others.ContainsKey(f.Other)).Select(f => f.Tie is { } tie
            ? new Tie(tie.Id, Title(tie), others[f.Other], tie.JoinedAt ?? tie.ProposedAt, tie.Waits ? "A second person has to agree before it is in force" : tie.IsParting ? "A second person has to agree before it is undone" : null,
                (tie.Waits && tie.ProposedBy != me) || (tie.IsParting && tie.PartingBy != me), !tie.IsParting, Apart: false)
            : new Tie(f.Apart!.Id, "Two people who look alike", others[f.Other], f.Apart.FromAt, null, MayAgree: false, MayUndo: true, Apart: true))];
    }

    private string Title(RecordTie tie) => tie switch
    {
        SameAs { FoldedId: var folded } => $"{(tie.Waits ? "Proposed: one person" : "One person")}, {(folded == Id ? "shown with" : "shown here from")} another record",
        Split { FromId: var from } => $"{(tie.Waits ? "Proposed: split" : "Split")}, {(from == Id ? "some matters are shown in" : "some matters come from")} another record",
        _ => "",
    };

    private async Task CompareAsync(Person one, Person two)
    {
        NeedsSecond = await ties.IsClosedAsync([one.Id, two.Id]);
        var (statuses, _) = await same.ConflictsAsync(one.Id, two.Id);
        var disagree = await ties.DisagreeAsync(one.Id, two.Id);
        Line Of(string what, Func<Person, string?> read, string? conflict = null) => new(what, read(one) ?? "Not recorded", read(two) ?? "Not recorded", conflict is not null && disagree.Contains(conflict));
        string? Join(IEnumerable<string?> parts) => string.Join("; ", parts.OfType<string>().Distinct()) is { Length: > 0 } joined ? joined : null;
        var (mine, theirs) = (await casework.MattersOfAsync(Belonging.Of(one.Id)), await casework.MattersOfAsync(Belonging.Of(two.Id)));
        Lines =
        [
            Of("Names", p => Join(p.Names.Where(n => n.Stands).Select(n => n.Name).Prepend(p.Name))),
            Of("Date of birth", p => p.Summary.BornWords, "birth-date"),
            Of("Date of death", p => p.DiedOn is { } died ? English.Date(died) : null),
            Of("Sex", p => practice.Codes["sex"].Find(p.Sex)?.Title, "sex"),
            Of("Ethnic group", p => practice.Codes["ethnic-group"].Find(p.EthnicGroup)?.Title),
            Of("Addresses", p => Join(p.Addresses.Where(a => a.Stands).Select(a => a.Line).Append(p.ConfidentialAddress ? PersonSummary.Confidential : null))),
            Of("NHS number", p => Join(p.Identifiers.Where(i => i.Stands && i.Kind is "nhs").Select(i => NhsNumber.Spaced(i.Value))), "nhs"),
            Of("UPN", p => Join(p.Identifiers.Where(i => i.Stands && i.Kind is "upn").Select(i => i.Value)), "upn"),
            Of("School", p => p.School),
            new("Matters", Join(mine.Select(m => $"{m.Title} {m.Reference}")) ?? "None", Join(theirs.Select(m => $"{m.Title} {m.Reference}")) ?? "None", Clashes: false),
        ];
        Conflicts = [.. disagree.Select(d => d switch { "birth-date" => "two dates of birth", "sex" => "two sexes", "nhs" => "two NHS numbers", _ => "two UPNs" }), .. statuses.Select(s => $"{practice.Statuses.FirstOrDefault(r => r.Id == s)?.Title ?? s}, twice at one time")];
    }
}
