using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Rounds;

/// <summary>Asks others in a round that has not closed.</summary>
[Does(ActWords.RunRound)]
public sealed class InviteModel(TrellisDb db, RoundKeeping rounds, Audience audience, AgencyRegister register, PracticeModel practice, LondonClock clock) : RoundPage(db)
{
    [BindProperty]
    public AudienceForm Whom { get; set; } = new();

    public AudienceChoices Choices { get; private set; } = null!;

    public Questionnaire Questionnaire { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var there = await Db.Set<Invitee>().AsNoTracking().Where(i => i.RoundId == RoundId).ToListAsync(Stop);
        if ((await audience.ReadAsync(Round, Whom.Chosen, there, Stop)).Refused(out var why, out var asked)) { return this.Refuse(why with { Field = $"Whom.{why.Field}" }); }
        foreach (var invitee in asked) { await rounds.AskAsync(Round, invitee, Stop); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = $"{English.Count(asked.Count, "more is asked", "more are asked")}";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !May(ActWords.RunRound) || Round.ClosedAt is not null || Round.ByRule is not null || practice.Questionnaire(Round.Questionnaire) is not { } questionnaire) { return false; }
        Questionnaire = questionnaire;
        Choices = await AudienceChoices.ReadAsync(register, practice, Round.Areas, clock.Today, Stop);
        return true;
    }
}
