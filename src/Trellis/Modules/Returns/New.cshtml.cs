using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>Sends a census to be checked.</summary>
[Does(ActWords.SendReturn)]
[RequestSizeLimit(Most)]
[RequestFormLimits(MultipartBodyLengthLimit = Most)]
public sealed class NewModel(TrellisDb db, SubmissionDesk desk, PracticeModel practice) : PageModel
{
    /// <summary>The file and what stands round it in the form.</summary>
    private const long Most = SubmissionDesk.Largest + (1024 * 1024);

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string Year { get; set; } = "";

    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.SeesAll(a.Code) && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public static IReadOnlyList<Choice> Years => [new("", "The year the file itself names"), .. Enumerable.Range(CensusYear.FirstEnding, CensusYear.LastEnding - CensusYear.FirstEnding + 1).Reverse().Select(y => new Choice(CensusYear.NameOf(y), CensusYear.NameOf(y)))];

    public static FilesField Field => new("File", "The census") { One = true, Accept = ".xml", Hint = $"XML as the case system writes it for the department, up to {SubmissionDesk.Megabytes} MB" };

    public void OnGet()
    {
        if (Areas.Count is 1) { Area = Areas[0].Value; }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Areas.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area whose census it is"); }
        if (Years.All(y => y.Value != Year)) { ModelState.AddModelError(nameof(Year), "Select a year, or the file’s own"); }
        if (Request.Form.Files is not [{ FileName.Length: > 0 } sent]) { ModelState.AddModelError("File", "Choose the census"); return Page(); }
        if (!ModelState.IsValid) { return Page(); }
        await using var content = sent.OpenReadStream();
        if ((await desk.SendAsync(Area, CensusYear.Parse(Year), sent.FileName, content, sent.Length, HttpContext.RequestAborted)).Refused(out var why, out var submission)) { return this.Refuse(why); }
        return Redirect($"/returns/{submission.Id}");
    }
}
