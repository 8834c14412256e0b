using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>What whoever plans an audit says of it.</summary>
/// <param name="Sizes">How many records are drawn in each area.</param>
public sealed record Planned(string Title, string Kind, IReadOnlyList<(string Area, int Size)> Sizes, IReadOnlyCollection<string> Agencies, DateOnly From, DateOnly Until);

/// <summary>
/// An audit of records drawn by a stated rule: planned, drawn once, let in by those who answer for the records, graded, met about, closed. Names nobody:
/// a record is its number.
/// </summary>
public sealed partial class Audit : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int MostRecords = 500;
    public const string MultiAgency = "multi-agency";
    public const string DipSample = "dip-sample";

    /// <summary>Nobody is let in for longer, counted from the day it is approved.</summary>
    public const int LongestAccess = 186;

    /// <summary><c>Q101</c></summary>
    public required string Reference { get; init; }

    /// <summary>A file of <c>practice/audits</c>.</summary>
    public required string Template { get; init; }

    public required string Title { get; init; }

    /// <summary>A code of <c>audit-kind</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><see cref="AuditTemplate.Scope"/> as it was when it was planned.</summary>
    public required string Scope { get; init; }

    public required string Tool { get; init; }

    /// <summary>Tells the questions of the tool, and what can be answered, from any others.</summary>
    public required string ToolPrint { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>In the order of <see cref="Areas"/>.</summary>
    public required int[] Sizes { get; init; }

    public required string[] Agencies { get; init; }

    /// <summary>Records are drawn from what happened from this day on.</summary>
    public required DateOnly FromOn { get; init; }

    public required DateOnly UntilOn { get; init; }

    public required Guid LeadId { get; init; }

    /// <summary>The audit this one looks at again.</summary>
    public Guid? AgainOf { get; init; }

    public string? Seed { get; private set; }

    public DateTimeOffset? DrawnAt { get; private set; }

    public byte[]? Sample { get; private set; }

    /// <summary>The reference of its learning summary in the library.</summary>
    public string? Summary { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When the last of its auditors was no longer let in.</summary>
    public DateTimeOffset? AccessEndedAt { get; private set; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<Auditor> Auditors { get; } = [];

    public List<Stratum> Strata { get; } = [];

    public List<AuditRecord> Records { get; } = [];

    public List<Approval> Approvals { get; } = [];

    public List<Finding> Findings { get; } = [];

    public string State => ClosedAt is not null ? "Closed" : DrawnAt is null ? "Planned" : Approvals.Count < Areas.Length ? "Waits for approval" : "Under way";

    public static Outcome<Audit> Plan(string reference, AuditTemplate template, string toolPrint, Planned said, Audit? again, Actor by, DateTimeOffset at)
    {
        if (said.Title.Trim().Length is 0 or > LongestTitle) { return new Refusal(nameof(Title), said.Title.Trim().Length == 0 ? "Enter what the audit is called" : "The title must be 200 characters or fewer"); }
        if (said.Sizes.Count == 0) { return new Refusal("Areas", "Select the areas it is for"); }
        if (said.Sizes.Any(s => s.Size is < 1 or > MostRecords)) { return new Refusal("Sizes", $"How many records are drawn must be from 1 to {MostRecords}"); }
        if (said.Agencies.Count == 0) { return new Refusal("Agencies", "Select the agencies that audit"); }
        if (said.Kind is DipSample && said.Agencies.Count > 1) { return new Refusal("Agencies", "A dip sample is one agency’s"); }
        if (said.Until < said.From) { return new Refusal("Until", "The last day must be the same as or after the first"); }
        if (said.From > London.DateOf(at)) { return new Refusal("From", "The first day must be today or in the past"); }
        var areas = said.Sizes.OrderBy(s => s.Area, StringComparer.Ordinal).ToArray();
        var audit = new Audit
        {
            Reference = reference,
            Template = template.Id,
            Title = said.Title.Trim(),
            Kind = said.Kind,
            Scope = template.Scope,
            Tool = template.Tool,
            ToolPrint = toolPrint,
            Areas = [.. areas.Select(a => a.Area)],
            Sizes = [.. areas.Select(a => a.Size)],
            Agencies = [.. said.Agencies.Distinct().Order(StringComparer.Ordinal)],
            FromOn = said.From,
            UntilOn = said.Until,
            LeadId = by.UserId,
            AgainOf = again?.Id,
            MadeAt = at,
        };
        audit.Say("audit.planned", at, by.Agency, audit.OfKind());
        return audit;
    }

    /// <summary>Somebody audits the records of an area. Named before the draw, so that what they may not see is not drawn.</summary>
    public Outcome<Auditor> Name(string area, Guid staff, string agency, bool second, DateTimeOffset at, Actor by)
    {
        if (ClosedAt is not null || DrawnAt is not null) { return new Refusal("Email", "The records are drawn: whom they were drawn for stands"); }
        if (!Areas.Contains(area)) { return new Refusal("Area", "Select an area of the audit"); }
        if (!Agencies.Contains(agency)) { return new Refusal("Email", "They are of no agency that takes part in this audit"); }
        if (Auditors.Exists(a => a.Area == area && a.StaffId == staff)) { return new Refusal("Email", "They audit this area already"); }
        if (Kind is DipSample && Auditors.Exists(a => a.Area == area)) { return new Refusal("Email", "A dip sample has one auditor"); }
        if (second && !Auditors.Exists(a => a.Area == area && a.Agency == agency && !a.Second)) { return new Refusal("Second", "Name the first auditor of their agency before the second"); }
        if (Auditors.Exists(a => a.Area == area && a.Agency == agency && a.Second == second)) { return new Refusal("Second", second ? "Their agency has a second auditor in this area" : "Their agency has an auditor in this area. Name them as the second"); }
        var auditor = new Auditor { AuditId = Id, Audit = this, Area = area, StaffId = staff, Agency = agency, Second = second };
        Auditors.Add(auditor);
        Say("audit.auditor-named", at, by.Agency, new FactDetail { Field = "agency", Code = agency });
        return auditor;
    }

    public Outcome<Auditor> Unname(Guid auditor, DateTimeOffset at, Actor by)
    {
        if (DrawnAt is not null || Auditors.Find(a => a.Id == auditor) is not { } found) { return new Refusal("", "The records are drawn: whom they were drawn for stands"); }
        Auditors.Remove(found);
        Say("audit.auditor-left-out", at, by.Agency, new FactDetail { Field = "agency", Code = found.Agency });
        return found;
    }

    /// <summary>Why nothing can be drawn yet; null when it can.</summary>
    public Refusal? MayDraw(string seed)
    {
        if (ClosedAt is not null || DrawnAt is not null) { return new Refusal(nameof(Seed), "The records are drawn already. To draw others would be to choose"); }
        if (seed.Trim().Length is < 4 or > 60) { return new Refusal(nameof(Seed), "The seed must be from 4 to 60 characters"); }
        return Areas.FirstOrDefault(a => Auditors.TrueForAll(w => w.Area != a)) is { } none ? new Refusal(nameof(Seed), $"Nobody audits {none} yet. Records are drawn for those who audit them") : null;
    }

    /// <summary>The records are drawn. Once: to draw again until it suits would be to choose.</summary>
    /// <returns>Whose records they are, to be kept apart.</returns>
    public Outcome<IReadOnlyList<Subject>> Draw(Drawn drawn, string seed, DateTimeOffset at, Actor by)
    {
        if (MayDraw(seed) is { } refusal) { return refusal; }
        (Seed, DrawnAt, Sample) = (seed.Trim(), at, drawn.Print);
        Strata.AddRange(drawn.Parts.Select(p => new Stratum { AuditId = Id, Audit = this, Area = p.Area, Part = p.Part, Population = p.Population, Excluded = p.Excluded, Drawn = p.Drawn }));
        var subjects = new List<Subject>();
        foreach (var (i, fact) in drawn.Facts.Index())
        {
            var record = new AuditRecord { AuditId = Id, Audit = this, Number = i + 1, Area = fact.Area, Part = fact.Part };
            Records.Add(record);
            subjects.Add(new Subject { RecordId = record.Id, AuditId = Id, Audit = this, Area = fact.Area, FactId = fact.Fact, PersonId = fact.Person, MatterId = fact.Matter });
        }

        foreach (var area in Areas)
        {
            Happened(new Fact
            {
                Kind = "audit.drawn",
                SourceId = Id,
                Area = area,
                Agency = by.Agency,
                Occurred = Moment.Exactly(at),
                VisibleTo = Audience,
                Frozen = Sample,
                Details =
                [
                    OfKind(), Number("population", Strata.Where(s => s.Area == area).Sum(s => s.Population)), Number("excluded", Strata.Where(s => s.Area == area).Sum(s => s.Excluded)), Number("drawn", Strata.Where(s => s.Area == area).Sum(s => s.Drawn)),
                ],
            });
        }

        return subjects;
    }

    /// <summary>Whoever answers for the records of an area lets the auditors in until a day.</summary>
    public Outcome<Approval> Approve(string area, DateOnly until, Actor by, DateTimeOffset at)
    {
        var today = London.DateOf(at);
        if (ClosedAt is not null || DrawnAt is null) { return new Refusal("Until", "There is nothing to approve"); }
        if (!by.SeesAll(area) || !Areas.Contains(area)) { return new Refusal("Area", "Only whoever answers for the records of the area lets auditors in"); }
        if (Approvals.Exists(a => a.Area == area)) { return new Refusal("Until", "The auditors are let in already"); }
        if (until < today || until > today.AddDays(LongestAccess)) { return new Refusal("Until", $"The last day must be from today to {English.Date(today.AddDays(LongestAccess))}"); }
        var approval = new Approval { AuditId = Id, Audit = this, Area = area, ById = by.UserId, At = at, UntilAt = London.MidnightOf(until.AddDays(1)) };
        Approvals.Add(approval);
        Say("audit.approved", at, by.Agency, area, OfKind());
        return approval;
    }

    public Outcome<Audit> Close(DateTimeOffset at, Actor by)
    {
        if (ClosedAt is not null) { return new Refusal("", "This audit is closed already"); }
        ClosedAt = at;
        foreach (var area in Areas) { Say("audit.closed", at, by.Agency, area, OfKind()); }
        return this;
    }

    internal void EndAccess(DateTimeOffset at)
    {
        AccessEndedAt = at;
        Say("audit.access-ended", at, null);
    }

    internal string Audience => string.Join(',', Agencies.Select(Actor.AgencyCircle).Prepend("boards"));

    private FactDetail OfKind() => new() { Field = "kind", Code = Kind };

    private static FactDetail Number(string field, int value) => new() { Field = field, Code = value.ToString(CultureInfo.InvariantCulture) };

    private void Say(string kind, DateTimeOffset at, string? by, params FactDetail[] details) => Say(kind, at, by, Areas[0], details);

    private void Say(string kind, DateTimeOffset at, string? by, string area, params FactDetail[] details) =>
        Happened(new Fact { Kind = kind, SourceId = Id, Area = area, Agency = by, Occurred = Moment.Exactly(at), VisibleTo = Audience, Details = [.. details] });
}
