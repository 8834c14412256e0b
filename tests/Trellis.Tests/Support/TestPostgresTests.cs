using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Tests.Support;

public sealed class TestPostgresTests
{
    [Fact]
    public async Task Each_clone_has_what_the_template_has_and_keeps_its_changes_to_itself()
    {
        var filled = 0;
        async Task Fill(string connection)
        {
            filled++;
            await using var source = NpgsqlDataSource.Create(connection);
            await using var make = source.CreateCommand("create table kept (id int); insert into kept values (1)");
            await make.ExecuteNonQueryAsync();
        }

        await using var one = await TestPostgres.NewAsync("clone_test", Fill);
        await using var other = await TestPostgres.NewAsync("clone_test", Fill);
        await using var add = one.As(DatabaseRoles.Owner).CreateCommand("insert into kept values (2)");
        await add.ExecuteNonQueryAsync();

        filled.ShouldBe(1);
        (await CountAsync(one)).ShouldBe(2);
        (await CountAsync(other)).ShouldBe(1);
    }

    private static async Task<long> CountAsync(Database database)
    {
        await using var count = database.As(DatabaseRoles.Owner).CreateCommand("select count(*) from kept");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
