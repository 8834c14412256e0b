namespace Trellis.Matching.Dates;

/// <summary>How two birth dates are alike.</summary>
public enum DateAlike
{
    Same,

    /// <summary>Day and month changed about.</summary>
    Swapped,

    /// <summary>One digit wrong, or two neighbours changed about.</summary>
    Digit,

    /// <summary>The same year, and one of them is 1 January: given to those whose day is not known.</summary>
    FirstOfJanuary,

    /// <summary>The same day of a year before or after.</summary>
    NextYear,

    /// <summary>One of them knows less, and what it knows agrees.</summary>
    LessKnown,

    /// <summary>Two of day, month and year.</summary>
    TwoOfThree,

    /// <summary>The year alone, or two digits wrong.</summary>
    Year,

    Different,
}

/// <summary>Compares packed dates: see <see cref="DayText"/>.</summary>
internal static class DateLikeness
{
    public static DateAlike Compare(int one, int other)
    {
        if (one == other) { return DateAlike.Same; }
        var (y, m, d) = (DayText.Year(one), DayText.Month(one), DayText.Day(one));
        var (oy, om, od) = (DayText.Year(other), DayText.Month(other), DayText.Day(other));
        if (d == 0 || od == 0)
        {
            if (y != oy) { return DateAlike.Different; }
            return m == om || m == 0 || om == 0 ? DateAlike.LessKnown : DateAlike.Year;
        }

        if (y == oy)
        {
            if (d == om && m == od) { return DateAlike.Swapped; }
            if ((d == 1 && m == 1) || (od == 1 && om == 1)) { return DateAlike.FirstOfJanuary; }
        }

        var wrong = Wrong(y, oy) + Wrong(m, om) + Wrong(d, od);
        if (y != oy && m == om && d == od && Math.Abs(y - oy) == 1) { return DateAlike.NextYear; }
        if (wrong == 1) { return DateAlike.Digit; }
        var same = (y == oy ? 1 : 0) + (m == om ? 1 : 0) + (d == od ? 1 : 0);
        if (same == 2) { return DateAlike.TwoOfThree; }
        return y == oy || wrong == 2 ? DateAlike.Year : DateAlike.Different;
    }

    /// <summary>How many digits of a number are wrong; two neighbours changed about are one slip.</summary>
    private static int Wrong(int one, int other)
    {
        if (one == other) { return 0; }
        Span<int> wrong = [0, 0, 0, 0];
        var (count, a, b) = (0, one, other);
        for (var place = 0; place < 4; place++, a /= 10, b /= 10)
        {
            if (a % 10 != b % 10) { wrong[count++] = place; }
        }

        if (count == 2 && wrong[1] == wrong[0] + 1)
        {
            var tens = wrong[0] switch { 0 => 1, 1 => 10, _ => 100 };
            var (u, v) = (one / tens % 100, other / tens % 100);
            if (u / 10 == v % 10 && u % 10 == v / 10) { return 1; }
        }

        return count;
    }
}
