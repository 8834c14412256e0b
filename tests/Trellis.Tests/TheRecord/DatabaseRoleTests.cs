using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.TheRecord;

/// <summary>Four roles, each with what it needs and no more.</summary>
public sealed class DatabaseRoleTests(Stage stage) : OnStage(stage)
{
    [Theory]
    [InlineData("record.act")]
    [InlineData("record.words")]
    [InlineData("record.fact")]
    [InlineData("record.fact_detail")]
    [InlineData("record.view")]
    [InlineData("record.seal")]
    [InlineData("record.era")]
    public async Task The_application_cannot_change_or_delete_the_record(string table)
    {
        (await CodeAsync(DatabaseRoles.App, $"delete from {table}")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await CodeAsync(DatabaseRoles.App, $"truncate {table}")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Stage.SqlAsync<bool>(DatabaseRoles.Owner, $"select has_any_column_privilege('trellis_app', '{table}', 'UPDATE')")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_application_cannot_say_that_a_row_is_of_another_transaction() =>
        (await CodeAsync(DatabaseRoles.App, "insert into record.act (id, xid, word, at, user_id) values (uuidv7(), '1', 'person.add', now(), uuidv7())")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Fact]
    public async Task The_counter_sees_facts_and_neither_words_nor_people()
    {
        await Given.AChild();

        (await Stage.SqlAsync<long>(DatabaseRoles.Counter, "select count(*) from record.fact")).ShouldBeGreaterThan(0);
        foreach (var table in new[] { "record.words", "record.act", "record.view", "people.person", "casework.step", "agencies.staff" })
        {
            (await CodeAsync(DatabaseRoles.Counter, $"select count(*) from {table}")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
        }
    }

    [Fact]
    public async Task The_counter_has_this_and_no_more() =>
        (await GrantedAsync(DatabaseRoles.Counter)).ShouldBe(
        [
            "figures.disposed SELECT", "figures.disposed_act SELECT", "record.deadline SELECT", "record.effective SELECT", "record.fact SELECT", "record.fact_detail SELECT", "record.status_period SELECT",
        ]);

    [Fact]
    public async Task The_steward_has_this_and_no_more() =>
        (await GrantedAsync(DatabaseRoles.Steward)).ShouldBe(
        [
            "figures.disposed INSERT", "figures.disposed SELECT", "figures.disposed UPDATE", "figures.disposed_act INSERT", "figures.disposed_act SELECT",
            "record.act INSERT(agency,area,at,id,matter_id,post_id,user_id,word)", "record.act SELECT",
            "record.deadline DELETE", "record.deadline INSERT", "record.deadline SELECT",
            "record.fact INSERT(act_id,agency,area,because_id,corrects_id,day_only,frozen,id,kind,matter_id,occurred_at,occurred_on,origin_id,person_id,recorded,salt,source_id,visible_to,void)",
            "record.fact SELECT", "record.fact UPDATE(agency,because_id,digest,disposed_by,frozen,matter_id,origin_id,person_id,salt,source_id)",
            "record.fact_detail DELETE", "record.fact_detail SELECT",
            "record.status_period DELETE", "record.status_period INSERT", "record.status_period SELECT",
            "record.view SELECT", "record.view UPDATE(digest,disposed_by,matter_id,people,salt)",
            "record.words INSERT(act_id,area,body,id,kind,salt,visible_to)", "record.words SELECT", "record.words UPDATE(body,digest,disposed_by,salt)",
        ]);

    [Fact]
    public async Task Only_the_owner_migrates()
    {
        foreach (var role in new[] { DatabaseRoles.App, DatabaseRoles.Counter, DatabaseRoles.Steward })
        {
            foreach (var schema in new[] { "public", "record", "people", "casework", "agencies", "figures" })
            {
                (await CodeAsync(role, $"create table {schema}.mine (id int)")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{role} {schema}");
            }

            (await CodeAsync(role, "insert into public.migration (number, name, hash) values (999, 'x', 'x')")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, role);
            (await CodeAsync(role, "alter table record.fact disable row level security")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, role);
            (await Stage.SqlAsync<bool>(DatabaseRoles.Owner, "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = $1", role)).ShouldBeFalse(role);
        }
    }

    [Fact]
    public async Task No_function_with_the_owners_rights_is_open_to_all() =>
        (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
            select array(select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and n.nspname !~ '^pg_' and (has_function_privilege('public', p.oid, 'EXECUTE') and p.prorettype <> 'trigger'::regtype or not coalesce(p.proconfig::text like '%search_path%', false)))
            """)).ShouldBeEmpty();

    private async Task<string?> CodeAsync(string role, string sql)
    {
        try
        {
            await Stage.SqlAsync<object>(role, sql);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    /// <summary>What a role was granted on tables, whole or by column, and not what everybody is.</summary>
    private async Task<string[]> GrantedAsync(string role) => (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
        select array(select said from (
          select table_schema || '.' || table_name || ' ' || privilege_type as said from information_schema.role_table_grants where grantee = $1
          union
          select c.table_schema || '.' || c.table_name || ' ' || c.privilege_type || '(' || string_agg(c.column_name, ',' order by c.column_name) || ')'
          from information_schema.column_privileges c where c.grantee = $1
            and not exists (select from information_schema.role_table_grants t where t.grantee = $1 and t.table_schema = c.table_schema and t.table_name = c.table_name and t.privilege_type = c.privilege_type)
          group by c.table_schema, c.table_name, c.privilege_type) g order by said collate "C")
        """, role))!;
}
