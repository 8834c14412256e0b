using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Candidates;
using Trellis.Platform.Storage;

namespace Trellis.Tests.Support;

/// <summary>
/// The whole site over a <see cref="Support.Stage"/>: its database, its people, its clock. Nothing in it is a stand-in but the
/// clock and the network cable.
/// </summary>
public sealed class TestSite : IAsyncLifetime
{
    public static readonly Uri Address = new("https://localhost");

    private WebApplication? site;

    public Stage Stage { get; } = new();

    /// <summary>What the site logged as failed, for a test to say when something did.</summary>
    public FailureLog Failures { get; } = new();

    /// <summary>Of those who had to set up a second factor.</summary>
    public Dictionary<string, Queue<string>> RecoveryCodes { get; } = new(StringComparer.Ordinal);

    public WebApplication Site => site ?? throw new InvalidOperationException("The site is not up: make it a class fixture");

    public async Task InitializeAsync()
    {
        await Stage.InitializeAsync();
        site = SiteUnderTest.Build(Stage, Failures, builder => builder.WebHost.UseTestServer(server => server.BaseAddress = Address));
        await site.StartAsync();
        await site.Services.GetRequiredService<LiveIndex>().Ready;
    }

    public async Task DisposeAsync()
    {
        if (site is not null) { await site.DisposeAsync(); }
        await Stage.DisposeAsync();
    }

    /// <summary>Somebody with a browser, not signed in.</summary>
    public Visitor Visitor() => new(Site.GetTestClient());

    public Visitor Visitor(string from) => new(Site.GetTestClient()) { From = from };
}

/// <summary>A test class with a site of its own; the clock stands at <see cref="TestClock.Start"/> when each test begins.</summary>
public abstract class OnSite : IClassFixture<TestSite>
{
    protected OnSite(TestSite site)
    {
        Site = site;
        site.Stage.Clock.Set(TestClock.Start);
    }

    protected TestSite Site { get; }

    protected Stage Stage => Site.Stage;

    protected Givens Given => Stage.Given;

    /// <summary>Sets the clock. Whoever had signed in half an hour before it must sign in anew.</summary>
    protected OnSite On(string when)
    {
        Stage.On(when);
        return this;
    }

    /// <summary>Somebody acting without a browser: what led up to the story.</summary>
    protected Player As(string role, string area = "RBKC", int number = 1) => Stage.As(role, area, null, number);

    /// <summary>Somebody who has just signed in, through the sign-in page; with a second factor where their role requires one.</summary>
    protected async Task<Visitor> SignedIn(string role, string area = "RBKC", string? and = null, int number = 1)
    {
        var visitor = Site.Visitor();
        var email = Stage.EmailOf(role, area, and, number);
        var page = await visitor.SignsIn(email);
        if (page.Path is "/your-sign-in/second-factor") { Site.RecoveryCodes[email] = new(await SecondFactors.SetsUp(visitor, Stage.Clock)); }
        if (page.Path is "/sign-in/code") { await (await page.Follows("Use a recovery code")).Fill("Recovery code", Site.RecoveryCodes[email].Dequeue()).Presses("Continue"); }
        if (Site.RecoveryCodes.TryGetValue(email, out var left) && left.Count == 0) { Site.RecoveryCodes[email] = new(await SecondFactors.MakesNewRecoveryCodes(visitor)); }
        return visitor;
    }

    /// <summary>How many rows of a table answer to a condition, seen by the owner.</summary>
    protected Task<long> Count(string table, string where = "true") => Stage.SqlAsync<long>(DatabaseRoles.Owner, $"select count(*) from {table} where {where}");
}
