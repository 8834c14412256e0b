using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Candidates;
using Trellis.Modules.Sources;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Record;
using Trellis.Tests.Support;

namespace Trellis.Tests.Sources;

/// <summary>The site with a demographics service set up by its operator for both areas, and another area's Trellis for WCC alone.</summary>
public sealed class SourcesSite : IAsyncLifetime
{
    private WebApplication? site;

    public Stage Stage { get; } = new();

    public FailureLog Failures { get; } = new();

    public FakeServer Nhs { get; private set; } = null!;

    public FakeServer Neighbour { get; private set; } = null!;

    public WebApplication Site => site!;

    public async Task InitializeAsync()
    {
        await Stage.InitializeAsync();
        (Nhs, Neighbour) = (await FakeServer.StartAsync(), await FakeServer.StartAsync());
        var secret = TestPostgres.File($"{Guid.NewGuid():N}.secret");
        await File.WriteAllTextAsync(secret, "a-secret\n");
        site = SiteUnderTest.Build(Stage, Failures, builder =>
        {
            builder.WebHost.UseTestServer(server => server.BaseAddress = TestSite.Address);
            foreach (var (name, value) in new[]
            {
                ("nhs:Kind", "fhir"), ("nhs:Title", "NHS demographics"), ("nhs:Address", Nhs.Address), ("nhs:Seconds", "2"), ("nhs:LeaveAloneSeconds", "0.5"),
                ("neighbour:Kind", "trellis"), ("neighbour:Title", "Trellis of the next area"), ("neighbour:Areas", "WCC"), ("neighbour:Address", Neighbour.Address), ("neighbour:ClientId", "us"), ("neighbour:SecretFile", secret),
            }) { builder.Configuration[$"Sources:{name}"] = value; }
        });
        await site.StartAsync();
        await site.Services.GetRequiredService<LiveIndex>().Ready;
    }

    public async Task DisposeAsync()
    {
        await Site.DisposeAsync();
        await Nhs.DisposeAsync();
        await Neighbour.DisposeAsync();
        await Stage.DisposeAsync();
    }

    public async Task<IReadOnlyList<SourceAnswer>> AsksAsync(Actor who, TypedPerson about, string purpose, string area)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(who);
        return await scope.ServiceProvider.GetRequiredService<SourceDesk>().AskAsync(about, purpose, area);
    }

    public Task<int> AsksAgainAsync() => Site.Services.GetRequiredService<SourcesAgain>().AskDueAsync();

    public async Task<Visitor> SignedIn(string role, string area = "RBKC")
    {
        var visitor = new Visitor(Site.GetTestClient());
        await visitor.SignsIn(Stage.EmailOf(role, area));
        return visitor;
    }
}
