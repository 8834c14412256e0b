using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Trellis.Platform.Storage;

/// <summary>One start of the server, from making its folder the first time to the moment it answers.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ServerStart(string data, string cluster, string users, EmbeddedPostgresOptions options)
{
    /// <summary>
    /// Keeps the server while anybody holds the users file, then stops it, holding the file until it has gone so that
    /// nobody attaches to a server that is ending. The server is told to stop when the supervisor itself is killed.
    /// </summary>
    private const string LinuxSupervisor = """
        log=$1 users=$2 socket=$3; shift 3
        exec </dev/null >>"$log" 2>&1
        setpriv --pdeathsig INT "$@" &
        server=$!
        setpriv --pdeathsig TERM flock -x -F "$users" sh -c '
            trap "" TERM
            kill -INT "$0"; while kill -0 "$0"; do sleep 0.01; done
            rmdir "$1"' "$server" "$socket" 2>/dev/null &
        watch=$!
        wait "$server"; code=$?
        kill "$watch"; wait "$watch"
        exit "$code"
        """;

    /// <summary>Without flock and setpriv: the server lives as long as the process that started it.</summary>
    private const string OtherSupervisor = """
        log=$1; shift 3
        exec </dev/null >>"$log" 2>&1
        site=$PPID
        "$@" &
        server=$!
        while kill -0 "$site" && kill -0 "$server"; do sleep 0.2; done 2>/dev/null
        kill -INT "$server" 2>/dev/null
        wait "$server"
        """;

    private const long LogLimit = 10_000_000;

    private static readonly string[] Settings =
    [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "max_connections=100",
        "shared_buffers=128MB",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_logical_replication_workers=0",
        "timezone=UTC",
        "log_timezone=UTC",
        "jit=off",
        "password_encryption=scram-sha-256",
        // No personal data in the log: a statement, its values, and the words of an error can all hold a name.
        "log_min_messages=log",
        "log_min_error_statement=panic",
        "log_parameter_max_length=0",
        "log_parameter_max_length_on_error=0",
        "log_error_verbosity=terse",
        "log_checkpoints=off",
    ];

    /// <summary>For tests: nothing forced to disk, and room for the connections of many test classes.</summary>
    private static readonly string[] FastAndForgetful = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];

    private readonly PostgresBinaries binaries = PostgresBinaries.At(options.BinariesFolder, Path.Combine(data, "postgres-lib"));
    private readonly string log = Path.Combine(data, "postgres.log");

    private string SocketFolder
    {
        get
        {
            var name = "trellis-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..12];
            var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 and < 70 } given && Directory.Exists(given)
                ? given
                : Path.GetTempPath();
            return Path.Combine(runtime.Length < 70 ? runtime : "/tmp", name);
        }
    }

    public async Task<(Process Supervisor, Postmaster Server)> RunAsync(CancellationToken stop)
    {
        var account = ServerAccount.For(cluster, binaries);
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION"))) { Create(account); }

        var socket = MakeSocketFolder(account);
        await File.WriteAllTextAsync(Path.Combine(cluster, "pg_hba.conf"), "local all all peer map=trellis\n", stop);
        await File.WriteAllLinesAsync(Path.Combine(cluster, "pg_ident.conf"), account.PeerNames.Distinct().Select(name => $"trellis \"{name}\" all"), stop);
        await File.AppendAllTextAsync(log, "", stop);
        if (new FileInfo(log).Length > LogLimit) { File.Move(log, log + ".1", overwrite: true); }
        account.TakeOver(cluster, socket, log, users);

        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(200, stop))
        {
            await Postmaster.ForgetStaleAsync(cluster, stop);
            foreach (var left in Directory.EnumerateFiles(socket, ".s.PGSQL.*")) { File.Delete(left); }

            var from = new FileInfo(log).Length;
            var supervisor = Launch(account, socket);
            if (await EmbeddedPostgres.ReadyAsync(cluster, supervisor, stop) is { } server) { return (supervisor, server); }

            var words = await supervisor.StandardError.ReadToEndAsync(stop) + LogSince(from);
            supervisor.Dispose();
            // A server that was killed leaves children for a moment, and the number of its process may be taken again.
            if (waited.Elapsed > TimeSpan.FromSeconds(5) || !(words.Contains("already exists", StringComparison.Ordinal) || words.Contains("still in use", StringComparison.Ordinal)))
            {
                throw new CannotRunException($"The embedded PostgreSQL did not start. Its log {log} says:\n{words.Trim()}");
            }
        }
    }

    /// <summary>Made aside and then renamed: a folder with the final name is always a whole database.</summary>
    private void Create(ServerAccount account)
    {
        var aside = cluster + ".new";
        if (Directory.Exists(aside)) { Directory.Delete(aside, recursive: true); }
        Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        account.TakeOver(aside);

        string[] sync = options.Durable ? [] : ["--no-sync"];
        var (code, words) = Shell.Run(
        [
            .. account.Prefix, binaries.Initdb, "-D", aside, "-U", EmbeddedPostgres.OwnerRole, "-A", "peer", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", .. sync,
        ], Libraries);
        if (code != 0) { throw new CannotRunException($"The database in {data} could not be made: {words.Trim()}"); }

        if (Directory.Exists(cluster)) { Directory.Delete(cluster, recursive: true); }
        Directory.Move(aside, cluster);
    }

    private Dictionary<string, string> Libraries => binaries.LibraryPath is { } path ? new() { ["LD_LIBRARY_PATH"] = path } : [];

    private string MakeSocketFolder(ServerAccount account)
    {
        var folder = SocketFolder;
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        try
        {
            Directory.CreateDirectory(folder, mode);
            // In a folder all may write to, somebody else could have been there first and waits for our queries.
            if (OperatingSystem.IsLinux() && !Acceptable(ServerAccount.OwnerOf(folder), account))
            {
                throw new CannotRunException($"{folder} belongs to another user. Remove it, then try again");
            }
            File.SetUnixFileMode(folder, mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"Trellis cannot use {folder} for its database connection: {e.Message}", e);
        }
        return folder;
    }

    private static bool Acceptable(string owner, ServerAccount account) =>
        owner == account.Owner || owner.Split(':')[0] == Shell.Output("id", "-u");

    private Process Launch(ServerAccount account, string socket)
    {
        string[] settings = [.. Settings, .. options.Durable ? [] : FastAndForgetful, $"unix_socket_directories={socket}"];
        IReadOnlyList<string> session = OperatingSystem.IsLinux() ? ["setsid"] : [];
        return Shell.Start(
        [
            .. account.Prefix, .. session, "sh", "-c", OperatingSystem.IsLinux() ? LinuxSupervisor : OtherSupervisor, "trellis-database",
            log, users, socket, binaries.Postgres, "-D", cluster, .. settings.SelectMany(setting => new[] { "-c", setting }),
        ], Libraries);
    }

    private string LogSince(long from)
    {
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        reader.BaseStream.Seek(from, SeekOrigin.Begin);
        return reader.ReadToEnd();
    }
}
