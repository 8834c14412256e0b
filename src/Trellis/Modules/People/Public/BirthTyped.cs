using System.Globalization;
using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Public;

/// <summary>When somebody was born, as well as whoever types it knows: the day, a month and a year, a year, or about how old they are.</summary>
/// <param name="Date">The day; the first of the month or year that is known; of an age, half a year before the birthday it was reached at the latest.</param>
/// <param name="As">How well it is known: a code of <c>birth-precision</c>.</param>
/// <param name="Words">As it was said: "27 March 2014", "2014", "about 7 years old".</param>
public sealed record BirthTyped(DateOnly Date, string As, string Words)
{
    private const string Label = "date of birth";
    private const int Oldest = 120;

    /// <summary>What was typed; null when nothing was, or when it cannot be read, and <c>Fault</c> says why and in which field.</summary>
    public static (BirthTyped? Birth, DateFault? Date, string? Age) Read(DateParts born, string? age, DateOnly today)
    {
        if (!string.IsNullOrWhiteSpace(age))
        {
            if (!born.IsEmpty) { return (null, null, "Enter a date of birth or about how old they are, not both"); }
            return int.TryParse(age.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= Oldest
                ? (new BirthTyped(today.AddYears(-years).AddMonths(-6), Ages.Estimated, $"about {English.Count(years, "year", "years")} old"), null, null)
                : (null, null, $"About how old they are must be a whole number of years between 0 and {Oldest}");
        }

        if (born.IsEmpty) { return (null, null, null); }
        var known = !string.IsNullOrWhiteSpace(born.Day) || string.IsNullOrWhiteSpace(born.Year) ? Ages.ToTheDay : string.IsNullOrWhiteSpace(born.Month) ? "year" : "month";
        var (date, fault) = (known switch { "year" => born with { Day = "1", Month = "1" }, "month" => born with { Day = "1" }, _ => born }).Read(Label);
        if (date is not { } day) { return (null, fault, null); }
        if (day > today.AddMonths(10)) { return (null, new DateFault("Date of birth must be today or in the past, or when a baby is expected", DatePart.Date), null); }
        if (day > today && known is not Ages.ToTheDay) { return (null, new DateFault("Date of birth must be today or in the past. Of a baby who is expected, enter the whole date", DatePart.Date), null); }
        return (new BirthTyped(day, known, Ages.BirthWords(day, known)!), null, null);
    }

    /// <summary>As the index compares it, ISO 8601 as far as it is known. An estimate may be a year out either way: every year it can mean.</summary>
    public IReadOnlyList<string> Compared(DateOnly today)
    {
        if (As is not Ages.Estimated) { return [EveryName.Born(Date, As)]; }
        // Whoever is 6, 7 or 8 today was born between nearly nine years ago and six years ago.
        var youngest = Date.AddMonths(6).AddYears(1);
        if (youngest > today) { youngest = today; }
        var oldest = Date.AddMonths(6).AddYears(-2).AddDays(1);
        return [.. Enumerable.Range(oldest.Year, youngest.Year - oldest.Year + 1).Select(y => y.ToString("0000", CultureInfo.InvariantCulture)).OrderBy(y => y != EveryName.Born(Date, As))];
    }

    /// <summary>Whether it says what a record with this birth date does not: there is none, it is known less well, or it is another.</summary>
    public bool IsNewTo(DateOnly? birth, string known)
    {
        if (birth is not { } born) { return true; }
        if (As is Ages.Estimated || known is Ages.Estimated) { return Math.Abs(born.Year - Date.Year) > 1 || (As is not Ages.Estimated && known is Ages.Estimated); }
        if (born.Year != Date.Year) { return true; }
        if (As is "year") { return false; }
        if (known is "year" || born.Month != Date.Month) { return true; }
        return As is not "month" && (known is "month" || born.Day != Date.Day);
    }
}
