using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Sittings;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>The partnership's board: a year of quarterly meetings with who came, the last ones with minutes, and the next with its agenda out.</summary>
internal sealed class BoardPlot(TrellisDb db, StoryTime time, ActionSetting actions, MinuteDesk minutes, Resolving resolving, Written written, PracticeModel practice, WorkingCalendar calendar, Players players, IReadOnlyList<StaffRow> staff, DateOnly today)
{
    public const string Title = "Safeguarding children partnership board";

    private static readonly string[] Areas = ["RBKC", "WCC"];

    /// <summary>Seat, agency, e-mail of who holds it; for seats whose holder has no account, their name.</summary>
    private static readonly (string Seat, string Agency, string Holder)[] Table =
    [
        ("Independent Chair", "partnership", "sage.spyglassby"), ("Director of children’s services", "rbkc-children", "bilberry.ottershaw-penn"), ("Detective superintendent, safeguarding", "police", "sedge.ravenscrumb"),
        ("Director of nursing", "health-trust", "medlar.thimblewick"), ("Head teachers", "rbkc-school-a", "Poppy Chalkington"), ("Head of probation", "probation", "burdock.inglewhistle"), ("Head of housing", "housing", "tarragon.gatepostly"), ("Lay member", "partnership", "Birch Everyday"),
    ];

    /// <summary>By seat, oldest meeting first: p present, d a delegate, a apology, x absent.</summary>
    private static readonly string[] Came = ["pppp", "ppdp", "pdpp", "pppd", "paxp", "xxap", "dppa", "pppp"];

    private static readonly (string Title, string Lead, string Purpose, int Minutes, string Said, string? Resolved, string? ToDo, int Owner)[] Business =
    [
        ("Learning from the audit of strategy discussions", "Director of nursing", "decide", 25, "The director of nursing presented the audit. In four of ten discussions health had not been invited in time.\n\nMembers asked whether the rota was known to the front door. It was not in two teams.", "That a health practitioner is invited to every strategy discussion within an hour of its being called", "Publish the rota of health practitioners to every team at the front door", 3),
        ("Children missing from education", "Director of children’s services", "discuss", 20, "The director of children’s services set out the number of children missing from education by area.\n\nHead teachers asked to be told within a day when a child on their roll is found elsewhere.", null, "Tell schools within a day where a missing child is found", 1),
        ("Figures of the quarter", "Partnership business manager", "note", 15, "The board noted the figures. Decisions within one working day fell in one of the two areas; a busy month and two vacancies explained it.", null, null, 0),
    ];

    private readonly Actor manager = players.Actor(staff.First(s => s.Role == "business-manager"));

    public async Task TellAsync(CancellationToken stop)
    {
        var days = Enumerable.Range(0, 4).Select(i => Working(today.AddDays(-14).AddMonths(-3 * (3 - i)))).ToArray();
        var body = await MakeAsync(days[0].AddDays(-60), stop);
        Meeting? last = null;
        for (var i = 0; i < days.Length; i++)
        {
            var meeting = await CallAsync(body, days[i], stop);
            await SitAsync(body, meeting, i, last, stop);
            last = meeting;
        }

        var next = await CallAsync(body, Working(today.AddDays(75)), stop, today.AddDays(-3));
        At(today.AddDays(-2), 10, ActWords.PublishAgenda);
        Done(next.Publish(null, lateNeedsReason: false, "", time.Now, today, manager.Agency));
        await db.SaveChangesAsync(stop);
    }

    private async Task<Body> MakeAsync(DateOnly day, CancellationToken stop)
    {
        At(day, 10, ActWords.MakeBody);
        var body = new Body { Title = Title, Kind = "board", Areas = Areas, Cycle = "quarterly", Quorum = 5, MadeAt = time.Now, Terms = "To see that children are kept safe, that agencies do their part, and that the partnership learns." }.Made(manager.Agency);
        foreach (var (title, agency, holder) in Table)
        {
            var seat = body.SeatOf(title, time.Now, manager.Agency);
            seat.Agency = agency;
            var row = staff.FirstOrDefault(s => s.Email.StartsWith($"{holder}@", StringComparison.Ordinal));
            Done(body.Seated(seat, row?.Name ?? holder, row?.Title ?? title, row is null ? null : players.Actor(row).UserId, deputy: false, day, manager.Agency));
        }

        db.Add(body);
        await db.SaveChangesAsync(stop);
        return body;
    }

    private async Task<Meeting> CallAsync(Body body, DateOnly day, CancellationToken stop, DateOnly? called = null)
    {
        At(called ?? day.AddDays(-35), 9, ActWords.CallMeeting);
        var meeting = new Meeting
        {
            BodyId = body.Id,
            Areas = Areas,
            HeldOn = day,
            StartsAt = London.At(day, new TimeOnly(14, 0)),
            EndsAt = London.At(day, new TimeOnly(16, 0)),
            How = "both",
            Place = "Committee room 2",
            ChairSeatId = body.Seats[0].Id,
        }.Called(time.Now, manager.Agency).WithStandingItems(practice.Meetings, time.Now);
        foreach (var (title, lead, purpose, length, _, _, _, _) in Business)
        {
            var put = Done(meeting.Put(new ItemWords(title, "report", purpose, lead, length, "open", []), practice.Meetings, time.Now, manager.Agency));
            var paper = new Paper
            {
                ItemId = put.Id,
                MeetingId = meeting.Id,
                Item = put,
                Title = title,
                ReportOf = lead,
                Classification = "Official",
                Recommendations = $"That the board {(purpose == "decide" ? "agrees what is proposed" : "notes this paper")}",
                Body = "## What this is about\n\nThis paper is invented for the demonstration. It stands where a report of some pages would.\n\n## What is asked of the board\n\n- To read it beforehand\n- To say what is missing",
                At = time.Now,
                ById = manager.UserId,
            };
            Done(meeting.Lay(put, paper, null, time.Now, manager.Agency));
        }

        db.Add(meeting);
        await db.SaveChangesAsync(stop);
        return meeting;
    }

    private async Task SitAsync(Body body, Meeting meeting, int quarter, Meeting? before, CancellationToken stop)
    {
        var day = meeting.HeldOn;
        At(day.AddDays(-9), 10, ActWords.PublishAgenda);
        Done(meeting.Publish(null, lateNeedsReason: false, "", time.Now, day, manager.Agency));
        await db.SaveChangesAsync(stop);
        At(day, 14, ActWords.MinuteMeeting);
        Done(meeting.Begin(Named(body.Seats[0], day), body.Seats[0].Id, time.Now, day, manager.Agency));
        await db.SaveChangesAsync(stop);
        At(day, 14, ActWords.TakeAttendance);
        Done(meeting.Take([.. body.Seats.Select((s, i) => new Taken(s.Id, Came[i][quarter] switch { 'p' => "present", 'd' => "delegate", 'a' => "apology", _ => "absent" }, Online: i % 3 == 2))], time.Now, day, manager.Agency));
        await db.SaveChangesAsync(stop);
        foreach (var (item, said) in meeting.Agenda.Where(i => i.Kind == "report").Zip(Business))
        {
            await minutes.SaveAsync(meeting.Id, item.Id, 0, said.Said, stop);
            if (said.Resolved is { } resolved && quarter == 2)
            {
                At(day, 15, ActWords.DecideMeeting);
                await resolving.AtMeetingAsync(meeting, item, resolved, new Voted("consensus"), stop);
                await db.SaveChangesAsync(stop);
            }

            if (said.ToDo is { } toDo && quarter >= 2)
            {
                At(day, 15, ActWords.MinuteMeeting);
                var owner = Table[said.Owner];
                Done(await actions.SetAsync(new ActionToSet(Areas, toDo) { BodyId = body.Id, MeetingId = meeting.Id, AgendaItemId = item.Id, Item = item.Title, SourceId = meeting.Id, SetOn = day, Owner = new ActionOwner(owner.Agency, owner.Seat), DueOn = day.AddDays(quarter == 2 ? 60 : 45) }, stop));
                await db.SaveChangesAsync(stop);
            }
        }

        At(day, 16, ActWords.MinuteMeeting);
        Done(meeting.End(Share.Among(meeting.Now).Filled, body.Quorum, "", time.Now, manager.Agency));
        await db.SaveChangesAsync(stop);
        At(Working(day.AddDays(6)), 11, ActWords.MinuteMeeting);
        Done(meeting.Circulate(await TextAsync(body, meeting, stop), time.Now, manager.Agency));
        await db.SaveChangesAsync(stop);
        if (before is null) { return; }
        At(day, 17, ActWords.ApproveMinutes);
        Done(before.Approve(meeting, meeting.ChairedBy, await TextAsync(body, before, stop), time.Now, manager.Agency));
        await db.SaveChangesAsync(stop);
    }

    private async Task<string> TextAsync(Body body, Meeting meeting, CancellationToken stop) =>
        MinutesPaper.Text(MinutesPaper.Of(await written.ReadAsync(meeting, stop), body.Title, body.Seats, s => s.HolderOn(meeting.HeldOn) is { } holder ? $"{s.Title}: {holder.Name}" : s.Title));

    private static string Named(Seat seat, DateOnly day) => seat.HolderOn(day)?.Name ?? seat.Title;

    private DateOnly Working(DateOnly day) => calendar.IsWorkingDay(day) ? day : calendar.AddWorkingDays(day, 1);

    /// <summary>A story that cannot be told as it is written is a mistake in it.</summary>
    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The board's year: {why.Field}: {why.Words}") : done;

    private void At(DateOnly day, int hour, string word)
    {
        time.Now = London.At(day, new TimeOnly(hour, 0));
        db.Acting.As(manager);
        db.Acting.Begin(word);
    }
}
