using System.Globalization;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using Trellis.Returns.Codes;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>When a child was born, is expected or died, and its sex. Until 2023-24 the census asked for gender, in other codes.</summary>
internal static class IdentifierRules
{
    private const string Module = "ChildIdentifiers";

    public static IEnumerable<Rule> All =>
    [
        Rule("2886Q", Module, "GenderCurrent, ExpectedPersonBirthDate",
            "More than 2% of the children have no gender recorded",
            "Unborn children are left out.")
            .Before(2025)
            .WholeReturn((census, _, found) => Unrecorded(census, found, c => c.Gender)),

        Rule("2886Q", Module, "Sex, ExpectedPersonBirthDate",
            "More than 2% of the children have no sex recorded",
            "Unborn children are left out.")
            .From(2025)
            .WholeReturn((census, _, found) => Unrecorded(census, found, c => c.Sex)),

        Rule("4180", Module, "GenderCurrent",
            "The gender is missing, or is not 1, 2, 0 or 9",
            "1 male, 2 female, 0 unborn or not known, 9 indeterminate.")
            .Before(2025)
            .Identifiers((child, _) => !CodeSets.Genders.Has(child.Gender)),

        Rule("4180", Module, "Sex",
            "The sex is missing, or is not M, F or U",
            "U is for unborn children, and where it is not known.")
            .From(2025)
            .Identifiers((child, _) => !CodeSets.Sexes.Has(child.Sex)),

        Rule("8520", Module, "PersonBirthDate",
            "The child was born after the census year",
            "A child not born by the reference date has an expected date of birth instead.")
            .Identifiers((child, year) => child.Born > year.End),

        Rule("8525Q", Module, "PersonBirthDate, ExpectedPersonBirthDate",
            "The child has both a date of birth and an expected one, or neither",
            "The expected date is taken out when the child is born.")
            .Identifiers((child, _) => child.Born.IsDay == child.Expected.IsDay),

        Rule("8530Q", Module, "ExpectedPersonBirthDate",
            "The expected date of birth is more than 30 days before the end of the census year, or more than nine months after",
            "The child has been born since, or the date is wrong.")
            .Identifiers((child, year) => child.Expected < year.End.AddDays(-30) || child.Expected > year.End.AddMonths(9)),

        Rule("8535Q", Module, "PersonDeathDate, PersonBirthDate",
            "The child died before it was born, or has a date of death and none of birth",
            "One of the two dates is wrong.")
            .Identifiers((child, _) => child.Died.IsDay && !(child.Died >= child.Born)),

        Rule("8545Q", Module, "PersonDeathDate",
            "The child died outside the census year",
            "A child who died before the year does not belong into it; a later death is the next census's.")
            .Identifiers((child, year) => year.Misses(child.Died)),

        Rule("8590", Module, "LAchildID",
            "The child has no episode as a child in need",
            "Only children with a referral, or a case open in the year, belong into the census.")
            .EachChild((child, _, found) =>
            {
                if (child.Episodes.Length == 0) { found.At(child.Identifiers); }
            }),

        Rule("8750", Module, "GenderCurrent, PersonBirthDate, ExpectedPersonBirthDate",
            "An unborn child has a gender other than 0",
            "It is recorded when the child is born.")
            .Before(2025)
            .Identifiers((child, _) => child.Expected.IsDay && !child.Born.IsDay && !child.Gender.Is("0")),

        Rule("8750", Module, "Sex, PersonBirthDate, ExpectedPersonBirthDate",
            "An unborn child has a sex other than U",
            "It is recorded when the child is born.")
            .From(2025)
            .Identifiers((child, _) => child.Expected.IsDay && !child.Born.IsDay && !child.Sex.Is("U")),

        Rule("8775Q", "CINdetails", "CINclosureDate, PersonBirthDate",
            "The person is over 25, and the case was open after the 25th birthday",
            "Support as a child in need ends at 25 at the latest.")
            .Episodes((episode, year) => episode.Child.Identifiers.Born is { IsDay: true } born && born < year.End.AddYears(-25)
                && (!episode.Closed.IsDay || episode.Closed > born.Day!.Value.AddYears(25))),
    ];

    private static void Unrecorded(CensusReturn census, Findings found, Func<Identifiers, Value> sex)
    {
        var born = census.Children.Select(c => c.Identifiers).Where(c => !c.Expected.IsDay).ToList();
        var without = born.Count(c => sex(c).IsMissing || sex(c).Is("0"));
        if (without * 50 > born.Count) { found.AtReturn(string.Create(CultureInfo.InvariantCulture, $"{without} of {born.Count} children")); }
    }
}
