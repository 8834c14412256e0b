using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trellis.Practice.Answering;

internal sealed partial class FieldReader
{
    private static readonly string[] AddressParts = ["line1", "line2", "town"];

    private JsonNode? Codes(Field field, string key, JsonObject into)
    {
        var list = model.Codes[field.Codes!];
        var codes = Raw(key).Distinct().Select(list.Find).ToList();
        if (codes.Count == 0) { return null; }
        if (codes.Contains(null) || (!field.Many && codes.Count > 1))
        {
            errors.Add(new AnswerError(key, field.Many ? "Select answers from the list" : "Select one answer from the list"));
            return null;
        }
        if (codes.Find(c => !c!.InUse(context.CodesOn ?? today)) is { } old)
        {
            errors.Add(new AnswerError(key, $"“{old.Title}” is not in use on this date. Select another answer"));
        }
        if (codes.Count > 1 && codes.Find(c => c!.Alone) is { } alone)
        {
            errors.Add(new AnswerError(key, $"“{alone.Title}” cannot be selected together with another answer"));
        }
        if (codes.Find(c => c!.NeedsReason) is { } asking) { Reason(field, key, asking, into); }
        return field.Many ? new JsonArray([.. codes.Select(c => (JsonNode)c!.Id)]) : JsonValue.Create(codes[0]!.Id);
    }

    private void Reason(Field field, string key, Code code, JsonObject into)
    {
        var reason = string.Join('\n', Raw($"{key}.reason")).ReplaceLineEndings("\n");
        if (reason.Length > 0) { into[$"{field.Id}.reason"] = reason; }
        else if (context.Completing) { errors.Add(new AnswerError(key, $"Enter the reason for “{code.Title}”", "reason")); }
    }

    /// <summary>One box, or lines with a postcode of its own. Kept as lines.</summary>
    private JsonValue? Address(Field field, string key)
    {
        var lines = AddressParts.SelectMany(part => Raw($"{key}.{part}"))
            .Concat(Raw(key).SelectMany(box => box.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            .ToList();
        if (Raw($"{key}.postcode") is [var postcode, ..])
        {
            if (Postcode(postcode) is not { } tidy)
            {
                errors.Add(new AnswerError(key, "Enter a full UK postcode, like W8 7NX", "postcode"));
                return null;
            }
            if (lines.Count == 0 && context.Completing)
            {
                errors.Add(new AnswerError(key, "Enter the first line of the address", "line1"));
                return null;
            }
            lines.Add(tidy);
        }
        var text = string.Join('\n', lines);
        if (text.Length > field.MaxLength)
        {
            errors.Add(new AnswerError(key, string.Create(CultureInfo.InvariantCulture, $"The address must be {field.MaxLength} characters or less")));
        }
        return text.Length == 0 ? null : JsonValue.Create(text);
    }

    /// <summary>In capitals with one space, or null when it has not the shape of a United Kingdom postcode.</summary>
    private static string? Postcode(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return PostcodeShape().IsMatch(plain) ? $"{plain[..^3]} {plain[^3..]}" : null;
    }

    [GeneratedRegex("^(GIR0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]?[0-9][ABD-HJLNP-UW-Z]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PostcodeShape();
}
