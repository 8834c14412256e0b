using Trellis.Returns.Checking;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>What a return says about itself.</summary>
internal static class HeaderRules
{
    public static IEnumerable<Rule> All =>
    [
        Rule("100", "Header", "ReferenceDate",
            "The reference date is missing, or is not the last day of the census year",
            "A census year ends on 31 March. Every rule about dates within the year counts from this one.")
            .WholeReturn((census, year, found) =>
            {
                if (census.Header.Collection.ReferenceDate.Day != year.Proper) { found.At(census.Header.Collection, "ReferenceDate"); }
            }),
    ];
}
