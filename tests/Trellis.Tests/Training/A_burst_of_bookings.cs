using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Practice;
using Trellis.Sheets;
using Trellis.Tests.Support;
using Delegate = Trellis.Modules.Training.Delegate;

namespace Trellis.Tests.Training;

/// <summary>Many people book the same few places at once. <c>bench/</c> has all three hundred of them.</summary>
public sealed class A_burst_of_bookings(Stage stage) : OnStage(stage)
{
    private const int Places = 10;
    private const int People = 60;

    private static readonly Actor Guest = Actor.TheSystem("RBKC", "WCC") with { Circles = [Door.Circle] };

    [Fact]
    public async Task Every_place_is_given_once_the_rest_wait_in_the_order_they_came_and_nobody_is_charged()
    {
        var (workshop, delegates) = await AWorkshopAsync();
        await Parallel.ForEachAsync(delegates, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (who, stop) =>
        {
            await using var scope = Stage.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
            db.Acting.As(Guest);
            db.Acting.Begin(ActWords.GuestBooks);
            var on = await db.Set<Workshop>().SingleAsync(w => w.Id == workshop, stop);
            var me = await db.Set<Delegate>().SingleAsync(d => d.Id == who, stop);
            (await scope.ServiceProvider.GetRequiredService<BookingDesk>().BookAsync(on, me, newcomer: false, me.Id, "", stop: stop)).Refused(out var why).ShouldBeFalse(why?.Words);
            await db.SaveChangesAsync(stop);
        });

        (await Numbers("select count(*) from training.booking where state = 'confirmed'")).ShouldBe(Places);
        (await Numbers("select count(distinct seat) from training.booking where seat between 1 and 10")).ShouldBe(Places);
        (await Numbers("select count(*) from training.booking where state = 'waiting'")).ShouldBe(People - Places);
        (await Numbers("select (select max(turn) from training.booking where state = 'confirmed') - (select min(turn) from training.booking where state = 'waiting')")).ShouldBeLessThan(0, "whoever came first is first");
        (await Numbers("select count(*) from training.charge")).ShouldBe(0);
        (await Numbers("select count(*) from training.letter where kind in ('booked', 'waiting')")).ShouldBe(People, "everybody is told");

        // Whatever a program counts, the database holds.
        foreach (var sql in new[] { "update training.booking set state = 'confirmed', seat = 11 where id = (select id from training.booking where state = 'waiting' limit 1)", "update training.booking set state = 'confirmed', seat = 3 where id = (select id from training.booking where state = 'waiting' limit 1)" })
        {
            (await Should.ThrowAsync<PostgresException>(() => Stage.SqlAsync<int>(DatabaseRoles.Owner, sql))).SqlState.ShouldBeOneOf("23514", "23505");
        }

        // Two give up their places at once: the two who waited longest are offered them.
        var leaving = await Ids("select id from training.booking where state = 'confirmed' order by turn limit 2");
        await Parallel.ForEachAsync(leaving, async (id, stop) =>
        {
            await using var scope = Stage.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
            db.Acting.As(Guest);
            db.Acting.Begin(ActWords.GuestBooks);
            var booking = await db.Set<Booking>().Include(b => b.Workshop).SingleAsync(b => b.Id == id, stop);
            (await scope.ServiceProvider.GetRequiredService<BookingDesk>().CancelAsync(booking.Workshop!, booking, "nursery", stop)).Refused(out var why).ShouldBeFalse(why?.Words);
            await db.SaveChangesAsync(stop);
        });
        (await Numbers("select count(*) from training.booking where state = 'offered' and turn in (select turn from training.booking where state in ('offered', 'waiting') order by turn limit 2)")).ShouldBe(2);

        // Not taken in a day: the next two are asked.
        (await Stage.PassesTraining("2026-03-04")).Offered.ShouldBe(2);
        (await Numbers("select count(*) from training.booking where state = 'lapsed'")).ShouldBe(2);
        (await Numbers("select count(*) from training.booking where seat is not null")).ShouldBe(Places);
    }

    [SharedFact]
    public async Task The_137_workshops_of_2017_18_add_up_in_rows_and_columns_and_two_shares_do_not()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(SharedFactAttribute.Published, "training_sessions_2017-18.csv"));
        var taken = await TakenAsync(bytes, preview: true);
        taken.Notes.ShouldBe(["137 workshops in 20 rows and 11 columns", "Does not agree. Line 412, share of LSCB Trainer: printed 40.8%, 56 of 137 is 40.9%", "Does not agree. Line 412, share of External Trainer: printed 2.3%, 3 of 137 is 2.2%"]);
        (await Numbers("select count(*) from training.printed_count")).ShouldBe(0, "a preview takes in nothing");
        (await TakenAsync(bytes, preview: false)).Added.ShouldBe(75);
        var again = await TakenAsync(bytes, preview: false);
        (again.Added, again.Changed, again.Unchanged).ShouldBe((0, 0, 75));
        (await Numbers("select count(*) from training.printed_count where kind = 'cell' and value > 0")).ShouldBe(31);

        var broken = System.Text.Encoding.UTF8.GetString(bytes).Replace("LSCB Trainer,11,11,cell", "LSCB Trainer,eleven,11,cell", StringComparison.Ordinal);
        var refused = await TakenAsync(System.Text.Encoding.UTF8.GetBytes(broken), preview: false);
        refused.Errors.ShouldHaveSingleItem().ShouldBe(new RowError(2, "sessions", "sessions “eleven” is not a number"));
        (await Numbers("select count(*) from training.printed_matrix")).ShouldBe(1);
    }

    private async Task<TakenIn> TakenAsync(byte[] file, bool preview)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Guest);
        return await scope.ServiceProvider.GetRequiredService<MatrixList>().TakeAsync(Sheet.Read(new MemoryStream(file), MatrixList.Required), new ListAsked(null, preview, ["RBKC"]));
    }

    private async Task<(Guid Workshop, Guid[] Delegates)> AWorkshopAsync()
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        var (db, rules, at) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<PracticeModel>().Training, Stage.Clock.GetUtcNow());
        db.Acting.As(Guest);
        db.Acting.Begin(ActWords.PlanWorkshop);
        var trainer = Done(Trainer.Add("Perpetua Vance", "Open Doors", null, ["RBKC"], Guest, at));
        var course = new Course { Reference = "T1", Areas = ["RBKC"], MadeAt = at };
        Done(course.Write(new CourseText("core", "level-3", "Burst", "What", "Whom", ["Knows"], "", "", null, Open: true), rules, asked: false, Guest, at));
        var workshop = Done(Workshop.Plan(course, "W1", new WorkshopPlan("RBKC", "full-day", Places, "in-person", "Hall", "", "", 0, [(at.AddDays(60), at.AddDays(60).AddHours(6))], [trainer.Id]), rules, Guest, at));
        Done(workshop.OpenIt(Guest, at));
        var delegates = Enumerable.Range(1, People).Select(i =>
        {
            var who = new Delegate { Email = $"burst{i}@example.org", MadeAt = at };
            Done(who.Describe(new DelegateText($"Person {i}", "nursery", "Sunbeam Nursery", null, "practitioner"), null, rules, "RBKC", at));
            return who;
        }).ToArray();
        db.Add(trainer);
        db.Add(course);
        db.Add(workshop);
        db.AddRange(delegates);
        await db.SaveChangesAsync();
        return (workshop.Id, [.. delegates.Select(d => d.Id)]);
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new UnreachableException(why.Words) : done;

    private Task<long> Numbers(string sql) => Stage.SqlAsync<long>(DatabaseRoles.Owner, sql);

    private async Task<List<Guid>> Ids(string sql)
    {
        await using var ask = Stage.Database.As(DatabaseRoles.Owner).CreateCommand(sql);
        await using var row = await ask.ExecuteReaderAsync();
        var found = new List<Guid>();
        while (await row.ReadAsync()) { found.Add(row.GetGuid(0)); }
        return found;
    }
}
