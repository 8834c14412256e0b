using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Trellis.Access;
using Trellis.Platform;
using Trellis.Platform.Storage;
using Trellis.Tests.Api;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>What every answer of the site has, whatever was asked.</summary>
public sealed partial class SecurityTests(TestSite site) : OnSite(site)
{
    [Theory]
    [InlineData("/sign-in", 200)]
    [InlineData("/work", 200)]
    [InlineData("/no-such-page", 404)]
    [InlineData("/people/00000000-0000-0000-0000-000000000001", 404)]
    [InlineData("/figures/printed", 403)]
    [InlineData("/assets/trellis.css", 200)]
    [InlineData("/health/live", 200)]
    public async Task Every_answer_has_its_safe_headers(string address, int status)
    {
        var page = await (await SignedIn(address is "/figures/printed" ? Administrator : FrontDoorWorker)).Opens(address);

        ((int)page.Status).ShouldBe(status);
        var policy = page.Answer.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var part in new[] { "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "connect-src 'self'", "require-trusted-types-for 'script'" }) { policy.ShouldContain(part); }
        policy.ShouldNotContain("unsafe");
        page.Answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Answer.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=63072000; includeSubDomains");
        page.Answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        page.Answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        page.Answer.Content.Headers.ContentType!.CharSet.ShouldBe("utf-8");
        page.Answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        page.Answer.Headers.Contains("Server").ShouldBeFalse();
        if (!address.StartsWith("/assets", StringComparison.Ordinal)) { page.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue(); }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("get")]
    [InlineData("MADE-UP")]
    public async Task A_method_that_no_page_takes_is_refused_everywhere(string method)
    {
        var child = await Given.AChild();
        var visitor = await SignedIn(TeamManager);
        var acts = await Count("record.act");

        foreach (var address in new[] { $"/people/{child.Id}", "/work", "/sign-in", "/assets/trellis.css", "/health/live", "/api/v1/people", "/no-such-page" })
        {
            var page = await visitor.Sends(new HttpMethod(method), address, follow: false);
            page.Status.ShouldBe(HttpStatusCode.MethodNotAllowed, address);
            page.Answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "POST"], address);
            page.Answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }

        (await Count("record.act")).ShouldBe(acts);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/openapi/nothing.json")]
    public async Task What_is_for_programs_is_never_shown_as_a_page(string address)
    {
        // A form is of a type that is not taken there.
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var answer = (await Site.Visitor().Sends(method, address, method == HttpMethod.Post ? [new("a", "b")] : null)).Answer;
            answer.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=\"api.json\"");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }
    }

    [Fact]
    public async Task What_fails_says_nothing_of_the_inside_and_gives_a_reference_that_the_log_has()
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Reader", [ActWords.Meanings["person.view"]]);
        var child = await Given.AChild();
        var worker = await SignedIn(FrontDoorWorker);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "alter table record.view rename to gone");
        try
        {
            var page = await worker.Opens($"/people/{child.Id}");
            page.Status.ShouldBe(HttpStatusCode.InternalServerError);
            page.Heading.ShouldBe("Sorry, there is a problem with the service");
            Noted(page.Said).ShouldBeTrue();
            page.Text.ShouldNotContain(child.FamilyName);

            var (status, answer) = await program.Gets($"/api/v1/people/{child.Id}");
            status.ShouldBe(HttpStatusCode.InternalServerError);
            Noted(answer.RootElement.GetRawText()).ShouldBeTrue();
        }
        finally
        {
            await Stage.SqlAsync<object>(DatabaseRoles.Owner, "alter table record.gone rename to view");
        }

        Reference().IsMatch((await worker.Opens("/problem")).Said).ShouldBeFalse("nothing failed");

        bool Noted(string said)
        {
            foreach (var inside in new[] { "Exception", "Npgsql", "record.view", "   at " }) { said.ShouldNotContain(inside); }
            var reference = Reference().Match(said).Value;
            return Site.Failures.Kept.Any(line => line.StartsWith($"PostgresException was answered with the reference {reference} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_cookie_is_the_hosts_own_secure_and_out_of_reach_of_scripts()
    {
        var visitor = Site.Visitor();
        var page = await visitor.Opens("/sign-in");
        var form = page.Fill("Email address", Stage.EmailOf(FrontDoorWorker)).Fill("Password", Stage.Password).FormOf("Sign in");
        var answer = await visitor.Sends(HttpMethod.Post, "/sign-in", form, follow: false);

        var cookies = page.Answer.Headers.GetValues("Set-Cookie").Concat(answer.Answer.Headers.GetValues("Set-Cookie")).ToArray();

        cookies.Length.ShouldBeGreaterThan(1);
        foreach (var cookie in cookies)
        {
            cookie.ShouldStartWith("__Host-trellis");
            var said = cookie.Split("; ").Select(p => p.ToLowerInvariant()).ToArray();
            said.ShouldContain("secure");
            said.ShouldContain("httponly");
            said.ShouldContain("path=/");
            said.ShouldContain(p => p == "samesite=lax" || p == "samesite=strict");
            said.ShouldNotContain(p => p.StartsWith("domain", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_form_that_did_not_come_from_a_page_of_ours_is_refused_and_changes_nothing()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var step = await Stage.Step("triage", child);
        var visitor = await SignedIn(FrontDoorWorker);
        var page = (await visitor.Opens($"/steps/{step.Id}/fill")).Fill("Why do you think so?", "Forged");
        var form = page.FormOf("Save and return later");
        var another = (await (await SignedIn(FrontDoorWorker, number: 2)).Opens("/work")).FormOf("Sign out").Single(f => f.Key.StartsWith("__", StringComparison.Ordinal));

        foreach (var forged in new[] { form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)), form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)).Append(another) })
        {
            var answer = await visitor.Sends(HttpMethod.Post, page.Path, forged);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest);
            answer.Heading.ShouldBe("We could not read that");
        }

        (await visitor.Opens(page.Path)).Value("Why do you think so?").ShouldBe("");
        (await Site.Visitor().Sends(HttpMethod.Post, "/sign-in", [new("Email", Stage.EmailOf(FrontDoorWorker)), new("Password", Stage.Password)])).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_people_write_is_text_wherever_it_is_shown()
    {
        const string sharp = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'";
        var child = await Given.AChild(c => c.Named("Nia <b>Sharp</b>"));
        var contact = await Given.AContact(child, ("worry", sharp), ("referrer-details", sharp), ("child-says", sharp));
        await As(FrontDoorWorker).Corrects(contact, sharp, ("method", "email"));
        var visitor = await SignedIn(FrontDoorWorker);

        foreach (var address in new[] { $"/people/{child.Id}", $"/matters/{contact.MatterId}", $"/steps/{contact.Id}", $"/steps/{contact.Id}/correct", "/work", "/people", "/start/front-door" })
        {
            var page = address is "/people" or "/start/front-door" ? await visitor.Searches(sharp, address) : await visitor.Opens(address);
            page.Status.ShouldBe(HttpStatusCode.OK, address);
            page.Document.QuerySelectorAll("script:not([src]), img, b").ShouldBeEmpty(address);
        }
    }

    [Fact]
    public async Task Whom_to_tell_of_a_weakness_is_said_where_the_operator_names_it_and_nothing_else_is_taken_for_an_address()
    {
        (await Site.Visitor().Opens("/.well-known/security.txt")).Status.ShouldBe(HttpStatusCode.NotFound);

        using var failures = new FailureLog();
        await using var named = SiteUnderTest.Build(Stage, failures, builder => Named(builder, "mailto:weaknesses@example.org"));
        await named.StartAsync();
        var page = await new Visitor(named.GetTestClient()).Opens("/.well-known/security.txt");

        page.Text.ShouldBe("Contact: mailto:weaknesses@example.org\nExpires: 2026-08-29T00:00:00Z\nPreferred-Languages: en\n");
        Should.Throw<WrongInputException>(() => SiteUnderTest.Build(Stage, failures, builder => Named(builder, "javascript:alert(1)"))).Message.ShouldStartWith("TRELLIS_SECURITY_CONTACT holds");

        static void Named(WebApplicationBuilder builder, string contact)
        {
            builder.WebHost.UseTestServer(server => server.BaseAddress = TestSite.Address);
            builder.Configuration[SecurityContact.Setting] = contact;
        }
    }

    [Fact]
    public async Task Health_answers_anyone_and_says_nothing_of_anybody()
    {
        (await Site.Visitor().Opens("/health/live")).Text.ShouldBe("live");
        (await Site.Visitor().Opens("/health/ready")).Text.ShouldBe("ready");
    }

    [GeneratedRegex("[0-9A-F]{4}-[0-9A-F]{4}\\b(?!-)", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
