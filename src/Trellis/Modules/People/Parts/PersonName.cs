using Trellis.Platform.Record;

namespace Trellis.Modules.People.Parts;

/// <summary>A name somebody has or had.</summary>
public sealed class PersonName : PersonPart
{
    /// <summary>A code of <c>name-kind</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>With any middle names; may be empty.</summary>
    public required string GivenName { get; init; }

    /// <summary>May be empty: not everybody has one.</summary>
    public required string FamilyName { get; init; }

    public string Name => $"{GivenName} {FamilyName}".Trim();

    internal override string Verb => "named";

    internal override IEnumerable<FactDetail> Codes => [Code("kind", Kind)];
}
