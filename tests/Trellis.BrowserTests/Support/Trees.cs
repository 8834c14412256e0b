using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Trellis.Platform;

namespace Trellis.BrowserTests.Support;

/// <summary>
/// The accessibility trees of a journey's pages, compared with those kept in <c>Trees/</c>: what a screen reader has to work
/// with does not change unnoticed. TRELLIS_KEEP_TREES=1 keeps them as they are now; read the difference before committing it.
/// </summary>
public sealed partial class Trees(string journey, IPage page)
{
    private readonly StringBuilder taken = new();

    private string File => Checkout.Folder("tests", "Trellis.BrowserTests", "Trees", $"{journey}.txt");

    public async Task Take(string title)
    {
        var tree = await page.Locator("body").AriaSnapshotAsync();
        tree = Id().Replace(tree, "ID");
        tree = Held().Replace(tree, "search=HELD");
        tree = Reference().Replace(tree, "REFERENCE");
        tree = Unread().Replace(tree, "link \"Messages"); // how many depends on the journeys before
        taken.Append("== ").Append(title).Append('\n').Append(tree.TrimEnd()).Append("\n\n");
    }

    public void AreAsKept()
    {
        var now = taken.ToString();
        if (Environment.GetEnvironmentVariable("TRELLIS_KEEP_TREES") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.WriteAllText(File, now);
        }

        var kept = System.IO.File.ReadAllText(File).Split('\n');
        var lines = now.Split('\n');
        var same = kept.Zip(lines).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same == kept.Length && same == lines.Length) { return; }
        throw new ShouldAssertException($"""
            The pages of the journey read otherwise than in {Path.GetFileName(File)}, from line {same + 1}:
            kept: {string.Join("\n      ", kept.Skip(same).Take(8))}
            now:  {string.Join("\n      ", lines.Skip(same).Take(8))}
            """);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("search=[A-Za-z0-9%]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Held();

    [GeneratedRegex("link \"Messages [0-9]+ unread", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unread();

    [GeneratedRegex(@"\b(RBKC-\d\d-\d+|[TP]\d+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
