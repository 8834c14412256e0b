using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Trellis.Modules.Reports.Writing;

/// <summary>
/// How hard a text is to read. The reading age is the Flesch-Kincaid grade and five years; syllables are counted from spelling, which is
/// right for most English words and near for the rest.
/// </summary>
/// <param name="Age">Years; null where the text is too short to say.</param>
/// <param name="LongSentences">Those with more words than were allowed, the longest first.</param>
public sealed partial record Readability(int Words, int Sentences, int? Age, ImmutableArray<string> LongSentences)
{
    /// <summary>Of fewer words nothing can be said.</summary>
    private const int FewestWords = 100;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseDefinitionLists().UsePipeTables().Build();

    /// <param name="markdown">With its orders: what stands in a sentence counts as one word, what stands alone is left out.</param>
    public static Readability Of(string markdown, int longestSentence)
    {
        var sentences = Paragraphs(markdown).SelectMany(p => SentenceEnd().Split(p)).Select(s => (Text: s.Trim(), Words: Word().Matches(s).Select(m => m.Value).ToArray())).Where(s => s.Words.Length > 0).ToArray();
        var words = sentences.Sum(s => s.Words.Length);
        int? age = words < FewestWords ? null : (int)Math.Round((0.39 * words / sentences.Length) + (11.8 * sentences.Sum(s => s.Words.Sum(Syllables)) / words) - 15.59 + 5, MidpointRounding.AwayFromZero);
        return new Readability(words, sentences.Length, age, [.. sentences.Where(s => s.Words.Length > longestSentence).OrderByDescending(s => s.Words.Length).Select(s => s.Text)]);
    }

    /// <summary>Paragraphs and points of lists as plain words.</summary>
    public static IEnumerable<string> Paragraphs(string markdown)
    {
        var document = Markdown.Parse(Plain(markdown), Pipeline);
        foreach (var leaf in document.Descendants<ParagraphBlock>().Where(p => p.Parent is not TableCell))
        {
            var text = new StringBuilder();
            foreach (var inline in leaf.Inline?.Descendants() ?? [])
            {
                if (inline is LiteralInline literal) { text.Append(literal.Content.ToString()); }
                else if (inline is LineBreakInline) { text.Append(' '); }
            }

            yield return text.ToString();
        }
    }

    /// <summary>Of an English word, from its spelling.</summary>
    public static int Syllables(string word)
    {
        var lower = word.ToLowerInvariant();
        if (lower.Length <= 3 || char.IsAsciiDigit(lower[0])) { return 1; }
        var groups = Vowels().Count(lower);
        if (Silent().IsMatch(lower)) { groups--; }
        return Math.Max(1, groups);
    }

    /// <summary>Orders that stand alone go with their bodies; one in a sentence stands for a number.</summary>
    private static string Plain(string markdown)
    {
        var (kept, body) = (new StringBuilder(), false);
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith(":::", StringComparison.Ordinal)) { body = line.StartsWith(":::table", StringComparison.Ordinal); }
            else if (!body) { kept.Append(InSentence().Replace(line, "12")).Append('\n'); }
        }

        return kept.ToString();
    }

    [GeneratedRegex(@"(?<=[.!?])[”""')]*\s+(?=[“""'(]*[\p{Lu}\d])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\p{L}\p{N}]+([’'-][\p{L}\p{N}]+)*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("[aeiouy]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Vowels();

    // "made" has one, "needed" two, "walked" one, "table" two.
    [GeneratedRegex("([^aeiouylr]e|[^aeiouytd]ed|[^aeiouscxzgh]es|[aeiouy][^aeiouy]re)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Silent();

    [GeneratedRegex(@"\{[a-z][^{}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InSentence();
}
