using System.Globalization;
using Trellis.Platform.Record;

namespace Trellis.Platform.Timescales;

/// <summary>What the practice model may ask about a fact, by name.</summary>
public sealed partial class Timeline
{
    /// <summary>Kind of the fact whose <see cref="BornField"/> says when a person was born.</summary>
    public const string DescribedKind = "person.described";

    /// <summary>The date of birth, yyyy-MM-dd.</summary>
    public const string BornField = "born";

    private (bool Read, DateOnly? Day) born;

    /// <summary>The date of birth as last described; null when none was.</summary>
    public DateOnly? Born
    {
        get
        {
            if (!born.Read) { born = (true, ReadBorn()); }
            return born.Day;
        }
    }

    /// <summary>
    /// Whole years on a day; null when the date of birth is not known or lies ahead. Somebody born on 29 February
    /// is a year older on 1 March of a year that has no such day.
    /// </summary>
    public int? AgeOn(DateOnly day)
    {
        if (Born is not { } birth || birth > day) { return null; }
        return day.Year - birth.Year - ((day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);
    }

    /// <summary>
    /// The values of names at a fact: its own detail fields; <c>previous.field</c>, of the last earlier fact of that kind in the same
    /// origin; <c>person.age</c>; <c>person.status</c>, the statuses open when it happened, as they stood before it.
    /// A name that has no value, or is not known, has none: whether a name exists is checked when the model is read.
    /// </summary>
    /// <exception cref="ArgumentException">The fact is not one of this timeline.</exception>
    public Func<string, IReadOnlyCollection<string>> NamesAt(Fact fact, IEnumerable<StatusPeriod> statuses)
    {
        var entry = Find(fact.Id) ?? throw new ArgumentException($"Fact {fact.Id} is not one of this timeline", nameof(fact));
        return name => Values(entry, name, statuses);
    }

    private IReadOnlyCollection<string> Values(Entry at, string name, IEnumerable<StatusPeriod> statuses) => name switch
    {
        "person.age" => AgeOn(at.Date) is { } age ? [age.ToString(CultureInfo.InvariantCulture)] : [],
        "person.status" => [.. statuses.Where(s => OpenAt(s, at)).Select(s => s.StatusId).Distinct(StringComparer.Ordinal)],
        _ when name.StartsWith("previous.", StringComparison.Ordinal) =>
            Previous(at) is { } before ? [.. before.Codes(name["previous.".Length..])] : [],
        _ => [.. at.Fact.Codes(name)],
    };

    private Fact? Previous(Entry at) =>
        OfKind(at.Fact.Kind).LastOrDefault(e => e.Position < at.Position && e.Fact.OriginId == at.Fact.OriginId)?.Fact;

    private static bool OpenAt(StatusPeriod period, Entry at) =>
        period.FromFactId != at.Fact.Id && period.Start <= at.Date && (period.End is not { } end || period.ToFactId == at.Fact.Id || end > at.Date);

    private DateOnly? ReadBorn()
    {
        var said = OfKind(DescribedKind).SelectMany(e => e.Fact.Codes(BornField)).LastOrDefault();
        return said is null ? null : DateOnly.ParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
