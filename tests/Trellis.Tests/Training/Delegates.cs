using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Tests.Messages;
using Trellis.Tests.Support;

namespace Trellis.Tests.Training;

/// <summary>Whoever books training, and the post that reaches them, as tests speak of them.</summary>
internal static class Delegates
{
    public static Actor Team { get; } = Actor.TheSystem("RBKC", "WCC") with { Circles = [Door.Circle] };

    /// <summary>Everything due goes out; what went is given.</summary>
    public static async Task<Pigeon> Posts(this TestSite site)
    {
        var pigeon = new Pigeon();
        await site.Site.Services.GetRequiredService<LetterPost>().SendDueAsync(pigeon);
        return pigeon;
    }

    /// <summary>Somebody without an account shows that they read an address, and is let in.</summary>
    public static async Task<TestPage> Proves(this TestSite site, Visitor visitor, string email, string to = "/courses/bookings")
    {
        var page = await visitor.Opens($"/courses/you?to={to}");
        if (!page.Asks("Email address")) { return page; } // in already, for two hours
        page = await page.Fill("Email address", email).Presses("Send me a code");
        return await page.Fill("Your code", await site.CodeFor(email)).Presses("Continue");
    }

    /// <summary>The code in the e-mail that went to an address last.</summary>
    public static async Task<string> CodeFor(this TestSite site, string email) =>
        (await site.Posts()).Carried.Last(l => l.To == email && l.Subject == "Your code for training").Body.Split(' ')[3].TrimEnd('.');

    public static async Task<TestPage> Books(this TestSite site, Visitor visitor, string workshop, string name, string email, string sector = "Nursery or childminder", string organisation = "Sunbeam Nursery")
    {
        var page = await site.Proves(visitor, email, $"/courses/book/{workshop}");
        page = page.Fill("Your full name", name).Fill("What kind of organisation do you work for?", sector).Fill("What is it called?", organisation).Fill("What do you do?", "Works with children, families or adults");
        return await page.Presses(page.Buttons.Contains("Book the place") ? "Book the place" : "Wait for a place");
    }

    public static async Task<(int Offered, int Reminded, int Asked)> PassesTraining(this Stage stage, string? when = null)
    {
        if (when is not null) { stage.Clock.Set(when); }
        await using var scope = stage.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TrainingTime>().PassAsync();
    }

    /// <summary>A workshop that can be booked, of half a day, from half past nine. Gives its reference as addresses have it.</summary>
    /// <param name="course">Courses of one title are one.</param>
    public static async Task<string> AWorkshop(this Stage stage, string course, string day, int places = 2, string area = "RBKC", string? trainerAt = null)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        var (db, rules, at) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<PracticeModel>().Training, stage.Clock.GetUtcNow());
        db.Acting.As(Team);
        var account = trainerAt is null ? null : await scope.ServiceProvider.GetRequiredService<AgencyRegister>().StaffAtAsync(trainerAt);
        db.Acting.Begin(ActWords.PlanWorkshop);
        var trainer = Done(Trainer.Add($"Perpetua Vance {trainerAt}", "Open Doors", account?.Id, ["RBKC", "WCC"], Team, at));
        var of = await db.Set<Course>().FirstOrDefaultAsync(c => c.Title == course);
        if (of is null)
        {
            of = new Course { Reference = await Programme.NextCourseAsync(db), Areas = ["RBKC", "WCC"], MadeAt = at };
            Done(of.Write(new CourseText("core", "level-1", course, "What", "Whom", ["Knows"], "", "", null, Open: true), rules, asked: false, Team, at));
            db.Add(of);
        }

        var starts = London.At(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), new TimeOnly(9, 30));
        var workshop = Done(Workshop.Plan(of, await Programme.NextWorkshopAsync(db), new WorkshopPlan(area, "half-day", places, "in-person", "Fern Room", "", "", 90, [(starts, starts.AddHours(3))], [trainer.Id]), rules, Team, at));
        Done(workshop.OpenIt(Team, at));
        db.AddRange(trainer, workshop);
        await db.SaveChangesAsync();
        return workshop.Reference.ToLowerInvariant();
    }

    public static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new UnreachableException(why.Words) : done;

    public static async Task<string?> StatesOf(this Stage stage, string workshop) =>
        await stage.SqlAsync<string>(DatabaseRoles.Owner, $"select string_agg(d.name || ' ' || b.state, ', ' order by b.turn) from training.booking b join training.delegate d on d.id = b.delegate_id join training.workshop w on w.id = b.workshop_id where w.reference = '{workshop.ToUpperInvariant()}'");
}
