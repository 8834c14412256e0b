using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

/// <summary>Every table that says something of a person, asked with no WHERE: what comes back is what the asker may see, and nothing when nobody asks.</summary>
public sealed class RowPolicyTests(Stage stage) : OnStage(stage)
{
    /// <summary>Tables with an area, a person or a matter in them that need no row policy, and why.</summary>
    private static readonly Dictionary<string, string> Reasoned = new()
    {
        ["agencies.agency"] = "which agencies there are is known to all of them",
        ["agencies.post"] = "who works where is known to all of them",
        ["figures.published_figure"] = "printed in public",
        ["figures.publication"] = "published: numbers of an area, of nobody in it",
    };

    /// <summary>Tables whose rows are somebody's own, not an area's: Told_with_the_act asks them.</summary>
    private static readonly string[] Own = ["messages.message", "messages.email", "messages.email_message", "messages.setting"];

    /// <summary>Tables that hold something of what agencies told the hub.</summary>
    private static readonly string[] HeldBack = ["record.fact", "record.fact_detail", "record.words", "casework.step", "casework.step_person", "casework.version"];

    private static readonly string[] TellingColumns = ["person_id", "matter_id", "area", "areas", "people", "visible_to", "given_name", "born", "step_id", "fact_id", "household_id"];

    [Fact]
    public async Task Every_table_with_person_or_matter_data_has_a_row_policy_or_a_reason()
    {
        var telling = await TablesAsync(TellingColumns);
        var secured = await SecuredAsync();

        telling.Except(secured).Except(Reasoned.Keys).ShouldBeEmpty();
        Reasoned.Keys.Except(telling).ShouldBeEmpty("a reason for a table that is not there");
        secured.Intersect(Reasoned.Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_view_shows_more_than_who_asks_may_see() =>
        (await ListAsync("""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') and n.nspname not in ('information_schema') and n.nspname !~ '^pg_'
              and not (c.relkind = 'v' and coalesce('security_invoker=true' = any(c.reloptions), false))
              and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
            """)).ShouldBeEmpty();

    [Fact]
    public async Task Asked_with_no_where_each_shows_its_area_and_circle_and_nothing_when_nobody_asks()
    {
        await ABusyFrontDoor("RBKC");
        await ABusyFrontDoor("WCC");

        foreach (var table in (await SecuredAsync()).Except(Own))
        {
            var hides = (await TablesAsync(["visible_to"])).Contains(table);
            var kept = hides ? "visible_to is not null" : "false";
            var (ours, hubs) = (await CountAsync(table, $"area = 'RBKC' and not ({kept})"), await CountAsync(table, $"area = 'RBKC' and {kept}"));
            ours.ShouldBeGreaterThan(0, $"{table} of RBKC has nothing to show");
            (await CountAsync(table, "area = 'WCC'")).ShouldBeGreaterThan(0, $"{table} of WCC has nothing to hide");

            (await BareAsync(table, null, null)).ShouldBe((0, 0), $"{table}, nobody asking");
            (await BareAsync(table, "", "hub")).ShouldBe((0, 0), $"{table}, a circle but no area");
            var everywhere = await CountAsync(table, table == "record.view" ? "false" : "area is null"); // a view of no area is its own viewer's
            (await BareAsync(table, "RBKC", "")).ShouldBe((ours + everywhere, 0), $"{table}, RBKC without the circle");
            (await BareAsync(table, "RBKC", "hub")).ShouldBe((ours + hubs + everywhere, 0), $"{table}, RBKC with the circle");
            if (HeldBack.Contains(table)) { hubs.ShouldBeGreaterThan(0, $"{table} has nothing kept to the hub"); }
        }
    }

    [Fact]
    public async Task Rows_of_no_area_are_for_those_who_act_somewhere_and_a_search_for_who_made_it()
    {
        var (act, mine, theirs) = (Ids.New(), As(FrontDoorWorker).Actor.UserId, As(SocialWorker).Actor.UserId);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.act (id, word, at, user_id) values ($1, 'set-up.done', now(), $2)", act, mine);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.words (id, kind, act_id, body, salt) values (uuidv7(), 'reason', $1, 'Why', gen_random_bytes(16))", act);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.view (id, at, user_id, what, purpose, people, salt) select uuidv7(), now(), u, 'person-search', 'no-area', '{}', gen_random_bytes(16) from unnest($1) u", new[] { mine, theirs });
        const string Ask = "select concat_ws(' ', (select count(*) from record.act where word = 'set-up.done'), (select count(*) from record.words where body = 'Why'), (select count(*) from record.view where purpose = 'no-area'))";

        (await AskedAsync(Ask, Actor.Nobody)).ShouldBe("0 0 0");
        (await AskedAsync(Ask, null)).ShouldBe("0 0 0");
        (await AskedAsync(Ask, As(FrontDoorWorker).Actor)).ShouldBe("1 1 1");
        (await AskedAsync(Ask, As(TeamManager).Actor)).ShouldBe("1 1 0");
    }

    [Theory]
    [InlineData("facts_about")]
    [InlineData("details_about")]
    [InlineData("statuses_about")]
    [InlineData("deadlines_about")]
    public async Task What_follows_is_read_only_in_the_areas_of_who_asks(string function)
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        var ask = $"select count(*)::text from record.{function}(array['{child.Id}'::uuid], 'RBKC')";

        (await AskedAsync(ask, As(FrontDoorWorker).Actor)).ShouldNotBe("0");
        (await AskedAsync(ask, As(FrontDoorWorker, "WCC").Actor)).ShouldBe("0");
        (await AskedAsync(ask, Actor.Nobody)).ShouldBe("0");
        (await AskedAsync(ask, null)).ShouldBe("0");
    }

    /// <param name="actor">Null: nobody was ever said to ask.</param>
    private async Task<string> AskedAsync(string sql, Actor? actor)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        if (actor is not null) { await WhoIsAsking.TellAsync(connection, actor); }
        await using var ask = new NpgsqlCommand(sql, connection);
        return (string)(await ask.ExecuteScalarAsync())!;
    }

    [Fact]
    public async Task An_agency_asked_sees_its_own_answer_and_nobody_elses()
    {
        var child = await ABusyFrontDoor("RBKC");
        var copies = (await Stage.Steps(child)).Where(s => s.Name == "information-request" && s.Agency is not null).ToArray();

        var agencies = await As(PoliceOfficer).Sees(db => db.Steps.Where(s => s.Agency != null && s.MatterId == copies[0].MatterId).Select(s => s.Agency).ToListAsync());

        copies.Length.ShouldBe(2);
        agencies.ShouldBe(["police"]);
    }

    /// <summary>Every kind of row: people, steps, drafts, an answer to the hub, views, clocks, statuses.</summary>
    private async Task<Modules.People.Person> ABusyFrontDoor(string area)
    {
        var child = await Given.AChild(c => c.In(area));
        await Given.AContact(child);
        var worker = As(FrontDoorWorker, area);
        await worker.Completes("triage", child, "ask", ("risk", "amber"));
        await worker.Asks(await Stage.Step("information-request", child), "police", "health-trust");
        var copies = (await Stage.Steps(child)).Where(s => s.Name == "information-request" && s.State is StepState.Open).ToArray();
        foreach (var copy in copies) { await As(copy.Agency is "police" ? PoliceOfficer : HealthProfessional, area).Completes(copy, ("knows", "yes")); }
        await worker.Completes("triage", child, "referral");
        await worker.Completes("referral", child);
        await worker.In(async services =>
        {
            await services.GetRequiredService<Views>().SawAsync("person", ActWords.ViewPerson, [child.Id], area);
            var db = services.GetRequiredService<TrellisDb>();
            var step = await Stage.Step("decision", child);
            var draft = Draft.Of(step, "{}", worker.Actor.UserId, Stage.Clock.Now);
            db.Add(draft);
            db.Add(draft.Save("{}", Actor.SystemId, Stage.Clock.Now)!);
            return await db.SaveChangesAsync();
        });
        return child;
    }

    /// <summary>Rows seen, and those of them of another area.</summary>
    private async Task<(long Rows, long Foreign)> BareAsync(string table, string? areas, string? circles)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        if (areas is not null)
        {
            await using var tell = new NpgsqlCommand("select set_config('trellis.areas', $1, false), set_config('trellis.circles', $2, false)", connection) { Parameters = { new() { Value = areas }, new() { Value = circles! } } };
            await tell.ExecuteNonQueryAsync();
        }

        await using var ask = new NpgsqlCommand($"select count(*), count(*) filter (where area <> 'RBKC') from {table}", connection);
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private Task<long> CountAsync(string table, string where) => Stage.SqlAsync<long>(DatabaseRoles.Owner, $"select count(*) from {table} where {where}");

    private Task<string[]> SecuredAsync() => ListAsync("""
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) order by 1
        """);

    private Task<string[]> TablesAsync(string[] columns) => ListAsync($"""
        select distinct n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and n.nspname not in ('information_schema') and n.nspname !~ '^pg_'
          and a.attnum > 0 and not a.attisdropped and a.attname in ({string.Join(", ", columns.Select(c => $"'{c}'"))}) order by 1
        """);

    private async Task<string[]> ListAsync(string sql) => (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, $"select array({sql})"))!;
}
