using System.Collections.Frozen;
using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>Which kinds of facts can change what a figure counts.</summary>
internal static class FigureKinds
{
    /// <returns>Null where any fact may.</returns>
    public static FrozenSet<string>? Of(Figure figure, string? by, PracticeModel practice)
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        Pattern?[] patterns = [figure.Counts, figure.Of, .. figure.Standing?.Until ?? [], .. figure.Standing?.Reached.Select(r => r.When) ?? []];
        var known = patterns.OfType<Pattern>().All(p => Add(p, kinds, practice)) && (figure.Status is not { } status || AddStatus(status, kinds, practice));
        foreach (var timescale in figure.Timescale is { } id ? [.. practice.Timescales, .. practice.Local.SelectMany(l => l.Timescales)] : Array.Empty<Timescale>().AsEnumerable())
        {
            if (timescale.Id == figure.Timescale) { known = known && AddClock(timescale, kinds, practice); }
        }

        // How a person is described is said by facts of its own.
        if (by?.StartsWith("person.", StringComparison.Ordinal) is true) { kinds.Add("person.described"); }
        return known ? kinds.ToFrozenSet(StringComparer.Ordinal) : null;
    }

    /// <summary>Of a clock that belongs to a step, whatever opened steps between says whether it is the step's: any fact.</summary>
    private static bool AddClock(Timescale clock, HashSet<string> kinds, PracticeModel practice)
    {
        if (clock.Of is not null) { return false; }
        if (clock.By is { } by) { kinds.Add(by.Kind); }
        return clock.From.Concat(clock.Until).Concat(clock.Unless).Concat(clock.Pauses.IsDefaultOrEmpty ? [] : clock.Pauses.SelectMany(p => new[] { p.Begins, p.Ends })).All(p => Add(p, kinds, practice));
    }

    private static bool AddStatus(string id, HashSet<string> kinds, PracticeModel practice) =>
        practice.Statuses.FirstOrDefault(s => s.Id == id) is { } status && status.Starts.Concat(status.Ends).Concat(status.CategoryFrom).All(p => p is FactPattern && Add(p, kinds, practice));

    private static bool Add(Pattern pattern, HashSet<string> kinds, PracticeModel practice)
    {
        if (pattern is StatusPattern status) { return !AsksOthers(status.Where) && AddStatus(status.Status, kinds, practice); }
        if (pattern is not FactPattern fact) { return false; }
        kinds.Add(fact.Kind);
        return !AsksOthers(fact.Where);
    }

    /// <summary>A condition on what else is so of the person.</summary>
    private static bool AsksOthers(Condition? condition) => condition switch
    {
        null => false,
        Both both => AsksOthers(both.Left) || AsksOthers(both.Right),
        Either either => AsksOthers(either.Left) || AsksOthers(either.Right),
        Not not => AsksOthers(not.Inner),
        Compare compare => compare.Name.StartsWith("person.", StringComparison.Ordinal),
        Present present => present.Name.StartsWith("person.", StringComparison.Ordinal),
        _ => true,
    };
}
