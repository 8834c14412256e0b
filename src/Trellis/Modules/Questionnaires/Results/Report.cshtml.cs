using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Meetings.Public;
using Trellis.Modules.Questionnaires.Rounds;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Printing;

namespace Trellis.Modules.Questionnaires.Results;

/// <summary>The assurance report of a round: read, taken as a file, with what the partnership makes of it, and taken to a meeting.</summary>
[Does(ActWords.AnalyseRound)]
public sealed class ReportModel(TrellisDb db, AssurancePaper paper, ReportsTaken taken, Views views, LondonClock clock) : RoundPage(db)
{
    [BindProperty]
    public string Opinion { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string Meeting { get; set; } = "";

    public Assurance? Assurance { get; private set; }

    public Printed Printed { get; private set; } = null!;

    public string Markup { get; private set; } = "";

    public IReadOnlyList<Choice> Meetings { get; private set; } = [];

    public bool MayAssure => May(ActWords.AssureBoard);

    public static IReadOnlyList<Choice> OpinionChoices => [.. Assurance.Opinions.Select(o => new Choice(o.Key, o.Value))];

    /// <summary>Why there is no file.</summary>
    public string Why { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync("questionnaire-results")) { return NotFound(); }
        (Opinion, Words) = (Assurance?.Opinion ?? "", Assurance?.Words ?? "");
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(string format)
    {
        if (format is not ("pdf" or "docx") || !await LoadAsync("questionnaire-report-export")) { return NotFound(); }
        var name = DocumentName.Clean($"{Printed.Title}.{format}", format);
        if (format == "docx") { return File(PrintedDocx.Of(Printed), PrintedDocx.Type, name); }
        try
        {
            return File(await PrintedPdf.OfAsync(Printed, stop: Stop), "application/pdf", name);
        }
        catch (CannotPrintException why)
        {
            Why = why.Message;
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    [Does(ActWords.AssureBoard)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync("questionnaire-results") || !MayAssure) { return NotFound(); }
        if (Assurance.Give(Round, Opinion, Words, Assurance, clock.Now, Actor).Refused(out var why, out var given)) { return this.Refuse(why); }
        Db.Add(given);
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = "The report says so";
        return Redirect($"{Here}/report");
    }

    [Does(ActWords.AssureBoard)]
    public async Task<IActionResult> OnPostTakeAsync()
    {
        if (!await LoadAsync("questionnaire-results") || !MayAssure) { return NotFound(); }
        if (!Guid.TryParse(Meeting, out var meeting)) { return this.Refuse(new Refusal(nameof(Meeting), "Select a coming meeting")); }
        var summary = Assurance is { } said ? $"{Assurance.Opinions[said.Opinion]}." : "";
        if ((await taken.TakeAsync(meeting, Printed.Title, "Partnership business unit", summary, AssurancePaper.Markdown(Printed), Stop)).Refused(out var why, out var where)) { return this.Refuse(why); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = "The report is on the agenda, with this as its paper";
        return Redirect(where);
    }

    private async Task<bool> LoadAsync(string looked)
    {
        if (!await FindAsync()) { return false; }
        await views.SawAsync(looked, ActWords.AnalyseRound, [], Round.Areas.FirstOrDefault(a => Actor.Areas.Contains(a)), cancellationToken: Stop);
        Assurance = await Db.Set<Assurance>().FirstOrDefaultAsync(a => a.RoundId == RoundId && a.ReplacedAt == null, Stop);
        Printed = await paper.OfAsync(Round, Assurance, Stop);
        Markup = PrintedHtml.Of(Printed.Blocks);
        Meetings = [.. (await taken.ComingAsync(Stop)).Select(m => new Choice(m.Id.ToString(), m.Title))];
        return true;
    }
}
