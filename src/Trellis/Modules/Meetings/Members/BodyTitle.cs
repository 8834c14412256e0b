using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Members;

/// <summary>What a body was called before.</summary>
public sealed class BodyTitle : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid BodyId { get; init; }

    public required string Title { get; init; }

    /// <summary>The last day it was called so.</summary>
    public required DateOnly UntilOn { get; init; }

    public Body? Body { get; init; }

    Entity IPart.Whole => Body ?? throw new InvalidOperationException("Read with its body");
}

/// <summary>What a body has to do with another, here or of another partnership, besides answering to it.</summary>
public sealed class Tie : IPart
{
    public const int LongestOther = 200;
    public const int LongestWords = 500;

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["reports-to"] = "Reports to",
        ["works-with"] = "Works with",
        ["advises"] = "Advises",
        ["shares-members"] = "Shares members with",
    };

    public Guid Id { get; init; } = Ids.New();

    public required Guid BodyId { get; init; }

    /// <summary>Null: a body elsewhere, named in <see cref="Other"/>.</summary>
    public Guid? OtherId { get; init; }

    public string Other { get; init; } = "";

    /// <summary>A key of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    public string Words { get; init; } = "";

    public required DateOnly FromOn { get; init; }

    public DateOnly? UntilOn { get; set; }

    public Body? Body { get; init; }

    Entity IPart.Whole => Body ?? throw new InvalidOperationException("Read with its body");
}
