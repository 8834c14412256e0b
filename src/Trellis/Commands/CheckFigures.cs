using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>check figures FILE</c>: where a set of printed figures does not add up. Needs no database.</summary>
public static class CheckFigures
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The command <c>figures</c>, to be put under <c>check</c>.</summary>
    public static Command Build()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Figures as CSV; a budget or attendance as they are imported; or a text (.txt, .md), checked for places left to be filled in" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("figures", "Say where printed figures do not add up") { file, json };
        command.SetAction(parse => Run(parse.GetValue(file)!.FullName, parse.GetValue(json), Console.Out, Console.Error));
        return command;
    }

    /// <summary>0: nothing wrong, though there may be queries. 1: lines that cannot be read, or numbers that cannot be right. 2: no such file.</summary>
    public static int Run(string file, bool json, TextWriter output, TextWriter errors)
    {
        if (!File.Exists(file))
        {
            errors.WriteLine($"There is no file {file}");
            return 2;
        }
        try
        {
            var findings = Path.GetExtension(file).ToLowerInvariant() is ".txt" or ".md" ? InText(file) : CheckTables.In(file) ?? InFigures(file);
            if (json) { output.WriteLine(JsonSerializer.Serialize(new { findings }, Json)); }
            else { Print(findings, Path.GetFileName(file), output); }
            return findings.Any(f => f.Severity is Severity.Error) ? 1 : 0;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            errors.WriteLine(failed.Message);
            return 2;
        }
    }

    private static List<Finding> InFigures(string file)
    {
        using var stream = File.OpenRead(file);
        var read = PublishedFile.Read(stream, PublishedRegistry.Beside(file));
        var findings = FigureCheck.Run(read.Readable, over: Practices.Read().Model.Footprint).ToList();
        var told = findings.Select(f => f.Line).ToHashSet();
        var unread = read.Errors.Where(e => e.Code != "value-as-printed" || !told.Contains(e.Line));
        return [.. unread.Select(e => Plain(e.Code, e.Line, $"line {Number(e.Line)}", e.Message)).Concat(findings).OrderBy(f => f.Line)];
    }

    private static List<Finding> InText(string file)
    {
        using var text = File.OpenText(file);
        return [.. PlaceholderText.Scan(text).Select(p => Plain("placeholder", p.Line, $"line {Number(p.Line)}", $"“{p.Left}” is left in the text, where a number or name belongs."))];
    }

    private static Finding Plain(string rule, int line, string where, string message) => new(rule, Severity.Error, where, line, message, "", "No rounding is involved", "", 0, []);

    private static void Print(List<Finding> findings, string file, TextWriter output)
    {
        foreach (var finding in findings)
        {
            output.WriteLine($"{file}:{Number(finding.Line)}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule}: {finding.Where}");
            output.WriteLine($"    {finding.Message}");
        }
        string Count(Severity severity, string one, string many) => English.Count(findings.Count(f => f.Severity == severity), one, many);
        output.WriteLine($"{Count(Severity.Error, "error", "errors")}, {Count(Severity.Query, "query", "queries")}, {Count(Severity.Note, "note", "notes")}");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
