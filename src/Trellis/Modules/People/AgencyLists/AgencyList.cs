using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>A list of people an agency sent: looked at first, then taken in, all of it, and undone as a whole.</summary>
public sealed class AgencyList : Entity, IEdited
{
    public const string LookedAt = "looked-at";
    public const string TakenIn = "taken-in";
    public const string Undone = "undone";
    public const string ThrownAway = "thrown-away";

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>
    {
        [LookedAt] = "Not taken in yet",
        [TakenIn] = "Taken in",
        [Undone] = "Undone",
        [ThrownAway] = "Thrown away",
    };

    public required string Area { get; init; }

    /// <summary>Whose list it is.</summary>
    public required string Agency { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required byte[] Hash { get; init; }

    public string State { get; private set; } = LookedAt;

    public required Guid BegunBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    public DateTimeOffset? TakenInAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The file and how its columns are read, locked with the key of its area; null once it is taken in or thrown away.</summary>
    public string? Held { get; private set; }

    public int Linked { get; private set; }

    public int Added { get; private set; }

    public int ToReview { get; private set; }

    public int Unchanged { get; private set; }

    public int LeftOut { get; private set; }

    /// <summary>Whom it added and somebody has used since, when it was undone: their records stay.</summary>
    public int Kept { get; private set; }

    public int Edition { get; private set; }

    public List<ListLine> Lines { get; } = [];

    internal void LookAt(string held)
    {
        Held = held;
        Happened(Of("agency-list.looked-at", BegunAt, []));
    }

    internal void TakeIn(IReadOnlyCollection<ListLine> lines, DateTimeOffset at)
    {
        (State, TakenInAt, Held) = (TakenIn, at, null);
        Lines.AddRange(lines);
        Count(lines);
        Happened(Of("agency-list.taken-in", at, Counts()));
    }

    /// <summary>Somebody has looked at a line: it is about this person, or nobody.</summary>
    internal void Decided(ListLine line, DateTimeOffset at)
    {
        ToReview--;
        switch (line.Outcome)
        {
            case ListLine.Linked: Linked++; break;
            case ListLine.Added: Added++; break;
            default: LeftOut++; break;
        }

        Happened(Of("agency-list.decided", at, [new FactDetail { Field = "outcome", Code = line.Outcome }]));
    }

    internal void Undo(int kept, DateTimeOffset at)
    {
        (State, EndedAt, Kept) = (Undone, at, kept);
        Happened(Of("agency-list.undone", at, [new FactDetail { Field = "kept", Code = kept.ToString(CultureInfo.InvariantCulture) }]));
    }

    /// <summary>What it said is taken away, by a further fact.</summary>
    internal void TakeBack(Fact said) => Happened(said.Corrected(said.Occurred, [], null, isVoid: true));

    internal void ThrowAway(DateTimeOffset at)
    {
        (State, EndedAt, Held) = (ThrownAway, at, null);
        Happened(Of("agency-list.thrown-away", at, []));
    }

    private void Count(IReadOnlyCollection<ListLine> lines) =>
        (Linked, Added, ToReview, Unchanged, LeftOut) = (lines.Count(l => l.Outcome is ListLine.Linked), lines.Count(l => l.Outcome is ListLine.Added), lines.Count(l => l.Outcome is ListLine.Review), lines.Count(l => l.Outcome is ListLine.Unchanged), lines.Count(l => l.Outcome is ListLine.LeftOut));

    private List<FactDetail> Counts() =>
        [.. new[] { ("linked", Linked), ("added", Added), ("review", ToReview), ("unchanged", Unchanged), ("left-out", LeftOut) }.Select(c => new FactDetail { Field = c.Item1, Code = c.Item2.ToString(CultureInfo.InvariantCulture) })];

    private Fact Of(string kind, DateTimeOffset at, List<FactDetail> details) => new()
    {
        Kind = kind,
        SourceId = Id,
        Area = Area,
        Agency = Agency,
        Occurred = Moment.Exactly(at),
        Details = details,
    };
}
