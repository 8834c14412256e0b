using System.Collections.Immutable;

namespace Trellis.Matching.Comparing;

/// <summary>One way in which two values of a field can be alike.</summary>
/// <param name="Words">As a why says it.</param>
/// <param name="Same">How often it is so for records of one person, before anything is learnt.</param>
/// <param name="Chance">How often for records of two people; where <paramref name="Rarity"/> counts, of the value's own share.</param>
/// <param name="Rarity">How much the rarity of the value adds: 1 all its bits, 0 none.</param>
public sealed record Level(string Words, double Same, double Chance, double Rarity = 0)
{
    /// <summary>Bits for or against, before the rarity of the value.</summary>
    public double Weight => Math.Log2(Same / Chance);
}

/// <summary>
/// The levels of each kind of field, first the one for a missing value, which weighs nothing. The shares are judgements:
/// from the error rates published with the task for agencies' records, between "usual" and "hard", both sides of a pair having errors.
/// </summary>
public static class Levels
{
    internal const int Missing = 0;
    internal const int SwappedNames = 11;
    internal const int MiddleUsed = 12;

    private static readonly Level None = new("not on both", 1, 1);

    private static readonly ImmutableArray<Level> Given =
    [
        None,
        new("same", .76, 1, 1),
        new("another spelling", .07, 1, 1),
        new("a short form", .03, 1, 1),
        new("a slip of the keyboard", .05, .03, .5),
        new("alike, but both are known names", .004, .004),
        new("one holds the other", .03, .5, .7),
        new("one begins the other", .006, .008),
        new("much alike", .012, .012),
        new("a little alike", .006, .05),
        new("different", .014, .9),
        new("given and family name changed about", .01, .00002),
        new("the middle name of the other", .008, .004),
    ];

    private static readonly ImmutableArray<Level> Middle =
    [
        None,
        new("same", .80, 1, 1),
        new("another spelling", .05, 1, 1),
        new("a short form", .02, 1, 1),
        new("a slip of the keyboard", .04, .03, .5),
        new("alike, but both are known names", .004, .006),
        new("one holds the other", .03, .4, .6),
        new("one begins the other", .02, .05),
        new("much alike", .006, .02),
        new("a little alike", .005, .06),
        new("different", .03, .86),
    ];

    private static readonly ImmutableArray<Level> Family =
    [
        None,
        new("same", .80, 1, 1),
        new("another spelling", .07, 1, 1),
        new("a short form", .001, .5, .5),
        new("a slip of the keyboard", .05, .03, .5),
        new("alike, but both are known names", .004, .004),
        new("one holds the other", .03, .5, .7),
        new("one begins the other", .003, .003),
        new("much alike", .008, .012),
        new("a little alike", .006, .06),
        new("different", .06, .92),
        new("given and family name changed about", .01, .02),
    ];

    private static readonly ImmutableArray<Level> BirthDate =
    [
        None,
        new("same", .93, 1, 1),
        new("day and month changed about", .008, .0003),
        new("one digit wrong", .02, .004),
        new("same year, one is 1 January", .012, .002),
        new("same day, a year apart", .004, .0003),
        new("what is known agrees", .004, .06),
        new("two of day, month and year", .006, .006),
        new("the year, or two digits wrong", .007, .06),
        new("different", .009, .88),
    ];

    private static readonly ImmutableArray<Level> Sex =
    [
        None,
        new("same", .994, .5),
        new("different", .006, .5),
    ];

    private static readonly ImmutableArray<Level> Postcode =
    [
        None,
        new("same", .72, 1, 1),
        new("a slip of the keyboard", .025, .0004),
        new("the same sector", .02, .004),
        new("the same outward part", .06, .03),
        new("the same area", .10, .25),
        new("different", .075, .7),
    ];

    private static readonly ImmutableArray<Level> Address =
    [
        None,
        new("same", .6, .004),
        new("a slip of the keyboard", .08, .001),
        new("one holds the other", .04, .002),
        new("much the same", .06, .01),
        new("a little alike", .06, .05),
        new("different", .2, .94),
    ];

    private static readonly ImmutableArray<Level> NhsNumber =
    [
        None,
        new("same, and valid", .985, .0000002),
        new("a digit wrong", .01, .00002),
        new("two different valid ones", .005, .99998),
    ];

    private static readonly ImmutableArray<Level> Identifier =
    [
        None,
        new("same", .9, .8, 1),
        new("a slip of the keyboard", .06, .00015),
        new("two slips", .01, .003),
        new("different", .04, .996),
    ];

    private static readonly ImmutableArray<Level> Email =
    [
        None,
        new("same", .7, .8, 1),
        new("the same before the @", .06, .8, .9),
        new("a slip of the keyboard", .1, .002),
        new("much alike", .03, .01),
        new("different", .11, .98),
    ];

    private static readonly ImmutableArray<Level> Code =
    [
        None,
        new("same", .85, 1, 1),
        new("a slip of the keyboard", .05, .06),
        new("different", .1, .9),
    ];

    private static readonly ImmutableArray<Level> Words =
    [
        None,
        new("same", .7, 1, 1),
        new("a slip of the keyboard", .09, .02, .5),
        new("one holds the other", .04, .02),
        new("much the same", .03, .02),
        new("a little alike", .03, .06),
        new("different", .11, .9),
    ];

    public static ImmutableArray<Level> Of(FieldKind kind) => kind switch
    {
        FieldKind.GivenName => Given,
        FieldKind.MiddleNames => Middle,
        FieldKind.FamilyName => Family,
        FieldKind.BirthDate => BirthDate,
        FieldKind.Sex => Sex,
        FieldKind.Postcode => Postcode,
        FieldKind.Address => Address,
        FieldKind.NhsNumber or FieldKind.Upn => NhsNumber,
        FieldKind.Identifier => Identifier,
        FieldKind.Email => Email,
        FieldKind.Code => Code,
        _ => Words,
    };
}
