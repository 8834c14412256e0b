using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using Trellis.Returns.Codes;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>The numbers a child is known by: the authority's own, and the unique pupil number.</summary>
internal static class UpnRules
{
    private const string Module = "ChildIdentifiers";

    public static IEnumerable<Rule> All =>
    [
        Rule("1510", Module, "UPN",
            "The unique pupil number does not have the check letter that its other characters give",
            "A digit is wrong or two have changed places: the first letter is worked out from the twelve characters after it.")
            .Identifiers((child, _) => child.Upn.Text is { } upn && !Upn.HasRightLetter(upn)),

        Rule("1520", Module, "UPN",
            "Two children of the return have the same unique pupil number",
            "Either one child is in the return twice, or one of them has another's number.")
            .WholeReturn((census, _, found) => Twice(census, found, c => c.Upn, "UPN")),

        Rule("1530", Module, "UPN",
            "Characters 2 to 4 of the unique pupil number are no authority's number",
            "They say which authority gave the number. Authorities made in April 2023 count from 2023-24.")
            .Identifiers((child, year) => child.Upn.Text is { } upn && !Upn.HasAuthority(upn, year.Ending)),

        Rule("1540", Module, "UPN",
            "Characters 5 to 12 of the unique pupil number are not all digits",
            "They are the school's number, the year, and a serial number.")
            .Identifiers((child, _) => child.Upn.Text is { } upn && !Upn.HasDigits(upn)),

        Rule("1550", Module, "UPN",
            "The last character of the unique pupil number is neither a digit nor one of the letters of a temporary number",
            "A temporary number ends with a letter, which is never I, O or S.")
            .Identifiers((child, _) => child.Upn.Text is { } upn && !Upn.HasRightLast(upn)),

        Rule("1560Q", Module, "FormerUPN",
            "The former unique pupil number does not have the form of one",
            "A letter, eleven digits, and a digit; or a letter at the end, where the former number was a temporary one.")
            .Identifiers((child, _) => child.FormerUpn.Text is { } upn && !Upn.IsWellFormed(upn)),

        Rule("1570", Module, "LAchildID",
            "The child's number at the authority is longer than 20 characters",
            "The department keeps twenty.")
            .From(2025)
            .Identifiers((child, _) => child.ChildId.Text is { Length: > 20 }),

        Rule("1580", Module, "LAchildID",
            "The child's number at the authority holds something other than letters and digits",
            "Blanks, strokes and full stops are taken out.")
            .From(2025)
            .Identifiers((child, _) => child.ChildId.Text is { } id && !id.All(char.IsLetterOrDigit)),

        Rule("8500", Module, "LAchildID",
            "The child has no number at the authority",
            "Without it the child cannot be followed from one year to the next.")
            .Identifiers((child, _) => child.ChildId.IsMissing),

        Rule("8510", Module, "LAchildID",
            "Two children of the return have the same number at the authority",
            "One child's episodes belong under one child. Two children need two numbers.")
            .WholeReturn((census, _, found) => Twice(census, found, c => c.ChildId, "LAchildID")),

        Rule("8770Q", Module, "UPN, UPNunknown",
            "A child of school age has no unique pupil number, and no reason why not",
            "Asked of children who were five by last 31 August and whose referral led to more.")
            .Before(2025)
            .Identifiers((child, year) => NeedsNumber(child, year) && !CodeSets.WhyNoUpn.Has(child.WhyNoUpn)),

        Rule("8770Q", Module, "UPN, UPNunknown",
            "A child of school age has no unique pupil number, and no reason why not or the reason that it is too young",
            "Asked of children who were five by last 31 August and whose referral led to more.")
            .From(2025)
            .Identifiers((child, year) => NeedsNumber(child, year) && (!CodeSets.WhyNoUpn.Has(child.WhyNoUpn) || child.WhyNoUpn.Is("UN1"))),

        Rule("8772", "CINdetails", "ReferralNFA, UPNunknown",
            "There is no unique pupil number because the referral led to nothing, and yet a referral led to more",
            "Reason UN7 is for children of whom every referral led to no further action.")
            .Episodes((episode, _) => episode.Child.Identifiers.WhyNoUpn.Is("UN7") && !episode.NoFurtherAction.IsTrue),
    ];

    private static bool NeedsNumber(Identifiers child, CensusYear year) =>
        child.Upn.IsMissing && child.Child.Episodes.Any(e => e.NoFurtherAction.IsFalse) && child.Born <= new DateOnly(year.End.Year - 6, 8, 31);

    private static void Twice(CensusReturn census, Findings found, Func<Identifiers, Value> number, string field)
    {
        var first = new Dictionary<string, Identifiers?>(StringComparer.Ordinal);
        foreach (var child in census.Children.Select(c => c.Identifiers))
        {
            if (number(child).Text is not { } text || first.TryAdd(text, child)) { continue; }
            if (first[text] is { } earlier) { found.At(earlier, field); }
            first[text] = null; // told once
            found.At(child, field);
        }
    }
}
