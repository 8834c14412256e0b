using System.Net;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Attacks;

/// <summary>What is typed stays what was typed: never SQL, a template, a path or a page.</summary>
public sealed class Words_that_are_commands(TestSite site) : OnSite(site)
{
    public static TheoryData<string> Sharp => new(
        "'; drop table people.person; --", "' or '1'='1", "x') union select password_hash from agencies.staff --", "%' and pg_sleep(5) --", "$1", "{0}", "{{7*7}}", "${7*7}", "@(7*7)", "<%= 7*7 %>",
        "../../../etc/passwd", "..\\..\\windows", "%00", "\u202Etxt", "<script>alert(7)</script>", "=cmd|'/c calc'!A1", new string('a', 3000));

    [Theory]
    [MemberData(nameof(Sharp))]
    public async Task A_search_finds_what_is_so_called_and_nothing_else(string words)
    {
        await Given.AChild(c => c.Named("Linnet Marshwiggle"));
        var visitor = await SignedIn(FrontDoorWorker);
        var people = await Count("people.person");

        foreach (var address in new[] { $"/people?Name={Uri.EscapeDataString(words)}", $"/start/front-door?Name={Uri.EscapeDataString(words)}", $"/people/add?name={Uri.EscapeDataString(words)}" })
        {
            var page = await visitor.Opens(address);
            ((int)page.Status).ShouldBeLessThan(500, address + Site.Failures);
            page.Text.ShouldNotContain("Linnet Marshwiggle");
            page.Text.ShouldNotContain("<script>alert");
        }

        (await Count("people.person")).ShouldBe(people);
    }

    [Theory]
    [MemberData(nameof(Sharp))]
    public async Task A_figure_is_asked_for_by_its_name_and_split_by_what_it_names(string words)
    {
        var visitor = await SignedIn(Analyst);
        var sharp = Uri.EscapeDataString(words);

        foreach (var address in new[] { $"/figures/{sharp}", $"/figures/referrals?by={sharp}", $"/figures/referrals?area={sharp}", $"/figures/referrals?period={sharp}", $"/figures/facts?figure=referrals&period={sharp}&area={sharp}", $"/figures/printed?find={sharp}", $"/reports/annual/{sharp}" })
        {
            var page = await visitor.Opens(address);
            ((int)page.Status).ShouldBeLessThan(500, address + Site.Failures);
            page.Document.QuerySelectorAll("main script").ShouldBeEmpty(address);
        }
    }

    [Theory]
    [MemberData(nameof(Sharp))]
    public async Task What_is_typed_into_a_form_comes_back_as_it_was_typed(string words)
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var visitor = await SignedIn(FrontDoorWorker);
        var address = $"/steps/{(await Stage.Step("triage", child)).Id}/fill";

        var page = await (await visitor.Opens(address)).Fill("Why do you think so?", words).Presses("Save and return later");

        page.Status.ShouldBe(HttpStatusCode.OK, Site.Failures.ToString());
        (await visitor.Opens(address)).Value("Why do you think so?").ShouldBe(words);
    }

    [Theory]
    [InlineData("/assets/../../../etc/passwd")]
    [InlineData("/assets/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/assets/..%2f..%2fTrellis.dll")]
    [InlineData("/%2e%2e/%2e%2e/data/demonstration-password.txt")]
    [InlineData("/people/%2e%2e%2fwork")]
    [InlineData("/people/not-an-id")]
    [InlineData("/people/00000000-0000-0000-0000-00000000000g")]
    [InlineData("/messages?page=-1")]
    [InlineData("/messages?page=99999999999999999999")]
    [InlineData("/work?page=0")]
    [InlineData("/work?show=%FF%FE")]
    [InlineData("/steps/00000000-0000-0000-0000-000000000000?version=2147483648")]
    public async Task An_address_nobody_was_given_opens_nothing_and_breaks_nothing(string address)
    {
        var page = await (await SignedIn(FrontDoorWorker)).Sends(HttpMethod.Get, address, follow: false);

        ((int)page.Status).ShouldBeLessThan(500, address + Site.Failures);
        page.Text.ShouldNotContain("root:");
        page.Answer.Content.Headers.ContentType?.MediaType.ShouldBeOneOf("text/html", "text/plain", null);
    }
}
