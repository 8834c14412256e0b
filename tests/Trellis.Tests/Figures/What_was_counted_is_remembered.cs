using System.Collections.Frozen;
using Npgsql;
using Trellis.Modules.Figures;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Figures;

/// <summary>A count stands until something is said of the kinds it counts; and never longer.</summary>
public sealed class What_was_counted_is_remembered(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_kind_that_was_said_is_new_and_others_are_not()
    {
        using var progress = new RecordProgress(Stage.Database);
        await progress.LookAsync();
        await SayAsync("front-door.contact");

        var after = await progress.LookAsync();

        after.Of(Kinds("front-door.contact")).ShouldBe(after.Look);
        after.Of(Kinds("front-door.referral")).ShouldBeLessThan(after.Look);
        after.Of(null).ShouldBe(after.Look);
    }

    [Fact]
    public async Task What_began_before_a_look_and_ended_after_it_is_found_at_the_next()
    {
        using var progress = new RecordProgress(Stage.Database);
        await using var owner = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await using var slow = await owner.BeginTransactionAsync();
        await SayAsync("child-in-need.visit", owner, slow);
        // Another that began later and is over: the one that still goes on is behind it.
        await SayAsync("front-door.contact");
        var before = await progress.LookAsync();
        await slow.CommitAsync();

        var after = await progress.LookAsync();

        before.Of(Kinds("child-in-need.visit")).ShouldBeLessThan(after.Look);
        after.Of(Kinds("child-in-need.visit")).ShouldBe(after.Look);
    }

    [Fact]
    public async Task The_first_look_knows_of_nothing_that_was_counted_before()
    {
        using var progress = new RecordProgress(Stage.Database);

        var first = await progress.LookAsync();

        first.Of(Kinds("front-door.contact")).ShouldBe(first.Look);
    }

    private static FrozenSet<string> Kinds(params string[] kinds) => kinds.ToFrozenSet();

    private async Task SayAsync(string kind)
    {
        await using var owner = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await SayAsync(kind, owner, transaction);
        await transaction.CommitAsync();
    }

    private static async Task SayAsync(string kind, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var say = new NpgsqlCommand("""
            with said as (insert into record.act (id, word, at, user_id, area) values (uuidv7(), 'person.record', now(), uuidv7(), 'RBKC') returning id)
            insert into record.fact (id, act_id, kind, area, occurred_at, day_only, occurred_on, recorded, salt) select uuidv7(), id, $1, 'RBKC', now(), false, current_date, now(), '\x00' from said
            """, connection, transaction);
        say.Parameters.Add(new NpgsqlParameter { Value = kind });
        await say.ExecuteNonQueryAsync();
    }
}
