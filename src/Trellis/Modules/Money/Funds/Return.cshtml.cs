using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Money.Funds;

/// <summary>The return of a quarter: what was spent by line, and what each metric was.</summary>
[Does(ActWords.ReportMoney)]
public sealed class ReturnModel(TrellisDb db, LondonClock clock, PracticeModel practice) : PageModel
{
    /// <summary>What is typed, by line and area.</summary>
    [BindProperty]
    public Dictionary<string, string?> Cells { get; set; } = [];

    public Fund Of { get; private set; } = null!;

    public int Quarter { get; private set; }

    public string Title => Quarters.Title(Of.FromOn, Quarter);

    public IEnumerable<IGrouping<string, FundLine>> Tables => Of.Asked.Select(a => a.Line).Distinct().GroupBy(l => l.Section);

    public static string Key(FundLine line, string area) => $"{line.Id:N}-{area}";

    public string AreaTitle(string area) => practice.AreaTitle(area);

    public async Task<IActionResult> OnGetAsync(Guid fund, int number)
    {
        if (!await FindAsync(fund, number)) { return NotFound(); }
        if (await SaidAsync() is { } said)
        {
            foreach (var (line, amount) in Of.Asked)
            {
                if (said.Of(line.Id, amount.Area) is { } value) { Cells[Key(line, amount.Area)] = line.IsMoney ? Pounds.Plain(value) : value.ToString(CultureInfo.InvariantCulture); }
            }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid fund, int number)
    {
        if (!await FindAsync(fund, number)) { return NotFound(); }
        var values = new Dictionary<(Guid, string), decimal>();
        foreach (var (line, amount) in Of.Asked)
        {
            var typed = Cells.GetValueOrDefault(Key(line, amount.Area));
            decimal? value;
            if (line.IsMoney ? !Pounds.Read(typed, out value, minus: true) : !Pounds.ReadNumber(typed, out value)) { ModelState.AddModelError($"Cells[{Key(line, amount.Area)}]", $"{line.Title}, {AreaTitle(amount.Area)}: {(line.IsMoney ? Pounds.How : "Enter a number, like 10.1")}"); }
            else if (value is { } read) { values[(line.Id, amount.Area)] = read; }
        }

        if (!ModelState.IsValid) { return Page(); }
        var said = await SaidAsync();
        if (said is null)
        {
            said = FundReturn.Begin(Of, number);
            db.Add(said);
        }

        if (said.Say(Of, values, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"Saved the return of {Title}";
        return Redirect($"/money/funds/{fund}");
    }

    private Task<FundReturn?> SaidAsync() => db.Set<FundReturn>().Include(r => r.Said).FirstOrDefaultAsync(r => r.FundId == Of.Id && r.Quarter == Quarter);

    private async Task<bool> FindAsync(Guid fund, int number)
    {
        if (!Quarters.All.Contains(number) || await db.Set<Fund>().AsNoTracking().Whole().FirstOrDefaultAsync(f => f.Id == fund, HttpContext.RequestAborted) is not { } found) { return false; }
        (Of, Quarter) = (found, number);
        return true;
    }
}
