using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports.Writing;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Reports;

/// <summary>Annual reports: being written, published, and as they would be made of any year.</summary>
[Does(ActWords.ViewReport)]
public sealed class IndexModel(TrellisDb db, FigureBook book, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Year { get; set; } = "";

    public IReadOnlyList<string> Years { get; private set; } = [];

    public IReadOnlyList<WrittenReport> Written { get; private set; } = [];

    public bool MayRead => db.Acting.Actor.May(ActWords.ReadDraftReport);

    public bool MayBegin => db.Acting.Actor.May(ActWords.BeginReport);

    public IReadOnlyList<Choice> YearChoices => [.. Years.Where(y => Written.All(w => w.Year != y)).Select(y => new Choice(y, y))];

    public static (string Words, TagColour Colour) State(WrittenReport report) => report.State switch
    {
        WritingState.Published => ("Published", TagColour.Green),
        WritingState.Approved => ("Approved", TagColour.Teal),
        WritingState.WithThePartners => ("With the partners", TagColour.Yellow),
        _ => report.Publications.Count > 0 ? ("Published, being corrected", TagColour.Blue) : ("Being written", TagColour.Blue),
    };

    public Task OnGetAsync() => LoadAsync();

    [Does(ActWords.BeginReport)]
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (YearChoices.All(c => c.Value != Year)) { return this.Refuse(new Refusal(nameof(Year), "Select the year to report on")); }
        var (title, chapters) = ReportText.Split(await System.IO.File.ReadAllTextAsync(ReportMaking.Template, HttpContext.RequestAborted), Year);
        var areas = practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => a.Code).ToArray();
        if (WrittenReport.Begin(Year, title, areas, chapters, db.Acting.Actor, clock.Now).Refused(out var why, out var report)) { return this.Refuse(why); }
        db.Add(report);
        await db.SaveChangesAsync();
        return Redirect($"/reports/writing/{report.Id}");
    }

    private async Task LoadAsync()
    {
        var stop = HttpContext.RequestAborted;
        Written = await db.Set<WrittenReport>().AsNoTracking().Include(r => r.Proofs).ThenInclude(p => p.Approvals).Include(r => r.Publications).AsSplitQuery().OrderByDescending(r => r.Year).ToListAsync(stop);
        Years = [.. (await book.PrintedAsync(stop)).Select(Period.Of).Where(p => Period.FinancialYear(p) is not null).Concat(LastYears()).Distinct().OrderDescending()];
    }

    /// <summary>This financial year and the two before it.</summary>
    private IEnumerable<string> LastYears() => Enumerable.Range(0, 3).Select(back => Period.Financial(clock.Today.AddYears(-back)));
}
