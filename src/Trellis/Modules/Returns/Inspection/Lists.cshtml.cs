using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Returns.Inspection;

/// <summary>Takes the lists of children an inspection asks for.</summary>
[Does(ActWords.ExportLists)]
public sealed class ListsModel(TrellisDb db, AnnexA annex, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateParts From { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public DateParts To { get; set; } = new();

    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.SeesAll(a.Code) && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public void OnGet()
    {
        if (Areas.Count is 1) { Area ??= Areas[0].Value; }
    }

    /// <summary>The workbook.</summary>
    public async Task<IActionResult> OnGetFileAsync()
    {
        var (from, wrongFrom) = From.Read("first day");
        var (to, wrongTo) = To.Read("last day");
        if (wrongFrom is not null) { ModelState.AddDateError(nameof(From), wrongFrom); }
        if (wrongTo is not null) { ModelState.AddDateError(nameof(To), wrongTo); }
        if (Areas.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area whose children they are"); }
        var last = to ?? clock.Today;
        var first = from ?? AnnexA.Begins(last);
        if (ModelState.IsValid && first > last) { ModelState.AddModelError(nameof(To), "The last day must be the same as or after the first day"); }
        if (!ModelState.IsValid) { return Page(); }
        var book = await annex.MakeAsync(Area!, first, last, HttpContext.RequestAborted);
        return File(book.Workbook(), SheetFile.WorkbookType, AnnexBook.Name(Area!, last));
    }
}
