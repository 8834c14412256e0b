using Trellis.Households.Making;

namespace Trellis.Households.Recording;

/// <summary>
/// How often which mistake is made in the worse of two extracts; the better has 40 % of it. "Usual" is a judgement, "hard" follows a public
/// synthetic-data project; no row is a published measurement. The last four kinds are this program's own.
/// </summary>
public sealed class ErrorRates
{
    /// <summary>What the better side has of it.</summary>
    public const double BetterSide = 0.4;

    // Share of the days of a year whose day can stand for another month: 132 of 365.25.
    private const double DaysThatCanSwap = 132 / 365.25;
    private readonly double[] _rates;
    private readonly double _firstJanuaryFromAbroad;

    private ErrorRates(double[] rates, double firstJanuaryFromAbroad) => (_rates, _firstJanuaryFromAbroad) = (rates, firstJanuaryFromAbroad);

    public static ErrorRates Usual { get; } = new(Rates(
        nickname: 8, variant: 25, placeholder: 8, typo: 3, merged: 4, changed: 4, doubled: 2, swapped: 0.5,
        birth: [1.2, 0.6, 0.4, 0.2, 0.5], postcode: [18, 6, 1.5, 0.8], sex: [3, 0.3], own: [1.5, 1, 10, 0.5]), 0.05);

    public static ErrorRates Hard { get; } = new(Rates(
        nickname: 20, variant: 40, placeholder: 15, typo: 20, merged: 8, changed: 8, doubled: 2 * 2, swapped: 5,
        birth: [5, 2, 10, 1, 10], postcode: [30, 10, 5, 2], sex: [10, 1], own: [4, 3, 20, 2]), 0.10);

    /// <summary>How likely it is that this agency makes this mistake about somebody about whom it can be made, 0 to 1.</summary>
    /// <param name="side">1, or <see cref="BetterSide"/>.</param>
    public double Of(ErrorKind kind, Person person, Agency agency, double side) => side * agency.Emphasis(kind) * kind switch
    {
        ErrorKind.BirthFirstJanuary when person.IsFromAbroad => _firstJanuaryFromAbroad,
        // The rate is of all records, and only some days can be swapped.
        ErrorKind.BirthDayMonth => _rates[(int)kind] / DaysThatCanSwap,
        _ => _rates[(int)kind],
    };

    private static double[] Rates(
        double nickname, double variant, double placeholder, double typo, double merged, double changed, double doubled, double swapped, double[] birth, double[] postcode, double[] sex, double[] own)
    {
        double[] rates =
        [
            nickname, variant, placeholder, own[0], own[1], typo, merged, variant, changed, doubled, typo, swapped,
            .. birth, .. postcode, .. sex, own[2], own[3],
        ];
        return [.. rates.Select(r => r / 100)];
    }
}
