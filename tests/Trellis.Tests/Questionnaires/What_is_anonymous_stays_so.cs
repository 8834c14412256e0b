using System.Globalization;
using System.Net;
using System.Text.Json;
using Npgsql;
using Trellis.Modules.Questionnaires;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Questionnaires;

/// <summary>
/// An anonymous round attacked by somebody who has the application's database role, says that they are whoever they like, watches while answers
/// come in, and looks at everything afterwards: values, times, order, transactions, places on disk, acts, facts, looks and messages.
/// </summary>
public sealed class What_is_anonymous_stays_so(TestSite site) : OnSite(site)
{
    private const int Families = 12;

    [Fact]
    public async Task Nobody_with_the_applications_role_can_match_an_answer_with_who_gave_it()
    {
        var manager = await SignedIn(BusinessManager);
        var lines = string.Join('\n', Enumerable.Range(1, Families).Select(n => string.Create(CultureInfo.InvariantCulture, $"Family {n},letter {n}")).Prepend("name,address"));
        var round = await manager.Makes("parents-after-conference", "After conferences", "27 3 2026", p => p.Fill("People or organisations without an account", lines));
        var id = Guid.Parse(round.Id());
        var snapshots = new List<string[]>();

        // Each family says something that only they say: how much sense the plan makes, and in words. The attacker looks after every one.
        for (var family = 1; family <= Families; family++)
        {
            if (family is 5) { continue; }
            On($"2026-03-{3 + family:00} {9 + (family % 6):00}:15");
            manager = await SignedIn(BusinessManager);
            var link = await (await (await manager.Opens($"/questionnaires/{id}")).Follows($"Family {family}")).Presses("Make a link");
            var guest = Site.Visitor();
            var form = await (await guest.Opens(new Uri(link.Document.QuerySelector("#address")!.TextContent).AbsolutePath)).Fill("Your code", link.Document.QuerySelector("#code")!.TextContent).Presses("Continue");
            if (family == 1)
            {
                (await form.Presses("Send")).Errors.ShouldBe(["Answer at least one question"]);
                var pictures = await form.Follows("Easy read");
                pictures.Document.QuerySelectorAll("svg[aria-hidden=true]").Length.ShouldBeGreaterThan(10);
                form = await pictures.Follows("Polski");
                form.Document.QuerySelector("[lang=pl] h1")!.TextContent.ShouldStartWith("Co myślą rodzice");
                form = await form.Follows("English");
            }

            var sent = await form.Fill("How much sense does the plan make to you, from 0 to 10?", (family % 11).ToString(CultureInfo.InvariantCulture)).Fill("Did people listen to you?", family % 2 == 0 ? "Good" : "Not good").Fill("What would have made it better?", $"Thought number {family}").Presses("Send");
            sent.Heading.ShouldBe("Thank you");
            (await guest.Opens("/questionnaire")).Heading.ShouldBe("Thank you", "nobody sends twice");
            snapshots.Add(await LooksIntoTheBoxAsync(id));
        }

        // While it is open nothing is shown, not to those who run it either, and nothing lies readable anywhere.
        (await manager.Opens($"/questionnaires/{id}/results")).Said.ShouldContain("nothing is shown before it closes");
        (await manager.Opens($"/questionnaires/{id}/words")).Said.ShouldNotContain("Thought number");
        (await manager.Opens($"/questionnaires/{id}")).Table("By area").ShouldHaveSingleItem()["Answered"].ShouldBe("11");
        foreach (var snapshot in snapshots) { snapshot.ShouldAllBe(s => !s.Contains("Thought", StringComparison.Ordinal) && s.Length == snapshots[0][0].Length, "all of one length, and locked"); }
        snapshots.SelectMany(s => s).Distinct().Count().ShouldBe(Families - 1);

        // A round that is anonymous cannot be opened, looked into and closed again, nor made to show fewer.
        foreach (var trick in new[] { "update questionnaires.round set fewest = 3 where id = $1", "update questionnaires.round set opened_at = now() where id = $1", "update questionnaires.round set ballot_key = 'x' where id = $1", "update questionnaires.round set anonymous = false where id = $1" })
        {
            (await Should.ThrowAsync<PostgresException>(() => AttackAsync(trick, id))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, trick);
        }

        foreach (var table in new[] { "select * from questionnaires.ballot", "select ctid from questionnaires.ballot", "delete from questionnaires.ballot", "insert into questionnaires.anonymous_answer values ($1, $1, '', '')", "update questionnaires.anonymous_answer set part = ''" })
        {
            (await Should.ThrowAsync<PostgresException>(() => AttackAsync(table, id))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
        }

        On("2026-03-28 00:30");
        await Stage.As(Stage.Everything).In(services => ((RoundKeeping)services.GetService(typeof(RoundKeeping))!).PassAsync());
        (await AttackAsync("select count(*)::text from questionnaires.anonymous_answer where round_id = $1", id)).ShouldBe(["11"]);

        // Everything of every answer, with what the database knows of its row: one transaction for all, random ids, an order of its own.
        var answers = await AttackAsync("select coded || '|' || xmin || '|' || substr(id::text, 15, 1) from questionnaires.anonymous_answer where round_id = $1 order by ctid", id);
        answers.Select(a => a.Split('|')[1]).Distinct().Count().ShouldBe(1, "one transaction");
        answers.Select(a => a.Split('|')[2]).Distinct().ShouldBe(["4"], "random ids");
        var texts = await AttackAsync("select body || '|' || xmin from questionnaires.anonymous_text where round_id = $1 order by ctid", id);
        texts.Select(t => t.Split('|')[1]).Distinct().ShouldBe(answers.Select(a => a.Split('|')[1]).Distinct(), "no transaction tells words from words");
        var asked = Enumerable.Range(1, Families).Where(f => f != 5).ToArray();
        var order = answers.Select(a => JsonDocument.Parse(a.Split('|')[0]).RootElement.GetProperty("plan-makes-sense").GetString()).ToArray();
        foreach (var by in new[] { "ctid", "id", "xmin::text, ctid" })
        {
            // 11 in the order they came, or against it, comes about by chance once in twenty million.
            var there = (await AttackAsync($"select coded from questionnaires.anonymous_answer where round_id = $1 order by {by}", id)).Select(a => JsonDocument.Parse(a).RootElement.GetProperty("plan-makes-sense").GetString()!).ToArray();
            there.ShouldNotBe(asked.Select(f => (f % 11).ToString(CultureInfo.InvariantCulture)));
            there.Reverse().ShouldNotBe(asked.Select(f => (f % 11).ToString(CultureInfo.InvariantCulture)));
            there = [.. (await AttackAsync($"select body from questionnaires.anonymous_text where round_id = $1 order by {by}", id)).Select(t => t.Split(' ')[^1])];
            there.ShouldNotBe(asked.Select(f => f.ToString(CultureInfo.InvariantCulture)));
        }

        // No column of any table the role can read holds both an invitation, or anything made when it answered, and an answer's id or words.
        var ids = await AttackAsync("select id::text from questionnaires.anonymous_answer where round_id = $1 union all select id::text from questionnaires.anonymous_text where round_id = $1", id);
        foreach (var table in await ReadableAsync())
        {
            var rows = await AttackAsync($"select t::text from {table} t where $1::uuid is not null", id);
            var own = table is "questionnaires.anonymous_answer" or "questionnaires.anonymous_text";
            rows.Count(r => ids.Any(r.Contains)).ShouldBe(own ? rows.Count(r => r.Contains(id.ToString(), StringComparison.Ordinal)) : 0, table);
            if (!own) { rows.ShouldAllBe(r => !r.Contains("Thought number", StringComparison.Ordinal) && !r.Contains("plan-makes-sense\":", StringComparison.Ordinal), table); }
        }

        // No transaction that wrote an invitation, act, fact, look or message wrote an answer, but the one that closed the round for all at once.
        var closing = answers[0].Split('|')[1];
        (await AttackAsync("select distinct word from record.act where xid::text = $2 and $1::uuid is not null", id, closing)).ShouldBe(["system.pass-rounds"]);
        (await AttackAsync("select count(*)::text from questionnaires.invitation where round_id = $1 and xmin::text = $2", id, closing)).ShouldBe(["0"]);
        (await AttackAsync("select count(distinct xmin::text)::text from questionnaires.invitation where round_id = $1 and spent_on is not null", id)).ShouldBe(["11"]);
        (await AttackAsync("select coalesce(ballot_key, 'thrown away') from questionnaires.round where id = $1", id)).ShouldBe(["thrown away"]);
        (await Count("questionnaires.ballot")).ShouldBe(0);
        (await AttackAsync("select count(*)::text from record.view where what like 'questionnaire-guest%' and $1::uuid is not null", id)).ShouldBe(["0"], "who opened an anonymous form, and when, is written nowhere");

        // What is shown of it now.
        manager = await SignedIn(BusinessManager);
        (await manager.Opens($"/questionnaires/{id}/words")).Said.ShouldContain("Thought number 7");
        (await manager.Opens($"/questionnaires/{id}/results/listened-to")).Table("What was chosen").First(r => r["Answer"] == "Good")["Answers"].ShouldBe("6");
        (await (await SignedIn(SocialWorker)).Opens($"/questionnaires/{id}/results")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Of_too_few_nothing_is_kept_and_a_group_cannot_be_worked_out_from_the_whole()
    {
        // Of six who answer five are of one agency and one of another: named, the five would tell of the one.
        var manager = await SignedIn(BusinessManager);
        var lines = "name,address,agency\n" + string.Join('\n', Enumerable.Range(1, 6).Select(n => $"Worker {n},w{n}@example.org,{(n < 6 ? "police" : "charity-a")}"));
        var round = await manager.Makes("frontline-survey", "Survey", "27 3 2026", p => p.Fill("People or organisations without an account", lines));
        await AnswerAsync(manager, round, 6);
        (await (await manager.Opens(round.Path)).Presses("Close the round now")).Done.ShouldBe("The round is closed");
        var results = await manager.Opens($"{round.Path}/results");
        results.Said.ShouldContain("6 answers of 6 asked");
        results.Table("By agency").ShouldHaveSingleItem()["Agency"].ShouldBe("Too few to be named");

        round = await manager.Makes("frontline-survey", "Small survey", "27 3 2026", p => p.Fill("People or organisations without an account", lines));
        await AnswerAsync(manager, round, 4);
        await (await manager.Opens(round.Path)).Presses("Close the round now");
        (await manager.Opens($"{round.Path}/results")).Said.ShouldContain("Nothing is shown of fewer than 5 answers");
        (await Count("questionnaires.anonymous_answer", $"round_id = '{round.Id()}'")).ShouldBe(0, "of too few nothing is kept but their number");
        (await manager.Opens(round.Path)).SummaryValue("Answered").ShouldBe("4 of 6 (67%)");
    }

    private async Task AnswerAsync(Visitor manager, TestPage round, int answers)
    {
        for (var n = 1; n <= answers; n++)
        {
            var link = await (await (await manager.Opens(round.Path)).Follows($"Worker {n}")).Presses("Make a link");
            var form = await (await Site.Visitor().Opens(new Uri(link.Document.QuerySelector("#address")!.TextContent).AbsolutePath)).Fill("Your code", link.Document.QuerySelector("#code")!.TextContent).Presses("Continue");
            foreach (var legend in form.Main.QuerySelectorAll("legend").Select(l => l.TextContent.Trim()).ToArray()) { form.Fill(legend, legend.StartsWith("Have", StringComparison.Ordinal) ? "Yes" : "Agree"); }
            (await form.Presses("Send")).Heading.ShouldBe("Thank you");
        }
    }

    /// <summary>Takes everything out of the box within an act of the attacker's own, and puts it back by rolling back: whatever can be seen while it is open.</summary>
    private Task<string[]> LooksIntoTheBoxAsync(Guid round) => RunAsync(async (connection, transaction) =>
    {
        await using (var act = new NpgsqlCommand("insert into record.act (id, word, at, user_id) values (uuidv7(), 'questionnaire.run', now(), gen_random_uuid())", connection, transaction)) { await act.ExecuteNonQueryAsync(); }
        return await ListAsync(connection, transaction, "select encode(b, 'base64') from questionnaires.take_box($1) b", round);
    });

    private Task<string[]> AttackAsync(string sql, params object[] values) => RunAsync((connection, transaction) => ListAsync(connection, transaction, sql, values));

    /// <summary>As the application's role, saying that one is everybody; nothing of it stays.</summary>
    private async Task<string[]> RunAsync(Func<NpgsqlConnection, NpgsqlTransaction, Task<string[]>> attack)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, Stage.Everything, Stage.Clock.Now);
        await using var transaction = await connection.BeginTransactionAsync();
        return await attack(connection, transaction);
    }

    private static async Task<string[]> ListAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value }); }
        var found = new List<string>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) { found.Add(row.IsDBNull(0) ? "" : row.GetValue(0).ToString()!); }
        return [.. found];
    }

    /// <summary>Every table the role may read whole.</summary>
    private async Task<string[]> ReadableAsync() => (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
        select array(select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'v') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and has_table_privilege('trellis_app', c.oid, 'select') and has_schema_privilege('trellis_app', n.oid, 'usage') order by 1)
        """))!;
}
