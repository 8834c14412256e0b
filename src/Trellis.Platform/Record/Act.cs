namespace Trellis.Platform.Record;

/// <summary>Somebody did something at a time. The word is at once the permission that was asked for and the entry in the record.</summary>
public sealed class Act
{
    public Guid Id { get; init; } = Ids.New();

    /// <summary><c>noun.verb</c>, for example <c>step.complete</c>.</summary>
    public required string Word { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid UserId { get; init; }

    public Guid? PostId { get; init; }

    public string? Agency { get; init; }

    public string? Area { get; internal set; }

    public Guid? MatterId { get; internal set; }

    /// <summary>The same done by the same person at the same time, as the record of another area has it.</summary>
    internal Act Again() => new() { Word = Word, At = At, UserId = UserId, PostId = PostId, Agency = Agency };
}

/// <summary>Free text of the record, in a row of its own so that lawful disposal can erase it: the reason of an act, a frozen version.</summary>
public sealed class Words
{
    public const string Reason = "reason";

    public Guid Id { get; init; } = Ids.New();

    /// <summary><c>reason</c>, or what the words are a version of.</summary>
    public required string Kind { get; init; }

    public Guid ActId { get; internal set; }

    public string? Area { get; internal set; }

    public string? VisibleTo { get; init; }

    public required string? Body { get; init; }

    public byte[]? Salt { get; init; } = Salts.New();

    /// <summary>SHA-256 of salt and body: what a fact keeps of a frozen version.</summary>
    public byte[] Hash() => Salts.Hash(Salt ?? throw new InvalidOperationException($"The words {Id} were disposed of"), Body ?? "");
}

/// <summary>The permission a page or endpoint asks for, and the word its writes are recorded under.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DoesAttribute(string word) : Attribute
{
    public string Word { get; } = word;
}
