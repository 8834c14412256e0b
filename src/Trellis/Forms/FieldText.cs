using System.Globalization;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Forms;

/// <summary>How an answer reads: a code as its title, a date in words.</summary>
public static class FieldText
{
    /// <param name="value">The value as it is kept: a code, an ISO date, a number, text.</param>
    /// <param name="titles">What agencies and people are called, by code or id.</param>
    public static string Of(Field field, string value, PracticeModel practice, IReadOnlyDictionary<string, string>? titles = null) => field.Type switch
    {
        FieldType.Code when field.Codes is { } list => practice.Codes[list].Find(value)?.Title ?? value,
        FieldType.YesNo => value is "yes" ? "Yes" : "No",
        FieldType.Date when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => English.Date(day),
        FieldType.DateTime when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => English.Date(day),
        FieldType.DateTime when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at) => English.DateTime(at),
        FieldType.Money when decimal.TryParse(value, CultureInfo.InvariantCulture, out var pounds) => pounds.ToString("C2", English.Culture),
        FieldType.Agency or FieldType.Agencies or FieldType.School or FieldType.Person or FieldType.People or FieldType.Document => titles?.GetValueOrDefault(value) ?? value,
        _ => value,
    };
}
