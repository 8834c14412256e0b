using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Figures;

/// <summary>Every figure printed in a past report, with document and line.</summary>
[Does(ActWords.ViewFigures)]
public sealed class PrintedModel(FigureBook book) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Words { get; set; }

    /// <summary>From the query alone: the route of a Razor page has a value called "page" too, which is its path.</summary>
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<PublishedRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public string PageLink(int page) => $"/figures/printed?words={Uri.EscapeDataString(Words ?? "")}&page={page}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid) { return NotFound(); }
        var all = await book.PrintedAsync();
        var found = string.IsNullOrWhiteSpace(Words) ? all : [.. all.Where(r => Matches(r, Words.Trim()))];
        (Total, PageNumber) = (found.Length, Math.Clamp(PageNumber, 1, Math.Max(1, (found.Length + PageSize - 1) / PageSize)));
        Rows = [.. found.Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        return Page();
    }

    private static bool Matches(PublishedRow row, string words) =>
        row.Title.Contains(words, StringComparison.CurrentCultureIgnoreCase) || row.Measure.Contains(words, StringComparison.OrdinalIgnoreCase) || row.Area.Equals(words, StringComparison.OrdinalIgnoreCase);
}
