using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Challenges.Events;

/// <summary>One event: what was asked, who answered what, and the meeting that is called about it.</summary>
[Does(ActWords.Assure)]
public sealed class ShowModel(TrellisDb db, AgencyRegister register, Calling calling, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public MeetingTimes Times { get; set; } = new();

    public AssuranceEvent Of { get; private set; } = null!;

    public IReadOnlyList<Assurance> Answers { get; private set; } = [];

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    private Dictionary<string, string> agencies = [];

    private Actor Actor => db.Acting.Actor;

    public DateOnly Today => clock.Today;

    public bool SeesAll => Actor.Circles.Contains("boards");

    public bool HasAnswered => Answers.Any(a => a.Agency == Actor.Agency);

    public bool MayAnswer => Actor.Agency is { } agency && Of.Agencies.Contains(agency) && Of.MeetingId is null;

    public bool MayCall => Actor.May(ActWords.AskAssurance) && Of.MeetingId is null && BodyChoices.Count > 0;

    public string? MeetingLink => Of is { BodyId: { } body, MeetingId: { } meeting } && Actor.May(ActWords.ViewMeetings) ? $"/meetings/{body}/{meeting}" : null;

    public string AgencyTitle(string code) => agencies.GetValueOrDefault(code, code);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.AskAssurance)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayCall) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (BodyChoices.All(b => b.Value != Body)) { ModelState.AddModelError(nameof(Body), "Select whose meeting it is"); }
        if (calling.Read(Times, ModelState, nameof(Times)) is not { } when || !ModelState.IsValid) { return Page(); }
        var asked = new MeetingToCall(Guid.Parse(Body), "Extraordinary meeting", Of.Title, $"What agencies assure: {Of.Title}", Paper());
        if ((await calling.CallAsync(asked, when, Times)).Refused(out var why, out var meeting)) { return this.Refuse(why); }
        if (Of.Called(asked.Body, meeting, Actor, clock.Now).Refused(out why, out _)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "The extraordinary meeting is called";
        return Redirect($"/challenges/events/{Of.Reference}");
    }

    /// <summary>The answers by question, as the paper of the meeting; who has not answered stands there too.</summary>
    private string Paper()
    {
        var paper = new StringBuilder();
        paper.Append(English.Culture, $"{Of.What}\n\n");
        foreach (var question in Of.Questions.OrderBy(q => q.Number))
        {
            paper.Append(English.Culture, $"## {question.Number}. {question.Text}\n\n");
            foreach (var answer in Answers)
            {
                if (answer.Lines.Find(l => l.QuestionId == question.Id) is { } line) { paper.Append(English.Culture, $"- **{AgencyTitle(answer.Agency)}**: {Assurance.Levels[line.Level].ToLower(English.Culture)}. {line.Text.ReplaceLineEndings(" ")}\n"); }
            }

            paper.Append('\n');
        }

        var silent = Of.Agencies.Except(Answers.Select(a => a.Agency)).Select(AgencyTitle).ToList();
        if (silent.Count > 0) { paper.Append(English.Culture, $"Not answered by {English.Date(clock.Today)}: {English.List(silent)}.\n"); }
        return paper.ToString();
    }

    private async Task<bool> LoadAsync()
    {
        var reference = Reference.ToUpperInvariant();
        if (await db.Set<AssuranceEvent>().Include(e => e.Questions).FirstOrDefaultAsync(e => e.Reference == reference) is not { } found) { return false; }
        Of = found;
        agencies = (await register.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        Answers = [.. (await db.Set<Assurance>().AsNoTracking().Include(a => a.Lines).Where(a => a.EventId == found.Id).ToListAsync()).OrderBy(a => AgencyTitle(a.Agency), StringComparer.Ordinal)];
        if (Actor.May(ActWords.AskAssurance)) { BodyChoices = await calling.BodiesAsync(); }
        return true;
    }
}
