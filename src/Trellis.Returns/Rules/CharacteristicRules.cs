using System.Globalization;
using Trellis.Returns.Checking;
using Trellis.Returns.Codes;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>Ethnicity and disability.</summary>
internal static class CharacteristicRules
{
    public static IEnumerable<Rule> All =>
    [
        Rule("2887Q", "Disabilities", "Disability",
            "The return uses fewer than eight of the disability codes",
            "Over a whole authority nearly all kinds of disability occur. Fewer often mean that only one broad code is recorded.")
            .WholeReturn((census, _, found) =>
            {
                var used = census.Children.SelectMany(c => c.Characteristics.Disabilities).Select(d => d.Text!).Where(d => d != "NONE").Distinct(StringComparer.Ordinal).Count();
                if (used < 8) { found.AtReturn(string.Create(CultureInfo.InvariantCulture, $"{used} codes are used")); }
            }),

        Rule("2888Q", "Disabilities", "Disability",
            "No child of the return has more than one disability recorded",
            "Children often have more than one; all that are known are recorded.")
            .WholeReturn((census, _, found) =>
            {
                if (!census.Children.Any(c => c.Characteristics.Disabilities.Count(d => !d.Is("NONE")) > 1)) { found.AtReturn("No child has two"); }
            }),

        Rule("4220", "ChildCharacteristics", "Ethnicity",
            "The ethnicity is missing, or is none of the census's codes",
            "REFU and NOBT are codes too: refused, and not yet obtained.")
            .EachChild((child, _, found) =>
            {
                if (!CodeSets.Ethnicities.Has(child.Characteristics.Ethnicity)) { found.At(child.Characteristics); }
            }),

        Rule("8540", "ChildCharacteristics", "Disability, PersonBirthDate, ReferralNFA",
            "The child's disability is missing, or is none of the census's codes",
            "Asked of children who are born, where a referral led to more. NONE is the code for no disability.")
            .EachChild((child, _, found) =>
            {
                if (!child.Identifiers.Born.IsDay || !child.Episodes.Any(e => e.NoFurtherAction.IsFalse)) { return; }
                var disabilities = child.Characteristics.Disabilities;
                if (disabilities.Length == 0 || disabilities.Any(d => !CodeSets.Disabilities.Has(d))) { found.At(child.Characteristics); }
            }),

        Rule("8790", "Disabilities", "Disability",
            "The child has a disability, and also the code for none",
            "NONE stands alone.")
            .EachChild((child, _, found) =>
            {
                var disabilities = child.Characteristics.Disabilities;
                if (disabilities.Any(d => d.Is("NONE")) && disabilities.Any(d => !d.Is("NONE"))) { found.At(child.Characteristics); }
            }),

        Rule("8794", "Disabilities", "Disability",
            "The child has the same disability twice",
            "Each is recorded once.")
            .EachChild((child, _, found) =>
            {
                var disabilities = child.Characteristics.Disabilities;
                foreach (var disability in disabilities.Where(d => disabilities.Count(o => o.Text == d.Text) > 1)) { found.At(child.Characteristics, disability); }
            }),
    ];
}
