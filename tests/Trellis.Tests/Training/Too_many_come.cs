using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Training;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;
using static Trellis.Tests.Training.Delegates;
using Delegate = Trellis.Modules.Training.Delegate;

namespace Trellis.Tests.Training;

/// <summary>How many come is foretold from who came; places beyond the room's are given only where a partnership says so, and as far as the forecast fits the room.</summary>
public sealed class Too_many_come(TestSite site) : OnSite(site)
{
    private const int Room = 10;

    [Fact]
    public void A_forecast_is_the_courses_rate_times_the_agencys_against_everybodys_drawn_towards_what_is_usual()
    {
        // Everybody 80 of 100; the course 30 of 50, drawn (30 + 16) / 70 = 0.657; nurseries 40 of 40, drawn 56 / 60 = 0.933: 0.657 × 0.933 / 0.8 = 0.767.
        var foretold = Foretold.From(new("Everybody", 100, 80), new("This course", 50, 30), [(new("Nursery", 40, 40), 10), (new("Police", 0, 0), 10)]);
        foretold.Booked.ShouldBe(20);
        foretold.Agencies.Select(a => Math.Round(a.Rate, 3)).ShouldBe([0.767, 0.657], "of whom nothing is known come as everybody on this course");
        Math.Round(foretold.Mean, 2).ShouldBe(14.24);
        // Chance 4.04; the course 14.24² × 0.343 / (0.657 × 71) = 1.49; nurseries 7.67² × 0.067 / (0.933 × 61) = 0.07; police 6.57² × 0.2 / (0.8 × 21) = 0.51: 6.11, its root × 1.96 = 4.85.
        (Math.Round(foretold.Low, 1), Math.Round(foretold.High, 1)).ShouldBe((9.4, 19.1));
        // Nobody ever stayed away: still not more than were booked, nor surely all.
        var sure = Foretold.From(new("Everybody", 60, 60), new("This course", 60, 60), [(new("Nursery", 60, 60), 5)]);
        (sure.High, Math.Round(sure.Mean, 2)).ShouldBe((5.0, 4.95));
        Foretold.From(new("Everybody", 60, 0), new("This course", 60, 0), [(new("Nursery", 60, 0), 5)]).Mean.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_overbooked_unless_it_is_said_and_then_only_as_far_as_the_forecast_fits_the_room()
    {
        // Half of those who were booked came, 30 of 60.
        await PastAsync("Empty chairs", 60);
        var (rules, overbooked) = (Stage.Practised.Model.Training, Stage.Practised.Model with { Training = Stage.Practised.Model.Training with { Overbook = 50 } });
        rules.Overbook.ShouldBe(0, "off, as it comes");

        var off = await Stage.AWorkshop("Empty chairs", "2026-05-12", Room);
        (await BookAsync(off, "off", 12, Stage.Practised.Model)).ShouldBe((Room, 2));
        // Planned under rules that allow 15, under rules of today that allow none: none.
        var planned = await PlannedAsync("Empty chairs", "2026-05-19", overbooked.Training);
        (await BookAsync(planned, "today", 12, Stage.Practised.Model)).ShouldBe((Room, 2));

        // Twelve are foretold as 6, at most 9.9; thirteen as 6.5, at most 10.6: the thirteenth waits, though the rule allows 15.
        var on = await PlannedAsync("Empty chairs", "2026-05-26", overbooked.Training);
        (await BookAsync(on, "on", 14, overbooked)).ShouldBe((12, 2));
        (await BookAsync(await PlannedAsync("A new course, and few come to any", "2026-06-02", overbooked.Training with { ForetellFrom = 1000 }), "few", 12, overbooked with { Training = overbooked.Training with { ForetellFrom = 1000 } })).ShouldBe((Room, 2), "too few past places");

        // The organiser sees what it is made of; the catalogue says full.
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var page = await manager.Opens($"/training/workshops/{on}");
        page.Said.ShouldContain("Of 12 people who have a place about 6 will come. Of 100 such workshops, 95 would have from 2 to 10");
        page.Said.ShouldContain("No place is given beyond those of the room", Case.Sensitive, "by the rules of today");
        page.Table("Who came before").Select(r => $"{r["Of"]}: {r["Came"]} of {r["Past places"]}").ShouldBe(["Everybody: 50% of 60", "This course: 50% of 60", "Nursery or childminder: 50% of 60"]);
        (await Site.Proves(Site.Visitor(), "new@sunbeam.example", $"/courses/book/{on}")).SummaryValue("Places").ShouldStartWith("Full");

        // Eleven come. For the last there is no seat: nothing to pay, a letter, and the first turn on another date.
        Stage.Clock.Set(new DateTimeOffset(2026, 5, 26, 9, 0, 0, TimeSpan.Zero));
        manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        page = await manager.Opens($"/training/workshops/{on}/attendance");
        page.Said.ShouldContain("12 are booked and the room holds 10");
        var names = Enumerable.Range(1, 12).Select(i => $"on {i:00}").ToArray();
        foreach (var name in names) { page = page.Fill(name, name == "on 12" ? "Did not come" : name == "on 11" ? "Came, and there was no seat" : "Came"); }
        (await page.Presses("Close attendance")).Done.ShouldBe("Attendance is closed. 10 people came, 1 person is charged");
        (await Site.Posts()).Carried.Select(l => $"{l.To}: {l.Subject}").ShouldContain("on11@sunbeam.example: There was no seat: Empty chairs");
        var next = await Stage.AWorkshop("Empty chairs", "2026-06-30", places: 1);
        await Site.Books(Site.Visitor(), next, "Ottoline Marsh", "ottoline@sunbeam.example");
        await Site.Books(Site.Visitor(), next, "Barnaby Flood", "barnaby@sunbeam.example");
        var owed = Site.Visitor();
        await Site.Proves(owed, "on11@sunbeam.example");
        page = await (await owed.Opens("/courses/bookings")).Follows("Empty chairs");
        page.SummaryValue("State").ShouldBe("Came, and there was no seat");
        page = await page.Fill("Which date?", "30 June 2026, 9:30am to 12:30pm, Fern Room: full, 1 person waits").Presses("Move it");
        page.Done.ShouldBe("Moved. You are on the waiting list", page.Said);
        page.SummaryValue("State").ShouldBe("Waiting list, 0 people before you");
        (await Stage.StatesOf(next)).ShouldBe("on 11 waiting, Ottoline Marsh confirmed, Barnaby Flood waiting");
        (await Count("training.charge", "kind = 'no-show'")).ShouldBe(1);

        // Where all have a seat nobody can be marked so.
        (await As(off, async (db, workshop) => (await db.Set<Booking>().FirstAsync(b => b.WorkshopId == workshop.Id && b.State == "confirmed")).Attend("full", "list", Stage.Clock.GetUtcNow()).Refused(out var why) ? why.Words : "")).ShouldBe("There is a seat for everybody who is booked");
    }

    /// <summary>So many places some months ago, of which every second was used.</summary>
    private async Task PastAsync(string course, int places)
    {
        var now = Stage.Clock.GetUtcNow();
        Stage.Clock.Set("2025-11-03");
        var past = await Stage.AWorkshop(course, "2025-11-18", places);
        (await BookAsync(past, "past", places, Stage.Practised.Model)).ShouldBe((places, 0));
        Stage.Clock.Set("2025-11-19");
        await As(past, async (db, workshop) =>
        {
            db.Acting.Begin(ActWords.TakeTraining);
            foreach (var (i, booking) in (await db.Set<Booking>().Where(b => b.WorkshopId == workshop.Id).ToListAsync()).Index()) { Done(booking.Attend(i % 2 == 0 ? "whole" : "no", "list", Stage.Clock.GetUtcNow())); }
            Done(workshop.Take(Team, Stage.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
            return "";
        });
        Stage.Clock.Set(now);
    }

    private async Task<string> PlannedAsync(string course, string day, TrainingRules rules)
    {
        var reference = await Stage.AWorkshop(course, day, Room);
        await As(reference, async (db, workshop) =>
        {
            db.Acting.Begin(ActWords.PlanWorkshop);
            var plan = new WorkshopPlan(workshop.Area, workshop.Length, Room, workshop.How, workshop.Place, "", "", 0, [.. workshop.Sessions.Select(s => (s.StartsAt, s.EndsAt))], [.. workshop.Leading.Select(l => l.TrainerId)]);
            Done(workshop.Move(plan, rules, 0, Team, Stage.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
            return "";
        });
        return reference;
    }

    /// <summary>So many people ask, one after the other. Gives how many have a place and how many wait.</summary>
    private async Task<(int Seats, int Waiting)> BookAsync(string reference, string name, int people, PracticeModel practice)
    {
        var states = new List<string>();
        for (var i = 1; i <= people; i++)
        {
            var number = i;
            states.Add(await As(reference, async (db, workshop) =>
            {
                db.Acting.Begin(ActWords.GuestBooks);
                var who = new Delegate { Email = $"{name}{number:00}@sunbeam.example", MadeAt = Stage.Clock.GetUtcNow() };
                Done(who.Describe(new DelegateText($"{name} {number:00}", "nursery", "Sunbeam Nursery", null, "practitioner"), null, practice.Training, "RBKC", Stage.Clock.GetUtcNow()));
                db.Add(who);
                await using var scope = Stage.Services.CreateAsyncScope();
                var (calendar, clock) = (scope.ServiceProvider.GetRequiredService<WorkingCalendar>(), scope.ServiceProvider.GetRequiredService<LondonClock>());
                var booking = Done(await new BookingDesk(db, practice, new Turnout(db, practice, scope.ServiceProvider.GetRequiredService<AgencyRegister>(), clock), calendar, clock).BookAsync(workshop, who, newcomer: true, who.Id, ""));
                await db.SaveChangesAsync();
                return booking.State;
            }));
        }

        return (states.Count(s => s == "confirmed"), states.Count(s => s == "waiting"));
    }

    private async Task<T> As<T>(string reference, Func<TrellisDb, Workshop, Task<T>> work)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(Team);
        var asked = reference.ToUpperInvariant();
        return await work(db, await db.Set<Workshop>().Include(w => w.Sessions).Include(w => w.Leading).SingleAsync(w => w.Reference == asked));
    }
}
