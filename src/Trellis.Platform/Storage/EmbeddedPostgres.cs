using System.Diagnostics;
using Npgsql;

namespace Trellis.Platform.Storage;

/// <summary>
/// The PostgreSQL server in the data folder: started by whoever comes first, attached to by the rest, stopped when the
/// last has gone. Everybody holds a shared lock on one file; a small supervisor waits to lock it alone, which the system
/// allows when all holders have ended, also those that were killed, and then stops the server.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>The superuser made with the database; migrations run as it.</summary>
    public const string OwnerRole = "trellis_owner";

    private const int Port = 5432;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder;
    private readonly string usersFile;
    private readonly Process? supervisor;
    private FileStream? held;

    private EmbeddedPostgres(string cluster, string users, FileStream use, Process? supervisor, Postmaster server)
    {
        (folder, usersFile, held, this.supervisor) = (cluster, users, use, supervisor);
        (SocketFolder, ProcessId) = (server.SocketFolder, server.ProcessId);
    }

    /// <summary>We started it; otherwise it ran already.</summary>
    public bool Owner => supervisor is not null;

    public string SocketFolder { get; }

    public int ProcessId { get; }

    public string ConnectionString(string database, string user) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Port = Port,
        Database = database,
        Username = user,
        SslMode = SslMode.Disable,
        ApplicationName = "Trellis",
    }.ConnectionString;

    /// <exception cref="CannotRunException">Something it needs is missing, or the server did not start: the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken stop = default)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new CannotRunException("The embedded PostgreSQL runs on Linux and macOS. On Windows use the Windows Subsystem for Linux, or name a server in TRELLIS_DB");
        }

        var data = Path.GetFullPath(options.DataFolder).TrimEnd('/');
        try
        {
            Directory.CreateDirectory(data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"Trellis cannot make its data folder {data}: {e.Message}", e);
        }

        var cluster = Path.Combine(data, "pg");
        var users = Path.Combine(data, "postgres.users");
        FileStream? use = null;
        try
        {
            await using var starting = await FileLock.TakeAsync(Path.Combine(data, "postgres.lock"), shared: false, Patience, stop);
            use = await FileLock.TakeAsync(users, shared: true, Patience, stop);

            if (Postmaster.RunningIn(cluster) is not null && await ReadyAsync(cluster, supervisor: null, stop) is { } running)
            {
                return new(cluster, users, use, supervisor: null, running);
            }

            var (supervisor, server) = await new ServerStart(data, cluster, users, options).RunAsync(stop);
            return new(cluster, users, use, supervisor, server);
        }
        catch (UnauthorizedAccessException e)
        {
            use?.Dispose();
            throw new CannotRunException($"The data folder {data} belongs to another user: {e.Message}", e);
        }
        catch
        {
            use?.Dispose();
            throw;
        }
    }

    /// <summary>Null when it ended before it was ready.</summary>
    internal static async Task<Postmaster?> ReadyAsync(string cluster, Process? supervisor, CancellationToken stop)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(5, stop))
        {
            var ended = supervisor?.HasExited;
            var server = Postmaster.RunningIn(cluster);
            if (server is { Ready: true }) { return server; }
            if (ended ?? server is null) { return null; }
        }
        throw new CannotRunException($"The database in {cluster} was not ready after {Patience.TotalSeconds:0} seconds. Its log is postgres.log beside it");
    }

    /// <summary>Returns when the server has stopped, or at once when others still use it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref held, null) is not { } use) { return; }

        await use.DisposeAsync();
        var waited = Stopwatch.StartNew();
        bool runs;
        while ((runs = Postmaster.Serves(ProcessId, folder)) && waited.Elapsed < TimeSpan.FromSeconds(30) && !UsedByOthers())
        {
            await Task.Delay(10);
        }
        if (supervisor is not null)
        {
            if (!runs) { await supervisor.WaitForExitAsync(); }
            supervisor.Dispose();
        }
    }

    /// <summary>Others hold it as we did: it can be shared, but not taken alone.</summary>
    private bool UsedByOthers()
    {
        using var alone = FileLock.TryTake(usersFile, shared: false);
        if (alone is not null) { return false; }
        using var shared = FileLock.TryTake(usersFile, shared: true);
        return shared is not null;
    }
}
