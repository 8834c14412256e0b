using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Modules.Figures.Public;
using Trellis.Sheets;

namespace Trellis.Modules.Figures;

/// <summary>Reads one line of a file of published figures; every column that is wrong adds an error.</summary>
internal sealed partial class RowReader(int line, string[] fields, PublishedRegistry registry, List<RowError> errors)
{
    internal const string NotAsPrinted = "value-as-printed";

    private const int LongestField = 2_000;

    /// <summary>The row; null when something in it could not be read. A number that is not the one printed is an error, and the row is read.</summary>
    public PublishedRow? Read()
    {
        var before = errors.Count;
        CheckText();
        var document = Known("document", registry.Documents.Keys, "documents.csv");
        var documentLine = DocumentLine();
        var section = Required("section");
        var measure = Measure();
        var title = Required("measure_title");
        var area = Known("area", registry.Areas.Keys, "areas.csv");
        var (start, end) = Span();
        var asAt = AsAt();
        var unit = Required("unit");
        var value = Value();
        var printed = Required("printed");
        if ((Text("breakdown_dimension").Length is 0) != (Text("breakdown_value").Length is 0))
        {
            Wrong("breakdown", "breakdown_dimension and breakdown_value go together: one is empty");
        }
        if (errors.Count > before) { return null; }

        CheckPrinted(value, unit, printed);
        return new PublishedRow(
            line, document, documentLine, section, measure, title, area, start, end, asAt, unit, value, printed,
            Text("qualifier"), Text("breakdown_dimension"), Text("breakdown_value"), Text("note"));
    }

    private string Text(string column) => fields[PublishedFile.Columns.IndexOf(column)].Trim();

    private void Wrong(string code, string message) => errors.Add(new RowError(line, code, message));

    private void CheckText()
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Any(c => char.IsControl(c) && c is not '\t'))
            {
                Wrong("text", $"{PublishedFile.Columns[i]} holds a line break or control character");
            }
            if (fields[i].Length > LongestField)
            {
                Wrong("text", $"{PublishedFile.Columns[i]} is longer than {LongestField} characters");
            }
        }
    }

    private string Required(string column)
    {
        var text = Text(column);
        if (text.Length is 0) { Wrong("required", $"{column} is empty"); }
        return text;
    }

    private string Known(string column, IEnumerable<string> codes, string file)
    {
        var text = Required(column);
        if (text.Length is 0 || codes.Contains(text)) { return text; }

        var meant = codes.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase));
        Wrong(column, $"{column} “{text}” is not in {file}{(meant is null ? "" : $". Did you mean {meant}?")}");
        return text;
    }

    private int DocumentLine()
    {
        var text = Required("line");
        if (text.Length is 0) { return 0; }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) { return number; }
        Wrong("line", $"line “{text}” is not a whole number from 1");
        return 0;
    }

    private string Measure()
    {
        var text = Required("measure_id");
        if (text.Length > 0 && !MeasureId().IsMatch(text)) { Wrong("measure", $"measure_id “{text}” must be lower-case words joined by hyphens"); }
        return text;
    }

    private (DateOnly? Start, DateOnly? End) Span()
    {
        var start = Day("period_start");
        var end = Day("period_end");
        if ((Text("period_start").Length is 0) != (Text("period_end").Length is 0)) { Wrong("period", "period_start and period_end go together: one is empty"); }
        else if (end < start) { Wrong("period", $"period_end {Text("period_end")} is before period_start {Text("period_start")}"); }
        return (start, end);
    }

    private DateOnly? Day(string column)
    {
        var text = Text(column);
        if (text.Length is 0) { return null; }
        if (PartialDate.TryParse(text, out var date) && date.Day is not null) { return date.First; }
        Wrong("date", $"{column} “{text}” is not a date like 2021-04-01");
        return null;
    }

    private PartialDate? AsAt()
    {
        var text = Text("as_at");
        if (text.Length is 0) { return null; }
        if (PartialDate.TryParse(text, out var date)) { return date; }
        Wrong("date", $"as_at “{text}” is not a date like 2022, 2022-03 or 2022-03-31");
        return null;
    }

    private decimal Value()
    {
        var text = Required("value");
        if (text.Length is 0) { return 0; }
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) { return value; }
        Wrong("value", $"value “{text}” is not a number. Write it without separators or signs: 2257, 66.7, -28050");
        return 0;
    }

    private void CheckPrinted(decimal value, string unit, string text)
    {
        if (!Printed.TryParse(text, out var printed)) { Wrong(NotAsPrinted, $"printed “{text}” is not a number that can be read"); }
        else if (!printed.Agrees(value, unit))
        {
            Wrong(NotAsPrinted, $"value {Text("value")} ({unit}) is not what is printed: “{text}”");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MeasureId();
}
