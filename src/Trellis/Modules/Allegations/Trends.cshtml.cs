using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Allegations;

/// <summary>Referrals by sector beside settings and people reached, with plain remarks by rule; and the change from year to year worked out anew.</summary>
[Does(ActWords.ViewAllegations)]
public sealed class TrendsModel(AllegationDesk desk, FigureBook book, PracticeModel practice, WorkingCalendar calendar) : PageModel
{
    private const string Referrals = "lado-referrals";
    private const string Consultations = "lado-consultations";

    /// <param name="Note">Where the numbers are from, and what was printed where it does not agree.</param>
    public sealed record YearChange(string Area, string From, string To, decimal Before, decimal Now, string Note);

    public AllegationRules Rules => desk.Rules;

    public string Year => Period.Financial(desk.Clock.Today);

    public string Before => Period.Shift(Year, -1);

    public string AreaWords => English.List([.. desk.Areas.Select(a => a.Label)]);

    public string SettingsFrom => string.Join(" ", Rules.Settings.Select(s => $"Settings of {desk.Sector(s.Sector)}: {s.Source}{(s.On is { } on ? $", {English.Date(on)}" : "")}."));

    public IReadOnlyList<SectorTrend> Sectors { get; private set; } = [];

    public IReadOnlyList<YearChange> Changes { get; private set; } = [];

    public IReadOnlyList<Figure> Figures => [.. practice.Figures.Where(f => f.KeptTo == AllegationFacts.Circle)];

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        string[] areas = [.. desk.Areas.Select(a => a.Value)];
        var referred = await BySectorAsync(Referrals, areas, stop);
        var consulted = await BySectorAsync(Consultations, areas, stop);
        // Looked back from today as far as the rule says: what was done on the day it ends on still counts.
        var reached = (await desk.Db.Set<Promotion>().AsNoTracking().Where(p => areas.Contains(p.Area)).Select(p => new { p.Sector, p.OnDate, p.Reached }).ToListAsync(stop))
            .Where(p => Deadline.Due(Rules.PromotionWithin, Moment.On(p.OnDate), calendar).Date >= desk.Clock.Today).GroupBy(p => p.Sector).ToDictionary(g => g.Key, g => g.Sum(p => p.Reached));
        Sectors = [.. practice.Codes[AllegationRules.Sectors].Codes.Where(c => c.Id != "other").Select(c => new SectorTrend(
            c.Id, c.Title, referred[(c.Title, Before)].Sum(), referred[(c.Title, Year)].Sum(), consulted[(c.Title, Year)].Sum(), Rules.SettingsOf(c.Id, areas), reached.GetValueOrDefault(c.Id)))
            .OrderByDescending(s => s.Now + s.Before).ThenBy(s => s.Title, StringComparer.Ordinal)];
        Changes = await ChangesAsync(stop);
    }

    private async Task<ILookup<(string Part, string Year), int>> BySectorAsync(string figure, string[] areas, CancellationToken stop)
    {
        var counts = await book.CountAsync(book.Find(figure)!, new FigureCut("sector"), circles: desk.Actor.Circles, cancellationToken: stop);
        return counts.Where(c => areas.Contains(c.Area)).ToLookup(c => (c.Part, c.Period), c => (int)c.Value);
    }

    /// <summary>Printed and counted numbers, each beside the year before of the same source; areas together from their sums, never from an average of percentages.</summary>
    private async Task<IReadOnlyList<YearChange>> ChangesAsync(CancellationToken stop)
    {
        var data = await book.ReadAsync([book.Find(Referrals)!], circles: desk.Actor.Circles, cancellationToken: stop);
        var printed = data.Published.Where(r => r.Measure == Referrals && r.Dimension.Length == 0 && Period.FinancialYear(Period.Of(r)) is not null).Select(r => (r.Area, Year: Period.Of(r), r.Value, Source: "Printed"));
        var counted = data.Live.Where(v => v.Dimension.Length == 0 && v.YearIsOver).Select(v => (v.Area, Year: v.Period, v.Value, Source: "Counted"));
        var all = printed.Concat(counted).ToList();
        foreach (var whole in practice.Areas.Where(a => a.Kind is "partnership"))
        {
            var parts = practice.PartsOf(whole.Code);
            foreach (var year in all.Where(v => parts.Contains(v.Area)).GroupBy(v => (v.Year, v.Source)).Where(g => g.Select(v => v.Area).Distinct().Count() == parts.Length).ToArray())
            {
                if (!all.Exists(v => v.Area == whole.Code && v.Year == year.Key.Year && v.Source == year.Key.Source)) { all.Add((whole.Code, year.Key.Year, year.Sum(v => v.Value), year.Key.Source)); }
            }
        }

        var said = data.Published.Where(r => r.Measure == $"{Referrals}-change").GroupBy(r => (r.Area, Period.Of(r))).ToDictionary(g => g.Key, g => g.First());
        return [.. all.Select(now => (Now: now, Before: all.Where(b => b.Area == now.Area && b.Source == now.Source && b.Year == Period.Shift(now.Year, -1)).Select(b => (decimal?)b.Value).FirstOrDefault()))
            .Where(c => c.Before is not null).OrderByDescending(c => c.Now.Year, StringComparer.Ordinal).ThenBy(c => c.Now.Area, StringComparer.Ordinal)
            .Select(c => new YearChange(desk.Area(c.Now.Area), Period.Shift(c.Now.Year, -1), c.Now.Year, c.Before!.Value, c.Now.Value, Note(c.Now.Source, said.GetValueOrDefault((c.Now.Area, c.Now.Year)), YearOnYear.Change(c.Before.Value, c.Now.Value))))];
    }

    private static string Note(string source, PublishedRow? printed, decimal? change) =>
        printed is null || change is null || source is not "Printed" ? source : Math.Abs(printed.Value - change.Value) <= 0.5m ? $"{source}, with the change" : $"{source}; the change is printed as {printed.Value.ToString("0.#", English.Culture)}%, which these numbers do not give";
}
