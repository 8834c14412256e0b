using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Training.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reports;

[Does(ActWords.ViewReport)]
public sealed class IndexModel(FigureBook book, TrainingChapter training) : PageModel
{
    public IReadOnlyList<string> Years { get; private set; } = [];

    /// <summary>Years figures were printed of, and those that are counted here; without anything printed there is no report to put them in.</summary>
    public async Task OnGetAsync()
    {
        var printed = (await book.PrintedAsync()).Select(Period.Of).Where(p => Period.FinancialYear(p) is not null).ToArray();
        Years = printed.Length == 0 ? [] : [.. printed.Concat(await training.YearsAsync(HttpContext.RequestAborted)).Distinct().OrderDescending()];
    }
}
