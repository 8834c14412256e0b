using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Storage;

/// <summary>The site as a process of its own, over a database of its own that waits for the disk; both are killed, not stopped.</summary>
public sealed class Killed_while_saving : IDisposable
{
    private const int Clients = 50;

    /// <summary>Long enough that most have saved more than once; what matters is that all are at it when the site is killed.</summary>
    private const int Enough = 2 * Clients;

    private const int MostWaits = 1200;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"trellis-killed-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_confirmed_is_there_with_its_facts_and_nothing_is_half_there()
    {
        await using (var server = await StartAsync())
        {
            await RunAsync(server.ConnectionString("postgres", DatabaseRoles.Owner), "create database trellis");
            await StageStaff.FillAsync(server.ConnectionString("trellis", DatabaseRoles.Owner));
            NpgsqlConnection.ClearAllPools();
        }

        var port = FreePort();
        using var site = Start(port);
        var (people, steps) = (new ConcurrentBag<Guid>(), new ConcurrentBag<Guid>());
        try
        {
            using var http = new HttpClient(new ToPort(port));
            await ReadyAsync(http);
            var visitors = new List<Visitor>();
            foreach (var (role, area, number) in new[] { (FrontDoorWorker, "RBKC", 1), (FrontDoorWorker, "RBKC", 2), (SocialWorker, "RBKC", 1), (FrontDoorWorker, "WCC", 1), (SocialWorker, "WCC", 1) })
            {
                visitors.Add(new Visitor(http));
                await visitors[^1].SignsIn(Stage.EmailOf(role, area, null, number));
            }

            var clients = Enumerable.Range(0, Clients).Select(n => SaveAsync(visitors[n % visitors.Count], n, people, steps)).ToArray();
            for (var waited = 0; people.Count < Enough && waited < MostWaits && !clients.Any(c => c.IsCompleted); waited++) { await Task.Delay(Wait); }
            foreach (var ended in clients.Where(c => c.IsFaulted)) { await ended; }
            clients.Count(c => c.IsCompleted).ShouldBe(0, "every client still saves when the site is killed");
            site.Kill();
            KillDatabase();
            await Task.WhenAll(clients);
        }
        finally
        {
            if (!site.HasExited) { site.Kill(entireProcessTree: true); }
        }

        people.Count.ShouldBeGreaterThan(Clients);
        await using var store = Database.In(await StartAsync(), "trellis");
        var added = await IdsAsync(store, "select person_id from record.fact f join record.act a on a.id = f.act_id where f.kind = 'person.added' and a.word = 'person.add' intersect select person_id from record.fact where kind = 'person.described' intersect select id from people.person");
        people.Where(p => !added.Contains(p)).ShouldBeEmpty("confirmed, and not there");
        var opened = await IdsAsync(store, "select s.id from casework.step s join casework.matter m on m.id = s.matter_id join casework.step_person p on p.step_id = s.id join record.fact f on f.source_id = s.id and f.kind = 'front-door.contact.opened' join record.act a on a.id = f.act_id");
        steps.Where(s => !opened.Contains(s)).ShouldBeEmpty("confirmed, and not there");

        foreach (var half in new[]
        {
            "select id from people.person p where not exists (select from record.fact f where f.person_id = p.id and f.kind = 'person.added')",
            "select id from casework.matter m where not exists (select from record.fact f where f.matter_id = m.id and f.kind = 'matter.opened') or not exists (select from casework.step s where s.matter_id = m.id) or not exists (select from casework.participant p where p.matter_id = m.id)",
            "select id from casework.step s where not exists (select from record.fact f where f.source_id = s.id)",
            "select id from record.act a where word in ('person.add', 'matter.start') and not exists (select from record.fact f where f.act_id = a.id)",
            "select id from record.fact f where not exists (select from record.act a where a.id = f.act_id)",
        })
        {
            (await IdsAsync(store, half)).ShouldBeEmpty(half);
        }

        await using (var seal = store.As(DatabaseRoles.App).CreateCommand("select record.seal_now(now())")) { await seal.ExecuteScalarAsync(); }
        var verified = await RecordVerifier.VerifyAsync(store);
        verified.Holds.ShouldBeTrue();
        verified.Rows.ShouldBeGreaterThan(people.Count * 3);
        verified.Unsealed.ShouldBe(0);
    }

    /// <summary>Adds children and begins contacts until the site answers no more. Only what was confirmed is noted.</summary>
    private static async Task SaveAsync(Visitor visitor, int client, ConcurrentBag<Guid> people, ConcurrentBag<Guid> steps)
    {
        try
        {
            var page = await visitor.Opens("/people/add");
            var form = page.Fill("First name", "Linnet").Fill("Last name", $"Client {client}").Fill("Date of birth", "27 3 2014").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").FormOf("Save and continue");
            form.Add(new("Sure", "true"));
            while (true)
            {
                var person = await SavedAsync(visitor, "/people/add", form);
                people.Add(person);
                steps.Add(await SavedAsync(visitor, $"/start/front-door?person={person}", [new("Person", person.ToString()), new("People", person.ToString()), form.First(f => f.Key.StartsWith("__", StringComparison.Ordinal))]));
            }
        }
        catch (HttpRequestException)
        {
            // The site is gone: what was not answered was not confirmed.
        }
    }

    private static async Task<Guid> SavedAsync(Visitor visitor, string address, IEnumerable<KeyValuePair<string, string>> form)
    {
        var answer = await visitor.Sends(HttpMethod.Post, address, form, follow: false);
        answer.Status.ShouldBe(HttpStatusCode.Redirect, $"{address}: {answer.Text}");
        var to = answer.Answer.Headers.Location!.ToString();
        return Guid.TryParse(to.Split('/')[^1], out var saved) ? saved : throw new ShouldAssertException($"{address} led to {to}");
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(new() { DataFolder = folder });

    /// <summary>What it prints is read: a site whose pipe is full stands still.</summary>
    private Process Start(int port)
    {
        var site = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } dotnet && Path.GetFileName(dotnet) is "dotnet" ? dotnet : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Trellis.dll"), "serve", "--port", port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["TRELLIS_DATA"] = folder, ["TRELLIS_DB"] = null },
        })!;
        site.BeginOutputReadLine();
        return site;
    }

    /// <summary>The database goes down with the site; this makes sure that it has no time to.</summary>
    private void KillDatabase()
    {
        var file = Path.Combine(folder, "pg", "postmaster.pid");
        if (!File.Exists(file)) { return; }
        try
        {
            using var server = Process.GetProcessById(int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture));
            server.Kill();
            server.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It was faster.
        }
    }

    private static async Task ReadyAsync(HttpClient http)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(TestSite.Address, "/health/ready"));
                if (answer.IsSuccessStatusCode) { return; }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The site did not start in 30 seconds");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<HashSet<Guid>> IdsAsync(Database store, string sql)
    {
        await using var ask = store.As(DatabaseRoles.Owner).CreateCommand(sql);
        await using var row = await ask.ExecuteReaderAsync();
        var found = new HashSet<Guid>();
        while (await row.ReadAsync()) { found.Add(row.GetGuid(0)); }
        return found;
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var run = source.CreateCommand(sql);
        await run.ExecuteNonQueryAsync();
    }

    /// <summary>A visitor's browser knows the site by its secure address; here it listens on a port of this machine.</summary>
    private sealed class ToPort(int port) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri($"http://localhost:{port}{request.RequestUri!.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
