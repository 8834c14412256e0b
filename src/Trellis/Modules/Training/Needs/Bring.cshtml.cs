using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Training.Needs;

/// <summary>Brings in who of an agency needs training: its lead for their own, whoever runs training for any.</summary>
[Does(ActWords.BringWorkers)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class BringModel(TrellisDb db, WorkerList list, AgencyRegister agencies) : PageModel
{
    private const int Largest = 8 * 1024 * 1024;

    private IReadOnlyList<AgencySummary> all = [];

    [BindProperty]
    public string Agency { get; set; } = "";

    public bool ForAll => db.Acting.Actor.Circles.Contains(Open.Door.Circle);

    public string Back => ForAll ? "/training" : "/training/people";

    public IReadOnlyList<Choice> AgencyChoices => [.. all.Select(a => new Choice(a.Code, a.Title))];

    public ImmutableArray<RowError> Errors { get; private set; } = [];

    public FilesField Field => new("File", "The list")
    {
        One = true,
        Accept = ".csv,.xlsx",
        Hint = "CSV or Excel. A line for each person with name, email and role, and where you have them setting, started, left and area. Or how many you have: role and count",
    };

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var code = ForAll ? Agency : db.Acting.Actor.Agency;
        if (all.FirstOrDefault(a => a.Code == code) is not { } agency) { return this.Refuse(new Refusal(ForAll ? nameof(Agency) : "", "Select whose people they are")); }
        if (Request.Form.Files is not [{ Length: > 0 } sent]) { return this.Refuse(new Refusal("File", "Choose the list")); }
        using var memory = new MemoryStream();
        await sent.CopyToAsync(memory, HttpContext.RequestAborted);
        var taken = await list.TakeAsync(memory.ToArray(), agency, HttpContext.RequestAborted);
        Errors = taken.Errors;
        if (!Errors.IsEmpty) { return this.Refuse(new Refusal("File", $"Nothing was taken in. {English.Count(Errors.Select(e => e.Line).Distinct().Count(), "line is", "lines are")} wrong")); }
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = $"Taken in: {English.Number(taken.Added)} new, {English.Number(taken.Changed)} changed, {English.Number(taken.Unchanged)} as before{string.Concat(taken.Notes.Select(n => $", {n}"))}";
        return Redirect(ForAll ? "/training/compliance" : "/training/people");
    }

    private async Task LoadAsync() => all = await agencies.ListAsync(cancellationToken: HttpContext.RequestAborted);
}
