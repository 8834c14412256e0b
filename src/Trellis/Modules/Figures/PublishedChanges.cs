using System.Collections.Immutable;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures;

/// <summary>What an import does to the figures already held.</summary>
/// <param name="Changed">The figure as held, and as the file has it now.</param>
/// <param name="Unchanged">How many are held already, word for word.</param>
public sealed record PublishedChanges(ImmutableArray<PublishedRow> Added, ImmutableArray<(PublishedRow Held, PublishedRow Now)> Changed, int Unchanged)
{
    public bool Nothing => Added.IsEmpty && Changed.IsEmpty;

    /// <summary>
    /// Figures in the file are matched by <see cref="PublishedRow.Identity"/>; one that is printed differently now, at the same place and for the same
    /// question, is a change. Figures held and not in the file stay: a file adds to what is known.
    /// </summary>
    public static PublishedChanges Between(IEnumerable<PublishedRow> held, IEnumerable<PublishedRow> file)
    {
        var incoming = file.ToList();
        var arriving = incoming.Select(r => r.Identity).ToHashSet();
        var heldByIdentity = held.ToDictionary(r => r.Identity);
        var printedOtherwise = heldByIdentity.Values.Where(r => !arriving.Contains(r.Identity)).ToLookup(r => r.Place)
            .ToDictionary(g => g.Key, g => new Queue<PublishedRow>(g));

        var added = ImmutableArray.CreateBuilder<PublishedRow>();
        var changed = ImmutableArray.CreateBuilder<(PublishedRow, PublishedRow)>();
        var unchanged = 0;
        foreach (var row in incoming)
        {
            if (heldByIdentity.TryGetValue(row.Identity, out var same))
            {
                if (same.SameAs(row)) { unchanged++; }
                else { changed.Add((same, row)); }
            }
            else if (printedOtherwise.TryGetValue(row.Place, out var others) && others.TryDequeue(out var other)) { changed.Add((other, row)); }
            else { added.Add(row); }
        }
        return new PublishedChanges(added.ToImmutable(), changed.ToImmutable(), unchanged);
    }
}
