using System.Globalization;

namespace Trellis.Households.Making;

/// <summary>
/// NHS numbers and unique pupil numbers with right check characters, each given out once. NHS numbers begin with 999,
/// the range kept for tests; when its 909,000 are used up, with 998 and so on down, which nobody is given either.
/// </summary>
public sealed class Numbers(long seed)
{
    private const string CheckLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";
    private readonly Dictionary<(int Area, int School, int Year), int> _pupils = [];
    private long _next;

    public string NextNhsNumber()
    {
        while (true)
        {
            var block = _next / 1_000_000;
            var digits = string.Create(CultureInfo.InvariantCulture, $"{999 - block}{Scattered((int)(_next % 1_000_000)):D6}");
            _next++;
            if (NhsCheck(digits) is { } check)
            {
                return digits + check;
            }
        }
    }

    /// <param name="area">Three digits of the council follow from it.</param>
    /// <param name="school">Which school of the area gave it.</param>
    /// <param name="year">When the child first came to a school.</param>
    public string NextUpn(int area, int school, int year)
    {
        var key = (area, school, year);
        var serial = _pupils[key] = _pupils.GetValueOrDefault(key) + 1;
        // A school that has given out 999 in a year goes on under a second number.
        var digits = string.Create(CultureInfo.InvariantCulture, $"{201 + (area % 700)}{2000 + school + (serial / 1000 * 1000):D4}{year % 100:D2}{serial % 1000:D3}");
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[i] - '0') * (i + 2);
        }

        return CheckLetters[sum % CheckLetters.Length] + digits;
    }

    /// <summary>The check digit of nine (modulus 11), or null if they can't be an NHS number.</summary>
    public static int? NhsCheck(string nine)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            sum += (nine[i] - '0') * (10 - i);
        }

        return (11 - (sum % 11)) switch { 11 => 0, 10 => null, var check => check };
    }

    /// <summary>Each of a million to another of them: brothers and sisters have no numbers in a row.</summary>
    private int Scattered(int number)
    {
        var (left, right) = (number / 1000, number % 1000);
        for (var round = 0; round < 4; round++)
        {
            var mixed = (int)(new Chance(seed, round, right).Next() * 1000);
            (left, right) = (right, (left + mixed) % 1000);
        }

        return (left * 1000) + right;
    }
}
