using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Trellis.Printing;

/// <summary>
/// On which page of a PDF that Chromium wrote each place is to which something in it leads. It writes PDF 1.4 with a plain table of
/// objects, a list of named places and a tree of pages; no other PDF is read here (ISO 32000-1, 7.5.4, 7.7.3 and 12.3.2.3).
/// </summary>
internal sealed partial class PdfPages
{
    private readonly string text;
    private readonly Dictionary<int, int> objects = [];

    private PdfPages(byte[] pdf)
    {
        text = Encoding.Latin1.GetString(pdf);
        var table = TableAt().Matches(text) is [.., var last] ? int.Parse(last.Groups["at"].ValueSpan, CultureInfo.InvariantCulture) : throw new InvalidDataException("The PDF has no table of its objects");
        foreach (Match part in Section().Matches(text, table))
        {
            var first = int.Parse(part.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
            foreach (var (entry, i) in part.Groups["entry"].Captures.Select((c, i) => (c.ValueSpan.ToString(), i))) { objects[first + i] = int.Parse(entry.AsSpan(0, 10), CultureInfo.InvariantCulture); }
        }
    }

    /// <summary>By name of the place, from 1.</summary>
    /// <exception cref="InvalidDataException">It is no PDF of this kind.</exception>
    public static IReadOnlyDictionary<string, int> Of(byte[] pdf)
    {
        var read = new PdfPages(pdf);
        var root = read.Object(Reference(read.text[read.text.LastIndexOf("trailer", StringComparison.Ordinal)..], "Root") ?? throw new InvalidDataException("The PDF has no root"));
        var pages = read.PagesOf(Reference(root, "Pages") ?? throw new InvalidDataException("The PDF has no pages")).Select((page, i) => (page, i)).ToDictionary(p => p.page, p => p.i + 1);
        if (Reference(root, "Dests") is not { } places) { return new Dictionary<string, int>(); }
        return Place().Matches(read.Object(places)).Where(m => pages.ContainsKey(Number(m))).ToDictionary(m => m.Groups["name"].Value, m => pages[Number(m)]);
    }

    private IEnumerable<int> PagesOf(int node) => Kids().Match(Object(node)) is { Success: true } kids
        ? Referenced().Matches(kids.Groups["kids"].Value).Select(Number).SelectMany(PagesOf)
        : [node];

    private string Object(int number)
    {
        if (!objects.TryGetValue(number, out var at)) { throw new InvalidDataException($"The PDF has no object {number}"); }
        return text[at..text.IndexOf("endobj", at, StringComparison.Ordinal)];
    }

    private static int? Reference(string dictionary, string key) =>
        Regex.Match(dictionary, $@"/{key} (?<number>\d+) 0 R", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } found ? Number(found) : null;

    private static int Number(Match match) => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"startxref\s+(?<at>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TableAt();

    [GeneratedRegex(@"\G(xref\s+)?(?<first>\d+) \d+\s*\n((?<entry>\d{10} \d{5} [fn])\s+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Section();

    [GeneratedRegex(@"/Kids \[(?<kids>[^\]]*)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kids();

    [GeneratedRegex(@"(?<number>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Referenced();

    [GeneratedRegex(@"/(?<name>[^\s/\[]+)\s*\[(?<number>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
