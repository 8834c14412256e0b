using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Feed;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Feeds;

/// <summary>Sends a night's feed, to look at what would become of it.</summary>
[Does(ActWords.SendReturn)]
[RequestSizeLimit(Most)]
[RequestFormLimits(MultipartBodyLengthLimit = Most)]
public sealed class NewModel(TrellisDb db, FeedDesk desk, AgencyRegister register, PracticeModel practice, LondonClock clock) : PageModel
{
    private const long Most = FeedIntake.Largest + (1024 * 1024);

    private IReadOnlyList<AgencySummary> councils = [];

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public DateParts Since { get; set; } = new();

    /// <summary>Councils of the areas whose returns whoever asks keeps: each has one area.</summary>
    public IReadOnlyList<Choice> Agencies => [.. councils.Select(a => new Choice(a.Code, $"{a.Title}, {practice.AreaTitle(a.Area!)}"))];

    public static FilesField Field => new("File", "The feed") { Accept = ".zip,.csv", Hint = $"One zip, or the CSV files of the standard data set, up to {FeedIntake.Largest / 1024 / 1024} MB together" };

    public async Task OnGetAsync()
    {
        await LoadAsync();
        if (councils is [var only]) { Agency = only.Code; }
        On = DateParts.Of(clock.Today);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var stop = HttpContext.RequestAborted;
        await LoadAsync();
        if (councils.FirstOrDefault(a => a.Code == Agency) is not { } whose) { ModelState.AddModelError(nameof(Agency), "Select whose feed it is"); whose = null!; }
        var (on, wrong) = On.Read("day the feed is of", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); }
        var (since, wrongSince) = Since.Read("first day", required: false);
        if (wrongSince is not null) { ModelState.AddDateError(nameof(Since), wrongSince); }
        if (!Request.Form.Files.Any(f => f.Length > 0)) { ModelState.AddModelError("File", "Choose the feed: a zip, or its CSV files"); }
        if (!ModelState.IsValid) { return Page(); }
        var sent = new List<FeedFile>();
        foreach (var file in Request.Form.Files.Where(f => f.Length > 0))
        {
            using var memory = new MemoryStream();
            await file.CopyToAsync(memory, stop);
            sent.Add(new FeedFile(Named(file.FileName), memory.ToArray()));
        }

        if (FeedFiles.FromSent(sent).Refused(out var refused, out var files)) { return this.Refuse(refused); }
        if ((await desk.SendAsync(files, sent.Count == 1 ? sent[0].Name : $"{English.Count(sent.Count, "file", "files")}", whose.Area!, whose.Code, on!.Value, since, stop)).Refused(out refused, out var feed)) { return this.Refuse(refused); }
        return Redirect($"/returns/feeds/{feed.Id}");
    }

    private async Task LoadAsync() =>
        councils = [.. (await register.ListAsync(null, HttpContext.RequestAborted)).Where(a => a.Kind is "council" && a.Area is { } area && db.Acting.Actor.SeesAll(area) && db.Acting.Actor.Areas.Contains(area))];

    private static string Named(string given)
    {
        var name = string.Concat(Path.GetFileName(given.Replace('\\', '/')).Where(c => !char.IsControl(c))).Trim();
        return name.Length is > 0 and <= Submission.LongestName ? name : "feed.csv";
    }
}
