using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Trellis.Modules.Agencies.Providers;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>People come in through their agency's own sign-in: invited once, known from then on, and never by anything but a token that is right in every part.</summary>
#pragma warning disable CA1001 // given back when the test is over, as xunit does it
public sealed class OwnSignInTests(TestSite site) : OnStaff(site), IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly OtherAgency there = new(site.Stage.Clock);

    public Task InitializeAsync() => there.StartAsync();

    public Task DisposeAsync() => there.DisposeAsync().AsTask();

    [Fact]
    public async Task The_invited_come_once_by_the_link_and_from_then_on_without()
    {
        await SetsUp();
        var visitor = await Comes("ivy@example.org", "ivy");
        (await IsIn(visitor)).ShouldBeTrue();
        var id = await IdOf("ivy@example.org");
        (await Facts(id)).ShouldContain("sign-in.accept staff.identity-bound");

        await (await visitor.Opens("/work")).Presses("Sign out");
        visitor = Site.Visitor();
        var page = await visitor.Opens("/sign-in");
        page = await page.Follows("Sign in through your agency");
        page.Links.ShouldBe(["Children’s services of RBKC"]);
        (await Through(visitor)).Path.ShouldBe("/work");

        (await Site.Visitor().SignsIn("ivy@example.org", Better)).Errors.ShouldNotBeEmpty("there is no password");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select how from agencies.session where staff_id = $1 order by id desc limit 1", id)).ShouldBe("agency");
    }

    [Fact]
    public async Task Nobody_is_made_known_silently_nor_by_an_e_mail_address()
    {
        await SetsUp();
        var before = await Count("agencies.staff");
        there.Subject = Stage.EmailOf(Roles.FrontDoorWorker);

        var page = await Through(Site.Visitor());

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Said.ShouldContain("Trellis does not yet");
        (await Count("agencies.staff")).ShouldBe(before);
        (await Count("agencies.identity", $"subject = '{there.Subject}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_somebody_already_cannot_take_up_anothers_invitation()
    {
        await SetsUp();
        await Comes("first.rose@example.org", "rose");
        await Invites(await Administrator(), "second.rose@example.org");
        var link = (await LinksSent())[^1];

        there.Subject = "rose";
        var visitor = Site.Visitor();
        await Through(visitor, link);

        (await Count("agencies.identity", "subject = 'rose'")).ShouldBe(1);
        (await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select staff_id from agencies.identity where subject = 'rose'")).ShouldBe(await IdOf("first.rose@example.org"));
        (await Site.Visitor().Opens(link)).Status.ShouldBe(HttpStatusCode.OK, "still to be taken up");
    }

    [Fact]
    public async Task A_leaver_and_who_holds_no_post_do_not_come_in()
    {
        await SetsUp();
        await Comes("gone.soon@example.org", "gone");
        await (await (await Administrator()).Opens($"/staff/{await IdOf("gone.soon@example.org")}/leave")).Presses("They have left");

        (await Through(Site.Visitor())).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Whether_the_agencys_second_factor_counts_is_the_agencys_word()
    {
        await SetsUp(words: "mfa, otp");
        there.Methods = ["pwd", "otp"];
        (await IsIn(await Comes("keyholder@example.org", "keyholder", "Administrator of an agency"))).ShouldBeTrue();

        there.Methods = ["pwd"];
        (await Through(Site.Visitor())).Path.ShouldBe("/your-sign-in/second-factor");
    }

    [Fact]
    public async Task A_second_factor_of_ours_is_asked_for_where_theirs_does_not_count_and_set_up_without_a_password()
    {
        await SetsUp();
        var visitor = await Comes("cautious@example.org", "cautious");
        var page = await visitor.Opens("/your-sign-in/codes");
        page.Asks("Your password").ShouldBeFalse();
        var app = new Authenticator(page.Document.QuerySelector(".t-secret")!.TextContent.Trim(), Stage.Clock);
        (await page.Fill("The code your app shows now", app.Code()).Presses("Turn on one-time codes")).Errors.ShouldBeEmpty();
        Stage.Clock.Pass(TimeSpan.FromMinutes(2));

        page = await Through(Site.Visitor());

        page.Path.ShouldBe("/sign-in/code");
        (await page.Fill("One-time code", app.Code()).Presses("Continue")).Path.ShouldBe("/work");
    }

    [Fact]
    public async Task Having_just_come_stands_in_for_a_password_for_15_minutes_and_a_new_session_in_between_does_not_begin_them_anew()
    {
        await SetsUp();
        var visitor = await Comes("slowly@example.org", "slowly");
        Stage.Clock.Pass(TimeSpan.FromMinutes(10));
        var page = await visitor.Opens("/your-sign-in/codes");
        var app = new Authenticator(page.Document.QuerySelector(".t-secret")!.TextContent.Trim(), Stage.Clock);
        (await page.Fill("The code your app shows now", app.Code()).Presses("Turn on one-time codes")).Errors.ShouldBeEmpty();
        (await (await visitor.Opens("/your-sign-in/recovery-codes")).Presses("Make new recovery codes")).Errors.ShouldBeEmpty();

        Stage.Clock.Pass(TimeSpan.FromMinutes(6));
        (await (await visitor.Opens("/your-sign-in/recovery-codes")).Presses("Make new recovery codes")).Errors.ShouldBe(["Sign out and in again through your agency, then do this within 15 minutes"]);
    }

    /// <summary>What is wrong with it, and the fault it is refused for.</summary>
    public static TheoryData<string, string> BadTokens => new()
    {
        { "none", "algorithm" },
        { "wrong key", "signature" },
        { "key unknown", "key" },
        { "HS256 with the public key", "algorithm" },
        { "another algorithm", "algorithm" },
        { "expired", "expired" },
        { "issued in the future", "issued-at" },
        { "issued long ago", "issued-at" },
        { "no expiry", "expired" },
        { "other audience", "audience" },
        { "many audiences, no azp", "authorised-party" },
        { "azp of another", "authorised-party" },
        { "other issuer", "issuer" },
        { "other nonce", "nonce" },
        { "no nonce", "nonce" },
        { "no subject", "subject" },
        { "a property twice", "json" },
        { "a header property twice", "json" },
        { "critical extension", "critical" },
        { "small key", "key-size" },
        { "key for encryption", "key" },
        { "cut short", "signature" },
        { "no token", "form" },
        { "array", "json" },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_token_that_is_wrong_in_one_part_lets_nobody_in(string wrong, string fault)
    {
        await SetsUp();
        await Comes("target@example.org", "target", once: true);
        (await Through(Site.Visitor())).Path.ShouldBe("/work", "a good one does");
        var (signed, nonce) = ("", "");
        there.Signs = claims =>
        {
            nonce = (string)claims["nonce"];
            return signed = Wrong(wrong, claims);
        };

        var visitor = Site.Visitor();
        var page = await Through(visitor);

        page.Status.ShouldBe(HttpStatusCode.Forbidden, wrong);
        page.Heading.ShouldBe("You were not signed in");
        (await IsIn(visitor)).ShouldBeFalse();
        Should.Throw<BadTokenException>(() => IdToken.Check(signed, there.KeySet, new Expected(there.Issuer, OtherAgency.ClientId, nonce, Stage.Clock.Now))).Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData("PS256")]
    [InlineData("RS256")]
    public async Task The_algorithms_of_the_list_are_read(string algorithm)
    {
        await SetsUp();
        await Comes("target@example.org", "target", once: true);
        there.Signs = claims => there.Token(claims, algorithm: algorithm);

        (await Through(Site.Visitor())).Path.ShouldBe("/work");
    }

    [Fact]
    public async Task An_answer_works_once_in_the_browser_that_set_out_and_within_ten_minutes()
    {
        await SetsUp();
        await Comes("target@example.org", "target", once: true);
        var visitor = Site.Visitor();
        var back = await OtherAgency.Follows(await SetsOut(visitor));
        var way = visitor.Cookies.GetCookies(TestSite.Address)["__Host-trellis-way"]!;

        (await Site.Visitor().Opens(back)).Status.ShouldBe(HttpStatusCode.Forbidden, "another browser");
        (await visitor.Opens(back.Replace("state=", "state=x", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Forbidden, "another state");
        visitor.Cookies.Add(TestSite.Address, new Cookie(way.Name, way.Value, "/") { Secure = true });
        (await visitor.Opens(back.Replace("iss=", "iss=x", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Forbidden, "of another provider");
        visitor.Cookies.Add(TestSite.Address, new Cookie(way.Name, way.Value, "/") { Secure = true });
        (await visitor.Opens(back)).Status.ShouldBe(HttpStatusCode.Forbidden, "brought a second time");

        visitor = Site.Visitor();
        back = await OtherAgency.Follows(await SetsOut(visitor));
        Stage.Clock.Pass(TimeSpan.FromMinutes(11));
        (await visitor.Opens(back)).Status.ShouldBe(HttpStatusCode.Forbidden, "too late");
        (await visitor.Opens("/sign-in/agency/return?error=access_denied")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task New_keys_are_fetched_once_a_minute_at_most_and_a_provider_that_is_down_is_left_alone()
    {
        await SetsUp();
        await Comes("target@example.org", "target", once: true);
        var asked = there.KeysAsked;
        there.ChangesKeys();
        (await Through(Site.Visitor())).Status.ShouldBe(HttpStatusCode.Forbidden, "asked a moment ago");
        there.KeysAsked.ShouldBe(asked);
        Stage.Clock.Pass(TimeSpan.FromMinutes(2));
        (await Through(Site.Visitor())).Path.ShouldBe("/work");
        there.KeysAsked.ShouldBe(asked + 1);

        there.Down = true;
        Stage.Clock.Pass(TimeSpan.FromHours(2));
        (await Site.Visitor().Sends(HttpMethod.Get, $"/sign-in/agency/{Agency}", follow: false)).Status.ShouldBe(HttpStatusCode.Redirect, "what was known serves on");
    }

    [Fact]
    public async Task The_client_secret_is_kept_encrypted_and_shown_to_nobody_and_ending_it_closes_that_way_in()
    {
        await SetsUp();
        await Comes("target@example.org", "target", once: true);
        var administrator = await Administrator();
        (await administrator.Opens("/agencies/sign-in")).Text.ShouldNotContain(WebUtility.HtmlEncode(OtherAgency.Secret));
        (await Count("agencies.provider", $"position(convert_to('{OtherAgency.Secret}', 'UTF8') in secret) > 0")).ShouldBe(0);

        (await (await administrator.Opens("/agencies/sign-in")).Presses("End it")).Done.ShouldStartWith("It has ended");

        (await Site.Visitor().Opens($"/sign-in/agency/{Agency}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select a.word || ' ' || f.kind from record.fact f join record.act a on a.id = f.act_id where f.kind like 'provider.%' order by f.id desc limit 1")).ShouldBe("provider.set provider.ended");
    }

    [Theory]
    [InlineData("http://issuer.example")]
    [InlineData("https://user@issuer.example")]
    [InlineData("https://issuer.example/?tenant=1")]
    [InlineData("not an address")]
    public async Task An_issuer_is_an_https_address(string issuer)
    {
        var page = await (await Administrator()).Opens("/agencies/sign-in");

        page = await page.Fill("Issuer", issuer).Fill("Client id", "x").Fill("Client secret", "y").Presses("Save");

        page.ErrorAt("Issuer").ShouldStartWith("Enter an address that begins with https://");
    }

    [Fact]
    public async Task One_that_does_not_answer_as_itself_is_refused()
    {
        there.Down = true;

        var page = await (await Administrator()).Opens("/agencies/sign-in");

        (await page.Fill("Issuer", there.Issuer).Fill("Client id", "x").Fill("Client secret", "y").Presses("Save")).ErrorAt("Issuer").ShouldStartWith("Nothing there answers as this issuer");
    }

    private string Wrong(string what, Dictionary<string, object> claims)
    {
        var now = Stage.Clock.Now.ToUnixTimeSeconds();
        using var other = RSA.Create(2048);
        var body = JsonSerializer.Serialize(claims);
        string With(string claim, object value) => there.Token(new(claims) { [claim] = value });
        string Without(string claim) => there.Token(claims.Where(c => c.Key != claim).ToDictionary());
        string Head(string head) => OtherAgency.Join(head, body, data => there.Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return what switch
        {
            "none" => OtherAgency.Join("""{"alg":"none"}""", body, _ => []),
            "wrong key" => there.Token(claims, other),
            "key unknown" => there.Token(claims, kid: "nobody's"),
            "HS256 with the public key" => OtherAgency.Join($$"""{"alg":"HS256","kid":"{{there.KeyId}}"}""", body, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(there.Key.ExportSubjectPublicKeyInfoPem()), data)),
            "another algorithm" => OtherAgency.Join($$"""{"alg":"RS512","kid":"{{there.KeyId}}"}""", body, data => there.Key.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            "expired" => With("exp", now - 61),
            "issued in the future" => With("iat", now + 120),
            "issued long ago" => With("iat", now - 3600),
            "no expiry" => Without("exp"),
            "other audience" => With("aud", "another"),
            "many audiences, no azp" => With("aud", new[] { OtherAgency.ClientId, "another" }),
            "azp of another" => there.Token(new(claims) { ["aud"] = new[] { OtherAgency.ClientId, "another" }, ["azp"] = "another" }),
            "other issuer" => With("iss", there.Issuer + "/"),
            "other nonce" => With("nonce", "another"),
            "no nonce" => Without("nonce"),
            "no subject" => Without("sub"),
            "a property twice" => OtherAgency.Join($$"""{"alg":"RS256","kid":"{{there.KeyId}}"}""", body[..^1] + ""","sub":"admin"}""", data => there.Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "a header property twice" => Head($$"""{"alg":"RS256","alg":"RS256","kid":"{{there.KeyId}}"}"""),
            "critical extension" => Head($$"""{"alg":"RS256","kid":"{{there.KeyId}}","crit":["b64"],"b64":false}"""),
            "small key" => there.Token(claims, OtherAgency.Small, "small"),
            "key for encryption" => there.Token(claims, kid: "enc"),
            "cut short" => there.Token(claims)[..^42],
            "no token" => "",
            _ => OtherAgency.Join($$"""{"alg":"RS256","kid":"{{there.KeyId}}"}""", "[]", data => there.Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        };
    }

    private async Task SetsUp(string words = "")
    {
        var page = await (await Administrator()).Opens("/agencies/sign-in");
        page = await page.Fill("Issuer", there.Issuer).Fill("Client id", OtherAgency.ClientId).Fill("Client secret", OtherAgency.Secret).Fill("Words that show a second factor", words).Presses("Save");
        page.Errors.ShouldBeEmpty();
        page.Done.ShouldBe("Your agency’s own sign-in is set up");
    }

    /// <summary>Is invited and takes it up through the agency's sign-in.</summary>
    private async Task<Visitor> Comes(string email, string subject, string role = "Front door worker", bool once = false)
    {
        there.Subject = once ? $"{subject}-{Guid.NewGuid():N}" : subject;
        if (once) { email = $"{Guid.NewGuid():N}@example.org"; }
        await Invites(await Administrator(), email, role);
        var visitor = Site.Visitor();
        await Through(visitor, (await LinksSent())[^1]);
        return visitor;
    }

    private static async Task<string> SetsOut(Visitor visitor, string? link = null)
    {
        var address = link is null ? $"/sign-in/agency/{Agency}" : (await visitor.Opens(link)).Document.QuerySelectorAll("main a").Single(a => a.TextContent.StartsWith("sign in through", StringComparison.Ordinal)).GetAttribute("href")!;
        var answer = await visitor.Sends(HttpMethod.Get, address, follow: false);
        return answer.Answer.Headers.Location!.ToString();
    }

    private static async Task<TestPage> Through(Visitor visitor, string? link = null) => await visitor.Opens(await OtherAgency.Follows(await SetsOut(visitor, link)));
}
