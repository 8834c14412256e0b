using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Extracts;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>The site is down: the extract opens in a browser from a file, with no network.</summary>
public sealed class OfflineJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task The_extract_opens_from_a_file_with_the_passphrase_and_without_a_network()
    {
        const string Passphrase = "lantern otter gravel plum";
        var stage = Site.Stage;
        stage.Clock.Set(TestClock.Start);
        var child = await stage.Given.AChild(c => c.Named("Yarrow Larkspur"));
        await stage.APlan(child);
        var worker = stage.Someone(SocialWorker, number: 2);
        var holding = await stage.As(worker).Does(Access.ActWords.HoldExtract, services =>
        {
            Holding.Begin(worker, Passphrase, stage.Keys, stage.Clock.Now).Refused(out _, out var begun).ShouldBeFalse();
            services.GetRequiredService<TrellisDb>().Add(begun!);
            return Task.FromResult(begun!);
        });
        await stage.Services.GetRequiredService<ExtractMaking>().MakeAsync();
        var file = stage.Extracts.NewestOf(holding.Id)!;

        await using var context = await Site.Browser.NewContextAsync(new BrowserNewContextOptions { Offline = true });
        var page = await context.NewPageAsync();
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync($"file://{file}");

        await page.GetByLabel("Your passphrase").FillAsync("lantern otter gravel plumb");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not open");
        (await page.ContentAsync()).ShouldNotContain("Larkspur");

        await page.GetByLabel("Your passphrase").FillAsync(Passphrase);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Yarrow Larkspur" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(child.Reference)).ToBeVisibleAsync();
        asked.ShouldAllBe(url => url.StartsWith("file://", StringComparison.Ordinal));
    }
}
