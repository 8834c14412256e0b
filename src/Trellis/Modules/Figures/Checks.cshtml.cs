using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Figures;

/// <summary>Where printed figures do not add up, with the arithmetic. It flags, and corrects nothing.</summary>
[Does(ActWords.ViewFigures)]
public sealed class ChecksModel(FigureBook book) : PageModel
{
    private static (ImmutableArray<PublishedRow> Rows, IReadOnlyList<Finding> Findings)? remembered;

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public int Rows { get; private set; }

    public async Task OnGetAsync()
    {
        var rows = await book.PrintedAsync();
        Rows = rows.Length;
        if (remembered is { } before && before.Rows.Equals(rows)) { Findings = before.Findings; return; }
        Findings = [.. FigureCheck.Run(rows, Relations.BuiltIn)];
        remembered = (rows, Findings);
    }
}
