using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Tests.Support;

/// <summary>
/// One server for the whole run, in a temporary folder, with nothing forced to disk. Each test class clones a database
/// from a template, which is migrated once.
/// </summary>
public static class TestPostgres
{
    private const string FolderPrefix = "trellis-tests-";

    private static readonly Lazy<Task<EmbeddedPostgres>> Started = new(StartAsync);
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Templates = new(StringComparer.Ordinal);
    private static readonly SemaphoreSlim OneClone = new(1);
    private static int databases;

    public static Task<EmbeddedPostgres> Server => Started.Value;

    /// <summary>A path for a file of a test's own, in the folder that goes with the run.</summary>
    public static string File(string name) => Path.Combine(Folder, name);

    private static string Folder => Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{FolderPrefix}{Environment.ProcessId}"));

    /// <summary>The name of a new database, cloned from a template that <paramref name="migrate"/> fills the first time it is asked for.</summary>
    /// <param name="template">What the template is called: one name per way of filling it.</param>
    /// <param name="migrate">Given the owner's connection string. It must leave no connection open.</param>
    public static async Task<string> NewDatabaseAsync(string template, Func<string, Task> migrate)
    {
        var server = await Server;
        await Templates.GetOrAdd(template, name => new(() => MakeTemplateAsync(server, name, migrate))).Value;

        var database = string.Create(CultureInfo.InvariantCulture, $"{template}_{Interlocked.Increment(ref databases)}");
        await OneClone.WaitAsync();
        try
        {
            await ExecuteAsync(server, $"create database \"{database}\" template \"{template}\" strategy file_copy");
        }
        finally
        {
            OneClone.Release();
        }
        return database;
    }

    /// <summary>A clone as the site would open it. Disposing it leaves the server running for the other tests.</summary>
    public static async Task<Database> NewAsync(string template, Func<string, Task> migrate)
    {
        var server = await Server;
        var name = await NewDatabaseAsync(template, migrate);
        return Database.At(server.ConnectionString(name, EmbeddedPostgres.OwnerRole));
    }

    private static async Task MakeTemplateAsync(EmbeddedPostgres server, string name, Func<string, Task> migrate)
    {
        await ExecuteAsync(server, $"create database \"{name}\"");
        await migrate(server.ConnectionString(name, EmbeddedPostgres.OwnerRole));
        NpgsqlConnection.ClearAllPools(); // a template with somebody in it cannot be copied
    }

    private static async Task ExecuteAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres", EmbeddedPostgres.OwnerRole) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*").Where(OfADeadRun)) { Sweep(left); }

        var folder = Folder;
        var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = folder, Durable = false });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        return server;
    }

    private static bool OfADeadRun(string folder) =>
        int.TryParse(Path.GetFileName(folder)[FolderPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && Process.GetProcesses().All(running => running.Id != process)
        && TryAccess(folder);

    private static void Sweep(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another run that began at the same moment is sweeping it too.
        }
    }

    private static bool TryAccess(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            return false; // another user's, or swept meanwhile
        }
    }
}
