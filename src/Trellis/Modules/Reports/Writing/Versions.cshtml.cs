using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reports.Writing;

/// <summary>Every text a chapter had, and what changed between two of them.</summary>
[Does(ActWords.ReadDraftReport)]
public sealed class VersionsModel(WritingDesk desk) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? To { get; set; }

    public ReportSection Of { get; private set; } = null!;

    public IReadOnlyList<SectionVersion> Versions { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<DiffPiece> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Versions.Select(v => new Choice(English.Number(v.Number), $"{v.Number}, {English.Date(London.DateOf(v.At))}, {Names.GetValueOrDefault(v.ById, "somebody who has left")}"))];

    public async Task<IActionResult> OnGetAsync(Guid report, Guid chapter)
    {
        var stop = HttpContext.RequestAborted;
        if (await desk.Db.Set<ReportSection>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == chapter && s.ReportId == report, stop) is not { } found) { return NotFound(); }
        Of = found;
        Versions = await desk.Db.Set<SectionVersion>().AsNoTracking().Where(v => v.SectionId == chapter).OrderByDescending(v => v.Number).ToListAsync(stop);
        Names = await desk.Register.NamesAsync(Versions.Select(v => v.ById), stop);
        var to = Versions.FirstOrDefault(v => v.Number == To) ?? Versions[0];
        var from = Versions.FirstOrDefault(v => v.Number == From) ?? Versions.FirstOrDefault(v => v.Number < to.Number) ?? to;
        (From, To) = (from.Number, to.Number);
        Lines = new InlineDiffBuilder(new Differ()).BuildDiffModel($"{from.Title}\n\n{from.Text}", $"{to.Title}\n\n{to.Text}").Lines;
        return Page();
    }
}
