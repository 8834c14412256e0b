using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Trellis.Modules.Agencies.YourSignIn;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.SignIn;

/// <summary>How long a session lasts, what ends it, and what becomes of what was typed.</summary>
public sealed class SessionTests(TestSite site) : OnAccounts(site)
{
    private const string Cookie = "__Host-trellis";

    [Fact]
    public async Task Every_request_begins_the_half_hour_anew_and_what_the_page_asks_by_itself_does_not()
    {
        var visitor = await SignedIn(FrontDoorWorker);
        Stage.Clock.Pass(TimeSpan.FromMinutes(10));
        (await IsIn(visitor)).ShouldBeTrue();
        Stage.Clock.Pass(TimeSpan.FromMinutes(29));
        (await visitor.Opens(SessionClock.Left)).Text.ShouldBe("60");
        await visitor.Opens("/assets/trellis.css");
        (await visitor.Opens(SessionClock.Left)).Text.ShouldBe("60");
        (await visitor.Opens(SessionClock.Stay)).Text.ShouldBe("1800");
        (await visitor.Opens(SessionClock.Left)).Text.ShouldBe("1800");
        Stage.Clock.Pass(new TimeSpan(0, 30, 1));

        (await visitor.Opens(SessionClock.Left)).Text.ShouldBe("0");
        (await IsIn(visitor)).ShouldBeFalse();
    }

    [Fact]
    public async Task However_busy_somebody_is_after_twelve_hours_they_show_again_who_they_are()
    {
        var visitor = await SignedIn(FrontDoorWorker);
        for (var minutes = 0; minutes < 11 * 60 + 40; minutes += 20)
        {
            (await IsIn(visitor)).ShouldBeTrue(minutes.ToString(CultureInfo.InvariantCulture));
            Stage.Clock.Pass(TimeSpan.FromMinutes(20));
        }

        (await visitor.Opens(SessionClock.Stay)).Text.ShouldBe("600");
        Stage.Clock.Pass(TimeSpan.FromMinutes(9));
        (await IsIn(visitor)).ShouldBeTrue();
        (await visitor.Opens(SessionClock.Left)).Text.ShouldBe("60");
        Stage.Clock.Pass(TimeSpan.FromMinutes(2));

        (await IsIn(visitor)).ShouldBeFalse();
        await visitor.SignsIn(EmailOf(FrontDoorWorker));
        (await visitor.Opens(SessionClock.Stay)).Text.ShouldBe("1800");
    }

    [Fact]
    public async Task What_begins_a_session_anew_does_not_begin_its_twelve_hours_anew()
    {
        var visitor = await SignedIn(SocialWorker, number: 2);
        for (var minutes = 0; minutes < 11 * 60 + 40; minutes += 20)
        {
            await IsIn(visitor);
            Stage.Clock.Pass(TimeSpan.FromMinutes(20));
        }

        var page = await visitor.Opens("/your-sign-in/password");
        (await page.Fill("Your password now", Stage.Password).Fill("New password", "seven quiet lanterns drift").Presses("Change password")).Path.ShouldBe("/your-sign-in");

        (await visitor.Opens(SessionClock.Left)).Text.ShouldBe("1200");
        Stage.Clock.Pass(new TimeSpan(0, 20, 1));
        (await IsIn(visitor)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ends_on = '2026-03-01'")]
    [InlineData("areas = array['WCC']")]
    [InlineData("role = 'scrutineer'")]
    [InlineData("qualification = 'social-worker'")]
    public async Task A_session_ends_at_once_when_its_post_ends_or_changes(string set)
    {
        var email = EmailOf(Referrer, number: 2);
        await PostBecomes(email, "ends_on = null, areas = array['RBKC'], role = 'referrer', qualification = null");
        var visitor = await SignedIn(Referrer, number: 2);
        (await IsIn(visitor)).ShouldBeTrue();

        await PostBecomes(email, set);

        (await IsIn(visitor)).ShouldBeFalse();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_also_for_whoever_kept_its_cookie()
    {
        var visitor = await SignedIn(TeamManager);
        var kept = visitor.Cookies.GetCookies(TestSite.Address)[Cookie]!.Value;
        await (await visitor.Opens("/work")).Presses("Sign out");

        visitor.Cookies.Add(TestSite.Address, new Cookie(Cookie, kept, "/") { Secure = true });

        (await IsIn(visitor)).ShouldBeFalse();
        (await TheRecord(EmailOf(TeamManager)))[^1].ShouldBe("staff.signed-out why=asked");
        (await LastAct(EmailOf(TeamManager))).ShouldBe("sign-in.leave");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_of_them()
    {
        var (here, there, other) = (await SignedIn(TeamManager, number: 2), await SignedIn(TeamManager, number: 2), await SignedIn(Analyst));

        (await (await here.Opens("/your-sign-in/everywhere")).Presses("Sign out everywhere")).Path.ShouldBe("/sign-in");

        (await IsIn(here)).ShouldBeFalse();
        (await IsIn(there)).ShouldBeFalse();
        (await IsIn(other)).ShouldBeTrue();
    }

    [Fact]
    public async Task Signing_in_gives_a_new_cookie_whatever_the_browser_brought()
    {
        var attacker = await SignedIn(Analyst);
        var planted = attacker.Cookies.GetCookies(TestSite.Address)[Cookie]!.Value;
        var victim = Site.Visitor();
        victim.Cookies.Add(TestSite.Address, new Cookie(Cookie, planted, "/") { Secure = true });

        await victim.SignsIn(EmailOf(Scrutineer));

        victim.Cookies.GetCookies(TestSite.Address)[Cookie]!.Value.ShouldNotBe(planted);
        (await victim.Opens("/your-sign-in")).SummaryValue("Email address").ShouldBe(EmailOf(Scrutineer));
        (await attacker.Opens("/your-sign-in")).SummaryValue("Email address").ShouldBe(EmailOf(Analyst));
    }

    [Fact]
    public async Task What_was_typed_when_the_session_ended_is_kept_for_its_writer_and_goes_on()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var step = await Stage.Step("triage", child);
        var visitor = await SignedIn(FrontDoorWorker);
        var page = (await visitor.Opens($"/steps/{step.Id}/fill")).Fill("Why do you think so?", "He said it again, word for word");
        Stage.Clock.Pass(TimeSpan.FromMinutes(31));

        page = await page.Presses("Save and return later");
        page.Path.ShouldBe("/sign-in");
        page.Notice.ShouldContain("What you typed was kept");
        (await Count("agencies.held_form", "position('word for word'::bytea in body) > 0")).ShouldBe(0, "it lies encrypted");

        var stranger = await SignedIn(FrontDoorWorker, number: 2);
        var back = Regex.Match(page.Address.Query, "(?<=to=)[^&]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        (await stranger.Opens(Uri.UnescapeDataString(back))).Heading.ShouldBe("Nothing is kept", "it is another's");

        page = await page.Fill("Email address", EmailOf(FrontDoorWorker)).Fill("Password", Stage.Password).Presses("Sign in");
        page.Heading.ShouldBe("What you typed was kept");
        (await page.Presses("Continue with what you typed")).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.Opens($"/steps/{step.Id}/fill")).Value("Why do you think so?").ShouldBe("He said it again, word for word");
    }

    [Fact]
    public async Task When_nobody_answers_the_warning_the_script_has_what_is_typed_kept_and_the_session_ended()
    {
        var visitor = await SignedIn(FrontDoorWorker, number: 2);
        var page = (await visitor.Opens("/people/add")).Fill("First name", "Teasel");
        Stage.Clock.Pass(TimeSpan.FromMinutes(29));

        var form = page.FormOf(page.Buttons[0]).Append(new("__kept-address", "/people/add"));
        var answer = await visitor.Sends(HttpMethod.Post, "/carry-on?handler=Keep", form);

        answer.Status.ShouldBe(HttpStatusCode.OK, Site.Failures.ToString());
        answer.Text.ShouldStartWith("\"/sign-in?to=%2Fcarry-on%3Fform%3D");
        (await IsIn(visitor)).ShouldBeFalse();
        (await TheRecord(EmailOf(FrontDoorWorker, number: 2)))[^1].ShouldBe("staff.signed-out why=idle");
        (await visitor.Sends(HttpMethod.Post, "/carry-on?handler=Keep", form)).Path.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_form_that_is_not_ours_or_of_a_session_that_was_ended()
    {
        var visitor = await SignedIn(FrontDoorWorker);
        var page = await visitor.Opens("/people/add");
        var before = await Count("agencies.held_form");
        var cookie = visitor.Cookies.GetCookies(TestSite.Address)[Cookie]!.Value;
        var form = page.FormOf(page.Buttons[0]);
        await (await visitor.Opens("/work")).Presses("Sign out");
        visitor.Cookies.Add(TestSite.Address, new Cookie(Cookie, cookie, "/") { Secure = true });
        Stage.Clock.Pass(TimeSpan.FromMinutes(31));
        await visitor.Sends(HttpMethod.Post, "/people/add", form);

        var idle = await SignedIn(FrontDoorWorker);
        Stage.Clock.Pass(TimeSpan.FromMinutes(31));
        (await idle.Sends(HttpMethod.Post, "/people/add", [new("GivenName", "Forged")])).Path.ShouldBe("/sign-in");

        (await Count("agencies.held_form")).ShouldBe(before);
    }

    [Fact]
    public async Task Somebody_with_several_posts_says_which_one_they_act_in_and_can_change_it()
    {
        var email = EmailOf(SchoolLead);
        await GivesPost(email, Scrutineer, "WCC");
        var visitor = Site.Visitor();
        var page = await visitor.Opens("/figures");
        page = await page.Fill("Email address", email).Fill("Password", Stage.Password).Presses("Sign in");
        page.Path.ShouldBe("/sign-in/post");
        (await IsIn(visitor)).ShouldBeFalse("not before a post is chosen");
        page = await visitor.Opens("/sign-in/post");
        (await page.Presses("Continue")).ErrorAt("Which post do you act in?").ShouldBe("Select the post you act in");

        page = await page.Fill("Which post do you act in?", "Also scrutineer, WCC").Presses("Continue");
        page.Address.PathAndQuery.ShouldBe("/figures");
        var form = (await visitor.Opens("/work")).FormOf("Sign out");

        page = await visitor.Opens("/your-sign-in/post");
        page.Value("Which post do you act in?").ShouldBe("Also scrutineer, WCC");
        page = await page.Fill("Which post do you act in?", "Designated safeguarding lead of a school, RBKC").Presses("Change post");
        page.Done.ShouldBe("You act as Designated safeguarding lead of a school, RBKC now");
        (await visitor.Opens("/figures")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.Sends(HttpMethod.Post, "/your-sign-in/everywhere", form)).Status.ShouldBe(HttpStatusCode.BadRequest, "a form belongs to the post it was opened in");
        (await TheRecord(email)).ShouldContain("staff.post-chosen");
    }

    [Fact]
    public async Task Nobody_acts_in_anothers_post()
    {
        await GivesPost(EmailOf(HealthProfessional), Scrutineer);
        var visitor = Site.Visitor();
        var page = await visitor.SignsIn(EmailOf(HealthProfessional));
        var anothers = await Stage.SqlAsync<Guid>(Platform.Storage.DatabaseRoles.Owner, "select p.id from agencies.post p join agencies.staff s on s.id = p.staff_id where s.email = $1", EmailOf(TeamManager));

        var form = page.FormOf("Continue").Where(f => f.Key != "Post").Append(new("Post", anothers.ToString()));
        (await visitor.Sends(HttpMethod.Post, "/sign-in/post", form)).ErrorAt("Which post do you act in?").ShouldBe("Select the post you act in");
        (await IsIn(visitor)).ShouldBeFalse();
    }
}
