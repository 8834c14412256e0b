using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>The facts a number was counted from, each leading to its record.</summary>
[Does(ActWords.ListFacts)]
public sealed class FactsModel(FigureBook book, FactsBehind behind, PracticeModel practice, Acting acting) : PageModel
{
    [FromRoute]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Area { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Period { get; set; } = "";

    /// <summary>From the query alone: the route of a Razor page has a value called "page" too, which is its path.</summary>
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public Figure Figure { get; private set; } = null!;

    public IReadOnlyList<FactBehind> Facts { get; private set; } = [];

    public long May { get; private set; }

    public long All { get; private set; }

    public int Pages => (int)Math.Max(1, (May + FactsBehind.PageSize - 1) / FactsBehind.PageSize);

    public bool IsShare => Figure.IsShare;

    /// <summary>Names and records are for those who may open them; counting facts is another right.</summary>
    public bool MayOpen => acting.Actor.May(ActWords.ViewPerson) && acting.Actor.May(ActWords.ViewMatter);

    public string AreaTitle => practice.AreaTitle(Area);

    public string PageLink(int page) => $"/figures/{Id}/facts?area={Uri.EscapeDataString(Area)}&period={Uri.EscapeDataString(Period)}&page={page}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid || book.Find(Id) is not { } figure || Public.Period.Span(Period) is null || practice.Areas.All(a => a.Code != Area) || !KeptFigures.Whole(figure, acting.Actor.Circles)) { return NotFound(); }
        Figure = figure;
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        (Facts, May, All) = await behind.ListAsync(figure, Area, Period, PageNumber);
        if (Facts.Count == 0 && PageNumber > 1) { return Redirect(PageLink(1)); }
        return Page();
    }
}
