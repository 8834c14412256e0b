using System.Collections.Immutable;

namespace Trellis.Matching.Comparing;

/// <summary>What a column is about, and so how it is compared.</summary>
public enum FieldKind
{
    GivenName,
    MiddleNames,
    FamilyName,
    BirthDate,
    Sex,

    /// <summary>British where it has that shape; another is compared letter by letter from its front.</summary>
    Postcode,

    /// <summary>Lines of an address as one text: number and words in any order.</summary>
    Address,

    /// <summary>Only valid ones count: see <see cref="Identifiers.NhsNumber"/>.</summary>
    NhsNumber,

    /// <summary>Only valid ones count: see <see cref="Identifiers.Upn"/>.</summary>
    Upn,

    /// <summary>Any other number or name that only one person should have.</summary>
    Identifier,

    Email,

    /// <summary>A word out of few, right or wrong: state, street number, school number.</summary>
    Code,

    /// <summary>Any other text: town, school, occupation.</summary>
    Words,
}

/// <param name="Name">As the map names it and as a why says it: <c>given name</c>.</param>
public sealed record Field(string Name, FieldKind Kind);

/// <summary>Which fields records have, in order. At most one of each kind of name, and one birth date.</summary>
public sealed class Layout
{
    public Layout(ImmutableArray<Field> fields)
    {
        Fields = fields;
        (Given, Middle, Family) = (At(FieldKind.GivenName), At(FieldKind.MiddleNames), At(FieldKind.FamilyName));
        (BirthDate, Sex, Postcode, Address) = (At(FieldKind.BirthDate), At(FieldKind.Sex), At(FieldKind.Postcode), At(FieldKind.Address));
    }

    /// <summary>What an agency knows of a person, as the index of people has it.</summary>
    public static Layout People { get; } = new(
    [
        new("given name", FieldKind.GivenName), new("middle names", FieldKind.MiddleNames), new("family name", FieldKind.FamilyName),
        new("birth date", FieldKind.BirthDate), new("sex", FieldKind.Sex), new("postcode", FieldKind.Postcode), new("address", FieldKind.Address),
        new("NHS number", FieldKind.NhsNumber), new("UPN", FieldKind.Upn), new("school", FieldKind.Words),
    ]);

    public ImmutableArray<Field> Fields { get; }

    /// <summary>Where the kinds stand that are looked at together; −1 where there is none.</summary>
    internal int Given { get; }

    internal int Middle { get; }

    internal int Family { get; }

    internal int BirthDate { get; }

    internal int Sex { get; }

    internal int Postcode { get; }

    internal int Address { get; }

    internal int At(FieldKind kind)
    {
        for (var i = 0; i < Fields.Length; i++)
        {
            if (Fields[i].Kind == kind) { return i; }
        }

        return -1;
    }
}
