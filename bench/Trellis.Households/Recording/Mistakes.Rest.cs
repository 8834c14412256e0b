using System.Globalization;
using Trellis.Households.Making;

namespace Trellis.Households.Recording;

public sealed partial class Mistakes
{
    private const string InwardLetters = "ABDEFGHJLNPQRSTUWXYZ";

    private void Birth(Row row, Chance chance)
    {
        var born = row.Person.Born;
        var kind = One(
            row, chance, (ErrorKind.BirthDigit, true), (ErrorKind.BirthDayMonth, born.Day <= 12 && born.Day != born.Month),
            (ErrorKind.BirthFirstJanuary, born is not { Day: 1, Month: 1 }), (ErrorKind.BirthYear, true), (ErrorKind.BirthMissing, true));
        row.Born = kind switch
        {
            ErrorKind.BirthDigit => Row.Iso(OneDigit(born, chance)),
            ErrorKind.BirthDayMonth => Row.Iso(new DateOnly(born.Year, born.Day, born.Month)),
            ErrorKind.BirthFirstJanuary => Row.Iso(new DateOnly(born.Year, 1, 1)),
            ErrorKind.BirthYear => Row.Iso(born.AddYears(chance.Hits(0.5) && born.AddYears(1) <= Population.On ? 1 : -1)),
            ErrorKind.BirthMissing => "",
            _ => row.Born,
        };
    }

    /// <summary>One digit wrong, or two in a row the wrong way round; still a date that somebody could have been born on.</summary>
    private static DateOnly OneDigit(DateOnly born, Chance chance)
    {
        var digits = born.ToString("ddMMyyyy", CultureInfo.InvariantCulture);
        while (true)
        {
            // Day, month and the last digit of the year: nobody writes another century unnoticed.
            int[] places = [0, 1, 2, 3, 7];
            var at = chance.Of(places);
            var wrong = digits.ToCharArray();
            if (chance.Hits(0.2) && at is 0 or 2)
            {
                (wrong[at], wrong[at + 1]) = (wrong[at + 1], wrong[at]);
            }
            else
            {
                wrong[at] = (char)('0' + chance.Below(10));
            }

            if (DateOnly.TryParseExact(wrong, "ddMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date != born && date <= Population.On)
            {
                return date;
            }
        }
    }

    private void Where(Row row, Neighbourhood area, Chance chance)
    {
        switch (One(row, chance, (ErrorKind.Moved, true), (ErrorKind.PostcodeMissing, true), (ErrorKind.PostcodeTypo, true), (ErrorKind.PostcodeOutward, true)))
        {
            case ErrorKind.Moved:
                var inTheArea = chance.Hits(0.7);
                var place = row.Person.Household.Place;
                while (place.Postcode == row.Postcode)
                {
                    place = area.Elsewhere(chance, inTheArea);
                }

                row.Postcode = place.Postcode;
                row.Address = row.Address.Length > 0 ? place.Address : "";
                row.School = inTheArea ? row.School : "";
                return;
            case ErrorKind.PostcodeMissing:
                (row.Postcode, row.Address) = ("", "");
                return;
            case ErrorKind.PostcodeTypo:
                row.Postcode = Mistyped(row.Postcode, chance);
                break;
            case ErrorKind.PostcodeOutward:
                (row.Postcode, row.Address) = (row.Postcode.Split(' ')[0], "");
                return;
        }

        if (Happens(row, chance, ErrorKind.AddressForm, row.Address.Length > 0))
        {
            row.Address = WrittenOtherwise(row.Address, chance);
        }
    }

    private static string Mistyped(string postcode, Chance chance)
    {
        while (true)
        {
            var wrong = postcode.ToCharArray();
            var at = chance.Below(wrong.Length);
            wrong[at] = wrong[at] switch
            {
                ' ' => ' ',
                >= '0' and <= '9' => (char)('0' + chance.Below(10)),
                _ => InwardLetters[chance.Below(InwardLetters.Length)],
            };
            var typed = new string(wrong);
            if (typed != postcode)
            {
                return typed;
            }
        }
    }

    private static string WrittenOtherwise(string address, Chance chance)
    {
        var parts = address.Split(", ");
        if (parts.Length == 2 && chance.Hits(0.5))
        {
            return $"{parts[1]}, {parts[0]}";
        }

        (string Long, string Short)[] words = [("Road", "Rd"), ("Street", "St"), ("Avenue", "Ave"), ("Gardens", "Gdns"), ("Terrace", "Terr"), ("Crescent", "Cres"), ("Close", "Cl"), ("Court", "Ct"), ("Drive", "Dr"), ("Lane", "Ln")];
        foreach (var (word, brief) in words)
        {
            if (address.EndsWith(word, StringComparison.Ordinal))
            {
                return address[..^word.Length] + brief;
            }
        }

        return address.ToUpperInvariant();
    }

    private void Sex(Row row, Chance chance)
    {
        row.Sex = One(row, chance, (ErrorKind.SexMissing, true), (ErrorKind.SexWrong, true)) switch
        {
            ErrorKind.SexMissing => "",
            ErrorKind.SexWrong => row.Sex == "M" ? "F" : "M",
            _ => row.Sex,
        };
    }

    private void NhsNumber(Row row, Chance chance)
    {
        if (Happens(row, chance, ErrorKind.NhsTypo, row.NhsNumber.Length > 0))
        {
            // One wrong digit never passes the check: the number is not another child's.
            var at = chance.Below(10);
            var digit = (char)('0' + ((row.NhsNumber[at] - '0' + chance.Between(1, 9)) % 10));
            row.NhsNumber = $"{row.NhsNumber[..at]}{digit}{row.NhsNumber[(at + 1)..]}";
        }
    }
}
