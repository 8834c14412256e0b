using System.Collections.Frozen;
using Trellis.Modules.Figures.Hiding;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>
/// Which numbers a publication hides: those so small that they could point at a child, and further ones until none of these can be worked out from what is
/// still shown. A true nought stays. The same values always hide the same.
/// </summary>
public sealed class SmallNumbers
{
    private readonly FrozenSet<(string, string, string, string, string)> _seen;
    private readonly FrozenSet<(string, string, string, string, string)> _hidden;

    private SmallNumbers(Practice.Publication? under, IEnumerable<Cell> seen, IEnumerable<Cell> hidden)
    {
        Under = under;
        _seen = seen.Select(c => PublishedTies.Key(c.Value)).ToFrozenSet();
        _hidden = hidden.Select(c => PublishedTies.Key(c.Value)).ToFrozenSet();
    }

    /// <summary>Of what is not made public.</summary>
    public static SmallNumbers None { get; } = new(null, [], []);

    public Practice.Publication? Under { get; }

    /// <summary>What stands in place of a hidden number. It does not tell the small ones from those that protect them: that would tell too much.</summary>
    public string Words => Under is { HideFrom: { } from, HideTo: { } to } ? $"{from} to {to}, or hidden with one" : "hidden";

    /// <summary>What a table with hidden numbers says below it.</summary>
    public string Note => Under is { HideFrom: { } from, HideTo: { } to } ? $"Numbers from {from} to {to} are hidden because they could point at a child. Further numbers are hidden so that these cannot be worked out. A nought is a nought." : "";

    /// <param name="under">The publication; null where nothing is published.</param>
    /// <param name="values">Everything it may show, and what else is public of the same figures.</param>
    public static SmallNumbers Of(Practice.Publication? under, IReadOnlyCollection<LiveValue> values, IReadOnlyCollection<Figure> declared, Relations relations)
    {
        if (under is not { HideFrom: { } from, HideTo: { } to }) { return new SmallNumbers(under, [], []); }
        var ties = new PublishedTies(values, declared, relations, v => IsSmall(under, v));
        var hiding = new HiddenCells(ties, from, to, under.RoundTo, area => !relations.AreasIn(area).IsEmpty);
        hiding.Protect();
        return new SmallNumbers(under, ties.Cells, ties.Cells.Where(c => hiding.IsHidden(c)));
    }

    public bool Hides(LiveValue value) => Under is not null && (_hidden.Contains(PublishedTies.Key(value)) || (!_seen.Contains(PublishedTies.Key(value)) && IsSmall(Under, value)));

    /// <summary>The number as it is shown: a count to the nearest that the publication rounds to.</summary>
    public decimal Shown(LiveValue value) => Under?.RoundTo is { } nearest && value.Of is null ? Rounded(value.Value, nearest) : value.Value;

    internal static decimal Rounded(decimal value, int nearest) => Math.Round(value / nearest, MidpointRounding.AwayFromZero) * nearest;

    private static bool IsSmall(Practice.Publication under, LiveValue value) => value.Smallest >= under.HideFrom && value.Smallest <= under.HideTo;
}
