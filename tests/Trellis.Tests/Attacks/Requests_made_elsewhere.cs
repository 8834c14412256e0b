using System.Net;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Attacks;

/// <summary>Forms, links, names and cookies that came from somebody else's site.</summary>
public sealed class Requests_made_elsewhere(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task No_page_takes_a_form_without_the_token_of_one_of_ours()
    {
        var addresses = Forms();
        addresses.Count.ShouldBeGreaterThan(25);
        var visitor = await SignedIn(TeamManager);
        var before = await Count("record.act");

        foreach (var address in addresses)
        {
            var answer = await visitor.Sends(HttpMethod.Post, address, [new("Name", "forged")], follow: false);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, address);
        }

        (await Count("record.act")).ShouldBe(before);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https:elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    public async Task Signing_in_leads_to_no_other_site(string to)
    {
        var visitor = Site.Visitor();
        var page = await visitor.Opens($"/sign-in?to={Uri.EscapeDataString(to)}");
        var form = page.Fill("Email address", Stage.EmailOf(FrontDoorWorker)).Fill("Password", Stage.Password).FormOf("Sign in");
        if (form.All(f => f.Key != "To")) { form.Add(new("To", to)); }

        var answer = await visitor.Sends(HttpMethod.Post, $"/sign-in?to={Uri.EscapeDataString(to)}", form, follow: false);

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Answer.Headers.Location!.ToString().ShouldBe("/work");
    }

    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("localhost.elsewhere.example")]
    [InlineData("localhost@elsewhere.example")]
    public async Task A_request_for_another_name_is_refused(string host)
    {
        using var http = Site.Site.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(TestSite.Address, "/work"));
        request.Headers.TryAddWithoutValidation("Host", host);

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task Nobodys_word_is_taken_for_where_a_request_came_from()
    {
        using var http = Site.Site.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(TestSite.Address, "/work"));
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        using var answer = await http.SendAsync(request);

        answer.Headers.Location!.Host.ShouldBe(TestSite.Address.Host);
    }

    [Fact]
    public async Task Whoever_says_to_come_from_elsewhere_each_time_is_still_counted_where_they_are()
    {
        using var http = Site.Site.GetTestClient();
        var answers = new List<HttpStatusCode>();
        for (var tries = 0; tries < 61; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(TestSite.Address, "/sign-in")) { Content = new FormUrlEncodedContent([]) };
            request.Headers.Add(SiteUnderTest.AddressHeader, "192.0.2.99");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{tries}");
            using var answer = await http.SendAsync(request);
            answers.Add(answer.StatusCode);
        }

        answers.Take(60).ShouldAllBe(a => a == HttpStatusCode.BadRequest);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_cookie_that_was_there_before_signing_in_is_not_what_one_is_signed_in_by()
    {
        var stranger = await SignedIn(PoliceOfficer);
        var lent = stranger.Cookies.GetCookies(TestSite.Address)["__Host-trellis"]!.Value;
        var visitor = Site.Visitor();
        visitor.Cookies.Add(new Cookie("__Host-trellis", lent, "/", TestSite.Address.Host) { Secure = true });

        await visitor.SignsIn(Stage.EmailOf(FrontDoorWorker));

        var own = visitor.Cookies.GetCookies(TestSite.Address)["__Host-trellis"]!.Value;
        own.ShouldNotBe(lent);
        (await visitor.Opens("/work")).Document.QuerySelector("header")!.TextContent.ShouldContain("Front door worker 1");
        (await stranger.Opens("/work")).Document.QuerySelector("header")!.TextContent.ShouldContain("Police officer 1");
    }

    [Fact]
    public async Task A_cookie_taken_before_signing_out_opens_nothing_after()
    {
        var visitor = await SignedIn(FrontDoorWorker);
        var taken = visitor.Cookies.GetCookies(TestSite.Address)["__Host-trellis"]!.Value;
        await (await visitor.Opens("/work")).Presses("Sign out");

        var thief = Site.Visitor();
        thief.Cookies.Add(new Cookie("__Host-trellis", taken, "/", TestSite.Address.Host) { Secure = true });

        (await thief.Opens("/work")).Path.ShouldBe("/sign-in");
    }

    /// <summary>Every address a form can be sent to, with ids that are nobody's.</summary>
    private List<string> Forms()
    {
        var loader = Site.Site.Services.GetRequiredService<PageLoader>();
        return [.. Site.Site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .OfType<PageActionDescriptor>()
            .Where(page => !page.AttributeRouteInfo!.Template!.StartsWith("problem", StringComparison.Ordinal)) // says what went wrong, whatever was sent
            .SelectMany(page =>
        {
            var handlers = loader.LoadAsync(page, new()).GetAwaiter().GetResult().HandlerMethods.Where(h => h.HttpMethod.Equals("POST", StringComparison.OrdinalIgnoreCase));
            var path = "/" + string.Join('/', page.AttributeRouteInfo!.Template!.Split('/').Select(p => p.StartsWith('{') ? p.Contains(":guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : p.Contains(":int", StringComparison.Ordinal) ? "1" : p.Contains(":length(64)", StringComparison.Ordinal) ? new string('0', 64) : "front-door" : p));
            return handlers.Select(h => h.Name is { } name ? $"{path}?handler={name}" : path);
        }).Distinct()];
    }
}
