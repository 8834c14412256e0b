using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Commands;
using Trellis.Modules.Casework;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Api;

/// <summary>Programs of agencies ask over the API: as their agency, for their scopes, and nothing else.</summary>
public sealed class Programs_ask(TestSite site) : OnSite(site)
{
    private static readonly string[] All = ["person.known", "person.search", "person.view", "matter.view", "figure.view"];

    /// <summary>Each route, and the one act it asks for. Typed by hand.</summary>
    private static readonly Dictionary<string, string?> Routes = new(StringComparer.Ordinal)
    {
        ["POST /api/v1/token"] = null,
        ["POST /api/v1/people"] = "person.search",
        ["POST /api/v1/people/known"] = "person.known",
        ["GET /api/v1/people/{id:guid}"] = "person.view",
        ["GET /api/v1/matters/{id:guid}"] = "matter.view",
        ["GET /api/v1/matters/{id:guid}/chronology"] = "matter.view",
        ["GET /api/v1/figures"] = "figure.view",
        ["GET /api/v1/figures/{figure}"] = "figure.view",
    };

    [Fact]
    public void Every_route_is_in_the_table_with_its_act() =>
        Site.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
            .ToDictionary(e => $"{e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single()} {e.RoutePattern.RawText}", e => e.Metadata.GetMetadata<DoesAttribute>()?.Word)
            .OrderBy(r => r.Key, StringComparer.Ordinal).ShouldBe(Routes.OrderBy(r => r.Key, StringComparer.Ordinal));

    [Fact]
    public async Task Each_route_answers_by_scope_and_by_what_the_agency_sees()
    {
        var administrator = await SignedIn(AgencyAdministrator);
        var (own, other, let, restricted, hidden) = (await Child("RBKC"), await Child("WCC"), await Child("WCC"), await Child("RBKC"), await Child("RBKC"));
        await As(FrontDoorWorker, "WCC").Involves(let.Matter, "rbkc-children", null, InvolvementLevel.Full);
        await As(TeamManager).Closes(restricted.Who, Platform.Access.ClosureKind.Restricted, Stage.Someone(SocialWorker));
        await As(TeamManager).Closes(hidden.Who, Platform.Access.ClosureKind.Hidden, Stage.Someone(SocialWorker), Stage.Someone(TeamManager, number: 2));
        var area = await AskingProgram.Made(Site, administrator, "Case system", Words(All));
        var network = await AskingProgram.Made(Site, administrator, "Portal", Words(All), sees: "What your agency is involved in");
        var wrong = new List<string>();
        foreach (var (name, program, expected) in new[]
        {
            ("area", area, new[] { (own, 200), (other, 404), (let, 200), (restricted, 403), (hidden, 404) }),
            ("network", network, [(own, 404), (other, 404), (let, 200), (restricted, 404), (hidden, 404)]),
        })
        {
            foreach (var (child, answer) in expected)
            {
                foreach (var address in new[] { $"/api/v1/people/{child.Who.Id}", $"/api/v1/matters/{child.Matter}", $"/api/v1/matters/{child.Matter}/chronology" })
                {
                    var (status, _) = await program.Gets(address);
                    if ((int)status != answer) { wrong.Add($"{name} {address} {(int)status}, not {answer}"); }
                }
            }
        }

        foreach (var scope in All)
        {
            var program = await AskingProgram.Made(Site, administrator, $"Only {scope}", Words([scope]));
            foreach (var (route, act) in Routes.Where(r => r.Value is not null))
            {
                var address = route[(route.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("{id:guid}", (route.Contains("people", StringComparison.Ordinal) ? own.Who.Id : own.Matter).ToString(), StringComparison.Ordinal).Replace("{figure}", "referrals", StringComparison.Ordinal);
                var (status, _) = route.EndsWith("known", StringComparison.Ordinal) ? await program.Sends(address, new { givenName = "No", familyName = "Body", born = "2014-03-27" })
                    : route.StartsWith("POST", StringComparison.Ordinal) ? await program.Sends(address, new { name = "Nobody" }) : await program.Gets(address);
                if (status != (act == scope ? HttpStatusCode.OK : HttpStatusCode.Forbidden)) { wrong.Add($"{scope} {route}: {status}"); }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_looked_at_is_a_view_of_the_agencys_program_and_a_token_an_act()
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Looker", Words(All));
        var child = await Child("RBKC");
        await program.Sends("/api/v1/people", new { name = child.Who.Name });
        await program.Gets($"/api/v1/people/{child.Who.Id}");
        await program.Gets($"/api/v1/matters/{child.Matter}/chronology");

        (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, "select array(select what || ' ' || purpose || ' ' || agency from record.view where user_id = $1 and post_id is null order by id)", Guid.Parse(program.Id)))
            .ShouldBe(["person-search person.search rbkc-children", "person person.view rbkc-children", "matter matter.view rbkc-children"]);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select a.word || ' ' || f.kind || ' ' || f.agency from record.act a join record.fact f on f.act_id = a.id where a.user_id = $1", Guid.Parse(program.Id))).ShouldBe("api.enter client.entered rbkc-children");
    }

    [Fact]
    public async Task What_is_answered_is_what_there_is()
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Reader", Words(All));
        var child = await Child("RBKC");

        var found = (await program.Sends("/api/v1/people", new { name = child.Who.Name, born = child.Who.Born })).Answer.RootElement.GetProperty("people").EnumerateArray().Single(p => p.GetProperty("id").GetGuid() == child.Who.Id);
        (found.GetProperty("access").GetString(), found.GetProperty("familyName").GetString()).ShouldBe(("open", child.Who.FamilyName));
        (await program.Gets($"/api/v1/people/{child.Who.Id}")).Answer.RootElement.GetProperty("matters").EnumerateArray().Select(m => m.GetProperty("id").GetGuid()).ShouldContain(child.Matter);
        var matter = (await program.Gets($"/api/v1/matters/{child.Matter}")).Answer.RootElement;
        matter.GetProperty("people").EnumerateArray().Select(p => p.GetGuid()).ShouldBe([child.Who.Id]);
        matter.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("name").GetString()} {s.GetProperty("state").GetString()}").ShouldContain("contact done");
        var chronology = (await program.Gets($"/api/v1/matters/{child.Matter}/chronology")).Answer.RootElement;
        chronology.GetProperty("total").GetInt32().ShouldBe(chronology.GetProperty("entries").GetArrayLength());
        (await program.Gets($"/api/v1/matters/{child.Matter}/chronology?page=2")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await program.Gets("/api/v1/figures")).Answer.RootElement.GetArrayLength().ShouldBe(Stage.Practised.Model.Figures.Length);
        var book = new FigureBook(Stage.Database, Stage.Practised.Model, Stage.Services.GetRequiredService<Trellis.Modules.Figures.LiveFigures>(), Stage.Services.GetRequiredService<Trellis.Modules.Figures.RecordProgress>(), Stage.Services.GetRequiredService<Trellis.Modules.Agencies.Public.AgencyTitles>(), Stage.Services.GetRequiredService<Trellis.Modules.Footprint.Public.PartnershipOverTime>(), Stage.Services.GetRequiredService<Trellis.Modules.Returns.Public.CensusYears>());
        var said = new StringWriter();
        ShowFigure.Run("referrals", null, default, json: true, await book.ReadAsync([book.Find("referrals")!]), said, said).ShouldBe(0);
        JsonElement.DeepEquals((await program.Gets("/api/v1/figures/referrals")).Answer.RootElement, JsonDocument.Parse(said.ToString()).RootElement).ShouldBeTrue("the same as the command line");
        (await program.Gets("/api/v1/figures/referrals?over=quarter&known=2026-12-31")).Answer.RootElement.GetProperty("values").EnumerateArray().Select(v => v.GetProperty("period").GetString()!).ShouldAllBe(p => p.Contains(" Q", StringComparison.Ordinal));
        (await program.Gets("/api/v1/figures/referrals?over=fortnight")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_secrets_overlap_and_one_that_ends_takes_its_tokens_along()
    {
        var administrator = await SignedIn(AgencyAdministrator);
        var program = await AskingProgram.Made(Site, administrator, "Rotating", Words(All));
        var page = await (await administrator.Opens($"/agencies/programs/{program.Id}")).Presses("Make another secret");
        var second = page.SummaryValue("Client secret");
        (await administrator.Opens($"/agencies/programs/{program.Id}")).Text.ShouldNotContain(second);
        (await program.GetsToken()).ShouldNotBeNull();
        var newer = (await program.GetsToken(second)).ShouldNotBeNull();
        (await (await administrator.Opens($"/agencies/programs/{program.Id}")).Presses("Make another secret")).Errors.ShouldBe(["Two secrets work already. End one before you make another"]);
        (await Count("agencies.client_secret", $"encode(hash, 'escape') like '%{second}%'")).ShouldBe(0);

        page = await administrator.Opens($"/agencies/programs/{program.Id}");
        var first = page.Document.QuerySelectorAll("input[name=Secret]").Select(i => i.GetAttribute("value")!).Order(StringComparer.Ordinal).First();
        await administrator.Sends(HttpMethod.Post, $"/agencies/programs/{program.Id}?handler=EndSecret", page.FormOf(page.Buttons[0]).Where(f => f.Key != "Secret").Append(new("Secret", first)));

        (await program.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await program.GetsToken()).ShouldBeNull();
        program.Token = newer;
        (await program.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.OK);
        (await (await administrator.Opens($"/agencies/programs/{program.Id}")).Presses("It may ask no longer")).Done.ShouldBe("It may ask no longer");
        (await program.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_is_over_after_a_quarter_of_an_hour_and_a_program_after_its_last_day()
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Short-lived", Words(All), until: "3 3 2026");
        Stage.Clock.Pass(TimeSpan.FromMinutes(14));
        (await program.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.OK);
        Stage.Clock.Pass(TimeSpan.FromMinutes(2));
        (await program.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        program.Token = await program.GetsToken();
        (await program.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.OK);
        On("2026-03-04 00:01");
        (await program.GetsToken()).ShouldBeNull();
        (await Count("agencies.client_token", $"client_id = '{program.Id}'")).ShouldBe(1, "the first was forgotten");
    }

    [Fact]
    public async Task Cookies_open_nothing_there_and_tokens_nothing_elsewhere()
    {
        var manager = await SignedIn(TeamManager);
        (await manager.Opens("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Strayer", Words(All));
        using var http = Site.Site.GetTestClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", program.Token);

        foreach (var page in new[] { "/work", "/figures", "/staff" })
        {
            using var answer = await http.GetAsync(page);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, page);
        }
    }

    [Theory]
    [InlineData("""{"name":""")]
    [InlineData("""{}""")]
    [InlineData("""{"name":" "}""")]
    [InlineData("""{"born":"yesterday"}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"name":"a","everything":true}""")]
    [InlineData("""[]""")]
    public async Task A_question_that_cannot_be_read_is_refused_with_words(string body)
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Mumbler", Words(All));

        var (status, answer) = await program.Sends("/api/v1/people", body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.RootElement.GetProperty("detail").GetString()!.ShouldStartWith("Send a JSON object");
    }

    [Theory]
    [InlineData("/api/v1/people", "text/plain")]
    [InlineData("/api/v1/people", "application/x-www-form-urlencoded")]
    [InlineData("/api/v1/people", null)]
    [InlineData("/api/v1/token", "application/json")]
    [InlineData("/api/v1/token", "multipart/form-data; boundary=a")]
    [InlineData("/api/v1/token", null)]
    public async Task What_is_of_another_content_type_or_of_none_is_refused(string address, string? type)
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Stranger", Words(All));
        var acts = await Count("record.act");

        var (status, answer) = await program.Sends(address, System.Text.Encoding.UTF8.GetBytes("""{"name":"a"}"""), type);

        status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.RootElement.GetProperty("detail").GetString()!.ShouldStartWith("Send JSON as application/json");
        (await Count("record.act")).ShouldBe(acts);
    }

    [Fact]
    public async Task Who_shows_nothing_or_nonsense_is_told_so_in_problem_details()
    {
        var nobody = new AskingProgram(Site, Guid.NewGuid().ToString(), "nonsense");
        (await nobody.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        nobody.Token = "nonsense";
        (await nobody.Gets("/api/v1/figures")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.Gets("/api/v1/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.Gets("/api/v1/people/not-an-id")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.GetsToken()).ShouldBeNull();
        var (status, answer) = await nobody.Posts("/api/v1/token", [new("grant_type", "password")]);
        (status, answer.RootElement.GetProperty("error").GetString()).ShouldBe((HttpStatusCode.BadRequest, "unsupported_grant_type"));
        (status, answer) = await nobody.Posts("/api/v1/token", [new("grant_type", "client_credentials"), new("client_id", nobody.Id), new("client_secret", "x")]);
        (status, answer.RootElement.GetProperty("error").GetString()).ShouldBe((HttpStatusCode.Unauthorized, "invalid_client"));
    }

    [Fact]
    public async Task A_flood_is_stopped()
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Flooder", Words(["figure.view"]));

        var answers = await Task.WhenAll(Enumerable.Range(0, 130).Select(_ => program.Gets("/api/v1/nothing-limited").ContinueWith(_ => program.Gets("/api/v1/people/00000000-0000-7000-8000-000000000009"), TaskScheduler.Default).Unwrap()));

        answers.Select(a => a.Status).ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task It_is_described_and_only_it()
    {
        using var http = Site.Site.GetTestClient();
        using var described = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json"));

        described.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ShouldBe(
            ["/api/v1/figures", "/api/v1/figures/{figure}", "/api/v1/matters/{id}", "/api/v1/matters/{id}/chronology", "/api/v1/people", "/api/v1/people/known", "/api/v1/people/{id}", "/api/v1/token"]);
    }

    [Fact]
    public async Task Another_agencys_program_is_not_there_and_what_the_agency_may_not_is_not_offered()
    {
        var program = await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), "Ours", Words(All));
        var elsewhere = await SignedIn(AgencyAdministrator, "WCC");
        (await elsewhere.Opens($"/agencies/programs/{program.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var page = await elsewhere.Opens("/agencies/programs");
        page.Said.ShouldNotContain("Ours");
        page.Fill("Name of the program", "Forged").Fill("What may it do?", ActWords.Meanings["figure.view"]).Fill("Where?", "City of Westminster").Fill("Last day", "1 3 2027");
        var form = page.FormOf("Let it ask");
        (await elsewhere.Sends(HttpMethod.Post, "/agencies/programs", form.Append(new("Scopes", "record.dispose")))).Errors.ShouldContain("Select what it may do, of what people of your agency may");
        (await elsewhere.Sends(HttpMethod.Post, "/agencies/programs", form.Append(new("Areas", "RBKC")))).Errors.ShouldContain("Select where, of the areas of your agency you act in");
        (await Count("agencies.client", "name = 'Forged'")).ShouldBe(0);
    }

    private static string[] Words(string[] scopes) => [.. scopes.Select(s => ActWords.Meanings[s])];

    private async Task<(Person Who, Guid Matter)> Child(string area)
    {
        var child = await Given.AChild(c => c.In(area));
        await Given.AContact(child);
        return (child, (await Stage.Steps(child)).First(s => s.Name is "contact").MatterId);
    }
}
