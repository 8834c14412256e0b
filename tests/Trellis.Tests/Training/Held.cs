using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Record;
using Trellis.Tests.Support;
using Delegate = Trellis.Modules.Training.Delegate;

namespace Trellis.Tests.Training;

/// <summary>Workshops that are there already, with who booked them, written past the pages.</summary>
internal static class Held
{
    private static readonly Actor Team = Actor.TheSystem("RBKC", "WCC") with { Circles = [Door.Circle] };

    /// <summary>They came for the whole of a half-day of level 1.</summary>
    public static Task CameAsync(this Stage stage, string email, string name, string day) => stage.HoldsAsync(day, 10, came: true, (email, name));

    /// <summary>A half-day of level 1. Who is named past its capacity waits.</summary>
    public static async Task HoldsAsync(this Stage stage, string day, int capacity, bool came, params (string Email, string Name)[] booked)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        var (db, rules, starts) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), Stage.Practised.Model.Training, LondonTimes.Instant($"{day} 10:00"));
        var at = starts.AddDays(-30);
        db.Acting.As(Team);
        db.Acting.Begin(ActWords.PlanWorkshop);
        var trainer = Done(Trainer.Add("Perpetua Vance", "Open Doors", null, ["RBKC"], Team, at));
        var course = new Course { Reference = await Programme.NextCourseAsync(db), Areas = ["RBKC"], MadeAt = at };
        Done(course.Write(new CourseText("core", "level-1", "Noticing", "What", "Whom", ["Knows"], "", "", 12, Open: true), rules, asked: false, Team, at));
        var workshop = Done(Workshop.Plan(course, await Programme.NextWorkshopAsync(db), new WorkshopPlan("RBKC", "half-day", capacity, "in-person", "Hall", "", "", 0, [(starts, starts.AddHours(3))], [trainer.Id]), rules, Team, at));
        Done(workshop.OpenIt(Team, at));
        db.AddRange(trainer, course, workshop);
        foreach (var (number, (email, name)) in booked.Index())
        {
            var who = new Delegate { Email = email, MadeAt = at };
            Done(who.Describe(new DelegateText(name, "school", "Larkspur Primary School", null, "practitioner"), null, rules, "RBKC", at));
            var booking = Done(Booking.Make(workshop, who, who.Id, "", number < capacity ? number + 1 : null, await scope.ServiceProvider.GetRequiredService<BookingDesk>().NextTurnAsync(), at));
            if (came) { Done(booking.Attend("whole", "list", starts.AddHours(3))); }
            db.AddRange(who, booking);
        }

        await db.SaveChangesAsync();
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException(why.Words) : done;
}
