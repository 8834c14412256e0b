using System.Collections.Immutable;
using System.Text;

namespace Trellis.Modules.Reports.Writing;

/// <summary>A report's whole text put together from its sections, and which section each line is of.</summary>
public sealed record ReportText(string Markdown, ImmutableArray<(int From, ReportSection Section)> Lines)
{
    /// <summary>The section a line of the whole stands in; null for lines between them.</summary>
    public ReportSection? SectionAt(int line) => Lines.LastOrDefault(l => l.From <= line).Section;

    /// <summary>Title, what stands before the first chapter, the contents, and the chapters in their order.</summary>
    public static ReportText Of(WrittenReport report)
    {
        var (text, lines, number) = (new StringBuilder(), ImmutableArray.CreateBuilder<(int, ReportSection)>(), 1);
        Add($"# {report.Title}\n");
        foreach (var section in report.Chapters)
        {
            lines.Add((number, section));
            Add(section.Place == 0 ? $"{section.Text}\n\n:::contents\n" : $"## {section.Title}\n\n{section.Text}\n");
        }

        return new ReportText(text.ToString(), lines.ToImmutable());

        void Add(string part)
        {
            text.Append(part).Append('\n');
            number += part.Count(c => c is '\n') + 1;
        }
    }

    /// <summary>A template as the sections a report begins with; what it says of other years alone is left out.</summary>
    public static (string Title, IReadOnlyList<(string Title, string Text)> Sections) Split(string template, string year)
    {
        var (title, heading, sections, text) = ("", "Introduction", new List<(string, string)>(), new List<string>());
        foreach (var line in OfYear(template.ReplaceLineEndings("\n").Split('\n'), year))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal) && title.Length == 0) { title = line[2..].Trim(); }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                Close();
                heading = line[3..].Trim();
            }
            else if (line.Trim() is not ":::contents") { text.Add(line); }
        }

        Close();
        return (title, sections);

        void Close()
        {
            sections.Add((heading, string.Join('\n', text).Trim()));
            text.Clear();
        }
    }

    /// <summary>What stands in <c>:::only year=…</c> of this year is taken out of it; of another year it goes.</summary>
    private static IEnumerable<string> OfYear(IEnumerable<string> lines, string year)
    {
        var (only, inTable) = ((bool?)null, false);
        foreach (var line in lines)
        {
            if (line.StartsWith(":::only", StringComparison.Ordinal)) { only = line.Contains($"year={year}", StringComparison.Ordinal); continue; }
            if (line.StartsWith(":::table", StringComparison.Ordinal)) { inTable = true; }
            else if (line.Trim() is ":::")
            {
                if (!inTable && only is not null) { only = null; continue; }
                inTable = false;
            }

            if (only is not false) { yield return line; }
        }
    }
}
