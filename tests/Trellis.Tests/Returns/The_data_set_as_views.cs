using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Commands;
using Trellis.Platform;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Returns;

/// <summary>The standard safeguarding data set as views: its names, the reader's own rights, its codes.</summary>
public sealed class The_data_set_as_views(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task Every_entity_that_has_a_source_is_there_with_its_columns_in_their_order()
    {
        var items = File.ReadLines(Path.Combine(Practices.Folder, "returns", "safeguarding-data-set.csv")).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',', 2)).Select(l => (Item: l[0].Split('.'), Source: l[1].Trim())).ToArray();
        var told = items.GroupBy(i => i.Item[0]).Where(g => g.Any(i => i.Source.Length > 0)).Select(g => $"{g.Key}: {string.Join(' ', g.Select(i => i.Item[1]))}").Order(StringComparer.Ordinal);

        var there = await RowsAsync("select c.relname || ': ' || string_agg(a.attname, ' ' order by a.attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where c.relnamespace = 'ssd'::regnamespace and c.relname like 'ssd\\_%' group by c.relname order by 1");

        there.Order(StringComparer.Ordinal).ShouldBe(told);
    }

    [Fact]
    public async Task What_nothing_says_is_null_and_of_the_right_type()
    {
        var types = await RowsAsync("""
            select distinct format_type(a.atttypid, a.atttypmod) || ' ' || (a.attname ~ '_(date|dob)$' or a.attname ~ 'review_due$') from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'ssd'::regnamespace and c.relname like 'ssd\_%' and a.attnum > 0 order by 1
            """);

        types.ShouldBe(["text false", "timestamp without time zone true"]);
    }

    [Fact]
    public async Task They_are_only_read()
    {
        (await RowsAsync("select distinct privilege_type::text from information_schema.role_table_grants where table_schema = 'ssd' and grantee = 'trellis_app'")).ShouldBe(["SELECT"]);
        (await RowsAsync("select table_name::text from information_schema.role_table_grants where table_schema = 'ssd' and grantee in ('PUBLIC', 'trellis_counter', 'trellis_steward')")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Codes_are_those_of_the_practice_model()
    {
        var sources = Stage.Practised.Model.Codes["referral-source"].Codes;
        foreach (var code in sources) { (await RowsAsync($"select ssd.source_title('{code.Id}')")).ShouldBe([code.Title], code.Id); }
        foreach (var code in Stage.Practised.Model.Codes["abuse-category"].Codes) { (await RowsAsync($"select coalesce(ssd.abuse('{code.Id}'), '')")).ShouldNotBe([""], code.Id); }
    }

    [Fact]
    public async Task A_reader_sees_their_area_nobody_sees_nothing_and_what_is_closed_does_not_show()
    {
        var child = await Given.AChild(c => c.Named("Wheatear Millstone"));
        await Given.AReferral(child, ("source", "2A"));
        var (people, contacts, referrals) = ($"select count(*) from ssd.ssd_person where pers_person_id = '{child.Reference}'", $"select count(*) from ssd.ssd_contacts where cont_person_id = '{child.Reference}'", $"select cine_referral_source_code || ' ' || cine_referral_source_desc from ssd.ssd_cin_episodes where cine_person_id = '{child.Reference}'");

        foreach (var ask in new[] { people, contacts })
        {
            (await AskedAsync(ask, As(TeamManager).Actor)).ShouldBe("1");
            (await AskedAsync(ask, As(TeamManager, "WCC").Actor)).ShouldBe("0");
            (await AskedAsync(ask, Actor.Nobody)).ShouldBe("0");
            (await AskedAsync(ask, null)).ShouldBe("0");
        }

        (await AskedAsync(referrals, As(TeamManager).Actor)).ShouldBe("2A School");
        await As(TeamManager).Closes(child, ClosureKind.Restricted, Stage.Someone(TeamManager));
        foreach (var ask in new[] { people, contacts })
        {
            (await AskedAsync(ask, As(TeamManager).Actor)).ShouldBe("1");
            (await AskedAsync(ask, As(SocialWorker).Actor)).ShouldBe("0");
        }
    }

    [Fact]
    public async Task A_connection_that_says_first_what_the_command_wrote_reads_as_that_officer()
    {
        var mine = await Given.AChild(c => c.Named("Dunnock Wharfside"));
        var closed = await Given.AChild(c => c.Named("Siskin Towpath"));
        await As(TeamManager).Closes(closed, ClosureKind.Restricted, Stage.Someone(TeamManager));
        var officer = Stage.Someone(ReturnsOfficer);
        var email = await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select email from agencies.staff where id = $1", officer.UserId);
        await using var scope = Stage.Services.CreateAsyncScope();

        var statements = await ConnectVerb.StatementsAsync(scope.ServiceProvider, Stage.Database, email!);

        await using var source = NpgsqlDataSource.Create(Stage.Database.ConnectionString(DatabaseRoles.App));
        await using var connection = await source.OpenConnectionAsync();
        await using (var first = new NpgsqlCommand(statements, connection)) { await first.ExecuteNonQueryAsync(); }
        await using var ask = new NpgsqlCommand("select count(*) filter (where pers_person_id = $1) || ' ' || count(*) filter (where pers_person_id = $2) from ssd.ssd_person", connection) { Parameters = { new() { Value = mine.Reference }, new() { Value = closed.Reference } } };
        (await ask.ExecuteScalarAsync()).ShouldBe("1 0");
        await using var write = new NpgsqlCommand("insert into record.fact_detail (fact_id, field, code, area) values (uuidv7(), 'a', 'b', 'RBKC')", connection);
        (await Should.ThrowAsync<PostgresException>(write.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.view where what = 'data-set-views' and user_id = $1 and $2 = any(people)", officer.UserId, mine.Id)).ShouldBe(1);
        await Should.ThrowAsync<WrongInputException>(() => ConnectVerb.StatementsAsync(scope.ServiceProvider, Stage.Database, "nobody@example.org"));
    }

    private async Task<string> AskedAsync(string sql, Actor? actor)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        if (actor is not null) { await WhoIsAsking.TellAsync(connection, actor, Stage.Clock.Now); }
        await using var ask = new NpgsqlCommand(sql, connection);
        return (await ask.ExecuteScalarAsync())?.ToString() ?? "";
    }

    private async Task<List<string>> RowsAsync(string sql)
    {
        await using var ask = Stage.Database.As(DatabaseRoles.Owner).CreateCommand(sql);
        await using var row = await ask.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync()) { rows.Add(row.GetString(0)); }
        return rows;
    }
}
