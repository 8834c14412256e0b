using Trellis.Platform.Time;

namespace Trellis.Modules.People.Public;

/// <summary>How old somebody is. Who is born on 29 February has their birthday on 1 March where there is none, as the courts and PostgreSQL count.</summary>
public static class Ages
{
    /// <summary>Children Act 1989 section 105: a child is a person under this age.</summary>
    public const int Adult = 18;

    /// <summary>The date of birth is known to the day.</summary>
    public const string ToTheDay = "day";

    /// <summary>The date of birth is estimated, from about how old they seem.</summary>
    public const string Estimated = "about";

    /// <summary>Of a child who is not born yet: the day they are expected.</summary>
    public const string Expected = "expected";

    /// <summary>The day somebody comes to an age.</summary>
    public static DateOnly Birthday(DateOnly born, int age) =>
        born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(born.Year + age) ? new DateOnly(born.Year + age, 3, 1) : born.AddYears(age);

    /// <summary>Whole years on a day; null when the birth date is not known or still to come.</summary>
    public static int? On(DateOnly? birth, DateOnly day)
    {
        if (birth is not { } born || born > day) { return null; }
        var years = day.Year - born.Year;
        return Birthday(born, years) > day ? years - 1 : years;
    }

    /// <summary>"9 years", "11 months", "not yet born", "14 years when they died"; null when the birth date is not known.</summary>
    public static string? Words(DateOnly? birth, DateOnly? died, DateOnly today)
    {
        if (birth is not { } born) { return null; }
        if (born > today) { return "not yet born"; }
        var day = died ?? today;
        var years = On(born, day) ?? 0;
        var months = ((day.Year - born.Year) * 12) + day.Month - born.Month - (day.Day < born.Day ? 1 : 0);
        var age = years > 1 ? English.Count(years, "year", "years") : English.Count(months, "month", "months");
        return died is null ? age : $"{age} when they died";
    }

    /// <summary>A date of birth as well as it is known: "27 March 2014", "March 2014", "2014", "about 2014", "expected 27 March 2026"; null when it is not.</summary>
    /// <param name="known">A code of <c>birth-precision</c>.</param>
    public static string? BirthWords(DateOnly? birth, string known) => birth is not { } born ? null : known switch
    {
        "month" => born.ToString("MMMM yyyy", English.Culture),
        "year" => born.ToString("yyyy", English.Culture),
        Estimated => $"about {born.ToString("yyyy", English.Culture)}",
        Expected => $"expected {English.Date(born)}",
        _ => English.Date(born),
    };
}
