using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Challenges.Events;

/// <summary>Somebody answers for their agency what it can assure, or changes that until the meeting is called.</summary>
[Does(ActWords.Assure)]
public sealed class AnswerModel(TrellisDb db, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public Dictionary<string, string> Levels { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string> Texts { get; set; } = [];

    public AssuranceEvent Of { get; private set; } = null!;

    private Assurance? said;

    public static IReadOnlyList<Choice> LevelChoices => [.. Assurance.Levels.Select(l => new Choice(l.Key, l.Value))];

    public string? ErrorAt(string field) => ModelState[field]?.Errors.FirstOrDefault()?.ErrorMessage;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        foreach (var line in said?.Lines ?? []) { (Levels[line.QuestionId.ToString()], Texts[line.QuestionId.ToString()]) = (line.Level, line.Text); }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var answer = said ?? new Assurance { EventId = Of.Id, Areas = Of.Areas, Agency = db.Acting.Actor.Agency! };
        if (answer.Say([.. Of.Questions.OrderBy(q => q.Number)], Levels, Texts, db.Acting.Actor, clock.Now).Refused(out var why, out _))
        {
            db.ChangeTracker.Clear();
            return this.Refuse(why);
        }

        if (said is null) { db.Add(answer); }
        await db.SaveChangesAsync();
        TempData["done"] = "Your agency’s answer is sent";
        return Redirect($"/challenges/events/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var (reference, agency) = (Reference.ToUpperInvariant(), db.Acting.Actor.Agency);
        if (await db.Set<AssuranceEvent>().AsNoTracking().Include(e => e.Questions).FirstOrDefaultAsync(e => e.Reference == reference) is not { MeetingId: null } found || agency is null || !found.Agencies.Contains(agency)) { return false; }
        Of = found;
        said = await db.Set<Assurance>().Include(a => a.Lines).FirstOrDefaultAsync(a => a.EventId == found.Id && a.Agency == agency);
        return true;
    }
}
