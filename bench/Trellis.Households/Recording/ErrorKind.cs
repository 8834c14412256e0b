namespace Trellis.Households.Recording;

/// <summary>What a record can have wrong; in files as words with hyphens (<c>given-typo</c>).</summary>
public enum ErrorKind
{
    Nickname,

    /// <summary>Another spelling of the given name.</summary>
    GivenVariant,

    /// <summary>"Baby" and the like, under one year.</summary>
    Placeholder,

    /// <summary>A name they go by that is not on their papers.</summary>
    KnownAs,

    /// <summary>A false name given to the police: another given name, or the other parent's family name.</summary>
    Alias,

    GivenTypo,

    /// <summary>Middle name merged into the given name.</summary>
    MiddleMerged,

    FamilyVariant,
    FamilyChanged,

    /// <summary>One name too many or too few of a double-barrelled family name.</summary>
    DoubleBarrelled,

    FamilyTypo,
    NamesSwapped,
    BirthDigit,
    BirthDayMonth,
    BirthFirstJanuary,
    BirthYear,
    BirthMissing,

    /// <summary>An earlier or later address: 70 % within the area. Address, postcode and school may differ.</summary>
    Moved,

    /// <summary>No postcode, and no address.</summary>
    PostcodeMissing,

    PostcodeTypo,

    /// <summary>W12 alone.</summary>
    PostcodeOutward,

    SexMissing,
    SexWrong,

    /// <summary>The same address written otherwise: Rd for Road, the flat at the end.</summary>
    AddressForm,

    /// <summary>A digit of the NHS number wrong, where it was typed from paper.</summary>
    NhsTypo,
}
