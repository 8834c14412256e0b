using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;

namespace Trellis.Modules.Reports.Writing;

/// <summary>Something to put right in a report before the partners see it, or to think of.</summary>
/// <param name="Blocks">It must be put right, or explained where it can be.</param>
/// <param name="What">Of which kind, a heading over those alike.</param>
/// <param name="Section">Where; null: in the whole.</param>
/// <param name="Finding">Of the checker: it is explained on its own page.</param>
public sealed record ReportCheck(bool Blocks, string What, ReportSection? Section, string Words, Finding? Finding = null);

/// <summary>What a report's text and figures are held against before it goes to the partners. It corrects nothing.</summary>
public static partial class ReportChecks
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <param name="made">The report as it is now.</param>
    /// <param name="explained">Keys of findings somebody explained.</param>
    public static ImmutableArray<ReportCheck> Of(WrittenReport report, ReportText text, AnnualReport made, ReportRules rules, IReadOnlySet<string> explained) =>
    [
        .. made.Errors.Select(e => new ReportCheck(true, "An order that cannot be followed", text.SectionAt(e.Line), e.Message)),
        .. Sections(report, rules, made.Errors.IsEmpty ? made.Anchors : null),
        .. Acronyms(report, rules),
        .. made.Gaps.Select(g => new ReportCheck(false, "A figure there is no number for", text.SectionAt(g.Line), $"{g.What}. The report says that it is not available")),
        .. made.Findings.Where(f => f.Severity is not Severity.Note && !explained.Contains(f.Key)).Select(f => new ReportCheck(true, "A figure that does not add up", null, $"{f.Where}. {f.Message}", f)),
    ];

    private static IEnumerable<ReportCheck> Sections(WrittenReport report, ReportRules rules, IReadOnlySet<string>? anchors)
    {
        foreach (var section in report.Chapters)
        {
            if (section.Text.Length == 0) { yield return new ReportCheck(true, "A chapter without text", section, "Write it, or leave it out"); }
            foreach (var (line, left, _) in Placeholders(section.Text)) { yield return new ReportCheck(true, "A place left to be filled in", section, $"“{left}” in line {line}"); }
            foreach (var remark in section.Open) { yield return new ReportCheck(true, "A comment nobody answered", section, remark.Words.Length > 0 ? remark.Words : $"“{remark.Quote}” should be “{remark.Suggestion}”"); }
            foreach (var check in Links(section, anchors)) { yield return check; }
            var reading = Readability.Of(section.Text, rules.LongestSentence);
            if (reading.Age > rules.ReadingAge) { yield return new ReportCheck(false, "Hard to read", section, $"It asks for a reading age of {reading.Age}; {rules.ReadingAge} is aimed at. Shorter sentences and plainer words help most"); }
            foreach (var sentence in reading.LongSentences) { yield return new ReportCheck(false, "A long sentence", section, $"“{(sentence.Length > 120 ? $"{sentence[..120]}…" : sentence)}” has more than {rules.LongestSentence} words"); }
        }
    }

    private static IEnumerable<ReportCheck> Links(ReportSection section, IReadOnlySet<string>? anchors)
    {
        foreach (var link in Markdown.Parse(section.Text, Pipeline).Descendants<LinkInline>())
        {
            var words = string.Concat(link.Descendants<LiteralInline>().Select(l => l.Content.ToString()));
            var to = link.Url ?? "";
            if (link.IsImage)
            {
                if (words.Trim().Length == 0) { yield return new ReportCheck(true, "A picture without words", section, "Say in words what the picture shows, for those who cannot see it"); }
                yield return new ReportCheck(true, "A picture from elsewhere", section, "A published report has nothing in it that is fetched from elsewhere. Use a chart or a table");
            }
            else if (words.Trim().Length == 0 || words.Trim().ToLowerInvariant() is "here" or "click here" or "link" or "this") { yield return new ReportCheck(true, "A link that does not say where it leads", section, $"“{words}” leads to {to}"); }
            else if (to.StartsWith('#') && anchors?.Contains(to[1..]) is false) { yield return new ReportCheck(true, "A link that leads nowhere", section, $"“{words}” leads to {to}, and there is no such heading"); }
            else if (!to.StartsWith('#') && !to.StartsWith("https://", StringComparison.Ordinal) && !to.StartsWith("mailto:", StringComparison.Ordinal)) { yield return new ReportCheck(true, "A link that leads nowhere", section, $"“{words}” leads to {to}. A reader outside needs a whole address, beginning https://"); }
        }
    }

    /// <summary>A short form is explained once in the report, "integrated care board (ICB)", or in the list of words.</summary>
    private static IEnumerable<ReportCheck> Acronyms(WrittenReport report, ReportRules rules)
    {
        var said = string.Join('\n', report.Chapters.SelectMany(c => Readability.Paragraphs(c.Text)));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in report.Chapters)
        {
            foreach (var acronym in Readability.Paragraphs(section.Text).SelectMany(p => Acronym().Matches(p)).Select(m => m.Groups["short"].Value).Where(seen.Add))
            {
                if (rules.Acronyms.Contains(acronym) || said.Contains($"({acronym})", StringComparison.Ordinal) || rules.Words.Any(w => w.Term == acronym || w.Meaning.Contains(acronym, StringComparison.Ordinal))) { continue; }
                yield return new ReportCheck(false, "A short form nobody explained", section, $"{acronym}: write it out where it stands first, with {acronym} in brackets");
            }
        }
    }

    private static IEnumerable<(int Line, string Left, string Text)> Placeholders(string text)
    {
        using var reader = new StringReader(text);
        return [.. FigureText.LeftOpen(reader)];
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}&])(?<short>[A-Z]{2,7})s?(?![\p{L}\p{N}&])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Acronym();
}
