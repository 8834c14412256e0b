using Trellis.Platform.Record;

namespace Trellis.Modules.People.Parts;

/// <summary>Who somebody is to them. Each of the two has a row of their own, of one pair.</summary>
public sealed class Relationship : PersonPart
{
    public required Guid PairId { get; init; }

    public required Guid OtherId { get; init; }

    public required string OtherArea { get; init; }

    /// <summary>What the other is to this person: a code of <c>relationship</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether the other has parental responsibility for this person (Children Act 1989 section 3); null when it was not said.</summary>
    public bool? Responsible { get; init; }

    internal override string Verb => "related";

    internal override IEnumerable<FactDetail> Codes => [Code("kind", Kind), Code("other", OtherId.ToString()), .. Responsible is { } responsible ? new[] { Code("parental-responsibility", responsible ? "yes" : "no") } : []];
}
