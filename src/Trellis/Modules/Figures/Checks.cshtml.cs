using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>Where printed figures do not add up, with the arithmetic. It flags, and corrects nothing.</summary>
[Does(ActWords.ViewFigures)]
public sealed class ChecksModel(FigureBook book, FindingsExplained explained, PracticeModel practice) : PageModel
{
    private static (ImmutableArray<PublishedRow> Rows, IReadOnlyList<Finding> Findings)? remembered;

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public int Rows { get; private set; }

    /// <summary>Keys of those somebody explained.</summary>
    public IReadOnlySet<string> Explained { get; private set; } = new HashSet<string>();

    public static TagColour ColourOf(Finding finding) => finding.Severity switch { Severity.Error => TagColour.Red, Severity.Query => TagColour.Yellow, _ => TagColour.Grey };

    public static string WordsOf(Finding finding) => finding.Severity switch { Severity.Error => "Does not add up", Severity.Query => "Question", _ => "To know" };

    public async Task OnGetAsync()
    {
        var rows = await book.PrintedAsync();
        Rows = rows.Length;
        Explained = await explained.KeysAsync(HttpContext.RequestAborted);
        if (remembered is { } before && before.Rows.Equals(rows)) { Findings = before.Findings; return; }
        Findings = [.. FigureCheck.Run(rows, Relations.BuiltIn, practice.Footprint)];
        remembered = (rows, Findings);
    }
}
