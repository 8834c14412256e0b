using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Trellis.Modules.Agencies;
using Trellis.Modules.Agencies.Passwords;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.SignIn;

public sealed class PasswordTests(TestSite site) : OnAccounts(site)
{
    /// <summary>128 characters.</summary>
    private const string Long = "four quiet lanterns drift over the harbour wall 01; " + "four quiet lanterns drift over the harbour wall 02; " + "four quiet lanterns well";

    private const string Better = "seven quiet lanterns drift";

    [Fact]
    public async Task Changing_it_needs_the_old_one_and_ends_every_other_session()
    {
        var email = EmailOf(TeamManager);
        var (here, elsewhere) = (await SignedIn(TeamManager), await SignedIn(TeamManager));

        var page = await Changes(here, Stage.Password, Better);

        page.Path.ShouldBe("/your-sign-in");
        page.Done.ShouldBe("Your password was changed. You are signed out everywhere else");
        (await IsIn(here)).ShouldBeTrue();
        (await IsIn(elsewhere)).ShouldBeFalse();
        (await Site.Visitor().SignsIn(email)).Errors.ShouldBe([Wrong]);
        (await Site.Visitor().SignsIn(email, Better)).Path.ShouldBe("/work");
        (await TheRecord(email)).ShouldContain("staff.password-changed");
    }

    [Theory]
    [InlineData("eleven long", "Your new password must have 12 characters or more")]
    [InlineData(Long + "9", "Your new password must have 128 characters or fewer")]
    [InlineData("Liverpool!!2024", "harder to guess")]
    [InlineData("qwertyuiop123456", "harder to guess")]
    [InlineData("PASSWORDPASSWORD", "harder to guess")]
    [InlineData("abcabcabcabcabc", "harder to guess")]
    [InlineData("conference-chair.rbkc.2 and more", "harder to guess")]
    [InlineData(Stage.Password, "Your new password must differ from the one you have")]
    [InlineData("", "Enter a new password")]
    public async Task A_password_too_short_too_common_or_the_same_is_refused_at_its_field(string password, string why)
    {
        var page = await Changes(await SignedIn(ConferenceChair, number: 2), Stage.Password, password);

        page.Path.ShouldBe("/your-sign-in/password");
        page.ErrorAt("New password").ShouldContain(why);
        page.Errors.Count.ShouldBe(1);
        page.Value("New password").ShouldBe("");
    }

    [Theory]
    [InlineData("seven quiet lanterns")]
    [InlineData(Long)]
    [InlineData("aaaa bbbb cccc dddd")]
    [InlineData("всё хорошо здесь")]
    public void Nothing_else_is_asked_of_its_form(string password) => PasswordRules.Fault(password, "somebody@example.org").ShouldBeNull();

    [Fact]
    public async Task The_old_one_wrong_is_said_at_its_field_and_counts_as_a_wrong_try()
    {
        var email = EmailOf(ConferenceChair);
        var visitor = await SignedIn(ConferenceChair);
        for (var tries = 0; tries < 4; tries++) { (await Changes(visitor, "not it", Better)).ErrorAt("Your password now").ShouldBe("That is not your password"); }

        (await Changes(visitor, "not it", Better)).ErrorAt("Your password now").ShouldStartWith("Too many wrong passwords. Try again after");
        (await Changes(visitor, Stage.Password, Better)).ErrorAt("Your password now").ShouldStartWith("Too many wrong passwords");
        (await Site.Visitor().SignsIn(email)).Errors.ShouldBe([Wrong]);
    }

    [Fact]
    public async Task One_hashed_at_a_lower_cost_is_hashed_anew_when_it_is_used()
    {
        var email = EmailOf(HealthProfessional);
        var cheap = new PasswordHasher<Staff>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 }));
        PasswordRules.Hasher().VerifyHashedPassword(null!, cheap.HashPassword(null!, Better), Better).ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
        PasswordRules.Hasher().VerifyHashedPassword(null!, PasswordRules.Hasher().HashPassword(null!, Better), Better).ShouldBe(PasswordVerificationResult.Success);

        // An older format of the same hasher is the lower cost a test can afford.
        var old = new PasswordHasher<Staff>(Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2 })).HashPassword(null!, Stage.Password);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, $"update agencies.staff set password_hash = '{old}' where email = '{email}'");
        (await Site.Visitor().SignsIn(email)).Path.ShouldBe("/work");

        (await TheRecord(email)).ShouldContain("staff.password-rehashed");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select password_hash from agencies.staff where email = $1", email)).ShouldNotBe(old);
        (await Site.Visitor().SignsIn(email)).Path.ShouldBe("/work");
    }

    private static async Task<TestPage> Changes(Visitor visitor, string old, string @new) =>
        await (await visitor.Opens("/your-sign-in/password")).Fill("Your password now", old).Fill("New password", @new).Presses("Change password");
}
