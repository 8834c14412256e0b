using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.Modules.Candidates;
using Trellis.Tests.Support;

namespace Trellis.BrowserTests.Support;

/// <summary>The site on a port, and a browser to look at it with. One of each for all journeys.</summary>
public sealed class BrowserSite : IAsyncLifetime
{
    private WebApplication? site;
    private IPlaywright? playwright;

    public Stage Stage { get; } = new();

    public FailureLog Failures { get; } = new();

    /// <summary>"http://127.0.0.1:41234"</summary>
    public string Address { get; private set; } = "";

    public IBrowser Browser { get; private set; } = null!;

    public IServiceProvider Services => site!.Services;

    /// <summary>An outside index the site asks.</summary>
    public FakeServer Nhs { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Stage.InitializeAsync();
        await Stage.ArePrinted();
        Nhs = await FakeServer.StartAsync();
        site = SiteUnderTest.Build(Stage, Failures, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            foreach (var (name, value) in new[] { ("Kind", "fhir"), ("Title", "NHS demographics"), ("Address", Nhs.Address), ("LeaveAloneSeconds", "0.5") }) { builder.Configuration[$"Sources:nhs:{name}"] = value; }
        });
        await site.StartAsync();
        await site.Services.GetRequiredService<LiveIndex>().Ready;
        Address = site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null) { await Browser.DisposeAsync(); }
        playwright?.Dispose();
        if (site is not null) { await site.DisposeAsync(); }
        if (Nhs is not null) { await Nhs.DisposeAsync(); }
        await Stage.DisposeAsync();
    }

    private static string Chromium()
    {
        if (Environment.GetEnvironmentVariable("TRELLIS_CHROMIUM") is { Length: > 0 } named) { return named; }
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return new[] { "chromium", "chromium-browser", "google-chrome" }.SelectMany(name => folders.Select(f => Path.Combine(f, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium: install it, or say in TRELLIS_CHROMIUM where it is");
    }
}

/// <summary>Journeys go one after the other, at one site: a machine has only so many browsers in it.</summary>
[CollectionDefinition(Name)]
public sealed class Journeys : ICollectionFixture<BrowserSite>
{
    public const string Name = "journeys";
}

/// <summary>Meanwhile every page is looked at, at a site of its own: where one browser waits for its site, the other goes on.</summary>
[CollectionDefinition(Name)]
public sealed class Looks : ICollectionFixture<BrowserSite>
{
    public const string Name = "looks";
}
