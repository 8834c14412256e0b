using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Returns.Checking;

namespace Trellis.Commands;

/// <summary>A checked census as JSON, a line for each rule: written rule by rule, so that a hundred thousand issues need no more room than one rule's.</summary>
internal static class CheckCinJson
{
    public static void Write(CheckResult result, string file, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("collection", result.Census.Header.Collection.Name.Text);
        json.WriteString("year", result.Year.Name);
        json.WriteString("referenceDate", result.Census.Header.Collection.ReferenceDate.Text);
        json.WriteString("authority", result.Census.Header.Source.Authority.Text);
        json.WriteNumber("children", result.Census.Children.Count);
        json.WriteBoolean("readToTheEnd", result.Census.IsWhole);
        json.WriteNumber("errors", result.Errors);
        json.WriteNumber("queries", result.Queries);
        foreach (var outcome in Enum.GetValues<RuleOutcome>()) { json.WriteNumber(Word(outcome), result.Count(outcome)); }
        json.WriteStartArray("oddities");
        foreach (var odd in result.Census.Oddities)
        {
            json.WriteStartObject();
            json.WriteString("kind", odd.Kind switch { Returns.Census.OddityKind.Noted => "noted", Returns.Census.OddityKind.LeftOut => "left-out", _ => "broken" });
            json.WriteNumber("line", odd.Line);
            json.WriteNumber("column", odd.Column);
            json.WriteString("message", odd.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rules");
        foreach (var rule in result.Rules)
        {
            Write(json, rule);
            Flush(json, buffer, output);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        Flush(json, buffer, output);
    }

    private static void Write(Utf8JsonWriter json, RuleResult rule)
    {
        json.WriteStartObject();
        json.WriteString("code", rule.Rule.Code);
        json.WriteString("severity", rule.Rule.Severity is Severity.Error ? "error" : "query");
        json.WriteString("module", rule.Rule.Module);
        json.WriteStartArray("fields");
        foreach (var field in rule.Rule.Fields) { json.WriteStringValue(field); }
        json.WriteEndArray();
        json.WriteString("message", rule.Rule.Message);
        json.WriteString("outcome", Word(rule.Outcome));
        if (rule.Why is { } why) { json.WriteString("why", why); }
        if (rule.Crashes.Length > 0)
        {
            json.WriteStartArray("crashes");
            foreach (var crash in rule.Crashes)
            {
                json.WriteStartObject();
                json.WriteString("child", crash.Child?.Identifiers.ChildId.Text);
                json.WriteString("what", crash.What);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("issues");
        foreach (var issue in rule.Issues) { Write(json, issue); }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Issue issue)
    {
        json.WriteStartObject();
        if (issue.Figures is { } figures) { json.WriteString("figures", figures); }
        if (issue.Child is { } child)
        {
            json.WriteString("child", child.Identifiers.ChildId.Text);
            json.WriteNumber("childLine", child.Line);
        }

        json.WriteStartArray("places");
        foreach (var place in issue.Places)
        {
            json.WriteStartObject();
            json.WriteString("module", place.Module);
            json.WriteString("record", place.Path);
            json.WriteNumber("line", place.Line);
            json.WriteStartArray("values");
            foreach (var shown in place.Values)
            {
                json.WriteStartObject();
                json.WriteString("field", shown.Field);
                json.WriteString("value", shown.Value);
                json.WriteNumber("line", shown.Line);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Word(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Passed => "passed",
        RuleOutcome.Failed => "failed",
        RuleOutcome.Skipped => "skipped",
        _ => "crashed",
    };

    private static void Flush(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, TextWriter output)
    {
        json.Flush();
        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        buffer.Clear();
    }
}
