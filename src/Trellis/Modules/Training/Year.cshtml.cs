using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>A year of training with the measures of the annual reports, and the trainers' matrix: our own, and as it was printed.</summary>
[Does(ActWords.AccountForTraining)]
public sealed class YearModel(TrellisDb db, TrainingYear years, LondonClock clock) : PageModel
{
    private const int Earliest = 2015;
    private const int Shown = 3;

    [FromQuery(Name = "year")]
    public int? First { get; set; }

    public YearOfTraining Of { get; private set; } = null!;

    public IReadOnlyList<PrintedMatrix> Printed { get; private set; } = [];

    public IReadOnlyList<int> Years { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var today = clock.Today;
        var now = int.Parse(TrainingYear.YearOf(today)[..4], System.Globalization.CultureInfo.InvariantCulture);
        Printed = await db.Set<PrintedMatrix>().AsNoTracking().Include(m => m.Rows).Where(m => m.ReplacedAt == null).OrderBy(m => m.Year).ToListAsync(HttpContext.RequestAborted);
        var year = First ?? now;
        if (year < Earliest || year > now + 1) { return NotFound(); }
        Years = [.. Enumerable.Range(now - Shown + 1, Shown)];
        Of = await years.OfAsync(year, clock.Now, HttpContext.RequestAborted);
        First = year;
        return Page();
    }
}
