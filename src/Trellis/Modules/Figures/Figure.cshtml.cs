using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Components.Charts;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>One figure: printed, published and counted side by side, each with where it is from, as its address asks for it.</summary>
[Does(ActWords.ViewFigures)]
public sealed class FigureModel(FigureBook book, LiveFigures live, PracticeModel practice, PartnershipOverTime over, TrellisDb db, LondonClock clock) : PageModel
{
    [FromRoute]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public FigureAsked Asked { get; set; } = new();

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

    public static string Words(decimal value, Figure figure) => NumberText.Of(value, figure.Unit);

    /// <summary>What is shown: of the areas and the time asked for.</summary>
    public IReadOnlyList<SeriesValue> Shown { get; private set; } = [];

    /// <summary>Of each area, what the running year has so far beside the same months of the year before.</summary>
    public IReadOnlyDictionary<string, string> SoFar { get; private set; } = new Dictionary<string, string>();

    public static IReadOnlyList<Choice> Grains => [new("year", "Year"), new("quarter", "Quarter"), new("month", "Month")];

    public IReadOnlyList<Choice> Splits => [new("", "Not split"), .. Figure.By.Select(d => new Choice(d.Id, d.Title))];

    public IReadOnlyList<Choice> AreaChoices => Split is null ? [new("", "All areas"), .. Areas.Select(a => new Choice(a, AreaTitle(a)))] : [.. Areas.Select(a => new Choice(a, AreaTitle(a)))];

    public IReadOnlyList<Choice> PeriodChoices => [new("", "No limit"), .. Series.Values.Select(v => v.Period).Where(p => Period.Span(p) is not null).Distinct().OrderDescending(StringComparer.Ordinal).Select(p => new Choice(p, Period.Said(p)))];

    public string PeriodTitle => Asked.Grain switch { Grain.Quarter => "Quarter", Grain.Month => "Month", _ => "Year" };

    public string ThisYear => Period.Financial(clock.Today);

    public string Address(params (string Key, string? Value)[] otherwise) => Asked.Address(Id, otherwise);

    public bool MayDrill(SeriesValue value) => value.Source is "live" && MayList && IsWhole && Split is null == value.Code is null && !IsMadeOfOthers(value.Area);

    public string FactsAddress(SeriesValue value) => FigureAsked.FactsAddress(Id, value.Area, value.Period, Split?.Id, value.Code, Asked.KnownDay is null ? null : Asked.Known);

    public string DocumentTitle(string key) => PublishedRegistry.BuiltIn.Documents.TryGetValue(key, out var document) ? document.Title : key;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(string format)
    {
        if (format is not ("csv" or "xlsx" or "json") || Asked.IsKnownWrong || !await LoadAsync()) { return NotFound(); }
        var (bytes, type) = FigureFile.Of(Figure, Shown, format, Address());
        return File(bytes, type, $"{Id}.{format}");
    }

    [Does(ActWords.PublishFigures)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (book.Find(Id) is not { } figure || !KeptFigures.Whole(figure, db.Acting.Actor.Circles)) { return NotFound(); }
        var counts = await live.CountAsync(figure);
        var values = counts.Concat(book.Together(figure, counts)).Where(c => c.Period == Year && c.IsOver && MayPublishFor(c.Area) && book.IsGiven(figure, c)).ToArray();
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
        if (book.Find(Id) is not { } figure || !Asked.IsUnderstood) { return false; }
        Figure = figure;
        if (Asked.IsKnownWrong) { ModelState.AddModelError("known", "Enter a day such as 2026-03-31, or leave it empty"); }
        Split = string.IsNullOrEmpty(Asked.By) ? null : FigureBook.Dimension(figure, Asked.By);
        if (!string.IsNullOrEmpty(Asked.By) && (Split is null || !IsWhole)) { return false; }
        var input = await book.ReadAsync([figure], Asked.Cut(Split?.Id), db.Acting.Actor.Circles);
        Series = FigureSeries.Of(figure, Asked.Cut(null).PrintedBeside(input.Published), input.Live, input.Relations, null, Split?.Id);
        Areas = [.. Series.Values.Select(v => v.Area).Distinct().Order(StringComparer.Ordinal)];
        if (!string.IsNullOrEmpty(Asked.Area) && practice.Areas.All(a => a.Code != Asked.Area)) { return false; }
        Asked.Area = Areas.Contains(Asked.Area ?? "") ? Asked.Area : Split is not null && Areas.Count > 0 ? Areas[0] : null;
        Shown = [.. Series.Values.Where(v => (Asked.Area is null || v.Area == Asked.Area) && Asked.Holds(v.Period))];
        var areas = Asked.Area is { } one ? [one] : Areas;
        Crossings = over.Crossings([.. Shown.Select(v => v.Period).Distinct().Order(StringComparer.Ordinal).Select(PartnershipOverTime.DaysOf)], areas, ByAgency);
        var charts = new FigureCharts(figure, practice, over);
        var boroughs = Asked.Area is { } chosen ? [chosen] : practice.Areas.Where(a => a.Kind is "borough").Select(a => a.Code).Where(Areas.Contains).ToArray();
        Chart = Split is not null ? Asked.Area is null ? null : charts.ByPart(Shown, Asked.Area, Split.Title)
            : Asked.Grain is Grain.Year ? charts.ByYear(Shown, boroughs)
            : charts.OverTime([.. input.Live.Where(v => Asked.Holds(v.Period))], boroughs, Asked.Grain);
        if (Split is null && Asked.Grain is Grain.Year && IsWhole && Asked.KnownOn is null) { SoFar = await book.SoFarAsync(figure, db.Acting.Actor.Circles, clock.Today); }
        Publications = await db.Publications.AsNoTracking().Where(p => p.Figure == Id).OrderByDescending(p => p.PublishedAt).ThenBy(p => p.Period).ThenBy(p => p.Area).ToListAsync();
        YearsToPublish = !MayPublish ? [] : [.. (await live.CountAsync(figure)).Where(c => c.IsOver).Select(c => c.Period).Distinct().OrderDescending()];
        return true;
    }
}
