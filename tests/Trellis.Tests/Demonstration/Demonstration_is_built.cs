using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Demonstration;
using Trellis.Modules.Agencies;
using Trellis.Modules.Casework.Work;
using Trellis.Modules.Figures;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Tests.Support;

namespace Trellis.Tests.Demonstration;

public sealed class Demonstration_is_built : IAsyncLifetime
{
    private Database database = null!;

    public async Task InitializeAsync() => database = await SmallDemonstration.NewAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Two_builds_count_the_same()
    {
        await using var other = await SmallDemonstration.EmptyAsync();
        await SmallDemonstration.BuildAsync(other);

        foreach (var figure in Stage.Practised.Model.Figures)
        {
            (await CountAsync(other, figure)).ShouldBe(await CountAsync(database, figure), figure.Id);
        }

        const string Record = "select format('%s %s %s %s', f.kind, f.occurred_at, f.recorded, p.reference) from record.fact f left join people.person p on p.id = f.person_id where f.kind not like 'figure.%' order by 1";
        (await other.RowsAsync(Record)).ShouldBe(await database.RowsAsync(Record));
        const string Matters = "select format('%s %s %s', reference, process, opened_at) from casework.matter order by 1";
        (await other.RowsAsync(Matters)).ShouldBe(await database.RowsAsync(Matters));
    }

    [Fact]
    public async Task Front_door_figures_have_values()
    {
        foreach (var figure in Stage.Practised.Model.Figures.Where(f => f.Id is "contacts" or "referrals" or "contact-to-referral" or "contact-triage-in-time" or "referral-decisions-in-time" or "assessments" or "assessments-in-time" or "children-in-need"))
        {
            (await CountAsync(database, figure)).ShouldNotBeEmpty(figure.Id);
        }
    }

    [Fact]
    public async Task Nothing_is_in_the_future_and_everything_is_sealed()
    {
        var limit = "timestamptz '2026-07-16 00:00 Europe/London'";
        (await database.SqlAsync<long>($"select count(*) from record.fact where kind not like 'figure.%' and (occurred_at > {limit} or recorded > {limit})")).ShouldBe(0);
        (await database.SqlAsync<long>($"select count(*) from record.fact where occurred_at > recorded")).ShouldBe(0);
        await using var services = new ServiceCollection().AddLogging().AddTrellis(database, Stage.Practised).AddSingleton<TimeProvider>(At(SmallDemonstration.Today)).BuildServiceProvider();
        await services.GetRequiredService<Seals>().SealAllAsync(database);
        var verified = await RecordVerifier.VerifyAsync(database);
        verified.Holds.ShouldBeTrue();
        verified.Unsealed.ShouldBe(0);
        verified.IsStuck.ShouldBeFalse();
    }

    [Fact]
    public async Task Work_waits_for_those_who_do_it()
    {
        await using var services = new ServiceCollection().AddLogging().AddTrellis(database, Stage.Practised).AddSingleton<TimeProvider>(At(SmallDemonstration.Today)).AddSingleton<SignedIn>().BuildServiceProvider();
        foreach (var role in new[] { "front-door-worker", "social-worker", "team-manager" })
        {
            var total = 0L;
            foreach (var area in new[] { "RBKC", "WCC" })
            {
                await using var scope = services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Acting>().As(services.GetRequiredService<SignedIn>().Holding(Ids.New(), role, null, "rbkc-children", [area], role, "social-worker"));
                total += (await scope.ServiceProvider.GetRequiredService<WorkList>().ReadAsync(everyone: false, page: 1)).Total;
            }

            total.ShouldBeGreaterThan(0, role);
        }
    }

    [Fact]
    public async Task It_has_what_goes_wrong_and_is_put_right()
    {
        (await database.SqlAsync<long>("select count(*) from record.act where word = 'step.correct'")).ShouldBe(4);
        (await database.SqlAsync<long>("select count(*) from record.act where word = 'step.withdraw'")).ShouldBe(4);
        (await database.SqlAsync<long>("select count(*) from record.act where word = 'matter.join'")).ShouldBeGreaterThan(0);
        (await database.SqlAsync<long>("select count(*) from record.fact where kind = 'person.turned-18'")).ShouldBeGreaterThan(0);
        (await database.SqlAsync<long>("select count(*) from record.deadline where in_time = false")).ShouldBeGreaterThan(0);
        (await database.SqlAsync<long>("select count(*) from casework.step where agency is not null and state = 'done'")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Children_are_visited_and_what_happens_seldom_is_told()
    {
        foreach (var kind in new[] { "child-protection.visit", "child-in-need.visit", "person.died", "child-death.notification", "plan.notified-by-another-authority", "child-protection.transfer-in-conference", "welfare-check.check" })
        {
            (await database.SqlAsync<long>($"select count(*) from record.effective where kind = '{kind}'")).ShouldBeGreaterThan(0, kind);
        }

        (await database.SqlAsync<long>("select count(*) from record.fact f join record.fact d on d.kind = 'person.died' and d.person_id = f.person_id and f.occurred_on > d.occurred_on where f.kind not like 'child-death.%' and f.kind not like 'matter.%' and f.kind not like 'coroner.%'")).ShouldBe(0, "nothing happens to a child who died");
    }

    [Fact]
    public async Task All_sign_in_with_the_one_password()
    {
        var hashes = await database.RowsAsync("select distinct password_hash from agencies.staff");

        new PasswordHasher<Staff>().VerifyHashedPassword(null!, hashes.ShouldHaveSingleItem(), SmallDemonstration.Password).ShouldBe(PasswordVerificationResult.Success);
        Password.Make(Inventions.Read().PasswordWords).Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task It_is_not_built_beside_real_records()
    {
        await Should.ThrowAsync<WrongInputException>(() => SmallDemonstration.BuildAsync(database));
        (await Marker.ReadAsync(database))!.Ready.ShouldBeTrue();
    }

    [Fact]
    public async Task It_can_be_dropped_and_built_again()
    {
        await using var mine = await SmallDemonstration.EmptyAsync();
        await SmallDemonstration.BuildAsync(mine, SmallDemonstration.Tiny);
        await Marker.DropAsync(mine);
        (await Marker.ReadAsync(mine)).ShouldBeNull();
        await Migrator.MigrateAsync(mine, typeof(TrellisDb).Assembly);

        (await SmallDemonstration.BuildAsync(mine, SmallDemonstration.Tiny)).Stories.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_no_demonstration_is_not_dropped()
    {
        await using var mine = await SmallDemonstration.EmptyAsync();

        await Should.ThrowAsync<Npgsql.PostgresException>(() => Marker.DropAsync(mine));
        (await Marker.IsEmptyAsync(mine)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_named_database_that_is_no_demonstration_is_not_reset()
    {
        await using var mine = await SmallDemonstration.EmptyAsync();

        var refused = await Should.ThrowAsync<WrongInputException>(() => DemonstrationDatabase.EnsureAsync(mine, reset: true, SmallDemonstration.Seed, TextWriter.Null));

        refused.Message.ShouldContain("not a demonstration");
    }

    [Fact]
    public async Task One_that_is_whole_is_left_as_it_is()
    {
        (await DemonstrationDatabase.EnsureAsync(database, reset: false, SmallDemonstration.Seed, TextWriter.Null)).ShouldBeNull();
    }

    [Fact]
    public async Task The_password_is_kept_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("trellis-password-").FullName;
        try
        {
            await Password.KeepAsync("one", folder);
            await Password.KeepAsync("another", folder);

            (await Password.ReadAsync(folder)).ShouldBe("another");
            if (!OperatingSystem.IsWindows()) { File.GetUnixFileMode(Path.Combine(folder, Password.FileName)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite); }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string>> CountAsync(Database database, Trellis.Practice.Figure figure)
    {
        var figures = new LiveFigures(database, Stage.Practised.Model, new RecordProgress(database), new AsKnown(database, Stage.Practised.Model, new Consequences(Practices.RulesOf(Stage.Practised))), Stage.Practised.Calendar, new LondonClock(At(SmallDemonstration.Today)));
        return [.. (await figures.CountAsync(figure)).Select(c => $"{c.Area} {c.Period} {c.Value} {c.Counted} {c.Good}").Order(StringComparer.Ordinal)];
    }

    private static TestClock At(DateOnly day)
    {
        var clock = new TestClock();
        clock.Set(London.At(day, new TimeOnly(9, 0)));
        return clock;
    }
}
