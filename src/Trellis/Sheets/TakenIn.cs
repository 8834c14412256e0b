using System.Collections.Immutable;

namespace Trellis.Sheets;

/// <summary>What came of a list, or would come of it.</summary>
/// <param name="Errors">Why lines cannot be taken in; with one, nothing is.</param>
/// <param name="Notes">What whoever brings it should know: what is made with it, and what reads otherwise than before.</param>
public sealed record TakenIn(ImmutableArray<RowError> Errors, ImmutableArray<string> Notes, int Added, int Changed, int Unchanged)
{
    public static TakenIn Refused(IEnumerable<RowError> errors) => new([.. errors.OrderBy(e => e.Line)], [], 0, 0, 0);
}

/// <summary>A kind of list that can be taken in.</summary>
/// <param name="Required">Columns it must have.</param>
/// <param name="TakeAsync">Takes in all of it in one transaction with its act, or nothing; with <c>preview</c> nothing, saying what would be.</param>
public sealed record ListKind(string Name, string Description, ImmutableArray<string> Required, Func<Sheet, ListAsked, CancellationToken, Task<TakenIn>> TakeAsync);

/// <param name="Body">The body it belongs to, by its title; null: one named after the documents the list cites.</param>
/// <param name="Areas">Whose it is where the body is made with it.</param>
public sealed record ListAsked(string? Body, bool Preview, ImmutableArray<string> Areas)
{
    /// <summary>What words of this list mean, besides those the practice model knows: as it is written, to a code.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The list it is kept as, so that all of it can be undone; null: it is not kept.</summary>
    public Guid? List { get; init; }

    /// <summary>False: whoever asks saves, with what else is saved.</summary>
    public bool Saves { get; init; } = true;
}
