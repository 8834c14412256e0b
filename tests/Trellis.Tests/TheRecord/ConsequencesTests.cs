using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Timescales;
using Trellis.Tests.Support;
using Trellis.Tests.Time;
using Trellis.Tests.Timescales;

namespace Trellis.Tests.TheRecord;

/// <summary>What is kept of deadlines and statuses is what follows from the facts, however and in whatever order these came in.</summary>
public sealed class ConsequencesTests(Stage stage) : OnStage(stage)
{
    private const string Area = "north";

    private static readonly Rules Rules = new(_ => Timescales.Practice.Timescales, Timescales.Practice.Statuses, Calendars.EnglandAndWales);

    [Fact]
    public void Kept_deadlines_and_statuses_are_those_of_the_facts_and_following_again_changes_nothing() =>
        Prop.ForAll(RandomStories.ToldTwice, Arb.From(Gen.Choose(1, 12)), (told, atOnce) =>
            HoldsAsync(told.Otherwise, atOnce).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public async Task Thrown_away_they_are_drawn_again_as_they_were()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        var (deadlines, statuses) = ((await Stage.Deadlines(child)).Select(d => d.Line()), (await Stage.Statuses(child)).Select(s => s.Line()));

        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "delete from record.deadline");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "delete from record.status_period");
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, Stage.Everything, Stage.Clock.Now);
        await using var transaction = await connection.BeginTransactionAsync();
        var rules = (Rules)Stage.Services.GetService(typeof(Rules))!;
        (await new Consequences(rules).FollowAsync(connection, transaction, "RBKC", [child.Id])).ShouldBeGreaterThan(0);
        await transaction.CommitAsync();

        (await Stage.Deadlines(child)).Select(d => d.Line()).ShouldBe(deadlines);
        (await Stage.Statuses(child)).Select(s => s.Line()).ShouldBe(statuses);
    }

    /// <summary>Records the facts a few at a time, each time following them as a save does, and looks at what is kept in the end. Leaves nothing behind.</summary>
    private async Task<bool> HoldsAsync(List<Fact> facts, int atOnce)
    {
        if (facts.Count == 0) { return true; }
        var person = facts[0].PersonId!.Value;
        var consequences = new Consequences(Rules);
        await using var connection = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var act = Ids.New();
        await RunAsync(connection, "select set_config('trellis.areas', $1, true)", Area);
        await RunAsync(connection, "insert into record.act (id, word, at, user_id) values ($1, 'step.complete', now(), $1)", act);
        foreach (var few in AsRecorded(facts).Chunk(atOnce))
        {
            foreach (var fact in few) { await SayAsync(connection, fact, person, act); }
            await consequences.FollowAsync(connection, transaction, Area, [person]);
        }

        await RunAsync(connection, "set constraints all immediate");
        var again = await consequences.FollowAsync(connection, transaction, Area, [person]);
        var (keptStatuses, keptDeadlines) = await KeptRows.ReadAsync(connection, transaction, Area, [person], default);
        var (statuses, clocks) = Derived.From([.. facts.Select(f => Whole(f, person))], Rules.TimescalesIn(Area), Rules.Statuses, Rules.Calendar);
        return again == 0
            && keptStatuses.Select(s => s with { Id = Guid.Empty }).ToHashSet().SetEquals(statuses.Select(s => StatusRow.Of(s, person, Area)))
            && keptDeadlines.Select(d => d with { Id = Guid.Empty }).ToHashSet().SetEquals(clocks.Select(c => DeadlineRow.Of(c, person, Area)));
    }

    /// <summary>As given, but a correction comes after what it corrects: before that there is nothing to name.</summary>
    private static IEnumerable<Fact> AsRecorded(List<Fact> facts)
    {
        var said = new HashSet<Guid>();
        var waiting = facts.ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(f => f.CorrectsId is not { } c || said.Contains(c) || facts.TrueForAll(o => o.Id != c))!;
            waiting.Remove(next);
            said.Add(next.Id);
            yield return next;
        }
    }

    /// <summary>To the microsecond, as the database keeps times; every fact with its day.</summary>
    private static Fact Whole(Fact f, Guid person) => new()
    {
        Id = f.Id,
        Kind = f.Kind,
        PersonId = person,
        MatterId = f.MatterId,
        OriginId = f.OriginId,
        SourceId = f.SourceId,
        BecauseId = f.BecauseId,
        Area = Area,
        Occurred = f.Occurred,
        Recorded = f.Recorded,
        CorrectsId = f.CorrectsId,
        Void = f.Void,
        Details = f.Details,
    };

    private static async Task SayAsync(NpgsqlConnection connection, Fact f, Guid person, Guid act)
    {
        await RunAsync(connection, """
            insert into record.fact (id, act_id, kind, person_id, matter_id, origin_id, source_id, because_id, area, occurred_at, day_only, occurred_on, recorded, corrects_id, void, salt)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """, f.Id, act, f.Kind, person, f.MatterId, f.OriginId, f.SourceId, f.BecauseId, Area, f.OccurredAt.ToUniversalTime(), f.DayOnly, f.Occurred.Date, f.Recorded.ToUniversalTime(), f.CorrectsId, f.Void, Salts.New());
        foreach (var detail in f.Details) { await RunAsync(connection, "insert into record.fact_detail (fact_id, field, code, area) values ($1, $2, $3, $4)", f.Id, detail.Field, detail.Code, Area); }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value }); }
        await command.ExecuteNonQueryAsync();
    }
}
