using System.Net;
using System.Text.Json;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.SignIn;

/// <summary>What can be told of passkeys without an authenticator; with one: the browser's journey.</summary>
public sealed class PasskeyTests(TestSite site) : OnAccounts(site)
{
    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"AAAA","authenticatorData":"AAAA","signature":"AAAA"},"clientExtensionResults":{}}""")]
    public async Task An_answer_that_is_no_passkey_lets_nobody_in(string answer)
    {
        var before = await Count("record.fact_detail", "field = 'what' and code = 'passkey'");
        var visitor = Site.Visitor();
        var form = (await visitor.Opens("/sign-in")).FormOf("Sign in with a passkey").Where(f => f.Key != "Answer").ToList();
        var asked = await visitor.Sends(HttpMethod.Post, "/sign-in?handler=Ask", form);
        JsonDocument.Parse(asked.Text).RootElement.GetProperty("userVerification").GetString().ShouldBe("required");

        var page = await visitor.Sends(HttpMethod.Post, "/sign-in?handler=Passkey", form.Append(new("Answer", answer)));

        page.Path.ShouldBe("/sign-in");
        page.Errors.ShouldBe(["That passkey could not be used to sign in. Try again, or use your password"]);
        (await IsIn(visitor)).ShouldBeFalse();
        (await Count("record.fact_detail", "field = 'what' and code = 'passkey'")).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_passkey_is_added_only_with_the_password_and_an_answer_to_our_question()
    {
        var visitor = await SignedIn(Analyst);
        var page = await visitor.Opens("/your-sign-in/passkeys");
        page = page.Fill("A name to know it by", "Work laptop");

        (await page.Presses("Add a passkey")).ErrorAt("Your password").ShouldBe("Enter your password");
        (await page.Fill("Your password", Stage.Password).Presses("Add a passkey")).ErrorAt("A name to know it by").ShouldStartWith("The passkey could not be added");
        (await Count("agencies.passkey")).ShouldBe(0);
        (await visitor.Opens("/your-sign-in/passkey?id=00000000-0000-0000-0000-000000000001")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_to_go_after_signing_in_is_never_another_site()
    {
        var email = EmailOf(Scrutineer);
        var (app, _) = await SecondFactors.SetsUpAndKeeps(await SignedIn(Scrutineer), Stage.Clock);
        var page = await Site.Visitor().Opens($"/sign-in?to={Uri.EscapeDataString("//example.org/")}");
        page = await page.Fill("Email address", email).Fill("Password", Stage.Password).Presses("Sign in");

        (await page.Fill("One-time code", app.Code(later: 1)).Presses("Continue")).Path.ShouldBe("/work");
    }
}
