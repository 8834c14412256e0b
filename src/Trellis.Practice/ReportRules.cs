using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>What a published report asks of its words, from <c>practice/reports.yaml</c>.</summary>
/// <param name="ReadingAge">Years; a section that asks for more is pointed out.</param>
/// <param name="LongestSentence">Words.</param>
/// <param name="Acronyms">Short forms everybody here knows, that need no explaining.</param>
/// <param name="Words">Terms with what they mean, in the order of the file; those a report uses are listed in it.</param>
public sealed record ReportRules(int ReadingAge, int LongestSentence, ImmutableHashSet<string> Acronyms, ImmutableArray<(string Term, string Meaning)> Words)
{
    public static readonly ReportRules None = new(18, 40, [], []);
}
