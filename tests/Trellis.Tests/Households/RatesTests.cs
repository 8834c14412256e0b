using Trellis.Households.Recording;

namespace Trellis.Tests.Households;

/// <summary>Mistakes are made as often as is said: what is measured on them is worth no more than that.</summary>
public sealed class RatesTests
{
    public static TheoryData<string, string, string> Extracts => new()
    {
        { "usual", "social-care", "health" },
        { "hard", "social-care", "health" },
        { "usual", "police", "schools" },
        { "hard", "police", "schools" },
    };

    [Theory]
    [MemberData(nameof(Extracts))]
    public void Each_mistake_is_made_as_often_as_its_rate_among_those_it_can_be_made_about(string errors, string left, string right)
    {
        var rates = errors == "hard" ? ErrorRates.Hard : ErrorRates.Usual;
        var rows = MadeUp.Rows(MadeUp.Request(rates, 40_000, left: left, right: right));
        foreach (var (side, agency, of) in new[] { (1, left, rows.Left), (ErrorRates.BetterSide, right, rows.Right) })
        {
            foreach (var kind in Enum.GetValues<ErrorKind>())
            {
                var chances = of.Where(r => r.Could.Has(kind)).Select(r => rates.Of(kind, r.Person, MadeUp.Agency(agency), side)).ToList();
                var expected = chances.Sum();
                var spread = Math.Sqrt(chances.Sum(c => c * (1 - c)));
                // Five standard deviations, and one of rounding: by chance alone less than one in a million.
                Math.Abs(of.Count(r => r.Errors.Has(kind)) - expected).ShouldBeLessThanOrEqualTo((5 * spread) + 1, $"{kind} at {agency}, {errors}");
            }
        }
    }

    [Fact]
    public void Of_all_records_of_the_worse_side_the_share_published_for_it_is_wrong()
    {
        (string Kind, double Usual, double Hard)[] published =
        [
            ("moved", 0.18, 0.30), ("postcode-missing", 0.06, 0.10), ("sex-missing", 0.03, 0.10), ("given-typo", 0.03, 0.20), ("family-typo", 0.03, 0.20),
            ("names-swapped", 0.005, 0.05), ("birth-digit", 0.012, 0.05), ("birth-day-month", 0.006, 0.02), ("birth-missing", 0.005, 0.10), ("family-changed", 0.04, 0.08),
        ];
        foreach (var rates in new[] { ErrorRates.Usual, ErrorRates.Hard })
        {
            var rows = MadeUp.Rows(MadeUp.Request(rates, 40_000));
            foreach (var (kind, usual, hard) in published)
            {
                var share = rates == ErrorRates.Hard ? hard : usual;
                double Wrong(IEnumerable<Row> of) => of.Average(r => r.Errors.ToString().Split(' ').Contains(kind) ? 1.0 : 0);
                Wrong(rows.Left).ShouldBe(share, 0.1 * share + 0.001, kind);
                Wrong(rows.Right).ShouldBe(share * 0.4, 0.1 * share * 0.4 + 0.001, kind);
            }
        }
    }

    [Fact]
    public void Those_from_abroad_are_given_the_first_of_January_more_often()
    {
        var left = MadeUp.Rows(MadeUp.Request(ErrorRates.Usual, 40_000)).Left;
        double Share(bool abroad) => left.Where(r => r.Person.IsFromAbroad == abroad).Average(r => r.Errors.Has(ErrorKind.BirthFirstJanuary) ? 1.0 : 0);
        Share(true).ShouldBe(0.05, 0.01);
        Share(false).ShouldBe(0.004, 0.002);
    }

    [Fact]
    public void Every_kind_of_mistake_occurs_somewhere()
    {
        var care = MadeUp.Rows(MadeUp.Request(ErrorRates.Hard)).Left;
        var police = MadeUp.Rows(MadeUp.Request(ErrorRates.Hard, left: "police")).Left;
        Enum.GetValues<ErrorKind>().Where(k => !care.Concat(police).Any(r => r.Errors.Has(k))).ShouldBeEmpty();
    }
}
