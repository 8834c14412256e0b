using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Trackers;

/// <summary>Brings in a tracker, to look at what would become of it.</summary>
[Does(ActWords.ImportActions)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class NewModel(TrellisDb db, TrackerIntake intake, Meetings.Public.Bodies bodies, PracticeModel practice) : PageModel
{
    private const int Largest = 8 * 1024 * 1024;
    private const int LongestName = 200;

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty, StringLength(200, ErrorMessage = "The body must be 200 characters or fewer")]
    public string NewBody { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty, StringLength(31, ErrorMessage = "The name of a sheet is 31 characters or fewer")]
    public string Sheet { get; set; } = "";

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public static IReadOnlyList<Choice> KindChoices => [new(Tracker.OfActions, "Actions"), new(Tracker.OfRecommendations, "Recommendations and their answers")];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public static FilesField Field => new("File", "The tracker") { One = true, Accept = ".csv,.xlsx", Hint = "CSV or an Excel workbook (.xlsx), up to 8 MB, with the names of its columns above them" };

    public async Task OnGetAsync()
    {
        await LoadAsync();
        if (AreaChoices.Count == 1) { Area = AreaChoices[0].Value; }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (KindChoices.All(k => k.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what it is a tracker of"); }
        if (AreaChoices.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select whose area it is for"); }
        var body = NewBody.Trim() is { Length: > 0 } named ? named : BodyChoices.FirstOrDefault(b => b.Value == Body)?.Label ?? "";
        if (body.Length == 0) { ModelState.AddModelError(nameof(Body), "Select whose tracker it is, or enter what the body is called"); }
        if (Request.Form.Files is not [{ Length: > 0 } sent]) { ModelState.AddModelError("File", "Choose the tracker"); return Page(); }
        if (!ModelState.IsValid) { return Page(); }

        using var memory = new MemoryStream();
        await sent.CopyToAsync(memory);
        var (file, sheet) = (memory.ToArray(), Sheet.Trim() is { Length: > 0 } asked ? asked : null);
        var opened = TrackerIntake.Open(file, sheet);
        if (opened.Columns.IsEmpty)
        {
            ModelState.AddModelError(opened.Errors[0].Code is "sheet" ? nameof(Sheet) : "File", opened.Errors[0].Message);
            return Page();
        }

        var name = Path.GetFileName(sent.FileName);
        var map = TrackerMap.None with { Columns = TrackerColumns.Guess(Kind, opened.Columns), Sheet = sheet };
        var tracker = await intake.BeginAsync(Kind, name.Length is > 0 and <= LongestName ? name : "tracker.csv", file, body, [Area], map);
        await db.SaveChangesAsync();
        return Redirect($"/actions/trackers/{tracker.Id}");
    }

    private async Task LoadAsync() => BodyChoices = [.. (await bodies.TitlesAsync()).OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];
}
