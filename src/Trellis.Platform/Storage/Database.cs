using System.Collections.Concurrent;
using Npgsql;

namespace Trellis.Platform.Storage;

/// <summary>The four database roles of design section 2.</summary>
public static class DatabaseRoles
{
    public const string Owner = EmbeddedPostgres.OwnerRole;
    public const string App = "trellis_app";
    public const string Counter = "trellis_counter";
    public const string Steward = "trellis_steward";
}

/// <summary>
/// Where the store is: the server <c>TRELLIS_DB</c> names, or the embedded one in the data folder
/// (<c>TRELLIS_DATA</c>, otherwise <c>data/</c> in the checkout). Makes neither roles nor tables.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private const string Name = "trellis";
    private const int PreparedStatements = 300;

    private readonly Func<string, string> connection;
    private readonly EmbeddedPostgres? embedded;
    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> sources = new(StringComparer.Ordinal);

    private Database(Func<string, string> connection, EmbeddedPostgres? embedded) => (this.connection, this.embedded) = (connection, embedded);

    /// <exception cref="CannotRunException">No server could be reached or started.</exception>
    public static async Task<Database> OpenAsync(CancellationToken stop = default)
    {
        if (Environment.GetEnvironmentVariable("TRELLIS_DB") is { Length: > 0 } named) { return At(named); }

        var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = Storage.DataFolder.Path }, stop);
        try
        {
            await MakeAsync(server, stop);
            return In(server, Name);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <param name="named">An Npgsql connection string. Its user name is replaced by each role; passwords come from the passfile.</param>
    public static Database At(string named)
    {
        const string shape = "TRELLIS_DB must be a connection string such as \"Host=db.example;Database=trellis\"";
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(named);
            if (parts is not { Host.Length: > 0, Database.Length: > 0 }) { throw new CannotRunException($"{shape}: it names no host or no database"); }
            return new(role => new NpgsqlConnectionStringBuilder(parts.ConnectionString) { Username = role }.ConnectionString, embedded: null);
        }
        catch (ArgumentException e)
        {
            throw new CannotRunException($"{shape}: {e.Message}", e);
        }
    }

    /// <summary>One database of a server we run. The server is stopped with it.</summary>
    public static Database In(EmbeddedPostgres server, string name) => new(role => server.ConnectionString(name, role), server);

    /// <summary>We run its server ourselves; otherwise somebody named it, and others may use it.</summary>
    public bool IsEmbedded => embedded is not null;

    public string ConnectionString(string role) => connection(role);

    /// <summary>
    /// The same database over connections that do not wait for the disk at every commit: a crash may lose the last of them.
    /// For a build that is begun anew after a crash. Whoever commits over this one afterwards brings them to the disk.
    /// </summary>
    public Database Hurried() => new(
        role =>
        {
            var parts = new NpgsqlConnectionStringBuilder(connection(role));
            parts.Options = $"{parts.Options} -c synchronous_commit=off".Trim();
            return parts.ConnectionString;
        },
        embedded: null);

    /// <summary>The pool of one role. The owner's and the steward's are small: they migrate and dispose, the site works as the others.</summary>
    public NpgsqlDataSource As(string role) => sources.GetOrAdd(role, asked => new(() => Build(asked))).Value;

    /// <summary>Whether the store answers, whatever is in it.</summary>
    public async Task<bool> AnswersAsync(CancellationToken stop)
    {
        try
        {
            await using var asked = As(DatabaseRoles.App).CreateCommand("select 1"); // opening alone can hand out a dead connection
            return await asked.ExecuteScalarAsync(stop) is 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private NpgsqlDataSource Build(string role)
    {
        var builder = new NpgsqlDataSourceBuilder(connection(role));
        builder.ConnectionStringBuilder.MaxPoolSize = role switch
        {
            DatabaseRoles.App => 50,
            DatabaseRoles.Counter => 20,
            _ => 8,
        };

        // The same statements again and again, with row policies that take longer to plan than to run: each is planned once.
        if (role == DatabaseRoles.App)
        {
            builder.ConnectionStringBuilder.MaxAutoPrepare = PreparedStatements;
            builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
            builder.ConnectionStringBuilder.Options = $"{builder.ConnectionStringBuilder.Options} -c plan_cache_mode=force_generic_plan".Trim();
        }

        // Counting reads much and plans little: compiling its queries costs more than it saves.
        if (role == DatabaseRoles.Counter) { builder.ConnectionStringBuilder.Options = $"{builder.ConnectionStringBuilder.Options} -c jit=off -c work_mem=32MB".Trim(); }

        return builder.Build();
    }

    private static async Task MakeAsync(EmbeddedPostgres server, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres", DatabaseRoles.Owner));
        await using var there = source.CreateCommand($"select from pg_database where datname = '{Name}'");
        await using (var rows = await there.ExecuteReaderAsync(stop))
        {
            if (await rows.ReadAsync(stop)) { return; }
        }
        await using var make = source.CreateCommand($"create database {Name}");
        try
        {
            await make.ExecuteNonQueryAsync(stop);
        }
        catch (PostgresException made) when (made.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Two verbs came at the same moment; the other was first.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values) { await source.Value.DisposeAsync(); }
        if (embedded is not null) { await embedded.DisposeAsync(); }
    }
}
