using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>Child protection conferences that are to come: called, with agencies and a parent invited, reports asked for, and what some already say.</summary>
internal sealed class ConferencePlot(TrellisDb db, StoryTime time, StepWork work, StepMeetings meetings, PeopleRegister people, WorkingCalendar calendar, Players players, IReadOnlyList<StaffRow> staff, DateOnly today)
{
    private const int Each = 3;
    private const int Grown = 18;

    private static readonly string[] Conferences = ["initial-conference", "review-conference"];

    /// <summary>Kind of agency, what they are there as, whether they know the child, and what they say beforehand.</summary>
    private static readonly (string Agency, string Part, bool Knows, int? Safe, string Said)[] Table =
    [
        ("children", "Social worker", true, null, ""),
        ("police", "Child abuse investigation team", false, null, ""),
        ("health-trust", "Health visitor", true, 4, "Missed two appointments since the summer. When she comes she is warm with the children and asks for help with sleep."),
        ("school-a", "Designated safeguarding lead", true, 5, "In school every day since half term. He says that mornings are calmer at home."),
    ];

    public async Task TellAsync(CancellationToken stop)
    {
        foreach (var area in new[] { "RBKC", "WCC" })
        {
            db.Acting.As(players.Keeper);
            var open = await db.Steps.AsNoTracking().Where(s => s.Area == area && s.State == StepState.Open && Conferences.Contains(s.Name) && s.Process == "child-protection").OrderBy(s => s.OpenedAt).ThenBy(s => s.Id).Select(s => s.Id).Take(Each).ToListAsync(stop);
            foreach (var (step, number) in open.Select((s, i) => (s, i))) { await CallAsync(step, area, number, stop); }
        }
    }

    private async Task CallAsync(Guid id, string area, int number, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var chair = players.Actor(staff.First(s => s.Role == "conference-chair" && s.Areas.Contains(area)));
        var now = London.At(calendar.AddWorkingDays(today, -1), new TimeOnly(11, 0));
        At(chair, now, ActWords.Convene);
        var step = await work.FindAsync(id, stop) ?? throw new InvalidOperationException($"There is no step {id}");
        if (step.OpenedAt > now) { return; }
        var meeting = await meetings.OfAsync(step, work.Definition(step), stop) ?? throw new InvalidOperationException($"{step.Kind} is no meeting");
        Done(meetings.Call(step, meeting, new SittingWhen(London.At(calendar.AddWorkingDays(today, 3 + (2 * number)), new TimeOnly(number % 2 == 0 ? 10 : 14, 0)), number == 1 ? "online" : "both", number == 1 ? "" : "Family centre, room 2", number == 2 ? "" : "https://meet.example/conference")));
        await db.SaveChangesAsync(stop);

        At(chair, now.AddMinutes(10), ActWords.Convene);
        var invited = new List<(Invited Who, int? Safe, string Said)>();
        foreach (var (agency, part, knows, safe, said) in Table)
        {
            var code = agency is "children" or "school-a" ? $"{area.ToLowerInvariant()}-{agency}" : agency;
            invited.Add((Done(meetings.Invite(step, meeting, new ToInvite(code, null, "", part, knows), report: true)), safe, said));
        }

        if ((await people.HouseholdsOfAsync(step.Concerned.Select(p => p.PersonId), stop)).FirstOrDefault(p => p.AgeOn(today) >= Grown) is { } parent) { Done(meetings.Invite(step, meeting, new ToInvite(null, parent.Id, "", "Parent", false), report: false)); }
        await db.SaveChangesAsync(stop);

        foreach (var (who, safe, said) in invited.Where(i => i.Said.Length > 0 && number == 0))
        {
            At(players.Actor(staff.First(s => s.Agency == who.Code && s.Role is not ("agency-administrator" or "board-member" or "lado" or "safeguarding-lead" or "case-review-lead" or "case-review-panel-member") && s.Areas.Contains(area))), now.AddHours(3), ActWords.Contribute);
            Done(who.Say(step, new Contribution(safe is { } scale ? new Dictionary<string, decimal> { ["how-safe"] = scale } : [], null, "", said), "themselves", time.Now, db.Acting.Actor));
            await db.SaveChangesAsync(stop);
        }
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The conferences: {why.Field}: {why.Words}") : done;

    private void At(Actor who, DateTimeOffset at, string word)
    {
        time.Now = at;
        db.Acting.As(who);
        db.Acting.Begin(word);
    }
}
