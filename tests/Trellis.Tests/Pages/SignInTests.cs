using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

public sealed class SignInTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task Who_signs_in_comes_to_their_work_list_and_is_named_in_the_header()
    {
        var page = await Site.Visitor().SignsIn(Stage.EmailOf(FrontDoorWorker));

        page.Path.ShouldBe("/work");
        page.Heading.ShouldBe("Work list");
        page.Document.QuerySelector(".t-header__person")!.TextContent.ShouldContain("Front door worker 1, RBKC");
        page.Document.QuerySelector(".t-header__post")!.TextContent.ShouldBe("Front door worker");
    }

    [Theory]
    [InlineData("front-door-worker.rbkc.1@example.org", "not it")]
    [InlineData("nobody@example.org", Stage.Password)]
    [InlineData("' or 1=1 --", "x")]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_in_the_same_words(string email, string password)
    {
        var page = await Site.Visitor().SignsIn(email, password);

        page.Path.ShouldBe("/sign-in");
        page.Errors.ShouldBe(["The email address or password is not right"]);
        page.Value("Email address").ShouldBe(email);
        page.Value("Password").ShouldBe("", "a password is never sent back");
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field()
    {
        var page = await Site.Visitor().Opens("/sign-in");
        page.Document.QuerySelectorAll(".govuk-input--error").ShouldBeEmpty("nothing is wrong yet");
        page = await page.Presses("Sign in");

        page.Title.ShouldStartWith("Error: ");
        page.Errors.ShouldBe(["Enter your email address", "Enter your password"]);
        page.ErrorAt("Email address").ShouldBe("Enter your email address");
        page.ErrorAt("Password").ShouldBe("Enter your password");
    }

    [Fact]
    public async Task After_signing_in_one_is_where_one_wanted_to_be()
    {
        var page = await Site.Visitor().Opens("/people?from=here");

        page.Path.ShouldBe("/sign-in");
        page = await page.Fill("Email address", Stage.EmailOf(FrontDoorWorker)).Fill("Password", Stage.Password).Presses("Sign in");

        page.Address.PathAndQuery.ShouldBe("/people?from=here");
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org")]
    public async Task A_link_cannot_send_one_elsewhere_after_signing_in(string to)
    {
        var page = await Site.Visitor().Opens($"/sign-in?to={Uri.EscapeDataString(to)}");

        page = await page.Fill("Email address", Stage.EmailOf(FrontDoorWorker)).Fill("Password", Stage.Password).Presses("Sign in");

        page.Path.ShouldBe("/work");
    }

    [Fact]
    public async Task A_post_that_ended_no_longer_works_at_the_next_request()
    {
        var visitor = await SignedIn(HealthProfessional, number: 2);
        (await visitor.Opens("/work")).Heading.ShouldBe("Work list");

        await Ends(HealthProfessional, "2026-03-01");

        (await visitor.Opens("/work")).Path.ShouldBe("/sign-in");
        (await Site.Visitor().SignsIn(Stage.EmailOf(HealthProfessional, number: 2))).Errors.ShouldBe(["The email address or password is not right"]);
    }

    [Fact]
    public async Task After_half_an_hour_of_nothing_one_signs_in_anew()
    {
        var visitor = await SignedIn(FrontDoorWorker);
        Stage.Clock.Pass(TimeSpan.FromMinutes(20));
        (await visitor.Opens("/work")).Path.ShouldBe("/work");
        Stage.Clock.Pass(TimeSpan.FromMinutes(20));
        (await visitor.Opens("/work")).Path.ShouldBe("/work");

        Stage.Clock.Pass(TimeSpan.FromMinutes(31));

        (await visitor.Opens("/work")).Path.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        var visitor = await SignedIn(FrontDoorWorker);

        (await (await visitor.Opens("/work")).Presses("Sign out")).Path.ShouldBe("/sign-in");

        (await visitor.Opens("/work")).Path.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task The_start_page_leads_to_signing_in_or_to_ones_work()
    {
        (await Site.Visitor().Opens("/")).Path.ShouldBe("/sign-in");
        (await (await SignedIn(Scrutineer)).Opens("/")).Path.ShouldBe("/work");
        (await Site.Visitor().Opens("/no-such-page")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>There is no page for it yet. A post is part of nobody's case, so its end needs no fact.</summary>
    private Task<object?> Ends(string role, string on) => Stage.SqlAsync<object>(
        DatabaseRoles.Owner,
        "begin; set local session_replication_role = replica; update agencies.post p set ends_on = '" + on + "' from agencies.staff s where s.id = p.staff_id and s.email = '" + Stage.EmailOf(role, number: 2) + "'; commit;");
}
