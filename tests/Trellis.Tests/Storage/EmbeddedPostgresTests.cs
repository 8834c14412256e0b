using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Trellis.Platform;
using Trellis.Platform.Storage;

namespace Trellis.Tests.Storage;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"trellis one's {Guid.NewGuid():N}");

    private string Cluster => Path.Combine(folder, "pg");

    private string PostmasterFile => Path.Combine(Cluster, "postmaster.pid");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_starts_in_a_path_with_spaces_answers_and_stops()
    {
        int process;
        await using (var server = await StartAsync())
        {
            process = server.ProcessId;
            server.Owner.ShouldBeTrue();
            (await AskAsync(server, "select version()")).ShouldStartWith("PostgreSQL 18");
            (await AskAsync(server, "show listen_addresses")).ShouldBe("");
            (await AskAsync(server, "select current_setting('server_encoding') || ' ' || current_setting('TimeZone')")).ShouldBe("UTF8 UTC");
        }

        (await GoneAsync(process)).ShouldBeTrue();
        File.Exists(PostmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_record_needs_of_it_is_there()
    {
        await using var server = await StartAsync();

        foreach (var extension in new[] { "pg_trgm", "fuzzystrmatch", "unaccent", "btree_gist", "pgcrypto" })
        {
            await AskAsync(server, $"create extension {extension}");
        }

        (await AskAsync(server, "select string_agg(n, ' ' order by n collate \"en-GB-x-icu\") from unnest(array['Zoë', 'anna', 'Élise', 'Bea']) n")).ShouldBe("anna Bea Élise Zoë");
        (await AskAsync(server, "select uuidv7() is not null")).ShouldBe("True");
    }

    [Fact]
    public async Task Whoever_we_are_may_take_any_database_role()
    {
        await using var server = await StartAsync();
        await AskAsync(server, "create role trellis_app login");

        (await AskAsync(server, "select current_user", user: "trellis_app")).ShouldBe("trellis_app");
    }

    [Fact]
    public async Task A_second_start_attaches_and_the_server_outlives_the_one_who_started_it()
    {
        var first = await StartAsync();
        var second = await StartAsync();
        second.Owner.ShouldBeFalse();
        second.ProcessId.ShouldBe(first.ProcessId);

        await first.DisposeAsync();
        (await AskAsync(second, "select 1")).ShouldBe("1");

        await second.DisposeAsync();
        (await GoneAsync(first.ProcessId)).ShouldBeTrue();
    }

    [Fact]
    public async Task Starts_at_the_same_moment_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(StartAsync)));

        servers.Count(server => server.Owner).ShouldBe(1);
        servers.Select(server => server.ProcessId).Distinct().Count().ShouldBe(1);
        foreach (var server in servers) { await server.DisposeAsync(); }
        File.Exists(PostmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_start_waits_for_a_server_that_is_stopping()
    {
        for (var round = 0; round < 5; round++)
        {
            var leaving = await StartAsync();
            var gone = leaving.DisposeAsync().AsTask();
            await using var coming = await StartAsync();
            (await AskAsync(coming, "select 1")).ShouldBe("1");
            await gone;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_kill_every_confirmed_row_is_there(bool supervisorToo)
    {
        await using (var server = await StartAsync())
        {
            await AskAsync(server, "create table kept (id int)");
            for (var row = 0; row < 20; row++) { await AskAsync(server, $"insert into kept values ({row})"); }
            if (supervisorToo) { Kill(ParentOf(server.ProcessId)); }
            Kill(server.ProcessId);

            await using var again = await StartAsync();
            again.Owner.ShouldBeTrue();
            (await AskAsync(again, "select count(*) from kept")).ShouldBe("20");
        }
    }

    [Fact]
    public async Task A_killed_supervisor_takes_the_server_with_it()
    {
        await using var server = await StartAsync();

        Kill(ParentOf(server.ProcessId));

        (await GoneAsync(server.ProcessId)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("nobody alive")]
    [InlineData("another process")]
    [InlineData("half-written")]
    public async Task A_stale_file_of_a_killed_server_does_not_stop_a_start(string kind)
    {
        string left;
        await using (await StartAsync()) { left = await File.ReadAllTextAsync(PostmasterFile); }
        using var other = Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false })!;
        var number = kind switch
        {
            "nobody alive" => "4194301",
            "another process" => other.Id.ToString(CultureInfo.InvariantCulture),
            _ => "",
        };
        await File.WriteAllTextAsync(PostmasterFile, number + left[left.IndexOf('\n', StringComparison.Ordinal)..]);

        await using var server = await StartAsync();

        server.Owner.ShouldBeTrue();
        (await AskAsync(server, "select 1")).ShouldBe("1");
        other.Kill();
    }

    [Fact]
    public async Task A_first_start_that_was_broken_off_is_begun_again()
    {
        Directory.CreateDirectory(Path.Combine(folder, "pg.new"));
        await File.WriteAllTextAsync(Path.Combine(folder, "pg.new", "PG_VERSION"), "18");

        await using var server = await StartAsync();

        (await AskAsync(server, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task The_log_holds_nothing_anybody_typed()
    {
        await using var server = await StartAsync();
        await AskAsync(server, "create table person (name text primary key)");
        await AskAsync(server, "insert into person values ('Ada Quill')");

        await Should.ThrowAsync<PostgresException>(AskAsync(server, "insert into person values ('Ada Quill')"));
        await Should.ThrowAsync<PostgresException>(AskAsync(server, "select 'Ada Quill'::date"));
        await Should.ThrowAsync<PostgresException>(AskAsync(server, "select from person where nmae = 'Ada Quill'"));

        (await File.ReadAllTextAsync(Path.Combine(folder, "postgres.log"))).ShouldNotContain("Ada Quill");
    }

    [Fact]
    public async Task A_missing_server_says_what_to_run()
    {
        Directory.CreateDirectory(folder);

        var refused = await Should.ThrowAsync<CannotRunException>(EmbeddedPostgres.StartAsync(new() { DataFolder = folder, BinariesFolder = "nowhere" }));

        refused.Message.ShouldContain("Run npm ci");
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(new() { DataFolder = folder });

    private static async Task<string?> AskAsync(EmbeddedPostgres server, string sql, string user = DatabaseRoles.Owner)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres", user) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static void Kill(int process)
    {
        using var found = Process.GetProcessById(process);
        found.Kill();
        found.WaitForExit();
    }

    private static int ParentOf(int process) =>
        int.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..], CultureInfo.InvariantCulture);

    /// <summary>A process that has ended is there until somebody has noticed.</summary>
    private static async Task<bool> GoneAsync(int process)
    {
        for (var waited = Stopwatch.StartNew(); Alive(process) && waited.Elapsed < TimeSpan.FromSeconds(10);) { await Task.Delay(20); }
        return !Alive(process);
    }

    private static bool Alive(int process) => Directory.Exists($"/proc/{process}");
}
