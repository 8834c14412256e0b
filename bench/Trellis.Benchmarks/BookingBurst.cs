using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Person = Trellis.Modules.Training.Delegate;

namespace Trellis.Benchmarks;

/// <summary>300 people book a workshop of 25 places within ten seconds. For a data folder that is thrown away.</summary>
internal static class BookingBurst
{
    private const int People = 300;
    private const int Places = 25;
    private const double Promised = 500;
    private const double Percentile = 0.95;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);
    private static readonly Actor Team = Actor.TheSystem("RBKC", "WCC") with { Circles = [Door.Circle] };

    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await Migrator.MigrateAsync(database, typeof(TrellisDb).Assembly);
        var practised = Practices.Read();
        await using var services = new ServiceCollection().AddLogging().AddTrellis(database, practised).BuildServiceProvider();
        var (workshop, people) = await PlannedAsync(services, practised.Model.Training);
        var took = new double[People];
        await Task.WhenAll(people.Select(async (who, i) =>
        {
            await Task.Delay(Within * i / People);
            var began = Stopwatch.GetTimestamp();
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
            db.Acting.As(Team);
            db.Acting.Begin(ActWords.GuestBooks);
            var on = await db.Set<Workshop>().SingleAsync(w => w.Id == workshop);
            var me = await db.Set<Person>().SingleAsync(d => d.Id == who);
            if ((await scope.ServiceProvider.GetRequiredService<BookingDesk>().BookAsync(on, me, newcomer: false, who, "")).Refused(out var why)) { throw new InvalidOperationException(why.Words); }
            await db.SaveChangesAsync();
            took[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }));
        var (seats, waiting, charged) = (await CountAsync(database, workshop, "booking b where b.seat is not null"), await CountAsync(database, workshop, "booking b where b.state = 'waiting'"), await CountAsync(database, workshop, "booking b join training.charge c on c.booking_id = b.id where true"));
        var unfair = await CountAsync(database, workshop, "booking b where b.state = 'waiting' and b.turn < (select max(turn) from training.booking where workshop_id = b.workshop_id and seat is not null)");
        Array.Sort(took);
        var slow = took[(int)(People * Percentile)];
        await output.WriteLineAsync($"{People} people for {Places} places in {Within.TotalSeconds:0} s: {seats} places given, {waiting} wait, {unfair} out of turn, {charged} charged; {took[People / 2]:0} ms in the middle, {slow:0} ms for 95 of a hundred, {took[^1]:0} ms at most; promised {Promised:0} ms");
        return (seats, waiting, unfair, charged) == (Places, People - Places, 0, 0) && slow < Promised ? 0 : 1;
    }

    private static async Task<(Guid Workshop, Guid[] People)> PlannedAsync(ServiceProvider services, Practice.TrainingRules rules)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, at) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), DateTimeOffset.UtcNow);
        db.Acting.As(Team);
        db.Acting.Begin(ActWords.PlanWorkshop);
        var trainer = Done(Trainer.Add("Trainer", "Agency", null, ["RBKC"], Team, at));
        var course = new Course { Reference = await Programme.NextCourseAsync(db), Areas = ["RBKC"], MadeAt = at };
        Done(course.Write(new CourseText(rules.Programmes[0].Id, rules.Levels[0].Id, "Burst", "What", "Whom", ["Knows"], "", "", null, Open: true), rules, asked: false, Team, at));
        var workshop = Done(Workshop.Plan(course, await Programme.NextWorkshopAsync(db), new WorkshopPlan("RBKC", Practice.TrainingRules.FullDay, Places, "in-person", "Hall", "", "", 0, [(at.AddDays(60), at.AddDays(60).AddHours(6))], [trainer.Id]), rules, Team, at));
        Done(workshop.OpenIt(Team, at));
        var people = Enumerable.Range(1, People).Select(i =>
        {
            var who = new Person { Email = $"{Guid.NewGuid():N}@example.org", MadeAt = at };
            Done(who.Describe(new DelegateText($"Person {i}", rules.Sectors[0].Id, "Council", null, rules.Roles[0].Id), null, rules, "RBKC", at));
            return who;
        }).ToArray();
        db.Add(trainer);
        db.Add(course);
        db.Add(workshop);
        db.AddRange(people);
        await db.SaveChangesAsync();
        return (workshop.Id, [.. people.Select(p => p.Id)]);
    }

    private static async Task<long> CountAsync(Database database, Guid workshop, string what)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand($"select count(*) from training.{what} and b.workshop_id = $1");
        ask.Parameters.Add(new NpgsqlParameter { Value = workshop });
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException(why.Words) : done;
}
