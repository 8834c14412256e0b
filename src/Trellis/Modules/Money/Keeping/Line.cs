using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Money.Claims;

namespace Trellis.Modules.Money.Keeping;

/// <summary>The boxes of a line, new or there already.</summary>
public abstract class LinePage(MoneyDesk desk, AgencyRegister agencies) : BudgetPage(desk)
{
    [BindProperty]
    public string Section { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Note { get; set; } = "";

    [BindProperty]
    public Dictionary<string, string?> Amounts { get; set; } = [];

    public static IReadOnlyList<Choice> SectionChoices =>
    [
        new("funding", "A contribution") { Hint = "What an agency puts in" },
        new("spending", "Spending") { Hint = "What is planned to be spent; income of a line with a minus" },
        new("adjustments", "An adjustment between areas") { Hint = "What one area pays for another: with a minus where it is paid, and nothing of all together" },
        new("reserves", "Reserves brought forward") { Hint = "What was left of the year before" },
    ];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    protected IReadOnlyDictionary<string, string> Agencies => AgencyChoices.Where(a => a.Value.Length > 0).ToDictionary(a => a.Value, a => a.Label);

    protected async Task LoadAsync() => AgencyChoices = [new Choice("", "None of these"), .. (await agencies.OfferedAsync(cancellationToken: HttpContext.RequestAborted)).Select(a => new Choice(a.Code, a.Title))];

    /// <summary>Something was said of it in a quarter, or claimed against it.</summary>
    protected async Task<bool> SaidOfAsync(Guid line) =>
        await Db.Set<QuarterSaid>().AnyAsync(s => s.LineId == line, HttpContext.RequestAborted) || await Db.Set<Claim>().AnyAsync(c => c.LineId == line, HttpContext.RequestAborted);
}
