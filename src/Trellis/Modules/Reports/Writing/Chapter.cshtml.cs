using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Reports.Writing;

/// <summary>One chapter: writing it, what it will look like, comments on it, whose it is.</summary>
[Does(ActWords.ReadDraftReport)]
public sealed class ChapterModel(WritingDesk desk, PracticeModel practice, IEnumerable<Public.IReportPart> parts) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    /// <summary>The version the words were begun from.</summary>
    [BindProperty]
    public int Ground { get; set; }

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Author { get; set; } = "";

    [BindProperty]
    public string Quote { get; set; } = "";

    [BindProperty]
    public string Remark { get; set; } = "";

    [BindProperty]
    public string Suggestion { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public WrittenReport Report { get; private set; } = null!;

    public ReportSection Of { get; private set; } = null!;

    /// <summary>As it will look; or what is wrong with it, by line.</summary>
    public AnnualReport Made { get; private set; } = null!;

    public Readability Reading { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    /// <summary>What somebody else wrote meanwhile, where the two could not be put together.</summary>
    public string? Theirs { get; private set; }

    public bool MayWrite => desk.MayWrite(Of);

    public bool MayGive => desk.By.May(ActWords.BeginReport);

    public bool MayRemark => desk.By.May(ActWords.RemarkReport);

    public int AimedAt => practice.Reports.ReadingAge;

    public IEnumerable<string> PartNames => parts.SelectMany(p => p.Names).Order(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(Guid report, Guid chapter)
    {
        if (!await LoadAsync(report, chapter)) { return NotFound(); }
        (Name, Words, Ground, Agency, Author) = (Of.Title, Of.Text, Of.Number, Of.Agency ?? "", Of.Author);
        await LookAsync();
        return Page();
    }

    [Does(ActWords.WriteReport)]
    public async Task<IActionResult> OnPostAsync(Guid report, Guid chapter)
    {
        if (!await LoadAsync(report, chapter)) { return NotFound(); }
        if (!MayWrite) { return Forbid(); }
        var ground = await desk.Db.Set<SectionVersion>().AsNoTracking().Where(v => v.SectionId == chapter && v.Number == Ground).Select(v => v.Text).FirstOrDefaultAsync(HttpContext.RequestAborted) ?? Of.Text;
        var outcome = Report.Write(Of, Name, Words, ground, desk.By, desk.Now);
        if (outcome.Refused(out var why) && why.Words is WrittenReport.Clash) { (Theirs, Ground) = (Of.Text, Of.Number); } // they have read it when they save again
        return await DoneAsync(outcome, "The chapter is saved");
    }

    [Does(ActWords.BeginReport)]
    public async Task<IActionResult> OnPostGiveAsync(Guid report, Guid chapter) =>
        await LoadAsync(report, chapter) ? await DoneAsync(AgencyChoices.Any(c => c.Value == Agency) ? Report.Give(Of, Agency.Length > 0 ? Agency : null, Author, desk.By, desk.Now) : new Refusal("Agency", "Select an agency, or none"), "It is said whose the chapter is") : NotFound();

    [Does(ActWords.RemarkReport)]
    public async Task<IActionResult> OnPostRemarkAsync(Guid report, Guid chapter) =>
        await LoadAsync(report, chapter) ? await DoneAsync(Report.RemarkOn(Of, Quote, Remark, Suggestion.Trim().Length > 0 ? Suggestion : null, desk.By, desk.Now), "Your comment is kept") : NotFound();

    [Does(ActWords.WriteReport)]
    public Task<IActionResult> OnPostTakeAsync(Guid report, Guid chapter, Guid remark) => AnswerAsync(report, chapter, remark, take: true);

    [Does(ActWords.WriteReport)]
    public Task<IActionResult> OnPostDropAsync(Guid report, Guid chapter, Guid remark) => AnswerAsync(report, chapter, remark, take: false);

    private async Task<IActionResult> AnswerAsync(Guid report, Guid chapter, Guid remark, bool take)
    {
        if (!await LoadAsync(report, chapter) || Of.Remarks.Find(r => r.Id == remark) is not { } found) { return NotFound(); }
        if (!MayWrite) { return Forbid(); }
        return await DoneAsync(Report.Answer(Of, found, take, Why, desk.By, desk.Now), "The comment is answered");
    }

    private async Task<IActionResult> DoneAsync<T>(Outcome<T> outcome, string words)
    {
        if (outcome.Refused(out var why))
        {
            if (Words.Length == 0 && Name.Length == 0) { (Name, Words, Ground) = (Of.Title, Of.Text, Of.Number); }
            await LookAsync();
            return this.Refuse(why);
        }
        await desk.Db.SaveChangesAsync();
        TempData["done"] = words;
        return Redirect($"/reports/writing/{Report.Id}/chapters/{Of.Id}");
    }

    private async Task LookAsync()
    {
        Reading = Readability.Of(Of.Text, practice.Reports.LongestSentence);
        Made = await desk.MakeAsync(Report, new ReportText($"## {Of.Title}\n\n{Of.Text}\n", []), HttpContext.RequestAborted);
    }

    private async Task<bool> LoadAsync(Guid report, Guid chapter)
    {
        var stop = HttpContext.RequestAborted;
        if (await desk.ReadAsync(report, stop) is not { } found || found.Sections.Find(s => s.Id == chapter) is not { } section) { return false; }
        (Report, Of) = (found, section);
        Names = await desk.Register.NamesAsync(section.Remarks.Select(r => r.ById).Concat(section.Remarks.Select(r => r.AnsweredBy).OfType<Guid>()), stop);
        AgencyChoices = [new("", "Nobody’s in particular"), .. (await desk.Register.ListAsync(cancellationToken: stop)).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
