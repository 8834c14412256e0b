using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Sheets;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>Brings in a file with an agency's chronology, to look at what would become of it.</summary>
[Does(ActWords.WriteEntry)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class BringInModel(ReviewDesk desk, Intake intake) : ChronologyPage(desk)
{
    private const int Largest = 8 * 1024 * 1024;

    [BindProperty]
    public string Agency { get; set; } = "";

    public static FilesField Field => new("File", "The chronology") { One = true, Accept = ".csv,.xlsx", Hint = "CSV or an Excel workbook (.xlsx), up to 8 MB, with the names of its columns above them" };

    public IReadOnlyList<Choice> AgencyChoices => [.. AgencyTitles.OrderBy(a => !AskedAgencies.Contains(a.Key)).ThenBy(a => a.Value, StringComparer.Ordinal).Select(a => new Choice(a.Key, a.Value))];

    public async Task<IActionResult> OnGetAsync() => await FindAsync("review-chronology") && MayWrite ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync("review-chronology") || !MayWrite) { return NotFound(); }
        if (For(Agency) is not { } agency) { ModelState.AddModelError(nameof(Agency), "Select whose chronology it is"); return Page(); }
        if (Request.Form.Files is not [{ Length: > 0 } sent]) { ModelState.AddModelError("File", "Choose the chronology"); return Page(); }
        using var memory = new MemoryStream();
        await sent.CopyToAsync(memory);
        var opened = Sheet.Read(new MemoryStream(memory.ToArray()), []);
        if (opened.Columns.IsEmpty) { ModelState.AddModelError("File", opened.Errors[0].Message); return Page(); }
        var name = Path.GetFileName(sent.FileName);
        var incoming = await intake.BeginAsync(MatterId, Matter.Area, agency, name.Length is > 0 and <= Incoming.LongestName ? name : "chronology.csv", memory.ToArray(), EntryList.Guess(opened.Columns));
        await Db.SaveChangesAsync();
        return Redirect($"{Chronology}/bring-in/{incoming.Id}");
    }
}
