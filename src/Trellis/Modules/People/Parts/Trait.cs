using Trellis.Platform.Record;

namespace Trellis.Modules.People.Parts;

/// <summary>What is true of somebody in a code: their gender, a language, the need of an interpreter, a disability.</summary>
public sealed class Trait : PersonPart
{
    /// <summary>Lists of <c>practice/codes</c>, in the order they are shown.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["gender", "language", "interpreter", "disability"];

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>A code of the list.</summary>
    public required string Answer { get; init; }

    internal override string Verb => "noted";

    /// <summary>Which: the answer itself is kept where it can be erased, and is for fewer readers than the fact.</summary>
    internal override IEnumerable<FactDetail> Codes => [Code("kind", Kind)];
}
