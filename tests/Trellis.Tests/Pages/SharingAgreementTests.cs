using System.Net;
using System.Text.Json;
using Trellis.Commands;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>The register of sharing agreements: read by those who govern information and by business managers, as it stands on the day.</summary>
public sealed class SharingAgreementTests(TestSite site) : OnSite(site)
{
    private const string Address = "/agencies/sharing";
    private const string All = "All agreements";

    [Fact]
    public async Task Who_governs_information_and_business_managers_read_it_and_nobody_else()
    {
        foreach (var role in Stage.Practised.Model.Roles)
        {
            var may = role.Id is BusinessManager or InformationGovernanceLead;
            (await (await SignedIn(role.Id)).Opens(Address)).Status.ShouldBe(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, role.Id);
        }
    }

    [Fact]
    public async Task An_overdue_review_says_so_from_the_day_after_and_what_ended_stands_last()
    {
        Stage.Clock.Set("2026-01-31 23:30");
        var page = await (await SignedIn(BusinessManager)).Opens(Address);
        page.Heading.ShouldBe("Sharing agreements");
        page.Table(All).Single(r => r["Agreement"] == "Early help (demonstration)")["Today"].ShouldBe("In force");
        page.Said.ShouldNotContain("It was to be reviewed");

        Stage.Clock.Set("2026-02-01 00:30");
        page = await (await SignedIn(BusinessManager)).Opens(Address);
        page.Table(All).Single(r => r["Agreement"] == "Early help (demonstration)")["Today"].ShouldBe("Review overdue");
        page.Said.ShouldContain("It was to be reviewed by 31 January 2026");
        page.Table(All)[^1]["Today"].ShouldBe("Ended");
    }

    [Fact]
    public async Task It_says_the_basis_in_words_and_which_agencies_signed()
    {
        var page = await (await SignedIn(InformationGovernanceLead)).Opens(Address);

        page.Said.ShouldContain("Substantial public interest, article 9(2)(g)");
        page.Said.ShouldContain("Schedule 1, paragraph 18 (safeguarding of children and of individuals at risk)");
        page.Said.ShouldContain("lbhf-children (not in the register of agencies)");
        page.Said.ShouldNotContain("no agreement in force covers");
    }

    [Fact]
    public async Task Before_an_agreement_begins_what_is_asked_under_it_is_said_to_be_uncovered()
    {
        Stage.Clock.Set("2025-03-31 12:00");
        var page = await (await SignedIn(BusinessManager)).Opens(Address);

        page.Said.ShouldContain("(Front door) asks agencies, and no agreement in force covers it");
        page.Said.ShouldContain("Strategy discussion (Child protection) needs Police, and no agreement in force covers them");
    }

    [Fact]
    public async Task The_check_warns_and_still_ends_well()
    {
        using var said = new StringWriter();
        var exit = await PracticeVerb.Build().Parse(["check", "--json"]).InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = said, Error = said });

        exit.ShouldBe(0);
        var finding = JsonDocument.Parse(said.ToString()).RootElement.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("message").GetString()!.Contains("\"early-help\"", StringComparison.Ordinal));
        finding.GetProperty("severity").GetString().ShouldBe("warning");
        finding.GetProperty("rule").GetString().ShouldBe("sharing-agreement");
        finding.GetProperty("where").GetString().ShouldBe("practice/partnership/sharing-agreements.yaml");
    }
}
