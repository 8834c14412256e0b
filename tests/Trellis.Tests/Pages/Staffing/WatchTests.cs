using Trellis.Tests.Messages;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>What happened to an account, or to what is closed, is told whom it concerns, at once.</summary>
public sealed class WatchTests(TestSite site) : OnStaff(site)
{
    [Fact]
    public async Task A_sign_in_on_a_new_device_is_told_and_one_on_a_known_device_is_not()
    {
        var first = await SignedIn(Analyst);
        (await Stage.TrayOf(Stage.Someone(Analyst))).ShouldBeEmpty("their first");
        await (await first.Opens("/work")).Presses("Sign out");
        await first.SignsIn(Stage.EmailOf(Analyst));
        (await Stage.TrayOf(Stage.Someone(Analyst))).ShouldBeEmpty("known");

        await Site.Visitor().SignsIn(Stage.EmailOf(Analyst));

        var told = (await Stage.TrayOf(Stage.Someone(Analyst))).ShouldHaveSingleItem();
        (told.Kind, told.Link).ShouldBe(("new-device", "/your-sign-in"));
        (await Stage.EmailsTo(Stage.Someone(Analyst))).ShouldHaveSingleItem().NextAt.ShouldBe("2026-03-02 09:00");
        var page = await first.Opens("/messages");
        page.Said.ShouldContain("Somebody signed in as you on a device you had not used before");
        (await page.Follows("Somebody signed in as you on a device you had not used before")).Path.ShouldBe("/your-sign-in");
    }

    [Fact]
    public async Task A_change_of_how_somebody_signs_in_is_told_them_at_once_each_time()
    {
        var them = Stage.Someone(HealthProfessional);
        var visitor = await SignedIn(HealthProfessional);
        (await Stage.TrayOf(them)).ShouldBeEmpty();

        await SecondFactors.SetsUp(visitor, Stage.Clock);
        (await Stage.TrayOf(them)).Count(t => t.Kind == "sign-in-changed").ShouldBe(1);
        await SecondFactors.MakesNewRecoveryCodes(visitor);
        (await Stage.TrayOf(them)).Count(t => t.Kind == "sign-in-changed").ShouldBe(2);
        await (await visitor.Opens("/your-sign-in/codes/remove")).Fill("Your password", Stage.Password).Presses("Remove one-time codes");
        (await Stage.TrayOf(them)).Count(t => t.Kind == "sign-in-changed").ShouldBe(3);
        var page = await (await visitor.Opens("/your-sign-in/password")).Fill("Your password now", "not it").Fill("New password", Better).Presses("Change password");
        page.Errors.ShouldNotBeEmpty();
        (await Stage.TrayOf(them)).Count(t => t.Kind == "sign-in-changed").ShouldBe(3, "nothing was changed");
        await page.Fill("Your password now", Stage.Password).Fill("New password", Better).Presses("Change password");

        var told = await Stage.TrayOf(them);
        told.Count(t => t.Kind == "sign-in-changed" && t.Link == "/your-sign-in").ShouldBe(4);
        (await Stage.EmailsTo(them)).Count(e => !e.Gathered).ShouldBe(4, "urgent: none waits for the day's e-mail");
    }

    [Fact]
    public async Task A_broken_glass_is_told_at_once_also_in_quiet_hours_to_who_governs_information_in_the_area_alone()
    {
        var child = await Given.AChild();
        await As(TeamManager).Closes(child, Platform.Access.ClosureKind.Restricted, Stage.Someone(SocialWorker));
        await As(InformationGovernanceLead).Chooses(Platform.Messages.Sending.Digest, quietFrom: 19, quietTo: 7);
        On("2026-03-02 23:00");
        var visitor = await SignedIn(FrontDoorWorker);

        await (await visitor.Opens($"/glass/{child.Id}")).Fill("Why must you see this record now?", "The police wait at the door").Presses("Open the record");

        var told = (await Stage.TrayOf(Stage.Someone(InformationGovernanceLead))).Single(t => t.Kind == "glass-broken");
        told.Link.ShouldBe("/glass");
        told.Reference.ShouldStartWith("GLASS-");
        told.Reference.ShouldNotContain(child.Reference);
        var pigeon = new Pigeon();
        await Stage.Sender(pigeon).SendDueAsync();
        pigeon.Carried.ShouldContain(c => c.Subject == "A restricted record was opened" && c.To == Stage.EmailOf(InformationGovernanceLead));
        (await Stage.TrayOf(Stage.Someone(InformationGovernanceLead, "WCC"))).ShouldBeEmpty();
        (await Stage.TrayOf(Stage.Someone(FrontDoorWorker))).ShouldNotContain(t => t.Kind == "glass-broken");
    }

    [Fact]
    public async Task What_each_role_may_do_is_there_for_everyone_to_read()
    {
        var page = await (await SignedIn(Referrer)).Opens("/agencies/roles");

        page.Heading.ShouldBe("What each role may do");
        page.Said.ShouldContain("Approve a step somebody else completed");
        page.Said.ShouldContain("Sign in, and say which of one's posts one acts in");
    }
}
