using Trellis.Platform.Record;

namespace Trellis.Modules.People.Parts;

/// <summary>Where somebody lives or lived.</summary>
public sealed class PersonAddress : PersonPart
{
    public const int LongestText = 200;

    /// <summary>The circle that sees confidential addresses: <c>circles</c> in <c>practice/roles.yaml</c>.</summary>
    public const string Confidential = "addresses";

    /// <summary>A code of <c>address-kind</c>.</summary>
    public required string Kind { get; init; }

    public string? Text { get; init; }

    public string? Postcode { get; init; }

    /// <summary>Unique property reference number: 1 to 12 digits.</summary>
    public string? Uprn { get; init; }

    /// <summary>The circles that alone see it; null: whoever sees the person.</summary>
    public string? VisibleTo { get; internal set; }

    public string? Line => string.Join(", ", new[] { Text, Postcode }.Where(t => !string.IsNullOrWhiteSpace(t))) is { Length: > 0 } line ? line : null;

    internal override string Verb => "moved";

    /// <summary>Of a confidential one not even what kind it is: that it is a refuge is half of the address.</summary>
    internal override IEnumerable<FactDetail> Codes => VisibleTo is null ? [Code("kind", Kind)] : [Code("confidential", "yes")];
}
