using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
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

    /// <summary>What the number was split by, and the code of its part; both or neither.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Part { get; set; }

    /// <summary>A day: what was recorded or corrected after it is left out.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Known { get; set; }

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

    /// <summary>Where and when, and of which part, in words.</summary>
    public string Of => string.Join(", ", new[] { AreaTitle, Public.Period.Said(Period), By is null ? null : book.PartTitle(Figure, By, Part), Asked.KnownDay is { } day ? $"as known on {English.Date(day)}" : null }.OfType<string>());

    private FigureAsked Asked => new() { Known = Known };

    public string PageLink(int page) => FigureAsked.FactsAddress(Id, Area, Period, By, Part, Known) + $"&page={page}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid || book.Find(Id) is not { } figure || Public.Period.Span(Period) is null || practice.Areas.All(a => a.Code != Area) || !KeptFigures.Whole(figure, acting.Actor.Circles)) { return NotFound(); }
        if (Asked.IsKnownWrong || By is null != Part is null || (By is not null && FigureBook.Dimension(figure, By) is null)) { return NotFound(); }
        Figure = figure;
        By = By is null ? null : FigureBook.Dimension(figure, By)!.Id;
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        (Facts, May, All) = await behind.ListAsync(figure, Area, Period, PageNumber, new FigureCut(By, KnownOn: Asked.KnownOn), Part);
        if (Facts.Count == 0 && PageNumber > 1) { return Redirect(PageLink(1)); }
        return Page();
    }
}
