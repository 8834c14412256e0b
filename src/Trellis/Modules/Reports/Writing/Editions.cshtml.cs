using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reports.Writing;

/// <summary>Adds a published report in easy read or another language.</summary>
[Does(ActWords.AddRendition)]
public sealed class EditionsModel(WritingDesk desk) : PageModel
{
    public static readonly IReadOnlyList<Choice> Kinds = [new(Rendition.EasyRead, "Easy read"), new(Rendition.Translation, "A translation")];

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Language { get; set; } = "en";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public WrittenReport Of { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid report) => await LoadAsync(report) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid report)
    {
        if (!await LoadAsync(report)) { return NotFound(); }
        if (Of.AddRendition(Kind, Language.Trim(), Name, Words, desk.By, desk.Now).Refused(out var why)) { return this.Refuse(why); }
        await desk.Db.SaveChangesAsync();
        TempData["done"] = "It is published beside the report";
        return Redirect($"/reports/writing/{Of.Id}");
    }

    private async Task<bool> LoadAsync(Guid report)
    {
        if (await desk.ReadAsync(report, HttpContext.RequestAborted) is not { LastPublication: not null } found) { return false; }
        Of = found;
        return true;
    }
}
