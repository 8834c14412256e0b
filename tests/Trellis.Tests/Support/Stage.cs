using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Extracts;
using Trellis.Modules.People;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Tests.Support;

/// <summary>
/// The world of one test class: a migrated database of its own with staff in every role, everything the product is made of,
/// and a clock that stands where the test set it. Nothing in it is a stand-in but the clock.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>Everybody's.</summary>
    public const string Password = "the heron waits at the weir";

    private readonly Dictionary<string, Actor> cast = new(StringComparer.Ordinal);
    private ServiceProvider? services;
    private Database? database;

    /// <summary>The practice model and calendar the product ships, read once.</summary>
    public static Practised Practised { get; } = Practices.Read();

    public TestClock Clock { get; } = new();

    public ExtractFolder Extracts { get; } = new(TestPostgres.File($"extracts-{Guid.NewGuid():N}"));

    public OuterKeys Keys { get; } = OuterKeys.Unkept();

    /// <summary>What is disposed of is written down here.</summary>
    public DisposalJournal Journal { get; } = new(TestPostgres.File($"{Guid.NewGuid():N}.disposals"));

    public Database Database => database ?? throw new InvalidOperationException("The stage is not set up: make it a class fixture");

    public IServiceProvider Services => services ?? throw new InvalidOperationException("The stage is not set up: make it a class fixture");

    public Givens Given => new(this);

    /// <summary>Sees both areas and every circle; for a test to look at what came of it.</summary>
    public Actor Everything { get; } = Actor.TheSystem("RBKC", "WCC", "LBHF") with { Circles = [.. Practised.Model.Roles.SelectMany(r => r.Circles).Distinct()] };

    public async Task InitializeAsync()
    {
        database = await TestPostgres.NewAsync("stage", StageStaff.FillAsync);
        services = new ServiceCollection().AddLogging().AddTrellis(database, Practised).AddSingleton<TimeProvider>(Clock).AddSingleton(Journal).AddSingleton(Keys).AddSingleton(Extracts).AddSingleton<SignedIn>()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var roles = new SignedIn(database, Practised.Model, new LondonClock(Clock));
        await LookAsync(async db =>
        {
            foreach (var staff in await db.Staff.AsNoTracking().Include(s => s.Posts).ToListAsync())
            {
                var post = staff.Posts[0];
                cast[staff.Email] = roles.Holding(staff.Id, staff.Name, post.Id, post.Agency, post.Areas, post.Role, post.Qualification);
            }
        });
    }

    public async Task DisposeAsync()
    {
        if (services is not null) { await services.DisposeAsync(); }
        if (database is not null) { await database.DisposeAsync(); }
    }

    /// <summary>Sets the clock: "2026-03-05 10:00" in London, or a day.</summary>
    public Stage On(string when)
    {
        Clock.Set(when);
        return this;
    }

    /// <summary>Somebody in a role in an area ("RBKC", "WCC", or both), as they would be signed in.</summary>
    /// <param name="number">1 or 2: there are two of each.</param>
    public Player As(string role, string area = "RBKC", string? and = null, int number = 1) => new(this, Someone(role, area, and, number));

    public Player As(Actor actor) => new(this, actor);

    public Actor Someone(string role, string area = "RBKC", string? and = null, int number = 1) =>
        cast.GetValueOrDefault(EmailOf(role, area, and, number)) ?? throw new ArgumentException($"There is no {role} number {number} of {area} {and}", nameof(role));

    /// <summary>To sign in with, and <see cref="Password"/>.</summary>
    public static string EmailOf(string role, string area = "RBKC", string? and = null, int number = 1) => StageStaff.Email(role, and is null ? [area] : [area, and], number);

    /// <summary>Looks with everybody's eyes; for what one role sees: <see cref="Player.Sees{T}"/>.</summary>
    public Task<T> LookAsync<T>(Func<TrellisDb, Task<T>> look) => As(Everything).Sees(look);

    public Task LookAsync(Func<TrellisDb, Task> look) => LookAsync(async db => { await look(db); return true; });

    /// <summary>SQL as a database role, told nothing of who asks. Gives the first value.</summary>
    public async Task<T?> SqlAsync<T>(string role, string sql, params object[] values)
    {
        await using var command = Database.As(role).CreateCommand(sql);
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value }); }
        return await command.ExecuteScalarAsync() is T found ? found : default;
    }

    /// <summary>The newest step of this name about somebody, one still open before one that is done: "triage" or "front-door.triage".</summary>
    public Task<CaseStep> Step(string name, Person about) => LookAsync(async db =>
    {
        var (process, step) = name.Split('.') is [var p, var s] ? (p, s) : (null, name);
        var steps = await db.Steps.AsNoTracking().Include(f => f.People).Where(f => f.Name == step && (process == null || f.Process == process) && f.People.Any(p => p.PersonId == about.Id)).ToListAsync();
        return steps.OrderBy(s => s.State).ThenByDescending(s => s.OpenedAt).ThenByDescending(s => s.Id).FirstOrDefault() ?? throw new ArgumentException($"There is no step {name} about {about.Name}", nameof(name));
    });

    public Task<List<CaseStep>> Steps(Person about) => LookAsync(db => db.Steps.AsNoTracking().Include(s => s.People).Where(s => s.People.Any(p => p.PersonId == about.Id)).OrderBy(s => s.Id).ToListAsync());

    public Task<List<DeadlineRow>> Deadlines(Person about, string? timescale = null) =>
        LookAsync(db => db.Deadlines.Where(d => d.PersonId == about.Id && (timescale == null || d.Timescale == timescale)).OrderBy(d => d.StartedAt).ThenBy(d => d.Timescale).ToListAsync());

    public Task<List<StatusRow>> Statuses(Person about) => LookAsync(db => db.Statuses.Where(s => s.PersonId == about.Id).OrderBy(s => s.StartsOn).ThenBy(s => s.Kind).ToListAsync());

    /// <summary>Every fact about somebody, corrected ones too, in the order they were recorded.</summary>
    public Task<List<Fact>> Facts(Person about) => LookAsync(db => db.Facts.AsNoTracking().Include(f => f.Details).Where(f => f.PersonId == about.Id).OrderBy(f => f.Recorded).ThenBy(f => f.Id).ToListAsync());

    public async Task<IReadOnlyList<ChronologyLine>> Chronology(Person about)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Everything);
        return await scope.ServiceProvider.GetRequiredService<Chronology>().OfPersonAsync(about.Id);
    }
}

/// <summary>A test class with a stage of its own; the clock stands at <see cref="TestClock.Start"/> when each test begins.</summary>
public abstract class OnStage : IClassFixture<Stage>
{
    protected OnStage(Stage stage)
    {
        Stage = stage;
        stage.Clock.Set(TestClock.Start);
    }

    protected Stage Stage { get; }

    protected Givens Given => Stage.Given;

    protected Stage On(string when) => Stage.On(when);

    protected Player As(string role, string area = "RBKC", string? and = null, int number = 1) => Stage.As(role, area, and, number);
}

public static class Lines
{
    /// <summary>"2026-03-02 due 2026-03-03 met 2026-03-04"</summary>
    public static string Line(this DeadlineRow d)
    {
        var line = $"{LondonTimes.Text(d.StartedAt, d.StartedDayOnly)} due {LondonTimes.Text(d.DueAt, d.DueDayOnly)}";
        return d.EndedAt is { } ended ? $"{line} {d.Ending} {LondonTimes.Text(ended, d.EndedDayOnly is true)}" : line;
    }

    /// <summary>"child-in-need 2026-03-02 to now"</summary>
    public static string Line(this StatusRow s) => $"{s.Kind} {s.StartsOn:yyyy-MM-dd} to {(s.EndsOn is { } end ? end.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "now")}";
}
