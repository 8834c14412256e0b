using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reports.Writing;

/// <summary>A report being written: its chapters, what is to be put right, who approved it, and what was published.</summary>
[Does(ActWords.ReadDraftReport)]
public sealed class ShowModel(WritingDesk desk) : PageModel
{
    [BindProperty]
    public string Chapter { get; set; } = "";

    [BindProperty]
    public string Partners { get; set; } = "";

    [BindProperty]
    public string Notice { get; set; } = "";

    public WrittenReport Of { get; private set; } = null!;

    public ImmutableArray<ReportCheck> Checks { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyDictionary<string, string> Agencies { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<Signer> Signers { get; private set; } = [];

    public Signer? Mine { get; private set; }

    public bool MayBegin => desk.By.May(ActWords.BeginReport);

    public bool MayPut => desk.By.May(ActWords.PutReport) && Of.State is WritingState.BeingWritten;

    public bool MayApprove => desk.By.May(ActWords.ApproveReport) && Of.State is WritingState.WithThePartners && Mine is { } mine && Of.LastProof!.Signers.Contains(mine.Id) && !Of.LastProof.Approvals.Exists(a => a.Signer == mine.Id);

    public bool MayPublish => desk.By.May(ActWords.PublishReport) && Of.State is WritingState.Approved;

    public bool MayAddRendition => desk.By.May(ActWords.AddRendition) && Of.LastPublication is not null;

    public bool MayWrite(ReportSection section) => desk.MayWrite(section);

    public Task<IActionResult> OnGetAsync(Guid report) => ShowAsync(report);

    [Does(ActWords.BeginReport)]
    public Task<IActionResult> OnPostChapterAsync(Guid report) => DoAsync(report, () => Of.Add(Chapter, desk.By, desk.Now), added => $"/reports/writing/{report}/chapters/{added.Id}");

    [Does(ActWords.BeginReport)]
    public Task<IActionResult> OnPostUpAsync(Guid report, Guid chapter) => DoAsync(report, () => Found(chapter) is { } section ? Of.Move(section, up: true, desk.By, desk.Now) : Gone(), Back);

    [Does(ActWords.BeginReport)]
    public Task<IActionResult> OnPostDownAsync(Guid report, Guid chapter) => DoAsync(report, () => Found(chapter) is { } section ? Of.Move(section, up: false, desk.By, desk.Now) : Gone(), Back);

    [Does(ActWords.BeginReport)]
    public Task<IActionResult> OnPostLeaveAsync(Guid report, Guid chapter) => DoAsync(report, () => Found(chapter) is { } section ? Of.LeaveOut(section, !section.LeftOut, desk.By, desk.Now) : Gone(), Back);

    [Does(ActWords.PutReport)]
    public async Task<IActionResult> OnPostPutAsync(Guid report)
    {
        if (!await LoadAsync(report)) { return NotFound(); }
        var text = ReportText.Of(Of);
        var made = await desk.MakeAsync(Of, text, HttpContext.RequestAborted);
        Checks = await desk.ChecksAsync(Of, text, made, HttpContext.RequestAborted);
        return await DoneAsync(Of.PutBefore(Signers, made, [.. Checks.Where(c => c.Blocks).Select(c => c.Words)], desk.By, desk.Now), Back, "The report is with the safeguarding partners");
    }

    [Does(ActWords.ApproveReport)]
    public Task<IActionResult> OnPostApproveAsync(Guid report, Guid proof) => DoAsync(report, () => Of.Approve(proof, Mine, desk.By, desk.Now), _ => Address, "You approved the report for your agency");

    [Does(ActWords.PublishReport)]
    public Task<IActionResult> OnPostPublishAsync(Guid report) => DoAsync(report, () => Of.Publish(Notice, desk.By, desk.Now), _ => Address, "The report is published");

    private string Address => $"/reports/writing/{Of.Id}";

    private string Back<T>(T _) => Address;

    private ReportSection? Found(Guid chapter) => Of.Sections.Find(s => s.Id == chapter);

    private static Outcome<ReportSection> Gone() => new Refusal("Chapter", "There is no such chapter");

    private async Task<IActionResult> DoAsync<T>(Guid report, Func<Outcome<T>> act, Func<T, string> to, string? words = null) =>
        await LoadAsync(report) ? await DoneAsync(act(), to, words) : NotFound();

    private async Task<IActionResult> DoneAsync<T>(Outcome<T> outcome, Func<T, string> to, string? words)
    {
        if (outcome.Refused(out var why, out var done))
        {
            await LookAsync();
            return this.Refuse(why);
        }
        await desk.Db.SaveChangesAsync();
        if (words is not null) { TempData["done"] = words; }
        return Redirect(to(done));
    }

    private async Task<IActionResult> ShowAsync(Guid report)
    {
        if (!await LoadAsync(report)) { return NotFound(); }
        await LookAsync();
        return Page();
    }

    private async Task LookAsync()
    {
        var text = ReportText.Of(Of);
        Checks = await desk.ChecksAsync(Of, text, await desk.MakeAsync(Of, text, HttpContext.RequestAborted), HttpContext.RequestAborted);
    }

    private async Task<bool> LoadAsync(Guid id)
    {
        var stop = HttpContext.RequestAborted;
        if (await desk.ReadAsync(id, stop) is not { } found) { return false; }
        Of = found;
        (Signers, Mine) = (desk.Signers(), desk.MySigner());
        Names = await desk.Register.NamesAsync(found.Proofs.Select(p => p.ById).Concat(found.Proofs.SelectMany(p => p.Approvals).Select(a => a.ById)).Concat(found.Publications.Select(p => p.ById)), stop);
        Agencies = (await desk.Register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
        return true;
    }
}
