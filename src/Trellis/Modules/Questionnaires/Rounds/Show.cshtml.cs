using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Questionnaires.Results;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Rounds;

/// <summary>A round: who was asked, who has answered by kind and area, and what can be done with it.</summary>
[Does(ActWords.AnalyseRound)]
public sealed class ShowModel(TrellisDb db, RoundKeeping rounds, RoundResults results, Views views, PracticeModel practice, LondonClock clock) : RoundPage(db)
{
    [BindProperty]
    public DateParts ClosesOn { get; set; } = new();

    public RoundAnswers Answers { get; private set; } = null!;

    public IReadOnlyList<Invitee> Invitees { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> States { get; private set; } = new Dictionary<Guid, string>();

    public bool MayRun => May(ActWords.RunRound);

    /// <summary>Of a closed round: until when its answers are kept, or when they went.</summary>
    public string? Kept => Round.ClosedAt is not { } closed ? null
        : Round.AnswersGoneAt is { } gone ? $"Answers were disposed of on {English.Date(London.DateOf(gone))}"
        : AnswersKept.Until(practice.Retention.Answers, closed) is not { } until ? null
        : $"{English.Date(until)}{(Round.AddressesGoneAt is not null ? ". Names and addresses were disposed of" : AnswersKept.Until(practice.Retention.Addresses, closed) is { } addresses ? $". Names and addresses until {English.Date(addresses)}" : "")}";

    public string? BeforeTitle { get; private set; }

    public string? BesideTitle { get; private set; }

    public string SectorTitle(string code) => practice.Codes["sector"].Find(code)?.Title ?? code;

    public string AreaTitle(string code) => code is RoundAnswers.Across ? "All areas of the round" : practice.AreaTitle(code);

    /// <summary>Those who are called the same are told apart by a number.</summary>
    public string Called(Invitee invitee) => Invitees.Where(i => i.Name == invitee.Name).ToArray() is { Length: > 1 } same ? $"{invitee.Name}, {Array.IndexOf(same, invitee) + 1}" : invitee.Name;

    public string StateOf(Invitee invitee) =>
        invitee.WithdrawnAt is not null ? "Not asked any more" : invitee.SpentOn is not null ? "Answered" : States.GetValueOrDefault(invitee.Id) switch { Reply.Final => "Answered", Reply.ToSign => "To be signed", Reply.Open => "Begun", _ => Round.ClosedAt is null ? "Not answered yet" : "Not answered" };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.RunRound)]
    public async Task<IActionResult> OnPostRemindAsync()
    {
        if (!await FindAsync() || !MayRun || !Round.IsOpen) { return NotFound(); }
        var told = await rounds.RemindAsync(Round, string.Create(CultureInfo.InvariantCulture, $"asked {clock.Today:yyyyMMdd}"), Stop);
        if (told > 0) { await Db.SaveChangesAsync(Stop); }
        TempData["done"] = told == 0 ? "All have answered" : $"{English.Count(told, "is", "are")} reminded. Those with a link are reminded by whoever sends it";
        return Redirect(Here);
    }

    [Does(ActWords.RunRound)]
    public async Task<IActionResult> OnPostExtendAsync()
    {
        if (!await LoadAsync() || !MayRun) { return NotFound(); }
        var (closes, wrong) = ClosesOn.Read("last day");
        if (wrong is not null) { ModelState.AddDateError(nameof(ClosesOn), wrong); return Page(); }
        if (closes is null) { return this.Refuse(new Refusal(nameof(ClosesOn), "Enter the last day")); }
        if (Round.Extend(closes.Value, clock.Now, Actor.Agency).Refused(out var why, out _)) { return this.Refuse(why); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = $"It can be answered until {English.Date(Round.ClosesOn)}";
        return Redirect(Here);
    }

    [Does(ActWords.RunRound)]
    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (!await LoadAsync() || !MayRun) { return NotFound(); }
        if ((await rounds.CloseAsync(Round, Stop)).Refused(out var why, out _)) { return this.Refuse(why); }
        TempData["done"] = "The round is closed";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync()) { return false; }
        await views.SawAsync("questionnaire-invitations", ActWords.AnalyseRound, [], Round.Areas.FirstOrDefault(a => Actor.Areas.Contains(a)), cancellationToken: Stop);
        Answers = await results.ReadAsync(Round, Stop);
        Invitees = await Db.Set<Invitee>().AsNoTracking().Where(i => i.RoundId == RoundId).OrderBy(i => i.Name).ThenBy(i => i.Id).ToListAsync(Stop);
        States = await Db.Set<Reply>().Where(r => r.RoundId == RoundId).ToDictionaryAsync(r => r.InvitationId, r => r.State, Stop);
        var titles = await Db.Set<Round>().Where(r => r.Id == Round.BeforeId || r.Id == Round.BesideId).ToDictionaryAsync(r => r.Id, r => r.Title, Stop);
        (BeforeTitle, BesideTitle) = (Round.BeforeId is { } b ? titles.GetValueOrDefault(b) : null, Round.BesideId is { } s ? titles.GetValueOrDefault(s) : null);
        return true;
    }
}
