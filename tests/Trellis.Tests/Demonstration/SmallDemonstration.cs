using Trellis.Demonstration;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Demonstration;

/// <summary>A demonstration small enough to be built in a test.</summary>
public static class SmallDemonstration
{
    public const int Seed = 7;
    public const string Password = "button-kettle-heron-lantern-1234";

    /// <summary>A Thursday.</summary>
    public static readonly DateOnly Today = new(2026, 7, 16);

    public static readonly DemonstrationSize Size = new(40, 48, 4, 4, 1, 2, 1);

    public static readonly DemonstrationSize Tiny = new(6, 4, 0, 0, 0, 0, 0);

    /// <summary>An empty migrated database.</summary>
    public static Task<Database> EmptyAsync() => TestPostgres.NewAsync("empty", async connection =>
    {
        await using var database = Database.At(connection);
        await Migrator.MigrateAsync(database, typeof(TrellisDb).Assembly);
    });

    /// <summary>Built, in a database of its own.</summary>
    public static Task<Database> NewAsync() => TestPostgres.NewAsync("small_demonstration", async connection =>
    {
        await using var database = Database.At(connection);
        await Migrator.MigrateAsync(database, typeof(TrellisDb).Assembly);
        await BuildAsync(database);
    });

    public static Task<Built> BuildAsync(Database database, DemonstrationSize? size = null) =>
        new DemonstrationBuild(database, Stage.Practised, size ?? Size, Seed, Today, _ => Task.CompletedTask).RunAsync(Password);

    public static async Task<T> SqlAsync<T>(this Database database, string sql)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand(sql);
        return (T)(await ask.ExecuteScalarAsync())!;
    }

    /// <summary>First column of each row.</summary>
    public static async Task<List<string>> RowsAsync(this Database database, string sql)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand(sql);
        await using var row = await ask.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync()) { rows.Add(row.GetString(0)); }
        return rows;
    }
}
