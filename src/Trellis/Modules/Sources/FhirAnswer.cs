using System.Globalization;
using System.Text.Json;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Sources;

/// <summary>Reads what a FHIR R4 search for patients answers. What it does not understand is "not checked", never "nobody".</summary>
public static class FhirAnswer
{
    private const string NhsNumber = "https://fhir.nhs.uk/Id/nhs-number";

    private static readonly Heard NotUnderstood = Heard.NotChecked("not-understood", passes: true);

    /// <summary>What an OperationOutcome says went wrong; null when it is none.</summary>
    public static Heard? Issue(JsonElement? body)
    {
        if (body is not { } said || Type(said) is not "OperationOutcome") { return null; }
        var codes = Each(said, "issue").SelectMany(i => Each(Part(i, "details"), "coding").Select(c => Text(c, "code")).Append(Text(i, "code"))).OfType<string>().Select(c => c.ToUpperInvariant()).ToHashSet();
        return codes.Contains("TOO_MANY_MATCHES") || codes.Contains("TOO-COSTLY") || codes.Contains("MULTIPLE_MATCHES") || codes.Contains("MULTIPLE-MATCHES") ? Heard.NotChecked("too-many-people", passes: false)
            : codes.Overlaps(["INVALID_SEARCH_DATA", "MISSING_VALUE", "INVALID_VALUE", "UNSUPPORTED_VALUE", "INVALID", "REQUIRED", "VALUE"]) ? Heard.NotChecked("refused", passes: false)
            : Heard.NotChecked("could-not-answer", passes: true);
    }

    public static Heard Read(JsonElement? body)
    {
        if (body is not { } said) { return NotUnderstood; }
        if (Issue(said) is { } issue) { return issue; }
        if (Type(said) is not "Bundle" || Text(said, "type") is not "searchset") { return NotUnderstood; }
        var found = new List<SourceCandidate>();
        var matches = 0;
        foreach (var entry in Each(said, "entry"))
        {
            var resource = Part(entry, "resource");
            // A server may put a warning beside what it found, or instead of it.
            if (resource is { } outcome && Type(outcome) is "OperationOutcome")
            {
                if (Each(outcome, "issue").Any(i => Text(i, "severity") is "error" or "fatal")) { return Issue(outcome)!; }
                continue;
            }

            if (Text(Part(entry, "search"), "mode") is { } mode and not "match") { continue; }
            matches++;
            if (resource is not { } patient || Type(patient) is not "Patient" || Candidate(patient) is not { } candidate) { return NotUnderstood; }
            found.Add(candidate);
        }

        // It says that there is somebody and sends nobody: then nobody knows who.
        var total = said.TryGetProperty("total", out var number) && number.TryGetInt32(out var many) ? many : matches;
        if (total > 0 && found.Count == 0) { return NotUnderstood; }
        return found.Count == 0 ? Heard.Nothing : Heard.Some(found, total > found.Count || Each(said, "link").Any(l => Text(l, "relation") is "next"));
    }

    private static SourceCandidate? Candidate(JsonElement patient)
    {
        var number = Each(patient, "identifier").Where(i => Text(i, "system") is NhsNumber).Select(i => Text(i, "value")).FirstOrDefault(v => v is not null) ?? Text(patient, "id");
        if (number is null) { return null; }
        var said = new List<SourceLine>();
        foreach (var name in Each(patient, "name").OrderBy(n => Text(n, "use") is "usual" or "official" ? 0 : 1))
        {
            var written = string.Join(' ', Each(name, "given").Select(g => g.ValueKind is JsonValueKind.String ? g.GetString() : null).Append(Text(name, "family")).Where(t => !string.IsNullOrWhiteSpace(t)));
            if (written.Length > 0) { said.Add(new SourceLine(Text(name, "use") switch { "usual" or "official" or null => "Name", "old" => "Earlier name", _ => "Also" }, written)); }
        }

        if (Text(patient, "birthDate") is { } born) { said.Add(new SourceLine("Born", Day(born))); }
        if (Text(patient, "deceasedDateTime") is { } died) { said.Add(new SourceLine("Died", Day(died))); }
        else if (patient.TryGetProperty("deceasedBoolean", out var dead) && dead.ValueKind is JsonValueKind.True) { said.Add(new SourceLine("Died", "Yes")); }
        if (Text(patient, "gender") is { } sex) { said.Add(new SourceLine("Sex", sex is "male" ? "Male" : sex is "female" ? "Female" : "Not stated")); }
        // R and V: whoever lives there is not to be found. Nothing of where they are is shown, whatever was sent.
        var security = Each(Part(patient, "meta"), "security").Select(s => Text(s, "code")).ToArray();
        if (security.Contains("R") || security.Contains("V")) { said.Add(new SourceLine("Address", "Kept secret by the NHS. Take advice before you act on this")); }
        else if (Each(patient, "address").FirstOrDefault(a => Text(a, "use") is "home" or null) is { ValueKind: JsonValueKind.Object } home)
        {
            var lines = Each(home, "line").Select(l => l.ValueKind is JsonValueKind.String ? l.GetString() : null).Append(Text(home, "postalCode")).Where(l => !string.IsNullOrWhiteSpace(l)).ToArray();
            if (lines.Length > 0) { said.Add(new SourceLine("Address", string.Join(", ", lines))); }
        }

        return new SourceCandidate(number, null, said);
    }

    private static string Day(string date) => DateOnly.TryParseExact(date.Length > 10 ? date[..10] : date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? English.Date(day) : date;

    private static string? Type(JsonElement it) => Text(it, "resourceType");

    private static JsonElement? Part(JsonElement? it, string name) => it is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(name, out var part) ? part : null;

    private static string? Text(JsonElement? it, string name) => Part(it, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement.ArrayEnumerator Each(JsonElement? it, string name) => Part(it, name) is { ValueKind: JsonValueKind.Array } many ? many.EnumerateArray() : default;
}
