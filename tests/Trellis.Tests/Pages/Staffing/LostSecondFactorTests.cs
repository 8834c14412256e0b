using System.Net;
using Trellis.Tests.Messages;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>A second factor is lost: an administrator makes sure who it is, others are told, and a link lets them set up again.</summary>
public sealed class LostSecondFactorTests(TestSite site) : OnStaff(site)
{
    [Fact]
    public async Task The_link_and_the_password_let_them_in_to_set_it_up_again_and_nothing_else_does()
    {
        var email = Stage.EmailOf(SocialWorker);
        var them = IdOf(Stage, SocialWorker);
        var visitor = await SignedIn(SocialWorker);
        var (app, codes) = await SecondFactors.SetsUpAndKeeps(visitor, Stage.Clock);
        await Stage.As(Stage.Someone(SocialWorker)).Chooses(Platform.Messages.Sending.None);

        var page = await LetsBackIn(await Administrator(), them);

        page.Done.ShouldBe("Social worker 1, RBKC was sent a link");
        page.SummaryValue("Second factor").ShouldBe("To be set up again, by the link they were sent");
        (await IsIn(visitor)).ShouldBeFalse();
        (await Site.Visitor().SignsIn(email)).Heading.ShouldBe("Use the link you were sent");
        var link = (await LinksSent())[^1];
        var back = Site.Visitor();
        (await (await back.Opens(link)).Fill("Your password", "not the password").Presses("Continue")).ErrorAt("Your password").ShouldStartWith("That is not right");
        (await (await back.Opens(link)).Fill("Your password", Stage.Password).Presses("Continue")).Path.ShouldBe("/work");
        (await SecondFactors.SetsUp(back, Stage.Clock)).ShouldNotContain(codes[0]);
        (await Site.Visitor().Opens(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        var facts = await Facts(them);
        facts.ShouldContain("staff.set-up-again staff.second-factor-lost");
        facts.ShouldContain("sign-in.accept staff.second-factor-link-used");
        (await Count("record.fact_detail", "field = 'checked' and code = 'called-back'")).ShouldBeGreaterThan(0);
        app.ShouldNotBeNull();
    }

    [Fact]
    public async Task They_are_told_and_so_are_a_second_administrator_and_who_governs_information_but_nobody_is_named()
    {
        var them = IdOf(Stage, ConferenceChair);
        await SecondFactors.SetsUp(await SignedIn(ConferenceChair), Stage.Clock);

        await LetsBackIn(await Administrator(), them);

        var reference = $"SIGN-IN-{them.ToString("N")[^4..].ToUpperInvariant()}";
        foreach (var (role, number) in new[] { (AgencyAdministrator, 2), (InformationGovernanceLead, 1) })
        {
            (await Stage.TrayOf(Stage.Someone(role, number: number))).ShouldContain(t => t.Kind == "set-up-again-watched" && t.Reference == reference);
            (await Stage.EmailsTo(Stage.Someone(role, number: number))).ShouldContain(e => e.State == "waiting" && !e.Gathered);
        }

        (await Stage.TrayOf(Stage.Someone(ConferenceChair))).ShouldContain(t => t.Kind == "set-up-again");
        (await Stage.TrayOf(Stage.Someone(AgencyAdministrator))).ShouldNotContain(t => t.Kind == "set-up-again-watched", "who did it knows");
    }

    [Fact]
    public async Task How_it_was_made_sure_and_why_must_be_said()
    {
        var them = IdOf(Stage, ConferenceChair, number: 2);
        await SecondFactors.SetsUp(await SignedIn(ConferenceChair, number: 2), Stage.Clock);
        var administrator = await Administrator();

        var page = await (await administrator.Opens($"/staff/{them}/second-factor")).Presses("Let them set it up again");

        page.Errors.ShouldBe(["Select how you made sure", "Enter what happened, and how you made sure that it is they"]);
        (await Count("agencies.staff", $"id = '{them}' and code_seed is not null and not waits_for_link")).ShouldBe(1);
    }

    [Fact]
    public async Task An_administrator_who_lost_theirs_needs_another()
    {
        var other = await Administrator(number: 2);
        await Administrator();
        var them = IdOf(Stage, AgencyAdministrator);

        (await (await Administrator()).Opens($"/staff/{them}/second-factor")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await LetsBackIn(other, them)).Done.ShouldEndWith("was sent a link");
        Site.RecoveryCodes.Remove(Stage.EmailOf(AgencyAdministrator));
        var back = Site.Visitor();
        (await (await back.Opens((await LinksSent())[^1])).Fill("Your password", Stage.Password).Presses("Continue")).Path.ShouldBe("/your-sign-in/second-factor");
        Site.RecoveryCodes[Stage.EmailOf(AgencyAdministrator)] = new(await SecondFactors.SetsUp(back, Stage.Clock));
    }

    private static async Task<TestPage> LetsBackIn(Visitor administrator, Guid them)
    {
        var page = await administrator.Opens($"/staff/{them}/second-factor");
        return await page.Fill("How did you make sure that it is they?", "I called them back on a number I had before").Fill("What happened, and how you made sure", "The phone fell into the canal").Presses("Let them set it up again");
    }
}
