using System.Globalization;

namespace Trellis.Practice.Answering;

/// <summary>What GOV.UK would say.</summary>
internal static class Wording
{
    /// <summary>The model's own words, or words made from the label.</summary>
    public static string Missing(Field field)
    {
        if (field.Missing is { } words) { return words; }
        var choosing = field.Type is FieldType.Code or FieldType.YesNo or FieldType.Scale or FieldType.Person or FieldType.People
            or FieldType.Agency or FieldType.Agencies or FieldType.School;
        if (field.Label.EndsWith('?')) { return choosing ? $"Select an answer to “{field.Label}”" : $"Answer “{field.Label}”"; }
        var verb = choosing ? "Select" : field.Type == FieldType.Document ? "Add" : "Enter";
        return $"{verb} {LowerFirst(field.Label)}";
    }

    public static string Range(Field field) => (field.From, field.To) switch
    {
        ({ } from, { } to) => $"Your answer must be between {Plain(from)} and {Plain(to)}",
        ({ } from, null) => $"Your answer must be {Plain(from)} or more",
        (null, { } to) => $"Your answer must be {Plain(to)} or less",
        _ => "Your answer must be a number",
    };

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>"Danger statement" becomes "danger statement"; "DNA test" stays.</summary>
    private static string LowerFirst(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
