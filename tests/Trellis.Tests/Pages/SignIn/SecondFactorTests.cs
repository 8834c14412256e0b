using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.SignIn;

/// <summary>One-time codes, recovery codes, and roles that cannot do without.</summary>
public sealed class SecondFactorTests(TestSite site) : OnAccounts(site)
{
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1234567890, "89005924")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long second, string code) =>
        OneTimeCodes.StepOf(code[2..], "12345678901234567890"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(second)).ShouldBe(second / 30);

    [Fact]
    public async Task With_codes_set_up_a_password_alone_opens_nothing()
    {
        var email = EmailOf(SocialWorker);
        var (here, elsewhere) = (await SignedIn(SocialWorker), await SignedIn(SocialWorker));
        var (app, recovery) = await SecondFactors.SetsUpAndKeeps(here, Stage.Clock);
        recovery.Length.ShouldBe(10);
        (await IsIn(here)).ShouldBeTrue();
        (await IsIn(elsewhere)).ShouldBeFalse("what lets one in has changed");

        Stage.Clock.Pass(TimeSpan.FromMinutes(1));
        var visitor = Site.Visitor();
        var page = await visitor.SignsIn(email);
        page.Path.ShouldBe("/sign-in/code");
        (await visitor.Opens("/work")).Path.ShouldBe("/sign-in");
        page = await visitor.Opens("/sign-in/code");
        (await page.Presses("Continue")).ErrorAt("One-time code").ShouldBe("Enter the code from your app");
        (await page.Fill("One-time code", "000000").Presses("Continue")).ErrorAt("One-time code").ShouldStartWith("That code is not right");

        (await page.Fill("One-time code", app.Code()).Presses("Continue")).Path.ShouldBe("/work");

        (await TheRecord(email))[^4..].ShouldBe(["staff.sign-in-failed what=code", "staff.second-factor-used how=code", "staff.signed-in how=code", "staff.new-device browser=firefox system=linux"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_code_works_once_and_a_clock_may_be_half_a_minute_off()
    {
        var email = EmailOf(SocialWorker, number: 2);
        var (app, _) = await SecondFactors.SetsUpAndKeeps(await SignedIn(SocialWorker, number: 2), Stage.Clock);

        (await Enters(email, app.Code())).ShouldBe("/sign-in/code", "it was used to set codes up");
        (await Enters(email, app.Code(later: 2))).ShouldBe("/sign-in/code", "a minute early");
        (await Enters(email, app.Code(later: 1))).ShouldBe("/work");
        (await Enters(email, app.Code(later: 1))).ShouldBe("/sign-in/code", "used before");
        Stage.Clock.Pass(TimeSpan.FromMinutes(2));
        (await Enters(email, app.Code(later: -2))).ShouldBe("/sign-in/code", "a minute late");
        (await Enters(email, app.Code(later: -1))).ShouldBe("/work");
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_like_wrong_passwords()
    {
        var email = EmailOf(PoliceOfficer);
        var (app, recovery) = await SecondFactors.SetsUpAndKeeps(await SignedIn(PoliceOfficer), Stage.Clock);
        Stage.Clock.Pass(TimeSpan.FromMinutes(1));
        var visitor = Site.Visitor();
        var page = await visitor.SignsIn(email);
        for (var tries = 0; tries < 5; tries++) { await page.Fill("One-time code", "000000").Presses("Continue"); }

        (await page.Fill("One-time code", app.Code()).Presses("Continue")).ErrorAt("One-time code").ShouldStartWith("That code is not right");
        (await (await visitor.Opens("/sign-in/recovery")).Fill("Recovery code", recovery[0]).Presses("Continue")).ErrorAt("Recovery code").ShouldNotBeEmpty();
        (await TheRecord(email)).ShouldContain("staff.locked");
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_new_ones_replace_the_old()
    {
        var email = EmailOf(SchoolLead);
        var visitor = await SignedIn(SchoolLead);
        var (_, codes) = await SecondFactors.SetsUpAndKeeps(visitor, Stage.Clock);
        foreach (var code in codes) { (await Count("agencies.recovery_code r", $"r::text like '%{code}%'")).ShouldBe(0); }

        (await Recovers(email, codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal))).ShouldBe("/work");
        (await Recovers(email, codes[3])).ShouldBe("/sign-in/recovery");
        (await Recovers(email, "not-a-code")).ShouldBe("/sign-in/recovery");
        var own = await visitor.Opens("/your-sign-in");
        own.SummaryValue("Recovery codes left").ShouldBe("9");

        var page = await visitor.Opens("/your-sign-in/recovery-codes");
        (await page.Fill("Your password", "not it").Presses("Make new recovery codes")).ErrorAt("Your password").ShouldBe("That is not your password");
        page = await page.Fill("Your password", Stage.Password).Presses("Make new recovery codes");
        var made = page.Document.QuerySelectorAll(".t-recovery-codes li").Select(c => c.TextContent.Trim()).ToArray();
        made.Length.ShouldBe(10);
        foreach (var code in made) { code.ShouldMatch("^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){5}$", "24 of 31 letters and digits: 118 bits"); }
        (await visitor.Opens("/your-sign-in/recovery-codes")).Text.ShouldNotContain(made[0], customMessage: "shown once");
        (await Recovers(email, codes[4])).ShouldBe("/sign-in/recovery");
        (await Recovers(email, made[0])).ShouldBe("/work");
    }

    [Fact]
    public async Task The_secret_is_shown_as_a_picture_and_text_and_lies_encrypted()
    {
        var visitor = await SignedIn(HealthProfessional);
        var page = await visitor.Opens("/your-sign-in/codes");
        page.Document.QuerySelector("svg.t-qr[role=img]")!.GetAttribute("aria-label")!.ShouldStartWith("QR code");
        page.Document.QuerySelectorAll("main [style], main script").ShouldBeEmpty();
        var secret = page.Document.QuerySelector(".t-secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        secret.Length.ShouldBe(32);
        (await page.Fill("The code your app shows now", "000000").Fill("Your password", Stage.Password).Presses("Turn on one-time codes")).ErrorAt("The code your app shows now").ShouldStartWith("That code is not right");
        (await Count("agencies.staff", $"code_seed is not null and email = '{EmailOf(HealthProfessional)}'")).ShouldBe(0);

        await SecondFactors.SetsUp(visitor, Stage.Clock);

        (await Stage.SqlAsync<byte[]>(DatabaseRoles.Owner, "select code_seed from agencies.staff where email = $1", EmailOf(HealthProfessional)))!.Length.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task Codes_can_be_removed_with_the_password_and_not_where_the_role_requires_them()
    {
        var visitor = await SignedIn(Referrer);
        await SecondFactors.SetsUp(visitor, Stage.Clock);
        (await Removes(visitor)).Done.ShouldStartWith("One-time codes were removed");
        (await Site.Visitor().SignsIn(EmailOf(Referrer))).Path.ShouldBe("/work");

        (await Removes(await SignedIn(InformationGovernanceLead))).ErrorAt("Your password").ShouldStartWith("Your role requires a second factor");
    }

    [Theory]
    [InlineData("/work")]
    [InlineData("/people")]
    [InlineData("/figures")]
    [InlineData("/your-sign-in")]
    [InlineData("/your-sign-in/password")]
    public async Task Where_the_role_requires_one_nothing_else_opens_until_it_is_set_up(string address)
    {
        var email = EmailOf(AgencyAdministrator, number: 2);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update agencies.staff set code_seed = null where email = $1", email);
        var visitor = Site.Visitor();
        var page = await visitor.SignsIn(email);
        page.Path.ShouldBe("/your-sign-in/second-factor");

        (await visitor.Opens(address)).Path.ShouldBe("/your-sign-in/second-factor");
        (await visitor.Sends(HttpMethod.Post, "/your-sign-in/password", page.FormOf("Sign out"))).Path.ShouldBe("/your-sign-in/second-factor");

        await SecondFactors.SetsUp(visitor, Stage.Clock);
        (await visitor.Opens("/work")).Path.ShouldBe("/work");
    }

    [Theory]
    [InlineData(Administrator, "/messages/outbox")]
    [InlineData(InformationGovernanceLead, "/retention")]
    [InlineData(AgencyAdministrator, "/staff")]
    public async Task Whoever_administers_shows_more_than_a_password(string role, string address)
    {
        var email = EmailOf(role, number: 2);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update agencies.staff set code_seed = null where email = $1", email);
        var visitor = Site.Visitor();
        await visitor.SignsIn(email);
        (await visitor.Opens(address)).Path.ShouldBe("/your-sign-in/second-factor");
        await SecondFactors.SetsUp(visitor, Stage.Clock);
        (await visitor.Opens(address)).Status.ShouldBe(System.Net.HttpStatusCode.OK);

        var again = Site.Visitor();
        (await again.SignsIn(email)).Path.ShouldBe("/sign-in/code");
        (await again.Opens(address)).Path.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task The_second_page_opens_only_to_somebody_who_has_shown_the_password()
    {
        foreach (var address in new[] { "/sign-in/code", "/sign-in/recovery", "/sign-in/post" }) { (await Site.Visitor().Opens(address)).Path.ShouldBe("/sign-in"); }

        var visitor = await SignedIn(BusinessManager);
        await SecondFactors.SetsUp(visitor, Stage.Clock);
        var late = Site.Visitor();
        await late.SignsIn(EmailOf(BusinessManager));
        Stage.Clock.Pass(TimeSpan.FromMinutes(11));
        (await late.Opens("/sign-in/code")).Path.ShouldBe("/sign-in");
    }

    private static async Task<TestPage> Removes(Visitor visitor) => await (await visitor.Opens("/your-sign-in/codes/remove")).Fill("Your password", Stage.Password).Presses("Remove one-time codes");

    private async Task<string> Enters(string email, string code) => (await (await Site.Visitor().SignsIn(email)).Fill("One-time code", code).Presses("Continue")).Path;

    private async Task<string> Recovers(string email, string code)
    {
        var page = await (await Site.Visitor().SignsIn(email)).Follows("Use a recovery code");
        return (await page.Fill("Recovery code", code).Presses("Continue")).Path;
    }
}
