using System.Text;

namespace Trellis.Practice.Docs;

/// <summary>Lines of Markdown, always ended by a line feed so that every machine writes the same file.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder text = new();

    public Markdown Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }

    public Markdown Heading(int level, string heading) => Line($"{new string('#', level)} {heading}").Line();

    public Markdown Row(params string[] cells) => Line($"| {string.Join(" | ", cells.Select(Cell))} |");

    public Markdown Table(params string[] headings) => Row(headings).Line($"|{string.Concat(headings.Select(_ => " --- |"))}");

    public override string ToString() => $"{text.ToString().TrimEnd('\n')}\n";

    private static string Cell(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
