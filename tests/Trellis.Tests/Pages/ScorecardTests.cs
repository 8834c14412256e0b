using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>The scorecard: like beside like, a number to its records, and what is said of a quarter kept with it.</summary>
public sealed class ScorecardTests(TestSite site) : OnSite(site)
{
    private const string Help = "The right help at the right time";

    [Fact]
    public async Task A_quarter_stands_beside_the_same_quarter_a_year_before_and_each_number_leads_to_its_facts()
    {
        // RBKC: two contacts in July to September 2024, three in the same quarter of 2025; and one in the quarter that runs, which is not shown.
        foreach (var day in new[] { "2024-07-10", "2024-09-30", "2025-07-01", "2025-08-12", "2025-09-30", "2026-02-10" })
        {
            On(day);
            await Given.AReferral(await Given.AChild());
        }

        On("2025-11-03 10:00");
        var manager = await SignedIn(Analyst);
        var page = await manager.Opens("/figures/scorecard?area=RBKC");

        page.Heading.ShouldBe("Scorecard, July to September 2025");
        var line = page.Table(Help).Single(r => r["Figure"] == "Contacts with the front door");
        line["Now"].ShouldStartWith("3");
        line["A year before"].ShouldBe("2");
        (await manager.Opens("/figures/contacts/facts?area=RBKC&period=2025-26%20Q2")).Said.ShouldContain("3 were counted");
        (await manager.Opens("/figures/scorecard?area=RBKC&period=2024-25%20Q2")).Table(Help).Single(r => r["Figure"] == "Contacts with the front door")["Now"].ShouldStartWith("2");
        (await manager.Opens("/figures/scorecard?area=RBKC&period=2025-26%20Q3")).Status.ShouldBe(HttpStatusCode.NotFound, "it is not over");
        (await manager.Opens("/figures/scorecard?area=NOWHERE")).Status.ShouldBe(HttpStatusCode.NotFound);

        var kept = await manager.Opens("/figures/contacts?over=quarter&area=RBKC&from=2024-25%20Q3&to=2025-26%20Q2");
        kept.Table("Where each value comes from").Select(r => $"{r["Quarter"]} {r["Value"].Split(' ')[0]}").ShouldBe(["July to September 2025 3"], "of the time asked for");
        (await manager.Opens("/figures/contacts?over=quarter&area=RBKC&from=2024-25%20Q3&to=2025-26%20Q2&handler=File&format=csv")).Text.ShouldContain("contacts,Contacts with the front door,RBKC,2025-26 Q2,,3,contacts,");
        (await manager.Opens("/figures/contacts?area=RBKC&known=2024-08-01")).Table("Where each value comes from").Single(r => r["Year"] == "2024-25" && r["From"] == "Counted from the record")["Value"].ShouldStartWith("1", customMessage: "the second was told of later");
        (await manager.Opens("/figures/contacts?known=yesterday")).Errors.ShouldBe(["Enter a day such as 2026-03-31, or leave it empty"]);
        (await manager.Opens("/figures/contacts?known=yesterday&handler=File&format=csv")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens("/figures/contacts?over=week")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_said_of_a_quarter_is_kept_with_it_and_nothing_said_before_is_lost()
    {
        On("2026-04-20 10:00");
        await Given.AReferral(await Given.AChild());
        var manager = await SignedIn(BusinessManager);
        var page = await manager.Opens("/figures/scorecard?area=RBKC");
        (await page.Presses("Keep it with this time")).Errors.ShouldBe(["Select what it is of"]);
        (await page.Fill("Of what?", Help).Presses("Keep it with this time")).Errors.ShouldBe(["Enter what you want to say"]);
        page = await page.Fill("Of what?", Help).Fill("What they mean, and what is done about them", "Fewer contacts because schools were closed").Presses("Keep it with this time");
        page.Done.ShouldBe("What you said is kept with this quarter");
        page = await page.Fill("Of what?", Help).Fill("What they mean, and what is done about them", "It was the closure, and the count is right").Presses("Keep it with this time");

        page.Said.ShouldContain("It was the closure, and the count is right");
        page.Said.ShouldContain("Fewer contacts because schools were closed");
        (await manager.Opens("/figures/scorecard?area=RBKC&period=2025-26%20Q3")).Said.ShouldNotContain("schools were closed", customMessage: "another quarter");
        (await (await SignedIn(Scrutineer)).Opens("/figures/scorecard?area=RBKC")).Buttons.ShouldNotContain("Keep it with this time");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(d.code, ' ' order by d.field desc) from record.fact f join record.fact_detail d on d.fact_id = f.id where f.kind = 'figure.commented' and f.id = (select max(id::text)::uuid from record.fact where kind = 'figure.commented')")).ShouldBe("right-help 2025-26 Q4");
    }
}
