using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Keeping;

/// <summary>What came in, what was spent and what the year is expected to come to, at the end of a quarter.</summary>
[Does(ActWords.ReportMoney)]
public sealed class QuarterModel(MoneyDesk desk) : BudgetPage(desk)
{
    /// <summary>What is typed, by line, area and what it is.</summary>
    [BindProperty]
    public Dictionary<string, string?> Cells { get; set; } = [];

    /// <summary>One area alone: a form that is short enough for a telephone. Null: all.</summary>
    [FromQuery(Name = "area")]
    public string? Area { get; set; }

    /// <summary>funding or spending alone; null: both.</summary>
    [FromQuery(Name = "part")]
    public string? Part { get; set; }

    public int Number { get; private set; }

    public string Title => Quarters.Title(Of.FromOn, Number);

    /// <summary>Lines and areas with an amount in the budget: the others have nothing to say.</summary>
    public IEnumerable<(BudgetLine Line, string Area)> Rows(string section) =>
        Of.InOrder.Where(l => l.Section == section).SelectMany(l => Of.Areas.Where(a => l.Typed(a) is not null).Select(a => (l, a)));

    /// <summary>Those of them that are asked for now. What is not asked stays as it was said.</summary>
    public IEnumerable<(BudgetLine Line, string Area)> Asked(string section) => Rows(section).Where(r => (Part is null || Part == section) && (Area is null || r.Area == Area));

    public string Address(string? area, string? part) => $"/money/{Of.Id}/quarters/{Number}{(area is null && part is null ? "" : $"?{string.Join('&', new[] { area is null ? null : $"area={area}", part is null ? null : $"part={part}" }.OfType<string>())}")}";

    public static IReadOnlyList<(string Id, string Title)> Boxes(string section) => section is "funding" ? [("due", "Due in the quarter"), ("received", "Received in the quarter")] : [("to-date", "Spent since April"), ("forecast", "Forecast for the year")];

    public static string Key(BudgetLine line, string area, string box) => $"{line.Id:N}-{area}-{box}";

    public async Task<IActionResult> OnGetAsync(Guid budget, int number)
    {
        if (!await FindAsync(budget, number)) { return NotFound(); }
        var said = await SaidAsync();
        foreach (var section in (string[])["funding", "spending"])
        {
            foreach (var (line, area) in Asked(section))
            {
                var held = said?.Of(line.Id, area);
                if (section is "funding") { (Cells[Key(line, area, "due")], Cells[Key(line, area, "received")]) = (Pounds.Plain(said is null ? Quarterly(line.Typed(area)) : held?.Due), Pounds.Plain(held?.Received)); }
                else { (Cells[Key(line, area, "to-date")], Cells[Key(line, area, "forecast")]) = (Pounds.Plain(held?.ToDate), Pounds.Plain(held?.Forecast)); }
            }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid budget, int number)
    {
        if (!await FindAsync(budget, number)) { return NotFound(); }
        var figures = new Dictionary<(Guid, string), QuarterFigures>();
        var said = await SaidAsync();
        foreach (var (line, area) in Rows("funding").Concat(Rows("spending")).Except(Asked("funding")).Except(Asked("spending")))
        {
            if (said?.Of(line.Id, area) is { } held) { Take(figures, line, area, new QuarterFigures(held.Due, held.Received, held.ToDate, held.Forecast)); }
        }

        foreach (var (line, area) in Asked("funding")) { Take(figures, line, area, new QuarterFigures(Cell(line, area, "due"), Cell(line, area, "received"), null, null)); }
        foreach (var (line, area) in Asked("spending")) { Take(figures, line, area, new QuarterFigures(null, null, Cell(line, area, "to-date"), Cell(line, area, "forecast"))); }
        if (!ModelState.IsValid) { return Page(); }
        if (said is null)
        {
            said = BudgetQuarter.Begin(Of, number);
            Db.Add(said);
        }

        if (said.Say(Of, figures, Actor, Now).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        TempData["done"] = $"Saved {Title}";
        return Redirect($"/money/{budget}/so-far?quarter={number}");
    }

    /// <summary>A quarter of the year's amount, to the penny; the last quarter takes what is left over.</summary>
    private decimal? Quarterly(decimal? year)
    {
        if (year is not { } amount) { return null; }
        var each = Math.Round(amount / 4, 2, MidpointRounding.ToZero);
        return Number == 4 ? amount - (3 * each) : each;
    }

    private static void Take(Dictionary<(Guid, string), QuarterFigures> figures, BudgetLine line, string area, QuarterFigures figure)
    {
        if (!figure.Empty) { figures[(line.Id, area)] = figure; }
    }

    private decimal? Cell(BudgetLine line, string area, string box)
    {
        if (!Pounds.Read(Cells.GetValueOrDefault(Key(line, area, box)), out var pounds, minus: box is "to-date" or "forecast")) { ModelState.AddModelError($"Cells[{Key(line, area, box)}]", $"{line.Title}, {ColumnTitle(area)}: {Pounds.How}"); }
        return pounds;
    }

    private Task<BudgetQuarter?> SaidAsync() => Db.Set<BudgetQuarter>().Include(q => q.Said).FirstOrDefaultAsync(q => q.BudgetId == Of.Id && q.Number == Number);

    private async Task<bool> FindAsync(Guid budget, int number)
    {
        Number = number;
        return Quarters.All.Contains(number) && await FindAsync(budget) && (Area is null || Of.Areas.Contains(Area)) && Part is null or "funding" or "spending";
    }
}
