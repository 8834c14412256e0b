using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

[Does(ActWords.ViewFigures)]
public sealed class IndexModel(FigureBook book, RecordProgress progress, PracticeModel practice, Acting acting) : PageModel
{
    /// <summary>The last whole year's value, of the whole partnership where it can be.</summary>
    public sealed record Line(Figure Figure, string? Latest);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public int Printed { get; private set; }

    public async Task OnGetAsync()
    {
        var lines = new List<Line>();
        var at = await progress.LookAsync();
        foreach (var figure in book.Figures)
        {
            var counts = await book.CountAsync(figure, default, at, acting.Actor.Circles);
            var latest = counts.Where(c => c.YearIsOver).MaxBy(c => (c.Period, !practice.PartsOf(c.Area).IsEmpty));
            lines.Add(new Line(figure, latest is null ? null : $"{FigureModel.Words(latest.Value, figure)} in {latest.Period}, {practice.AreaTitle(latest.Area)}"));
        }

        Lines = lines;
        Printed = (await book.PrintedAsync()).Length;
    }
}
