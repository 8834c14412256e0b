using System.Collections.Immutable;
using Trellis.Practice;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>An entry among the others.</summary>
/// <param name="SilenceBefore">Days without any entry before it, where they are many; else 0.</param>
/// <param name="AlsoBy">Other agencies that tell the same event.</param>
/// <param name="Otherwise">One of them tells it for another time of the day.</param>
public sealed record Told(Entry Entry, int SilenceBefore, ImmutableArray<string> AlsoBy, bool Otherwise);

/// <summary>What a reader wants to see of it.</summary>
public sealed record EntryFilter(string? Agency = null, Guid? Person = null, DateOnly? From = null, DateOnly? To = null, string? Theme = null, string? Significance = null)
{
    public bool Narrows => this != new EntryFilter();

    public bool Lets(Entry e) => (Agency is null || e.Agency == Agency) && (Person is null || e.PersonId == Person) && (From is null || e.OnDay >= From) && (To is null || e.OnDay <= To)
        && (Theme is null || e.Themes.Contains(Theme)) && (Significance is null || e.Significance == Significance);
}

/// <summary>
/// What several agencies say, in the order it happened, with what does not fit together: who tells the same event, who tells it
/// for another time, where nobody says anything for long. It points, and decides nothing.
/// </summary>
public static class Integrated
{
    /// <summary>Of the words of the shorter telling, so many must be in the longer one.</summary>
    private const double Alike = 0.5;
    private const int FewestWords = 3;
    private const int ShortestWord = 4;

    /// <param name="entries">Those that stand.</param>
    public static ImmutableArray<Told> Of(IEnumerable<Entry> entries, EntryFilter filter, ReviewRules rules)
    {
        var ordered = entries.Where(e => e.WithdrawnAt is null).OrderBy(e => e.OnDay).ThenBy(e => Width(e)).ThenBy(e => e.AtTime ?? TimeOnly.MinValue).ThenBy(e => e.Agency, StringComparer.Ordinal).ThenBy(e => e.Id).ToList();
        var same = SameEvents(ordered, TimeSpan.FromHours(rules.SameEventHours));
        var told = ImmutableArray.CreateBuilder<Told>();
        DateOnly? last = null;
        foreach (var entry in ordered.Where(filter.Lets))
        {
            var silence = last is { } before && entry.OnDay.DayNumber - before.DayNumber >= rules.SilenceDays ? entry.OnDay.DayNumber - before.DayNumber : 0;
            var (also, otherwise) = same.TryGetValue(entry.Id, out var found) ? found : ([], false);
            told.Add(new Told(entry, silence, also, otherwise));
            if (last is null || Ends(entry) > last) { last = Ends(entry); }
        }

        return told.ToImmutable();
    }

    /// <summary>What is known to the year comes before what is known to the month of it, and that before its days.</summary>
    private static int Width(Entry e) => e.Precision switch { "year" => 0, "month" => 1, "day" => 2, _ => 3 };

    /// <summary>The last day it may have been.</summary>
    private static DateOnly Ends(Entry e) => e.Precision switch { "year" => e.OnDay.AddYears(1).AddDays(-1), "month" => e.OnDay.AddMonths(1).AddDays(-1), _ => e.OnDay };

    private static Dictionary<Guid, (ImmutableArray<string> Also, bool Otherwise)> SameEvents(List<Entry> ordered, TimeSpan apart)
    {
        var same = new Dictionary<Guid, (ImmutableArray<string>, bool)>();
        foreach (var day in ordered.Where(e => e.Precision is "time" or "day").GroupBy(e => e.OnDay).Where(d => d.Select(e => e.Agency).Distinct().Count() > 1))
        {
            var tellings = day.Select(e => (Entry: e, Words: Words(e.What))).ToArray();
            foreach (var (entry, words) in tellings)
            {
                var others = tellings.Where(o => o.Entry.Agency != entry.Agency && (o.Entry.PersonId is null || entry.PersonId is null || o.Entry.PersonId == entry.PersonId) && AreAlike(words, o.Words)).Select(o => o.Entry).ToArray();
                if (others.Length == 0) { continue; }
                same[entry.Id] = ([.. others.Select(o => o.Agency).Distinct().Order(StringComparer.Ordinal)], others.Any(o => o.AtTime is { } theirs && entry.AtTime is { } ours && (theirs > ours ? theirs - ours : ours - theirs) > apart));
            }
        }

        return same;
    }

    private static bool AreAlike(HashSet<string> one, HashSet<string> other)
    {
        var fewer = Math.Min(one.Count, other.Count);
        return fewer >= FewestWords && one.Count(other.Contains) >= Alike * fewer;
    }

    private static HashSet<string> Words(string text) => [.. text.Split([.. " \t\r\n.,;:!?()[]“”‘’'\"/-"], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= ShortestWord).Select(w => w.ToLowerInvariant())];
}
