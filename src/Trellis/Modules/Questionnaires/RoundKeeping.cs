using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires;

/// <summary>Opens and closes rounds, asks and reminds: by whoever runs them, or by time.</summary>
public sealed class RoundKeeping(TrellisDb db, PracticeModel practice, Ballots ballots, PostHolders posts, Teller teller, Outbox outbox, WorkingCalendar calendar, LondonClock clock)
{
    /// <summary>What messages about questionnaires are about.</summary>
    public const string Topic = "questionnaire";

    private string? By => db.Acting.Actor.Agency;

    public async Task<string> ReferenceAsync(CancellationToken stop = default) => $"Q{await db.Database.SqlQuery<long>($"select nextval('questionnaires.reference') as \"Value\"").SingleAsync(stop)}";

    /// <summary>Within the act under way: opens it, and tells those who were asked. The caller saves.</summary>
    public async Task<Outcome<Round>> OpenAsync(Round round, IReadOnlyCollection<Invitee> asked, CancellationToken stop = default)
    {
        if (round.Open(round.Anonymous ? await ballots.NewKeyAsync(round, stop) : null, clock.Now, By).Refused(out var why, out _)) { return why; }
        foreach (var invitee in asked.Where(i => i.WithdrawnAt is null)) { await TellAsync(Occasion.QuestionnaireAsked, round, invitee, "asked", stop); }
        return round;
    }

    /// <summary>Within the act under way: asks one more. The caller saves.</summary>
    public async Task AskAsync(Round round, Invitee invitee, CancellationToken stop = default)
    {
        db.Add(invitee.Ask(round, By));
        if (round.IsOpen) { await TellAsync(Occasion.QuestionnaireAsked, round, invitee, "asked", stop); }
    }

    /// <summary>Closes it: with its act, and of an anonymous one the box opened, in one transaction.</summary>
    public async Task<Outcome<Round>> CloseAsync(Round round, CancellationToken stop = default)
    {
        var key = round.BallotKey;
        var (invitees, answered) = (await db.Set<Invitee>().Where(i => i.RoundId == round.Id).ToListAsync(stop), await AnsweredAsync(round, stop));
        if (round.Close(invitees.Select(i => (i, answered.Contains(i.Id))), clock.Now, By).Refused(out var why, out _)) { return why; }
        foreach (var invitee in invitees) { outbox.Settle(invitee.Id); }
        if (!round.Anonymous)
        {
            await db.SaveChangesAsync(stop);
            return round;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.SaveChangesAsync(stop);
        await ballots.OpenAsync(db, round, key!, stop);
        await transaction.CommitAsync(stop);
        return round;
    }

    /// <summary>Those of a round who have answered: what is signed or sent, or in the box.</summary>
    public async Task<HashSet<Guid>> AnsweredAsync(Round round, CancellationToken stop = default) => round.Anonymous
        ? [.. await db.Set<Invitee>().Where(i => i.RoundId == round.Id && i.SpentOn != null).Select(i => i.Id).ToListAsync(stop)]
        : [.. await db.Set<Reply>().Where(r => r.RoundId == round.Id && r.State == Reply.Final).Select(r => r.InvitationId).ToListAsync(stop)];

    /// <summary>Tells those who have not answered. Returns how many. The caller has begun an act, and saves.</summary>
    /// <param name="stage">Names the occasion: nobody is told twice of one.</param>
    public async Task<int> RemindAsync(Round round, string stage, CancellationToken stop = default)
    {
        var answered = await AnsweredAsync(round, stop);
        var waiting = (await db.Set<Invitee>().Where(i => i.RoundId == round.Id && i.WithdrawnAt == null && i.SpentOn == null).ToListAsync(stop)).FindAll(i => !answered.Contains(i.Id));
        foreach (var invitee in waiting)
        {
            invitee.Remind(clock.Today, clock.Now, By);
            await TellAsync(Occasion.QuestionnaireDue, round, invitee, stage, stop);
        }

        return waiting.Count;
    }

    /// <summary>What time brings: rounds open and close on their days, and those who have not answered are told. Saying it twice changes nothing.</summary>
    public async Task<int> PassAsync(CancellationToken stop = default)
    {
        var today = clock.Today;
        db.Acting.As(Everywhere(practice));
        var done = 0;
        foreach (var id in await db.Set<Round>().Where(r => r.ClosedAt == null).OrderBy(r => r.Reference).Select(r => r.Id).ToListAsync(stop))
        {
            db.ChangeTracker.Clear();
            var round = await db.Set<Round>().SingleAsync(r => r.Id == id, stop);
            if (round.OpenedAt is null && round.OpensOn > today) { continue; }
            db.Acting.Begin(ActWords.PassRounds);
            if (round.OpenedAt is null && !(await OpenAsync(round, await db.Set<Invitee>().Where(i => i.RoundId == id).ToListAsync(stop), stop)).Refused(out _)) { await db.SaveChangesAsync(stop); done++; }
            db.Acting.Begin(ActWords.PassRounds);
            if (round.ClosesOn < today && !Late(round, today)) { await CloseAsync(round, stop); done++; }
            else if (Stage(round, today) is { } stage && !await db.Set<Invitee>().AnyAsync(i => i.RoundId == id && i.RemindedOn >= stage.Day, stop) && await RemindAsync(round, stage.Name, stop) > 0) { await db.SaveChangesAsync(stop); done++; }
        }

        return done;
    }

    /// <summary>After its last day a round that is not anonymous waits for those who are late, as long as its questionnaire reminds them.</summary>
    private bool Late(Round round, DateOnly today) =>
        !round.Anonymous && practice.Questionnaire(round.Questionnaire) is { Reminders.After: { Length: > 0 } after } && today <= calendar.AddWorkingDays(round.ClosesOn, after.Max() + 1);

    /// <summary>Which reminder is the one to make now: the latest whose day has come, and none that had passed before the round opened.</summary>
    private (string Name, DateOnly Day)? Stage(Round round, DateOnly today)
    {
        if (practice.Questionnaire(round.Questionnaire) is not { } questionnaire || round.OpenedAt is not { } opened) { return null; }
        var days = questionnaire.Reminders.Before.Select(n => (Name: string.Create(CultureInfo.InvariantCulture, $"before-{n}"), Day: calendar.AddWorkingDays(round.ClosesOn, -n)))
            .Concat(questionnaire.Reminders.After.Select(n => (Name: string.Create(CultureInfo.InvariantCulture, $"after-{n}"), Day: calendar.AddWorkingDays(round.ClosesOn, n + 1))));
        var come = days.Where(d => d.Day <= today && d.Day > London.DateOf(opened)).OrderBy(d => d.Day).ToArray();
        return come.Length == 0 ? null : come[^1];
    }

    /// <summary>In the current unit of work.</summary>
    public async Task TellAsync(Occasion occasion, Round round, Invitee invitee, string stage, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        var to = await ReadersAsync(own.Connection, round, invitee, stop);
        Tell(occasion, round, invitee.Id, $"/answer/{invitee.Id}", to, $"{invitee.Id:N} {stage}");
    }

    public void Tell(Occasion occasion, Round round, Guid about, string link, IReadOnlyCollection<Guid> to, string once) =>
        teller.Tell(outbox, new BusinessNews(occasion, Topic, about, round.Reference, link, [.. to.Where(u => u != db.Acting.Actor.UserId)], once));

    /// <summary>Whose turn it is: whoever was asked themselves, or of an agency those in the roles the questionnaire names, where it has any.</summary>
    private async Task<IReadOnlyList<Guid>> ReadersAsync(NpgsqlConnection connection, Round round, Invitee invitee, CancellationToken stop)
    {
        if (invitee.StaffId is { } staff) { return [staff]; }
        if (invitee.Agency is not { } agency || invitee.ByLink) { return []; }
        var found = new List<Guid>();
        foreach (var role in practice.Questionnaire(round.Questionnaire)?.AskedOf ?? []) { found.AddRange(await posts.OfPostAsync(connection, agency, role, invitee.Team, null, null, stop)); }
        return found.Count > 0 ? found : await posts.OfPostAsync(connection, agency, null, invitee.Team, null, null, stop);
    }

    public static Actor Everywhere(PracticeModel practice) => Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] };
}
