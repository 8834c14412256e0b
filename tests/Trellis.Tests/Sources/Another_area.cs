using System.Net;
using Microsoft.AspNetCore.TestHost;
using Trellis.Access;
using Trellis.Modules.People;
using Trellis.Modules.Sources;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Tests.Api;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Sources;

/// <summary>Another area's Trellis asks whether a child may be known here: it learns that and whom to contact, and never who they are.</summary>
public sealed class Another_area(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task It_is_told_that_somebody_is_known_and_whom_to_contact_and_nothing_else()
    {
        var child = await Given.AChild(c => c.Named("Perran Lanyon"));
        var program = await Program("Neighbour");

        var (status, answer) = await program.Sends("/api/v1/people/known", Question(child));

        status.ShouldBe(HttpStatusCode.OK);
        answer.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["people", "more"]);
        var known = answer.RootElement.GetProperty("people").EnumerateArray().ShouldHaveSingleItem();
        known.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()).ShouldBe(new Dictionary<string, string?>
        {
            ["reference"] = child.Reference,
            ["area"] = "RBKC",
            ["contact"] = "The front door of Royal Borough of Kensington and Chelsea",
        }, ignoreOrder: true);
        answer.RootElement.ToString().ShouldNotContain("Lanyon");
    }

    [Fact]
    public async Task A_name_that_sounds_alike_with_the_same_birth_date_is_known_and_a_birth_date_alone_is_not()
    {
        var child = await Given.AChild(c => c.Named("Morwenna Trevelyan"));
        var program = await Program("Speller");

        (await References(program, new { givenName = "Morwena", familyName = "Trevelyn", born = child.Born })).ShouldContain(child.Reference);
        (await References(program, new { givenName = "Zebedee", familyName = "Quick", born = child.Born })).ShouldNotContain(child.Reference);
        (await References(program, new { givenName = "Morwenna", familyName = "Trevelyan", born = child.Born!.Value.AddYears(3) })).ShouldContain(child.Reference, "a birth date may be wrong where the name is the same");
    }

    [Fact]
    public async Task Of_who_is_restricted_it_is_told_the_same_and_of_who_is_hidden_nothing()
    {
        var (restricted, hidden) = (await Given.AChild(c => c.Named("Jory Pentreath")), await Given.AChild(c => c.Named("Loveday Carlyon")));
        await As(TeamManager).Closes(restricted, ClosureKind.Restricted, Stage.Someone(SocialWorker));
        await As(TeamManager).Closes(hidden, ClosureKind.Hidden, Stage.Someone(SocialWorker), Stage.Someone(TeamManager, number: 2));
        var program = await Program("Curious");

        (await References(program, Question(restricted))).ShouldBe([restricted.Reference]);
        (await References(program, Question(hidden))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_it_was_told_is_a_view_with_its_purpose()
    {
        var child = await Given.AChild(c => c.Named("Tamsin Bolitho"));
        var program = await Program("Seen");
        await program.Sends("/api/v1/people/known", Question(child));

        (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, "select array(select what || ' ' || purpose || ' ' || ($2 = any(people))::text from record.view where user_id = $1)", Guid.Parse(program.Id), child.Id))
            .ShouldBe(["person-known person.known true"]);
    }

    [Theory]
    [InlineData("""{"givenName":"A","familyName":"B"}""")]
    [InlineData("""{"givenName":"A","born":"2014-03-27"}""")]
    [InlineData("""{"familyName":"B","born":"2014-03-27"}""")]
    [InlineData("""{"givenName":" ","familyName":"B","born":"2014-03-27"}""")]
    [InlineData("""{"givenName":"A","familyName":"B","born":"2014-03-27","postcode":"W12"}""")]
    [InlineData("""{"givenName":"A","familyName":"B","born":"27/3/2014"}""")]
    [InlineData("not json")]
    public async Task All_three_must_be_given_and_nothing_else(string body)
    {
        var program = await Program($"Mumbler {body.Length}");
        (await program.Sends("/api/v1/people/known", body)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_program_let_do_this_alone_may_do_nothing_else()
    {
        var program = await Program("Narrow");
        (await program.Sends("/api/v1/people", new { name = "Lanyon" })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_connector_asks_it_over_the_wire()
    {
        var child = await Given.AChild(c => c.Named("Kerensa Nancarrow"));
        var program = await Program("Connector");
        using var source = Connector(program.Id, program.Secret);

        var heard = await source.AskAsync(new TypedPerson(child.GivenName, child.FamilyName, child.Born), default);
        heard.Outcome.ShouldBe(SourceOutcome.Found);
        heard.Found.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Reference.ShouldBe(child.Reference), f => f.Contact.ShouldBe("The front door of Royal Borough of Kensington and Chelsea"), f => f.Said.ShouldBeEmpty());
        (await source.AskAsync(new TypedPerson("Zebedee", "Quick", new DateOnly(2011, 1, 9)), default)).ShouldBe(Heard.Nothing);

        // Its token is over, and it gets another; its program is ended, and it says so.
        Stage.Clock.Pass(TimeSpan.FromMinutes(20));
        (await source.AskAsync(new TypedPerson(child.GivenName, child.FamilyName, child.Born), default)).Outcome.ShouldBe(SourceOutcome.Found);
        await (await (await SignedIn(AgencyAdministrator)).Opens($"/agencies/programs/{program.Id}")).Presses("It may ask no longer");
        var refused = await source.AskAsync(new TypedPerson(child.GivenName, child.FamilyName, child.Born), default);
        (refused.Outcome, refused.Code, refused.Passes).ShouldBe((SourceOutcome.NotChecked, "not-let-in", true));
    }

    [Fact]
    public async Task A_wrong_secret_is_not_let_in_and_never_nobody()
    {
        var program = await Program("Forgetful");
        using var source = Connector(program.Id, "wrong");
        (await source.AskAsync(new TypedPerson("Zebedee", "Quick", new DateOnly(2011, 1, 9)), default)).Code.ShouldBe("not-let-in");
    }

    [Fact]
    public async Task An_answer_it_does_not_understand_is_not_checked()
    {
        await using var server = await FakeServer.StartAsync();
        using var source = new OtherTrellis(new Wire(Wire.To(new Uri(server.Address + "/")), Patience.Usual), "id", "secret", new LondonClock(Stage.Clock));
        foreach (var (token, answer, code) in new[]
        {
            ("{}", "{}", "not-understood"), ("""{"access_token":"t","expires_in":900}""", "{}", "not-understood"), ("""{"access_token":"t","expires_in":900}""", """{"people":[{"reference":"P1"}]}""", "not-understood"),
            ("""{"access_token":"t","expires_in":900}""", """{"people":[7]}""", "not-understood"), ("""{"access_token":"t","expires_in":900}""", "<html>", "not-understood"), ("[]", "{}", "not-understood"),
        })
        {
            server.Answers = http => FakeServer.Says(http, 200, http.Request.Path.Value!.EndsWith("token", StringComparison.Ordinal) ? token : answer, "application/json");
            var heard = await source.AskAsync(new TypedPerson("Zebedee", "Quick", new DateOnly(2011, 1, 9)), default);
            (heard.Outcome, heard.Code).ShouldBe((SourceOutcome.NotChecked, code), answer);
        }

        server.Asked.ShouldAllBe(a => !a.Address.Contains("Quick", StringComparison.Ordinal) && !a.Address.Contains('?', StringComparison.Ordinal));
    }

    private OtherTrellis Connector(string id, string secret) => new(new Wire(Site.Site.GetTestClient(), Patience.Usual), id, secret, new LondonClock(Stage.Clock));

    private async Task<AskingProgram> Program(string name) => await AskingProgram.Made(Site, await SignedIn(AgencyAdministrator), name, [ActWords.Meanings[ActWords.KnownPerson]], sees: "What your agency is involved in");

    private static object Question(Person child) => new { givenName = child.GivenName, familyName = child.FamilyName, born = child.Born };

    private static async Task<string?[]> References(AskingProgram program, object question)
    {
        var (status, answer) = await program.Sends("/api/v1/people/known", question);
        status.ShouldBe(HttpStatusCode.OK);
        return [.. answer.RootElement.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("reference").GetString())];
    }
}
