using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Money.ReviewCosts;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Keeping;

/// <summary>Makes a budget for a year, empty or with the lines of another.</summary>
[Does(ActWords.WriteMoney)]
public sealed class NewModel(MoneyDesk desk) : PageModel
{
    private const int YearsBack = 2;
    private const int YearsAhead = 3;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Year { get; set; } = "";

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    [BindProperty]
    public string Like { get; set; } = "";

    public IReadOnlyList<Choice> AreaChoices => [.. desk.Practice.Areas.Where(a => a.Kind is "borough" && desk.Db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> YearChoices => [.. Enumerable.Range(-YearsBack, YearsBack + YearsAhead).Select(n => Budget.YearOf(FinancialYear.Of(desk.Clock.Today).AddYears(n))).Select(y => new Choice(y, y))];

    public IReadOnlyList<Choice> LikeChoices { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Year = Budget.YearOf(FinancialYear.Of(desk.Clock.Today));
        Areas = [.. AreaChoices.Select(a => a.Value)];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (YearChoices.All(y => y.Value != Year) || FinancialYear.In(Year) is not { } from) { return this.Refuse(new Refusal(nameof(Year), "Select the year it is for")); }
        if (Areas.Exists(a => AreaChoices.All(c => c.Value != a))) { return this.Refuse(new Refusal(nameof(Areas), "Select areas from the list")); }
        var like = Guid.TryParse(Like, out var id) ? await desk.Db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).FirstOrDefaultAsync(b => b.Id == id) : null;
        var taken = like is null ? new Dictionary<string, decimal>() : ReviewCost.Taken((await desk.CostsAsync(HttpContext.RequestAborted))[like.Id]);
        if (Budget.Begin(Name, from, Areas, like, taken, desk.Db.Acting.Actor, desk.Clock.Now).Refused(out var why, out var budget)) { return this.Refuse(why); }
        if (await desk.Db.Set<Budget>().AnyAsync(b => b.FromOn == from && b.Title == budget.Title)) { return this.Refuse(new Refusal(nameof(Name), $"There is a budget for {Year} called “{budget.Title}” already")); }
        desk.Db.Add(budget);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"Made {budget.Title}";
        return Redirect($"/money/{budget.Id}");
    }

    private async Task LoadAsync() =>
        LikeChoices = [new Choice("", "None: begin with no lines"), .. (await desk.Db.Set<Budget>().AsNoTracking().OrderByDescending(b => b.FromOn).ThenBy(b => b.Title).Select(b => new { b.Id, b.Title }).ToListAsync(HttpContext.RequestAborted)).Select(b => new Choice(b.Id.ToString(), b.Title))];
}
