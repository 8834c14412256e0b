using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.Access;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Practice;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A nursery worker without an account books, is reminded, cancels late and is charged; a colleague’s coming costs nothing; a trainer takes attendance on a phone.</summary>
public sealed partial class TrainingJourney(BrowserSite site) : Journey(site)
{
    private static readonly Actor Team = Actor.TheSystem("RBKC", "WCC") with { Circles = [Door.Circle] };

    [Fact]
    public async Task From_the_catalogue_to_a_charge_and_from_the_list_to_what_people_think()
    {
        var (soon, today) = await PlannedAsync();
        await using var worker = await Tab.OpenAsync(Site);
        await Looks(worker, "/courses");
        await Looks(worker, "/courses/terms");
        await worker.Page.GotoAsync("/courses?words=heronries");
        await worker.Follows("Quiet heronries");
        await worker.IsForEveryoneAtEveryWidth();
        await worker.Page.GotoAsync($"/courses/book/{soon}");
        await worker.IsForEveryoneAtEveryWidth();
        await ProvesAsync(worker, "ottoline@heronry.example");
        await DescribesAsync(worker, "Ottoline Marsh");
        await worker.IsForEveryoneAtEveryWidth();
        await worker.Presses("Book the place");
        (await worker.SummaryValue("State")).ShouldBe("Booked");
        await worker.IsForEveryoneAtEveryWidth();
        var own = new Uri(worker.Page.Url).AbsolutePath;

        (await PostAsync()).ShouldContain("Booked: Quiet heronries");
        (await worker.Page.InnerTextAsync("main")).ShouldContain("Cancelling costs £25.00, unless a colleague comes instead");
        await worker.Presses("Cancel the booking");
        (await worker.SummaryValue("Charge")).ShouldContain("£25.00, late cancellation");
        await worker.IsForEveryoneAtEveryWidth();

        // Another day: a colleague comes, and it costs nothing.
        await worker.Page.GotoAsync($"/courses/book/{today}");
        await worker.Presses("Book the place");
        await worker.Fills("Their full name", "Perdita Vole");
        await worker.Fills("Their email address", "perdita@heronry.example");
        await worker.Presses("Give them the place");
        (await worker.SummaryValue("Who comes")).ShouldBe("Perdita Vole, Heronry Nursery");
        (await worker.Page.Locator("dt", new() { HasTextString = "Charge" }).CountAsync()).ShouldBe(0);
        await Looks(worker, "/courses/bookings");
        worker.WentWell();
        own.ShouldStartWith("/courses/bookings/b");

        await using var trainer = await Tab.OpenAsync(Site, width: Tab.Narrow);
        await trainer.SignsIn(Trellis.Tests.Support.Roles.Trainer);
        await Looks(trainer, "/training");
        await Looks(trainer, $"/training/workshops/{today}/attendance");
        await trainer.Chooses("Perdita Vole", "Came");
        await trainer.Presses("Save");
        var wall = new Uri(await trainer.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).Filter(new() { HasTextString = "/courses/here/" }).First.GetAttributeAsync("href") ?? "").AbsolutePath;
        await Looks(worker, wall);
        await trainer.Presses("Close attendance");
        await trainer.IsForEveryone();
        trainer.WentWell();

        await using var colleague = await Tab.OpenAsync(Site);
        await colleague.Page.GotoAsync("/courses/you");
        await ProvesAsync(colleague, "perdita@heronry.example");
        await colleague.Follows("Quiet heronries");
        await colleague.Presses("Say what you think of it");
        await colleague.IsForEveryoneAtEveryWidth();
        colleague.WentWell();

        await using var manager = await Tab.OpenAsync(Site);
        await manager.SignsIn(BusinessManager, "RBKC", "WCC");
        foreach (var page in (string[])["/training", "/training?show=courses", "/training?show=over", "/training/trainers", "/training/payments", "/training/payments?show=all", "/training/charges", "/training/charges?show=all", "/training/year", "/training/courses/new", $"/training/workshops/{soon}", $"/training/workshops/{soon}/move"]) { await Looks(manager, page); }
        await manager.Page.GotoAsync("/training?show=courses");
        await manager.Follows("Quiet heronries");
        await manager.IsForEveryoneAtEveryWidth();
        await manager.Presses("Plan a workshop");
        await manager.IsForEveryoneAtEveryWidth();
        manager.WentWell();
    }

    private async Task ProvesAsync(Tab tab, string email)
    {
        await tab.Fills("Email address", email);
        await tab.Presses("Send me a code");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Your code", (await PostAsync(l => l.To == email && l.Subject.StartsWith("Your code", StringComparison.Ordinal)) ?? "").Split(' ')[3].TrimEnd('.'));
        await tab.Presses("Continue");
    }

    private static async Task DescribesAsync(Tab tab, string name)
    {
        await tab.Fills("Your full name", name);
        await tab.Page.GetByLabel("What kind of organisation do you work for?").SelectOptionAsync(new SelectOptionValue { Label = "Nursery or childminder" });
        await tab.Fills("What is it called?", "Heronry Nursery");
        await tab.Page.GetByLabel("What do you do?").SelectOptionAsync(new SelectOptionValue { Label = "Volunteer" });
    }

    private static async Task Looks(Tab tab, string address)
    {
        await tab.Page.GotoAsync(address);
        await tab.IsForEveryoneAtEveryWidth();
    }

    /// <summary>A workshop in three days, and one that begins in half an hour.</summary>
    private async Task<(string Soon, string Today)> PlannedAsync(string title = "Quiet heronries")
    {
        await using var scope = Site.Services.CreateAsyncScope();
        var (db, rules, at) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<PracticeModel>().Training, Site.Stage.Clock.GetUtcNow());
        db.Acting.As(Team);
        var account = await scope.ServiceProvider.GetRequiredService<AgencyRegister>().StaffAtAsync(Trellis.Tests.Support.Stage.EmailOf(Trellis.Tests.Support.Roles.Trainer));
        db.Acting.Begin(ActWords.PlanWorkshop);
        var trainer = Done(Modules.Training.Trainer.Add("Perpetua Vance", "Open Doors", account!.Value.Id, ["RBKC", "WCC"], Team, at));
        var course = new Course { Reference = await Programme.NextCourseAsync(db), Areas = ["RBKC", "WCC"], MadeAt = at };
        Done(course.Write(new CourseText("core", "level-1", title, "How quiet children tell", "Nursery staff", ["Hears what is not said", "Knows whom to tell"], "", "", 36, Open: true), rules, asked: false, Team, at));
        async Task<Workshop> Plan(DateTimeOffset starts)
        {
            var workshop = Done(Workshop.Plan(course, await Programme.NextWorkshopAsync(db), new WorkshopPlan("RBKC", "half-day", 12, "in-person", "Fern Room", "", "", 80, [(starts, starts.AddHours(3))], [trainer.Id]), rules, Team, at));
            Done(workshop.OpenIt(Team, at));
            return workshop;
        }

        var (soon, today) = (await Plan(at.AddDays(3)), await Plan(at.AddMinutes(30)));
        db.Add(trainer);
        db.Add(course);
        db.AddRange(soon, today);
        await db.SaveChangesAsync();
        return (soon.Reference.ToLowerInvariant(), today.Reference.ToLowerInvariant());
    }

    private async Task<IReadOnlyList<string>> PostAsync() => await PostedAsync() is { } all ? [.. all.Select(l => l.Subject)] : [];

    private async Task<string?> PostAsync(Func<Platform.Messages.Letter, bool> which) => (await PostedAsync()).LastOrDefault(which)?.Body;

    private async Task<IReadOnlyList<Platform.Messages.Letter>> PostedAsync()
    {
        var bag = new Bag();
        await Site.Services.GetRequiredService<LetterPost>().SendDueAsync(bag);
        return bag.Letters;
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException(why.Words) : done;

    private sealed class Bag : ICarrier
    {
        public List<Platform.Messages.Letter> Letters { get; } = [];

        public Task<Carried> CarryAsync(Platform.Messages.Letter letter, CancellationToken cancellationToken)
        {
            Letters.Add(letter);
            return Task.FromResult(new Carried(Handover.Sent, "250"));
        }
    }
}
