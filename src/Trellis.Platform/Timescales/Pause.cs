using Trellis.Platform.Time;

namespace Trellis.Platform.Timescales;

/// <summary>A time in which a clock stood still. <c>To</c> is null while it still does.</summary>
public readonly record struct Pause(Moment From, Moment? To)
{
    /// <summary>Pauses in order, with those that touch or overlap made one, so that no hour is given back twice.</summary>
    public static IReadOnlyList<Pause> Merge(IEnumerable<Pause> pauses)
    {
        var merged = new List<Pause>();
        foreach (var pause in pauses.OrderBy(p => p.From.At).ThenBy(p => p.To?.At ?? DateTimeOffset.MaxValue))
        {
            if (merged.Count > 0 && (merged[^1].To is not { } end || pause.From.At <= end.At))
            {
                if (merged[^1].To is { } to && (pause.To is not { } later || later.At > to.At)) { merged[^1] = merged[^1] with { To = pause.To }; }
            }
            else
            {
                merged.Add(pause);
            }
        }

        return merged;
    }

    /// <summary>The part of it that lies after a start and before an end, or null when there is none.</summary>
    internal Pause? Within(Moment start, Moment? end)
    {
        if ((To is { } to && to.At <= start.At) || (end is { } e && From.At > e.At)) { return null; }
        var from = From.At > start.At ? From : start;
        return new Pause(from, end is { } last && (To is not { } until || until.At > last.At) ? last : To);
    }
}
