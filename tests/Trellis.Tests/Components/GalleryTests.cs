using AngleSharp.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Tests.Components;

/// <summary>The tag helpers and the layout, on the page that shows all of them.</summary>
public sealed class GalleryTests : IAsyncLifetime
{
    private WebApplication site = null!;

    public async Task InitializeAsync() => site = await Start(demonstration: true);

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Every_label_leads_to_a_control_and_every_reference_to_something()
    {
        foreach (var page in new[] { await Page("/components"), await Page("/components?errors=true") })
        {
            foreach (var label in page.QuerySelectorAll("label")) { page.GetElementById(label.GetAttribute("for")!).ShouldNotBeNull(label.Said()); }
            foreach (var element in page.QuerySelectorAll("[aria-describedby], [aria-labelledby], [data-aria-controls]"))
            {
                var ids = new[] { "aria-describedby", "aria-labelledby", "data-aria-controls" }.SelectMany(a => (element.GetAttribute(a) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
                foreach (var id in ids) { page.GetElementById(id).ShouldNotBeNull($"{id} in {element.OuterHtml}"); }
            }
            page.All.Select(e => e.GetAttribute("id")).Where(id => !string.IsNullOrEmpty(id)).GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Nothing_is_written_that_the_content_security_policy_forbids()
    {
        var page = await Page("/components");

        page.QuerySelectorAll("[style], style").ShouldBeEmpty();
        page.QuerySelectorAll("script").ShouldAllBe(s => s.HasAttribute("src") && s.TextContent.Length == 0);
        page.All.SelectMany(e => e.Attributes).ShouldAllBe(a => !a.Name.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_summary_lists_errors_in_the_order_of_the_fields_and_links_to_the_control()
    {
        var page = await Page("/components?errors=true");

        page.Title.ShouldBe("Error: Components – Trellis");
        var links = page.QuerySelectorAll(".govuk-error-summary a").ToList();
        links.Select(l => l.Said()).ShouldBe(
        [
            "Enter a full postcode, like ZZ9 9ZZ", "Date of birth must be a real date", "Received must include a time",
            "Select yes if a child is in immediate danger", "Select a team", "Select what is present, or none of these", "Worry must be 40 characters or fewer",
        ]);
        foreach (var link in links)
        {
            page.GetElementById(link.GetAttribute("href")![1..])!.LocalName.ShouldBeOneOf("input", "select", "textarea");
        }
        page.Question("Which team?").Described().ShouldBe(["A question that is data, shown with t-field", "Error: Select a team"]);
    }

    [Fact]
    public async Task Answers_bound_to_properties_are_shown()
    {
        var page = await Page("/components");

        page.Title.ShouldBe("Components – Trellis");
        page.QuerySelector(".govuk-error-summary").ShouldBeNull();
        page.Question("Postcode").GetAttribute("value").ShouldBe("ZZ9 9ZZ");
        page.Question("Date of birth").QuerySelectorAll("input").Select(i => i.GetAttribute("value")).ShouldBe(["31", "2", "2014"]);
        page.Question("What is present?").QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")).ShouldBe(["neglect"]);
        page.SummaryValue("Do the parents know?").ShouldBe("Told, and they agree");
        page.QuerySelectorAll("dd a").Select(a => a.Said()).ShouldContain("Change whether the parents know");
    }

    [Fact]
    public async Task A_table_written_as_plain_html_has_its_headings_and_can_be_scrolled_by_keyboard()
    {
        var page = await Page("/components");

        var table = page.QuerySelectorAll("table").First(t => t.QuerySelector("caption")!.Said() == "Referrals by borough");
        table.QuerySelectorAll("thead th").ShouldAllBe(th => th.GetAttribute("scope") == "col");
        table.QuerySelectorAll("tbody th").ShouldAllBe(th => th.GetAttribute("scope") == "row");
        table.QuerySelectorAll("tbody td").ShouldAllBe(td => td.ClassList.Contains("govuk-table__cell--numeric"));
        table.ParentElement!.GetAttribute("tabindex").ShouldBe("0");
        table.ParentElement.GetAttribute("aria-label").ShouldBe("Referrals by borough");
    }

    [Fact]
    public async Task Round_the_page_stand_banner_skip_link_crumbs_and_footer()
    {
        var page = await Page("/components");

        page.QuerySelector("html")!.GetAttribute("lang").ShouldBe("en");
        page.QuerySelector(".t-demonstration")!.Said().ShouldBe("Demonstration This is a demonstration. The people in it are invented.");
        page.GetElementById(page.QuerySelector(".govuk-skip-link")!.GetAttribute("href")![1..])!.LocalName.ShouldBe("main");
        page.QuerySelectorAll(".govuk-breadcrumbs a").Select(a => a.Said()).ShouldBe(["Home", "Figures"]);
        page.QuerySelector("main .govuk-breadcrumbs").ShouldBeNull();
        page.QuerySelectorAll("footer a").Select(a => a.Said()).ShouldBe(["Accessibility statement", "Privacy", "How the figures are made", "What we publish", "Book training"]);
        page.QuerySelector(".govuk-exit-this-page a")!.Said().ShouldBe("Emergency: Leave this page quickly");
        page.QuerySelector("nav[aria-label=Menu]").ShouldBeNull("nobody has signed in");
    }

    [Fact]
    public async Task Only_the_demonstration_has_the_gallery()
    {
        await using var real = await Start(demonstration: false);

        (await real.GetTestClient().GetAsync(new Uri("/components", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private async Task<IDocument> Page(string address) => Markup.Parse(await site.GetTestClient().GetStringAsync(new Uri(address, UriKind.Relative)));

    private static async Task<WebApplication> Start(bool demonstration)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddRazorPages(o => o.RootDirectory = "/Modules").AddApplicationPart(typeof(Shell).Assembly);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<LondonClock>().AddSingleton(new Shell { Demonstration = demonstration });
        var started = builder.Build();
        started.MapRazorPages();
        await started.StartAsync();
        return started;
    }
}
