using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components.Charts;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>One figure by area and year: printed, published and counted side by side, each with where it is from.</summary>
[Does(ActWords.ViewFigures)]
public sealed class FigureModel(FigureBook book, LiveFigures live, PracticeModel practice, PartnershipOverTime over, TrellisDb db, LondonClock clock) : PageModel
{
    [FromRoute]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>Split figures are shown for one area at a time.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty]
    public string Year { get; set; } = "";

    public Figure Figure { get; private set; } = null!;

    public FigureSeries Series { get; private set; } = null!;

    public Dimension? Split { get; private set; }

    public Chart? Chart { get; private set; }

    public IReadOnlyList<Publication> Publications { get; private set; } = [];

    public IReadOnlyList<string> Areas { get; private set; } = [];

    public IReadOnlyList<string> YearsToPublish { get; private set; } = [];

    public bool MayPublish => db.Acting.Actor.May(ActWords.PublishFigures) && IsWhole;

    public bool MayList => db.Acting.Actor.May(ActWords.ListFacts) && IsWhole;

    /// <summary>The reader sees it split, small and in its facts.</summary>
    public bool IsWhole => KeptFigures.Whole(Figure, db.Acting.Actor.Circles);

    /// <summary>Changes of the partnership between the first year shown and the last.</summary>
    public IReadOnlyList<Crossing> Crossings { get; private set; } = [];

    /// <summary>What changed in a value's year, of what it counts.</summary>
    public IReadOnlyList<Crossing> Touching(SeriesValue value) => over.Touching(value.Period, value.Area, ByAgency);

    private bool ByAgency => Split?.Codes is Practice.Dimension.Agencies;

    public string AreaTitle(string code) => practice.AreaTitle(code);

    public static string Words(decimal value, Figure figure) => figure.Kind is FigureKind.Share or FigureKind.Timely ? $"{value.ToString("0.#", English.Culture)}%" : NumberText.Of(value, figure.Unit);

    public string DocumentTitle(string key) => PublishedRegistry.BuiltIn.Documents.TryGetValue(key, out var document) ? document.Title : key;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.PublishFigures)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (book.Find(Id) is not { } figure || !KeptFigures.Whole(figure, db.Acting.Actor.Circles)) { return NotFound(); }
        var counts = await live.CountAsync(figure);
        var values = counts.Concat(book.Together(figure, counts)).Where(c => c.Year == Year && c.YearIsOver && MayPublishFor(c.Area) && LiveFigures.IsGiven(figure, c)).ToArray();
        if (values.Length == 0)
        {
            ModelState.AddModelError(nameof(Year), "Select a year that is over");
            return await LoadAsync() ? Page() : NotFound();
        }

        if (await db.Publications.AnyAsync(p => p.Figure == Id && p.Period == Year))
        {
            ModelState.AddModelError(nameof(Year), $"{Year} is published already. What was published stays as it was");
            return await LoadAsync() ? Page() : NotFound();
        }

        foreach (var value in values) { db.Add(Publication.Of(figure, value, practice.Version, db.Acting.Actor.Agency, clock.Now)); }
        await db.SaveChangesAsync();
        TempData["done"] = $"{figure.Title}, {Year}: published as it is now";
        return Redirect($"/figures/{Id}");
    }

    /// <summary>An area made of others: its number is added up, and has no list of facts of its own.</summary>
    public bool IsMadeOfOthers(string area) => !practice.PartsOf(area).IsEmpty;

    /// <summary>Their own areas, and a whole made of nothing but them.</summary>
    private bool MayPublishFor(string area) => practice.PartsOf(area).DefaultIfEmpty(area).All(p => db.Acting.Actor.Areas.Contains(p));

    private async Task<bool> LoadAsync()
    {
        if (book.Find(Id) is not { } figure) { return false; }
        Figure = figure;
        Split = By is null ? null : FigureBook.Dimension(figure, By);
        if (By is not null && (Split is null || !IsWhole)) { return false; }
        var input = await book.ReadAsync([figure], Split?.Id, db.Acting.Actor.Circles);
        Series = FigureSeries.Of(figure, input.Published, input.Live, input.Relations, null, Split?.Id);
        Areas = [.. Series.Values.Select(v => v.Area).Distinct().Order(StringComparer.Ordinal)];
        if (Split is not null) { Area = Area is not null && Areas.Contains(Area) ? Area : Areas.Count > 0 ? Areas[0] : null; }
        Crossings = over.Crossings([.. Series.Values.Select(v => v.Period).Distinct().Order(StringComparer.Ordinal).Select(PartnershipOverTime.DaysOf)], Split is null ? Areas : [.. Areas.Where(a => a == Area)], ByAgency);
        Chart = Split is null ? ByYear() : ByPart();
        Publications = await db.Publications.AsNoTracking().Where(p => p.Figure == Id).OrderByDescending(p => p.PublishedAt).ThenBy(p => p.Period).ThenBy(p => p.Area).ToListAsync();
        YearsToPublish = !MayPublish ? [] : [.. (await live.CountAsync(figure)).Where(c => c.YearIsOver).Select(c => c.Year).Distinct().OrderDescending()];
        return true;
    }

    /// <summary>Boroughs side by side over the years; a printed value stands before a counted one of the same year.</summary>
    private Chart? ByYear()
    {
        var years = Series.Values.Select(v => v.Period).Where(p => Period.FinancialYear(p) is not null).Distinct().Order(StringComparer.Ordinal).ToArray();
        var boroughs = practice.Areas.Where(a => a.Kind is "borough").Select(a => a.Code).Where(Areas.Contains).ToArray();
        if (years.Length == 0 || boroughs.Length == 0) { return null; }
        var series = boroughs.Select(area =>
        {
            var values = years.Select(y => Series.Values.Where(v => v.Area == area && v.Period == y).OrderBy(v => v.Source is "live").FirstOrDefault()).ToArray();
            return new Components.Charts.ChartSeries(AreaTitle(area), [.. values.Select(v => v?.Value)])
            {
                NotComparable = values.Select((v, i) => (v, i)).Where(x => x.v is { Comparable: false }).ToDictionary(x => x.i, x => x.v!.Note ?? "Not comparable"),
            };
        });
        return new Chart(Figure.Title, $"{Figure.Title} by borough and year, {years[0]} to {years[^1]}. The table says the same.", ChartKind.Grouped, years, [.. series], Unit)
        {
            Id = "years",
            CategoryTitle = "Year",
            Changes = [.. over.Crossings([.. years.Select(PartnershipOverTime.DaysOf)], boroughs).Where(c => c.At is not null).Select(c => (c.At!.Value, c.Words))],
        };
    }

    private Chart? ByPart()
    {
        var mine = Series.Values.Where(v => v.Area == Area && v.Part is not null && v.Source is "live").ToArray();
        var years = mine.Select(v => v.Period).Distinct().OrderDescending().Take(2).Order(StringComparer.Ordinal).ToArray();
        var parts = mine.Select(v => v.Part!).Distinct().OrderByDescending(p => mine.Where(v => v.Part == p).Sum(v => v.Value)).ToArray();
        if (parts.Length == 0) { return null; }
        var series = years.Select(y => new Components.Charts.ChartSeries(y, [.. parts.Select(p => mine.FirstOrDefault(v => v.Period == y && v.Part == p)?.Value)]) { Missing = "none" });
        return new Chart($"{Figure.Title} by {Split!.Title.ToLower(English.Culture)}, {AreaTitle(Area!)}", $"{Figure.Title} split by {Split.Title.ToLower(English.Culture)}. The table says the same.", years.Length > 1 ? ChartKind.Grouped : ChartKind.Bars, parts, [.. series], Unit)
        {
            Id = "parts",
            CategoryTitle = Split.Title,
        };
    }

    private string? Unit => Figure.Kind is FigureKind.Share or FigureKind.Timely ? "%" : Figure.Unit;
}
