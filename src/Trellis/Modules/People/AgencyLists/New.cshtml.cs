using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>Brings in an agency's list, to look at what would become of it.</summary>
[Does(ActWords.LookAtList)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class NewModel(TrellisDb db, ListIntake intake, AgencyRegister agencies, PracticeModel practice) : PageModel
{
    private const int Largest = 8 * 1024 * 1024;
    private const int LongestName = 200;

    private IReadOnlyList<AgencySummary> all = [];

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    public IReadOnlyList<Choice> Agencies => [.. all.Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.SeesAll(a.Code) && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public FilesField Field => new("File", "The list")
    {
        One = true,
        Accept = ".csv",
        Hint = $"CSV with a line for each person, up to {English.Number(ListFile.MostLines)}. It needs a column with the agency’s own number (id), first name and last name. Date of birth, sex, address, postcode, NHS number, UPN and school are read where they are there",
    };

    public async Task OnGetAsync()
    {
        all = await agencies.ListAsync();
        if (Areas.Count is 1) { Area = Areas[0].Value; }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        all = await agencies.ListAsync();
        if (all.All(a => a.Code != Agency)) { ModelState.AddModelError(nameof(Agency), "Select whose list it is"); }
        if (Areas.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area whose people they are"); }
        if (Request.Form.Files is not [{ Length: > 0 } sent]) { ModelState.AddModelError("File", "Choose the list"); return Page(); }
        if (!ModelState.IsValid) { return Page(); }

        using var memory = new MemoryStream();
        await sent.CopyToAsync(memory);
        var looked = await intake.LookAsync(memory.ToArray(), null, Agency, Area);
        if (looked.File.Fault is { } fault)
        {
            ModelState.AddModelError("File", fault.Message);
            return Page();
        }

        var name = Path.GetFileName(sent.FileName);
        var list = await intake.BeginAsync(name.Length is > 0 and <= LongestName ? name : "list.csv", memory.ToArray(), null, Agency, Area);
        await db.SaveChangesAsync();
        return Redirect($"/people/lists/{list.Id}");
    }
}
