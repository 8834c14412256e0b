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

    public async Task OnGetAsync() => Years = [.. (await book.PrintedAsync()).Select(Period.Of).Where(p => Period.FinancialYear(p) is not null).Concat(await training.YearsAsync(HttpContext.RequestAborted)).Distinct().OrderDescending()];
}
