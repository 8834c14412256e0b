using System.Numerics;
using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures.Hiding;

/// <summary>One cell as the public sees it.</summary>
/// <param name="Shown">Null where it is hidden.</param>
public sealed record Seen(string Figure, string Area, string Period, string Dimension, string Part, bool IsShare, decimal? Shown);

/// <summary>
/// Somebody who lays every published table beside every other and works out what is hidden. He knows that areas add up, which parts do, how shares are
/// rounded, which figure a share is of, and that no nought is hidden. What he works with is only what is printed.
/// </summary>
/// <param name="shareOf">The figure that counts what a share is of.</param>
/// <param name="overlapping">Dimensions whose parts overlap.</param>
/// <param name="roundedTo">Null: counts are as they are.</param>
public sealed class Attacker(IReadOnlyCollection<Seen> tables, Relations relations, IReadOnlyDictionary<string, string> shareOf, IReadOnlyCollection<string> overlapping, int? roundedTo = null)
{
    private readonly Dictionary<string, int> _unknowns = new(StringComparer.Ordinal);
    private readonly List<Known> _known = [];
    private readonly Dictionary<int, Fraction> _told = [];

    /// <summary>What each hidden count can be at least and at most.</summary>
    public IReadOnlyDictionary<Seen, (BigInteger Least, BigInteger? Most)> Counts()
    {
        Learn();
        return tables.Where(t => !t.IsShare && t.Shown is null).ToDictionary(t => t, t => Range(At("n", t)));
    }

    /// <summary>What is in each hidden share, and what it is of.</summary>
    public IReadOnlyDictionary<Seen, ((BigInteger Least, BigInteger? Most) In, (BigInteger Least, BigInteger? Most) Out)> Shares()
    {
        Learn();
        return tables.Where(t => t.IsShare && t.Shown is null).ToDictionary(t => t, t => (Range(At("in", t)), Range(At("out", t))));
    }

    /// <summary>How far apart the ends are between which the attacker finds each hidden number; of a share, of what is in it or what is not.</summary>
    public static IEnumerable<BigInteger> Widths(Attacker attacker) => attacker.Counts().Values.Select(Apart).Concat(attacker.Shares().Values.Select(s => BigInteger.Max(Apart(s.In), Apart(s.Out))));

    private static BigInteger Apart((BigInteger Least, BigInteger? Most) range) => range.Most is { } most ? most - range.Least : 1_000_000;

    private (BigInteger Least, BigInteger? Most) Range(int unknown)
    {
        if (!_solved.ContainsKey(unknown)) { Solve(unknown); }
        return _solved[unknown].All.Range(_solved[unknown].At);
    }

    private void Solve(int unknown)
    {
        var (inside, used, queue) = (new Dictionary<int, int> { [unknown] = 0 }, new List<Known>(), new Queue<int>([unknown]));
        var seen = new HashSet<Known>(ReferenceEqualityComparer.Instance);
        while (queue.TryDequeue(out var one))
        {
            foreach (var known in _about[one].Where(seen.Add))
            {
                used.Add(known);
                foreach (var other in known.Sum.Keys.Where(k => !_told.ContainsKey(k) && inside.TryAdd(k, inside.Count))) { queue.Enqueue(other); }
            }
        }

        var all = new Simplex([.. used.Select(k => PutIn(k, inside))], inside.Count);
        foreach (var (name, at) in inside) { _solved[name] = (all, at); }
    }

    private Known PutIn(Known known, Dictionary<int, int> inside)
    {
        var rest = known.Sum.Where(s => _told.ContainsKey(s.Key)).Aggregate((Fraction)0, (sum, s) => sum + (s.Value * _told[s.Key]));
        return new Known(known.Sum.Where(s => !_told.ContainsKey(s.Key)).ToDictionary(s => inside[s.Key], s => s.Value), known.Least - rest, known.Most - rest);
    }

    private readonly Dictionary<int, (Simplex All, int At)> _solved = [];
    private ILookup<int, Known> _about = null!;

    private void Learn()
    {
        if (_unknowns.Count > 0) { return; }
        foreach (var seen in tables)
        {
            if (seen is { IsShare: false, Shown: { } told } && roundedTo is null) { _told[At("n", seen)] = Fraction.Of(told); }
            else if (!seen.IsShare) { Say([(At("n", seen), 1)], seen.Shown is { } n ? Low(n) : 1, seen.Shown is { } m ? High(m) : null); }
            else
            {
                Say([(At("in", seen), 1), (At("out", seen), 1), (At("whole", seen), -1)], 0, 0);
                Say([(At("whole", seen), 1)], 1, null);
                if (seen.Shown is { } percent)
                {
                    Say([(At("in", seen), 100), (At("whole", seen), -Fraction.Of(percent + 0.05m))], null, 0);
                    Say([(At("in", seen), 100), (At("whole", seen), -Fraction.Of(percent - 0.05m))], 0, null);
                }

                if (shareOf.TryGetValue(seen.Figure, out var of) && tables.FirstOrDefault(t => (t.Figure, t.Area, t.Period, t.Dimension, t.Part) == (of, seen.Area, seen.Period, seen.Dimension, seen.Part)) is { } count) { Say([(At("whole", seen), 1), (At("n", count), -1)], 0, 0); }
            }
        }

        var cells = tables.ToLookup(t => (t.Figure, t.Period, t.Dimension, t.Part));
        foreach (var seen in tables)
        {
            var parts = cells[(seen.Figure, seen.Period, seen.Dimension, seen.Part)].Where(t => relations.AreasIn(seen.Area).Contains(t.Area)).ToArray();
            if (parts.Length > 0) { AddUp(seen, parts); }
        }

        foreach (var parts in tables.Where(t => t.Dimension.Length > 0).GroupBy(t => (t.Figure, t.Area, t.Period, t.Dimension)))
        {
            if (tables.FirstOrDefault(t => (t.Figure, t.Area, t.Period, t.Dimension) == (parts.Key.Figure, parts.Key.Area, parts.Key.Period, "")) is not { } whole) { continue; }
            if (!overlapping.Contains(parts.Key.Dimension)) { AddUp(whole, [.. parts]); }
            else if (!whole.IsShare) { foreach (var part in parts) { Say([(At("n", whole), 1), (At("n", part), -1)], 0, null); } }
        }

        _about = _known.SelectMany(k => k.Sum.Keys.Select(u => (u, k))).ToLookup(x => x.u, x => x.k);
    }

    private void AddUp(Seen whole, Seen[] parts)
    {
        foreach (var what in whole.IsShare ? ["in", "whole"] : new[] { "n" }) { Say([(At(what, whole), -1), .. parts.Select(p => (At(what, p), (Fraction)1))], 0, 0); }
    }

    private Fraction Low(decimal shown) => roundedTo is { } to ? Fraction.Of(Math.Max(0, shown - (to / 2m))) : Fraction.Of(shown);

    private Fraction? High(decimal shown) => roundedTo is { } to ? Fraction.Of(shown + (to / 2m)) : Fraction.Of(shown);

    private int At(string what, Seen seen)
    {
        var name = $"{what}|{seen.Figure}|{seen.Area}|{seen.Period}|{seen.Dimension}|{seen.Part}";
        return _unknowns.TryGetValue(name, out var place) ? place : _unknowns[name] = _unknowns.Count;
    }

    private void Say((int Unknown, Fraction Times)[] sum, Fraction? least, Fraction? most) => _known.Add(new Known(sum.ToDictionary(s => s.Unknown, s => s.Times), least, most));
}
