using Trellis.Platform.Record;

namespace Trellis.Modules.People.Parts;

/// <summary>Where somebody is registered: a school, a nursery, a GP practice.</summary>
public sealed class Registration : PersonPart
{
    public const string School = "school";

    /// <summary>A code of <c>registration-kind</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is called.</summary>
    public required string Place { get; init; }

    /// <summary>Its number: a school's URN, a practice's ODS code.</summary>
    public string? Number { get; init; }

    internal override string Verb => "registered";

    internal override IEnumerable<FactDetail> Codes => [Code("kind", Kind)];
}
