using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires;

/// <summary>What one is asked to answer, and the rounds there are.</summary>
[Does(ActWords.ViewQuestionnaires)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice) : PageModel
{
    public sealed record Line(Guid Id, string Title, string For, DateOnly ClosesOn, string State);

    public IReadOnlyList<Line> Mine { get; private set; } = [];

    /// <summary>What other agencies signed, which this one's board members moderate.</summary>
    public IReadOnlyList<Line> Moderated { get; private set; } = [];

    public IReadOnlyList<(Round Round, int Asked, int Answered)> Rounds { get; private set; } = [];

    public bool MayRun => db.Acting.Actor.May(ActWords.RunRound);

    public bool MayAnalyse => db.Acting.Actor.May(ActWords.AnalyseRound);

    public string KindTitle(string kind) => practice.Codes["questionnaire-kind"].Find(kind)?.Title ?? kind;

    public async Task OnGetAsync()
    {
        var actor = db.Acting.Actor;
        if (actor.May(ActWords.AnswerQuestionnaire))
        {
            var open = await (from i in db.Set<Invitee>().AsNoTracking()
                              join r in db.Set<Round>() on i.RoundId equals r.Id
                              where r.OpenedAt != null && r.ClosedAt == null && i.WithdrawnAt == null && (i.StaffId == actor.UserId || (i.StaffId == null && i.Agency == actor.Agency && i.Address == ""))
                              orderby r.ClosesOn, i.Name
                              select new { i.Id, r.Title, i.Name, i.StaffId, r.ClosesOn, i.SpentOn, State = db.Set<Reply>().Where(s => s.InvitationId == i.Id).Select(s => s.State).FirstOrDefault() }).ToListAsync();
            Mine = [.. open.Select(l => new Line(l.Id, l.Title, l.StaffId is null ? l.Name : "You", l.ClosesOn, l.SpentOn is not null ? "Sent" : l.State switch { Reply.Final => "Sent", Reply.ToSign => "To be signed", Reply.Open => "Begun", _ => "To be answered" }))];
        }

        if (actor.May(ActWords.ModerateAnswers) && actor.Agency is { } own)
        {
            var holder = Actor.AgencyCircle(own);
            Moderated = [.. (await (from i in db.Set<Invitee>().AsNoTracking()
                                    join r in db.Set<Round>() on i.RoundId equals r.Id
                                    join s in db.Set<Reply>() on i.Id equals s.InvitationId
                                    where i.Peers.Contains(holder) && s.State == Reply.Final
                                    orderby r.ClosesOn, i.Name
                                    select new { i.Id, r.Title, i.Name, r.ClosesOn }).ToListAsync()).Select(l => new Line(l.Id, l.Title, l.Name, l.ClosesOn, ""))];
        }

        if (!MayAnalyse) { return; }
        var rounds = await db.Set<Round>().AsNoTracking().OrderByDescending(r => r.ClosesOn).ThenBy(r => r.Reference).ToListAsync();
        var asked = await db.Set<Invitee>().Where(i => i.WithdrawnAt == null).GroupBy(i => i.RoundId).Select(g => new { g.Key, All = g.Count(), Spent = g.Count(i => i.SpentOn != null) }).ToDictionaryAsync(g => g.Key);
        var final = await db.Set<Reply>().Where(r => r.State == Reply.Final && db.Set<Invitee>().Any(i => i.Id == r.InvitationId && i.WithdrawnAt == null)).GroupBy(r => r.RoundId).Select(g => new { g.Key, All = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.All);
        Rounds = [.. rounds.Select(r => (r, asked.GetValueOrDefault(r.Id)?.All ?? 0, r.Anonymous ? asked.GetValueOrDefault(r.Id)?.Spent ?? 0 : final.GetValueOrDefault(r.Id)))];
    }
}
