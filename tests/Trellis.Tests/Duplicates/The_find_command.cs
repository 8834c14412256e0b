using System.Text.Json;
using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Duplicates;

/// <summary><c>duplicates find</c> as it is called.</summary>
public sealed class The_find_command(TestSite site) : PairsOnSite(site)
{
    [Fact]
    public async Task It_says_how_many_pairs_it_found_and_how_many_wait()
    {
        await Night();
        var waiting = await Count("duplicates.pair", "state = 'waiting'");
        var (one, other) = await Twice();

        var (code, said) = await Verb.RunAsync(Stage.Database, "duplicates", "find");

        code.ShouldBe(0, said);
        said.ShouldStartWith($"1 pair found, 0 gone, {waiting + 1} waiting. ");
        said.ShouldMatch(@"[1-9]\d* records compared with everybody in \d+\.\d s");
        said.ShouldNotContain(one.FamilyName, Case.Insensitive);
        (await Pair(one, other)).ShouldNotBeNull();
    }

    [Fact]
    public async Task With_json_the_same_is_said_as_json()
    {
        await Twice();
        await Night();

        var (code, said) = await Verb.RunAsync(Stage.Database, "duplicates", "find", "--everybody", "--json");

        code.ShouldBe(0, said);
        var answer = JsonDocument.Parse(said).RootElement;
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["found", "gone", "waiting", "asked", "seconds"]);
        answer.GetProperty("found").GetInt32().ShouldBe(0, "the night found it before");
        answer.GetProperty("waiting").GetInt64().ShouldBe(await Count("duplicates.pair", "state = 'waiting'"));
        answer.GetProperty("asked").GetInt64().ShouldBe(await Count("people.person"), "everybody");
        answer.GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Where_another_process_is_at_it_or_there_is_no_database_it_ends_with_2_and_does_nothing()
    {
        await Night();
        var (one, other) = await Twice();
        await using (var busy = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync())
        {
            await using var taken = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('duplicates', 0))", busy);
            await taken.ExecuteNonQueryAsync();

            var (code, said) = await Verb.RunAsync(Stage.Database, "duplicates", "find");

            code.ShouldBe(2);
            said.ShouldContain("Another process is looking for duplicates. Try again when it is done");
            await using var done = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended('duplicates', 0))", busy);
            await done.ExecuteNonQueryAsync();
        }

        var (none, why) = await Verb.RunAsync("no database at all", "duplicates", "find");
        none.ShouldBe(2);
        why.ShouldContain("TRELLIS_DB must be a connection string");
        (await Pair(one, other)).ShouldBeNull();
    }

    [Fact]
    public async Task What_it_does_not_know_ends_with_1() =>
        (await Verb.RunAsync(Stage.Database, "duplicates", "find", "--nobody")).Code.ShouldBe(1);
}
