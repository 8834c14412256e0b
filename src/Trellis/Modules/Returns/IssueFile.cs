using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Returns.Checking;
using Trellis.Sheets;

namespace Trellis.Modules.Returns;

/// <summary>What was found in a file, and what was answered, to be taken away: a row for each value of each issue.</summary>
internal static class IssueFile
{
    private static readonly string[] Columns = ["Rule", "Severity", "Issue", "Child", "Record", "Field", "Value", "Line", "Message", "Answer", "Answered"];

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="format">csv, xlsx or json.</param>
    public static (byte[] Bytes, string Type) Of(Submission submission, IReadOnlyList<KeptIssue> issues, IEnumerable<Rule> rules, string format)
    {
        var messages = rules.ToDictionary(r => r.Code, r => r.Message);
        if (format == "json") { return (Json(submission, issues, messages), "application/json"); }
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (number, issue) in issues.GroupBy(i => i.Rule).SelectMany(g => g.Index()).Select(i => (i.Index + 1, i.Item))) { rows.AddRange(Rows(issue, number, messages[issue.Rule])); }
        rows.AddRange(submission.FileOddities.Select(o => (IReadOnlyList<string>)["", "file", "", "", "", "", "", Number(o.Line), o.Words, "", ""]));
        var sheet = new SheetFile("Issues", Columns, rows);
        return format == "csv" ? (sheet.Csv(), SheetFile.CsvType) : (SheetFile.Workbook([sheet]), SheetFile.WorkbookType);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(KeptIssue issue, int number, string message)
    {
        var shown = issue.Places;
        string[] before = [issue.Rule, issue.IsError ? "error" : "query", Number(number), issue.Child ?? ""];
        string[] after = [message, issue.Answer ?? "", issue.AnsweredAt is { } at ? Platform.Time.English.DateTime(at) : ""];
        if (shown.Records.Length == 0) { yield return [.. before, "", "", shown.Figures ?? "", "", .. after]; }
        foreach (var record in shown.Records)
        {
            if (record.Values.Length == 0) { yield return [.. before, record.Path, "", "", Number(record.Line), .. after]; }
            foreach (var value in record.Values) { yield return [.. before, record.Path, value.Field, value.Value ?? "", Number(value.Line), .. after]; }
        }
    }

    private static byte[] Json(Submission submission, IReadOnlyList<KeptIssue> issues, Dictionary<string, string> messages) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            submission.FileName,
            submission.Area,
            submission.Year,
            submission.ReferenceDate,
            submission.Authority,
            submission.Children,
            submission.Errors,
            submission.Queries,
            findings = issues.Select(i => new
            {
                i.Rule,
                severity = i.IsError ? "error" : "query",
                where = i.Child,
                i.Line,
                message = messages[i.Rule],
                places = i.Places.Records,
                i.Places.Figures,
                i.Answer,
                i.AnsweredAt,
            }),
        },
        Plain);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
