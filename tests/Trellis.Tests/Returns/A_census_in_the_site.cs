using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Returns;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Returns;

/// <summary>A census from its sending to its sign-off, as the people of an authority do it.</summary>
public sealed class A_census_in_the_site(TestSite site) : OnSite(site)
{
    private const string Sound =
        "ChildIdentifiers(LAchildID=C1 UPN=P207000016049 PersonBirthDate=2016-05-04 Sex=F) ChildCharacteristics(Ethnicity=WBRI Disability=MOB Disability=HAND Disability=PC Disability=INC Disability=COMM Disability=LD Disability=HEAR Disability=VIS) "
        + "CINdetails(CINreferralDate=2025-06-02 ReferralSource=1A PrimaryNeedCode=N1 Assessments(AssessmentActualStartDate=2025-06-03 AssessmentAuthorisationDate=2025-07-01 AssessmentFactors=3A) CINPlanDates(CINPlanStartDate=2025-07-01) ReferralNFA=false)";

    /// <summary>An error (4015) and, of another child, a query (8770Q: no pupil number at school age).</summary>
    private static readonly string Wrong = Sound.Replace("CINPlanStartDate=2025-07-01", "CINPlanStartDate=2025-06-01", StringComparison.Ordinal)
        + " & " + Sound.Replace("LAchildID=C1 UPN=P207000016049", "LAchildID=C2", StringComparison.Ordinal);

    [Fact]
    public async Task It_is_sent_checked_answered_and_signed_off_by_somebody_else()
    {
        var officer = await SignedIn(ReturnsOfficer);
        var page = await Sends(officer, Wrong, "census-one.xml");
        page.Said.ShouldContain("Waiting for its turn");
        (await Json(officer, $"{page.Path}?handler=Progress")).GetProperty("done").GetBoolean().ShouldBeFalse();

        await Checked();
        (await Json(officer, $"{page.Path}?handler=Progress")).GetProperty("done").GetBoolean().ShouldBeTrue();
        page = await officer.Opens(page.Path);
        (page.SummaryValue("Children"), page.SummaryValue("Errors"), page.SummaryValue("Reference date")).ShouldBe(("2", "1", "31 March 2026"));
        page.Table("What was found, by rule").Select(r => (r["Rule"], r["Kind"], r["Found"], r["Not answered"])).ShouldContain(("4015", "Error", "1", "1"));
        page.Buttons.ShouldNotContain("Sign off the census", "who sends does not sign off");

        var rule = await page.Follows("4015");
        var line = rule.Table("What was found").ShouldHaveSingleItem();
        (line["Child"], line["Answer"]).ShouldBe(("C1", "Not answered"));
        line["Values"].ShouldContain("CINPlanStartDate: 2025-06-01");
        (await rule.Presses("Answer")).Errors.ShouldBe(["Enter why it stands as it is"]);
        var issue = await rule.Follows("C1");
        issue.Said.ShouldContain("ReferralSource", customMessage: "in its context: all the file has of the child");
        issue.SummaryValue("CINPlanStartDate").ShouldStartWith("2025-06-01");

        var manager = await SignedIn(TeamManager);
        var refused = await (await manager.Opens(page.Path)).Presses("Sign off the census");
        refused.Errors.ShouldHaveSingleItem().ShouldContain("not answered yet");
        rule = await issue.Fill("Why does it stand as it is?", "The plan was made elsewhere before the child moved here").Presses("Answer");
        rule.Done.ShouldBe("Answered");
        foreach (var query in page.Table("What was found, by rule").Where(r => r["Rule"] != "4015"))
        {
            (await (await officer.Opens($"{page.Path}/rules/{query["Rule"]}")).Fill("Why does it stand as it is?", "The school was asked").Presses("Answer")).Done.ShouldEndWith("answered");
        }

        (await (await manager.Opens(page.Path)).Presses("Sign off the census")).Done.ShouldBe("Signed off");
        page = await officer.Opens(page.Path);
        page.SummaryValue("Not answered").ShouldBe("0");
        page.SummaryValue("Signed off").ShouldContain("Team manager");
        (await officer.Opens($"{page.Path}/rules/4015")).Buttons.ShouldNotContain("Answer");

        var csv = (await officer.Opens($"{page.Path}?handler=File&format=csv")).Text;
        csv.ShouldContain("4015,error,1,C1,\"CINdetails 1, CINPlanDates 1\",CINPlanStartDate,2025-06-01,");
        csv.ShouldContain("The plan was made elsewhere before the child moved here");
        var findings = (await Json(officer, $"{page.Path}?handler=File&format=json")).GetProperty("findings").EnumerateArray().ToArray();
        findings.Single(f => f.GetProperty("rule").GetString() == "4015").GetProperty("where").GetString().ShouldBe("C1");
        (await Kinds(page.Path)).ShouldBe($"return.sent return.checked {string.Join(' ', Enumerable.Repeat("return.answered", page.Table("What was found, by rule").Count))} return.signed-off");
    }

    [Fact]
    public async Task From_file_to_file_what_went_stayed_and_came_is_shown_and_what_was_answered_stays_answered()
    {
        var officer = await SignedIn(ReturnsOfficer, "WCC");
        var first = (await Sends(officer, Wrong, "first.xml")).Path;
        await Checked();
        var before = (await officer.Opens(first)).Table("What was found, by rule").Count;
        await (await officer.Opens($"{first}/rules/4015")).Fill("Why does it stand as it is?", "As it is").Presses("Answer");

        // The same error stays, in another line; the second child is right now, and a third came with the same error as the first.
        var second = (await Sends(officer, $"{Sound.Replace("LAchildID=C1 UPN=P207000016049", "LAchildID=C0 UPN=P207000016049", StringComparison.Ordinal)} & {Wrong.Split('&')[0]}", "second.xml")).Path;
        await Checked();
        var page = await officer.Opens(second);
        var lines = page.Table("From file to file, 2025-26");
        lines.Select(l => (l["Errors"], l["Gone"])).First().ShouldBe(("1", "–"));
        int.Parse(lines[1]["Stayed"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(1);
        int.Parse(lines[1]["Gone"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(before - 1);
        var row = page.Table("What was found, by rule").Single(r => r["Rule"] == "4015");
        (row["New"], row["Gone"], row["Not answered"]).ShouldBe(("0", "0", "0"), "what was answered, and says the same still, is answered");
        (await (await page.Follows("4015")).Follows("C1")).Said.ShouldContain("for an earlier file that said the same");

        (await (await officer.Opens(first)).Presses("Throw it away")).Done.ShouldBe("Thrown away");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select (select count(*) from returns.piece where submission_id = $1) + (select count(*) from returns.issue where submission_id = $1) + (select count(*) from returns.child where submission_id = $1)", Guid.Parse(first.Split('/')[^1]))).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_census_is_not_taken_and_what_is_broken_is_not_signed_off()
    {
        var officer = await SignedIn(ReturnsOfficer);
        var form = await officer.Opens("/returns/new");
        (await form.Presses("Check it")).Errors.ShouldContain("Choose the census");
        (await form.Attach("The census", "list.csv", "id,name\n1,2\n"u8.ToArray()).Presses("Check it")).Errors.ShouldBe(["The file must be XML, as the case system writes it for the department"]);
        var sent = await (await officer.Opens("/returns/new")).Attach("The census", "half.xml", Encoding.UTF8.GetBytes("<Message><Children><Child><ChildIdentifiers>")).Presses("Check it");
        await Checked();
        var page = await officer.Opens(sent.Path);
        page.Said.ShouldContain("could not be read to its end");
        foreach (var row in page.Table("What was found, by rule")) { await (await officer.Opens($"{sent.Path}/rules/{row["Rule"]}")).Fill("Why does it stand as it is?", "Broken").Presses("Answer"); }
        (await (await (await SignedIn(TeamManager)).Opens(sent.Path)).Presses("Sign off the census")).Errors.ShouldBe(["The file could not be read to its end: it cannot be signed off"]);
    }

    [Fact]
    public async Task Those_alone_see_it_who_keep_returns_of_its_area()
    {
        var path = (await Sends(await SignedIn(ReturnsOfficer), Wrong.Replace("C2", "C2-KEPT", StringComparison.Ordinal), "kept.xml")).Path;
        await Checked();

        (await (await SignedIn(SocialWorker)).Opens(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var page in (string[])["", "/children", "/children/1", "/rules/4015"]) { (await (await SignedIn(ReturnsOfficer, "WCC")).Opens(path + page)).Status.ShouldBe(HttpStatusCode.NotFound, page); }
        foreach (var role in (string[])[SocialWorker, BusinessManager, Analyst, FrontDoorWorker]) { (await Stage.InTables(Stage.Someone(role), "C2-KEPT", "return.checked")).ShouldBeEmpty(role); }
        (await Stage.InTables(Stage.Someone(ReturnsOfficer), "C2-KEPT")).ShouldContain("returns.issue");
    }

    private static async Task<TestPage> Sends(Visitor officer, string children, string name) =>
        await (await officer.Opens("/returns/new")).Attach("The census", name, Encoding.UTF8.GetBytes(Written.Xml(children).ToString())).Presses("Check it");

    private async Task Checked()
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        var checking = scope.ServiceProvider.GetRequiredService<CensusChecking>();
        while (await checking.CheckNextAsync()) { }
    }

    private static async Task<JsonElement> Json(Visitor who, string address) => JsonDocument.Parse((await who.Opens(address)).Text).RootElement.Clone();

    private async Task<string> Kinds(string path) =>
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.recorded, f.id) from record.fact f where f.source_id = $1", Guid.Parse(path.Split('/')[^1])))!;
}
