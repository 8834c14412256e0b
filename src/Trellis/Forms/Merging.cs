using System.Collections.Immutable;
using DiffPlex;

namespace Trellis.Forms;

/// <summary>What two people wrote in one place.</summary>
public sealed record Clash(string Theirs, string Mine);

/// <summary>
/// Puts together what two people wrote at once, paragraph by paragraph, on the ground both began from. Paragraphs both added at one
/// place stand one after the other. Where both changed the same paragraph theirs stays, and mine is handed back: nothing is lost.
/// </summary>
public static class Merging
{
    private const string Between = "\n\n";

    private static readonly Differ Differ = new();

    /// <param name="From">First paragraph of the ground that is replaced.</param>
    /// <param name="To">The one after the last; the same when nothing is.</param>
    private sealed record Change(int From, int To, ImmutableArray<string> With)
    {
        public bool Adds => From == To;

        /// <summary>They cannot both stand: they replace the same, or one adds in the middle of what the other replaces.</summary>
        public bool Meets(Change other) => From < other.To && other.From < To || Adds && other.From < From && From < other.To || other.Adds && From < other.From && other.From < To;
    }

    public static (string Words, ImmutableArray<Clash> Clashes) Of(string ground, string theirs, string mine)
    {
        if (theirs == ground) { return (mine, []); }
        if (mine == ground || mine == theirs) { return (theirs, []); }
        var paragraphs = Paragraphs(ground);
        var (ours, others) = (Changes(ground, mine), Changes(ground, theirs));
        var clashes = ImmutableArray.CreateBuilder<Clash>();
        var kept = new List<(Change Change, int Order)>();
        foreach (var change in ours)
        {
            var met = others.Where(o => o.Meets(change)).ToArray();
            if (met.Length == 0)
            {
                if (!others.Any(o => Same(o, change))) { kept.Add((change, 1)); }
                continue;
            }

            if (met is [var one] && Same(one, change)) { continue; }
            clashes.Add(new Clash(string.Join(Between, met.SelectMany(m => m.With)), string.Join(Between, change.With)));
        }

        kept.AddRange(others.Select(o => (o, 0)));
        var written = new List<string>();
        var at = 0;
        foreach (var (change, _) in kept.OrderBy(k => k.Change.From).ThenBy(k => k.Change.Adds ? 0 : 1).ThenBy(k => k.Order))
        {
            written.AddRange(paragraphs[at..change.From]);
            written.AddRange(change.With);
            at = change.To;
        }

        written.AddRange(paragraphs[at..]);
        return (string.Join(Between, written), clashes.ToImmutable());
    }

    /// <summary>Texts between empty lines, as they are kept: line ends alike, nothing before or after.</summary>
    public static string[] Paragraphs(string words) =>
        words.ReplaceLineEndings("\n").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>As it is kept.</summary>
    public static string Tidy(string words) => string.Join(Between, Paragraphs(words));

    private static bool Same(Change a, Change b) => a.From == b.From && a.To == b.To && a.With.SequenceEqual(b.With);

    private static Change[] Changes(string from, string to)
    {
        var found = Differ.CreateCustomDiffs(from, to, ignoreWhiteSpace: false, Paragraphs);
        return [.. found.DiffBlocks.Select(b => new Change(b.DeleteStartA, b.DeleteStartA + b.DeleteCountA, [.. found.PiecesNew.Skip(b.InsertStartB).Take(b.InsertCountB)]))];
    }
}
