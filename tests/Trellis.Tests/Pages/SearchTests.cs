using System.Net;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>A name that is searched for stands in no address: no history, bookmark or log of a proxy has it.</summary>
public sealed class SearchTests(TestSite site) : OnSite(site)
{
    [Theory]
    [InlineData("/people")]
    [InlineData("/start/front-door")]
    public async Task What_is_searched_for_is_in_no_address_and_the_results_can_be_opened_again(string on)
    {
        await Given.AChild(c => c.Named("Wagtail Merrowby"));
        var worker = await SignedIn(FrontDoorWorker);

        var page = await worker.Searches("Wagtail Merrowby", on);

        page.Said.ShouldContain("Wagtail Merrowby");
        Uri.UnescapeDataString(page.Address.PathAndQuery).ShouldNotContain("Merrowby", Case.Insensitive);
        (await worker.Opens(page.Address.PathAndQuery)).Said.ShouldContain("Wagtail Merrowby", Case.Sensitive, "going back or reloading asks nothing to be sent again");
        page.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href") ?? "").ShouldAllBe(href => !href.Contains("Merrowby", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_address_of_results_is_for_who_searched_and_for_a_day()
    {
        await Given.AChild(c => c.Named("Dunnock Merrowby"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await worker.Searches("Dunnock Merrowby");
        (await (await SignedIn(SocialWorker)).Opens(page.Address.PathAndQuery)).Said.ShouldNotContain("Merrowby", Case.Sensitive, "not theirs");
        (await worker.Opens(page.Address.PathAndQuery[..^8])).Said.ShouldNotContain("Merrowby", Case.Sensitive, "altered");
        Stage.Clock.Pass(TimeSpan.FromHours(13));
        page = await (await SignedIn(FrontDoorWorker)).Opens(page.Address.PathAndQuery);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Said.ShouldNotContain("Merrowby");
    }

    [Fact]
    public async Task A_name_put_into_an_address_finds_nobody_and_is_no_search()
    {
        await Given.AChild(c => c.Named("Siskin Merrowby"));
        var before = await Count("record.view", "what = 'person-search'");
        (await (await SignedIn(FrontDoorWorker)).Opens("/people?name=Siskin+Merrowby")).Said.ShouldNotContain("Siskin");
        (await (await SignedIn(FrontDoorWorker)).Opens("/start/front-door?name=Siskin+Merrowby")).Said.ShouldNotContain("Siskin");
        (await Count("record.view", "what = 'person-search'")).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_searched_for_is_taken_along_to_adding_somebody_and_nothing_typed_is_said_so()
    {
        var worker = await SignedIn(FrontDoorWorker);
        var add = await (await worker.Searches("Bunting Merrowby", "/start/front-door")).Presses("Nobody like them was found: add a new person");
        add.Value("First name").ShouldBe("Bunting");
        Uri.UnescapeDataString(add.Address.PathAndQuery).ShouldNotContain("Merrowby");
        (await worker.Searches("")).Errors.ShouldBe(["Enter a name or a date of birth"]);
        (await worker.Searches("", "/start/front-door")).Errors.ShouldBe(["Enter a name, a date of birth or a number to search for"]);
    }
}
