using Trellis.Households.Names;

namespace Trellis.Households.Making;

/// <summary>Somebody who was made up, as they truly are: what every agency would have if nobody made a mistake.</summary>
public sealed class Person
{
    /// <summary>From 1, one for each person: the truth that records are judged by.</summary>
    public required long Number { get; init; }

    public required Household Household { get; init; }
    public required string Given { get; set; }

    /// <summary>Several with spaces between; empty without.</summary>
    public required string Middle { get; set; }

    public required string Family { get; set; }
    public required DateOnly Born { get; init; }

    /// <summary>M or F.</summary>
    public required char Sex { get; init; }

    /// <summary>A name they go by that is not their first.</summary>
    public required string KnownAs { get; init; }

    /// <summary>A family name they could also have: the other parent's.</summary>
    public required string OtherFamily { get; init; }

    /// <summary>Ten digits, the last a check digit.</summary>
    public required string NhsNumber { get; init; }

    /// <summary>Check letter and twelve digits; empty before school.</summary>
    public required string Upn { get; init; }

    /// <summary>Empty before school.</summary>
    public required string School { get; init; }

    /// <summary>Born abroad, so that somebody here wrote the birth date down first.</summary>
    public required bool IsFromAbroad { get; init; }

    public bool IsParent { get; init; }

    /// <summary>Made to share given name, family name, sex and birth date with somebody they have nothing to do with.</summary>
    public bool IsAStrangersNamesake { get; init; }

    public Person? Twin { get; set; }

    public Origin Origin => Household.Origin;
}
