using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Agencies;
using Trellis.Modules.Casework;
using Trellis.Modules.Footprint.Handing;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Money;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Sheets;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Footprint;

/// <summary>Who belonged when and who signs, as pages show it; what agencies had open is handed over; numbers over a change say so.</summary>
public sealed class The_partnership_over_time(TestSite site) : OnSite(site)
{
    private const string Change = "/footprint/changes/integrated-care-board";

    [Fact]
    public async Task Everybody_reads_who_belongs_and_who_signs()
    {
        var referrer = await SignedIn(Referrer);
        var page = await referrer.Opens("/footprint");
        page.SummaryValue("What it is").ShouldBe("Local Safeguarding Children Partnership");
        page.Table("Who signs now: 4").Select(r => (r["Safeguarding partner"], r["For"])).ShouldBe(
            [("Royal Borough of Kensington and Chelsea", "Royal Borough of Kensington and Chelsea"), ("Westminster City Council", "City of Westminster"), ("North West London Integrated Care Board", "All areas"), ("Metropolitan Police", "All areas")]);
        page.Table("Areas").Single(r => r["Area"] == "London Borough of Hammersmith & Fulham")["Belonged"].ShouldBe("1 April 2017 to 31 March 2021");
        page.Links.ShouldNotContain("Hand over what they had open");

        page = await page.Follows("1 October 2019 to 31 March 2021");
        page.Table("Who signed then: 7").Single(r => r["Safeguarding partner"] == "West London Clinical Commissioning Group")["For"].ShouldBe("Royal Borough of Kensington and Chelsea and City of Westminster");
        page = await page.Follows("1 April 2017 to 30 September 2019");
        page.SummaryValue("Who answers for it").ShouldBe("The independent chair, for the board. No partner signs for it");
        page.Said.ShouldNotContain("Who signed then");

        page = await referrer.Opens("/footprint/agencies/nwl-ccg");
        page.Said.ShouldContain("It is no longer. Since 1 July 2022 North West London Integrated Care Board is in its place.");
        page.SummaryValue("Before it").ShouldContain("West London Clinical Commissioning Group, until 31 March 2021");
        (await referrer.Opens("/footprint/agencies/nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await referrer.Opens(Change)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(BusinessManager)).Opens("/footprint/changes/three-boroughs-become-two")).Status.ShouldBe(HttpStatusCode.NotFound, "nobody takes its place");
    }

    [Fact]
    public async Task What_an_agency_that_ended_had_open_goes_to_the_one_in_its_place_all_at_once_and_once()
    {
        await RegisterAsync();
        await Stage.TakesInActions("Handing board", "action,status,agency\nCarry on,Open,ccg\nAlso,Open,ccg\nDone long ago,Completed,ccg\nOurs,Open,police\n", "RBKC");
        var child = await Given.AChild();
        await Given.AReferral(child);
        var matter = (await Stage.Steps(child))[0].MatterId;
        await As(FrontDoorWorker).Involves(matter, "ccg", null, InvolvementLevel.Summary);

        // The business manager sees actions and no matters.
        var manager = await SignedIn(BusinessManager);
        var page = await manager.Opens(Change);
        page.Table("Open actions").Select(r => r["What is to be done"]).ShouldBe(["Carry on", "Also"], ignoreOrder: true);
        await Stage.TakesInActions("Handing board again", "action,status,agency\nCame since,Open,ccg\n", "RBKC");
        page = await page.Presses("Hand all of it over");
        page.Errors.ShouldBe(["What they have open changed since you looked. Look at it again"]);
        (await OwnersAsync()).ShouldBe("Also ccg, Came since ccg, Carry on ccg, Done long ago ccg, Ours police", "nothing was handed over by halves");
        page = await (await manager.Opens(Change)).Presses("Hand all of it over");
        page.Done.ShouldBe("Handed over to North West London Integrated Care Board: 3 actions");
        (await OwnersAsync()).ShouldBe("Also icb, Came since icb, Carry on icb, Done long ago ccg, Ours police", "what is done stays with whom it was of");
        page.Table("Handed over so far").ShouldHaveSingleItem()["What"].ShouldBe("3 actions");
        page.Buttons.ShouldNotContain("Hand all of it over");
        var reference = await Stage.ReferenceOf("Carry on");
        (await manager.Opens($"/actions/{reference}")).Said.ShouldContain("Handed over to another agency");

        // A team manager lets the new one into the matters of their area, as far as the old one was.
        var team = await SignedIn(TeamManager);
        page = await team.Opens(Change);
        page.Said.ShouldNotContain("Open actions");
        page = await page.Presses("Hand all of it over");
        page.Done.ShouldBe("Handed over to North West London Integrated Care Board: a part in 1 matter");
        (await (await SignedIn(TeamManager, "WCC")).Opens(Change)).Said.ShouldContain("Nothing of theirs that you see is open");
        var held = await As(TeamManager).Sees(db => db.Involvements.Where(i => i.MatterId == matter && i.Agency != null).OrderBy(i => i.FromAt).Select(i => new { i.Agency, i.Level, i.UntilAt }).ToListAsync());
        held.Select(i => (i.Agency, i.Level, Open: i.UntilAt is null)).ShouldBe([("ccg", InvolvementLevel.Summary, false), ("icb", InvolvementLevel.Summary, true)], ignoreOrder: true);

        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(format('%s by %s', f.kind, a.word), ', ' order by f.id) from record.fact f join record.act a on a.id = f.act_id where f.kind = 'footprint.handed-over'"))
            .ShouldBe("footprint.handed-over by footprint.hand-over, footprint.handed-over by footprint.hand-over");
        (await (await manager.Opens("/footprint")).Follows("North West London Integrated Care Board")).SummaryValue("Its people sign in as").ShouldBe("Fernbank integrated care board");
        (await As(BusinessManager, "WCC").Sees(db => db.Set<Handover>().CountAsync())).ShouldBe(0, "it was handed over elsewhere");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from footprint.handover")).ShouldBe(0, "nobody asks");
        // An agency that ended is asked nothing new.
        var offered = (await team.Opens($"/matters/{matter}/network")).Document.QuerySelectorAll("option").Select(o => o.TextContent.Trim()).ToArray();
        offered.ShouldContain("Fernbank integrated care board");
        offered.ShouldNotContain("Fernbank clinical commissioning group");
    }

    [Fact]
    public async Task Money_over_a_change_says_so_and_an_area_that_left_keeps_its_own_column()
    {
        await Takes("budget_2020-21.csv", "Contributions,Councils,LBHF,-50,item\nContributions,Councils,RBKC,-100,item\nContributions,Councils,TOTAL,-150,item\nBalance sheet,To carry,LBHF,-20,total\nBalance sheet,To carry,RBKC,-60,total\nBalance sheet,To carry,TOTAL,-80,total\n");
        await Takes("budget_2021-22.csv", "Contributions,Councils,RBKC,-100,item\nContributions,Councils,TOTAL,-100,item\n");
        var manager = await SignedIn(BusinessManager);
        var page = await manager.Opens("/money/years");
        page.Said.ShouldContain("The partnership changed within what is shown.");
        page.Said.ShouldContain("Change A: On 1 April 2021 London Borough of Hammersmith & Fulham left the partnership. Totals of the days before hold it; totals from that day on do not.");
        page.Table("Funding").Single(r => r["Budget"].StartsWith("Budget 2021-22", StringComparison.Ordinal)).ShouldSatisfyAllConditions(
            r => r["Budget"].ShouldContain("Changes A, B in or before this year"), r => r["London Borough of Hammersmith & Fulham"].ShouldBe("–"), r => r["Together"].ShouldBe("−£100"));
        page.Table("Funding").Single(r => r["Budget"] == "Budget 2020-21")["London Borough of Hammersmith & Fulham"].ShouldBe("−£50");

        (await page.Follows("Budget 2021-22")).Said.ShouldContain("took the place of Hammersmith & Fulham Clinical Commissioning Group, West London Clinical Commissioning Group and Central London Clinical Commissioning Group");
        (await page.Follows("Budget 2020-21")).Said.ShouldNotContain("The partnership changed");
    }

    [Fact]
    public async Task Plans_and_figures_over_a_change_say_so()
    {
        await Stage.TakesInPlan("looked_at_plan_2019-22.csv", "priority,outcome,measures,action,who,when,update\nHelp early,Help comes sooner,referrals,Open a line,The hub,October 2020,Ongoing\n", "LBHF", "RBKC", "WCC");
        var plan = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from plans.plan where title like 'Looked at plan 2019-22%'");
        var page = await (await SignedIn(BusinessManager)).Opens($"/plans/{plan}");
        page.Said.ShouldContain("On 1 April 2021 London Borough of Hammersmith & Fulham left the partnership");
        page.Said.ShouldContain("On 1 October 2019 the Local Safeguarding Children Board became the Local Safeguarding Children Partnership");
    }

    [Fact]
    public void The_service_says_who_signs_and_marks_the_stretch_that_is_touched()
    {
        var over = Stage.Services.GetRequiredService<PartnershipOverTime>();

        over.SigningOn(new DateOnly(2026, 3, 2))!.Partners.Select(p => p.Register).ShouldBe(["rbkc-children", "wcc-children", "icb", "police"]);
        over.SigningOn(new DateOnly(2016, 3, 2)).ShouldBeNull();
        var years = new[] { "2018-19", "2019-20", "2020-21", "2021-22" };
        over.Crossings([.. years.Select(PartnershipOverTime.DaysOf)], ["TRI"]).Select(c => (c.Change, c.At, c.Within)).ShouldBe([("board-becomes-partnership", 1, true), ("three-boroughs-become-two", 3, false)]);
        over.Crossings([.. years.Reverse().Select(PartnershipOverTime.DaysOf)], ["TRI"]).Select(c => c.At).ShouldBe([2, 0], "whichever way they stand");
        over.Crossings([null, PartnershipOverTime.DaysOf("2019")], ["TRI"]).Select(c => (c.Change, c.At)).ShouldBe([("board-becomes-partnership", 1)]);
        (over.WasIn("LBHF", new DateOnly(2021, 4, 1), new DateOnly(2022, 3, 31)), over.WasIn("LBHF", new DateOnly(2020, 4, 1), new DateOnly(2021, 3, 31))).ShouldBe((false, true));
        over.CourseOf("ccg", new DateOnly(2022, 1, 1))!.ShouldSatisfyAllConditions(c => c.Ends.ShouldBe(new DateOnly(2022, 6, 30)), c => c.Next!.Value.Register.ShouldBe("icb"));
        over.CourseOf("charity-a", new DateOnly(2022, 1, 1)).ShouldBeNull();
    }

    private async Task RegisterAsync()
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        var (acting, db) = (scope.ServiceProvider.GetRequiredService<Acting>(), scope.ServiceProvider.GetRequiredService<TrellisDb>());
        acting.As(Actor.TheSystem("RBKC", "WCC"));
        acting.Begin(ActWords.SetUp);
        var on = Moment.On(LondonTimes.Day("2015-01-05"));
        db.AddRange(Agency.Add("ccg", "Fernbank clinical commissioning group", "health", null, "RBKC", on), Agency.Add("icb", "Fernbank integrated care board", "health", null, "RBKC", on));
        await db.SaveChangesAsync();
    }

    private async Task<string?> OwnersAsync() => await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(text || ' ' || agency, ', ' order by text) from actions.action");

    private async Task Takes(string name, string rows)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"], Areas = ["LBHF", "RBKC", "WCC"] });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("section,line,area,amount_gbp,kind\n" + rows));
        (await scope.ServiceProvider.GetRequiredService<BudgetList>().TakeInAsync(name, Sheet.Read(file, BudgetList.Required), new ListAsked(null, Preview: false, ["LBHF", "RBKC", "WCC"]), default)).Errors.ShouldBeEmpty();
    }
}
