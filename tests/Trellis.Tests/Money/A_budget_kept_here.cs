using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Money;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Sheets;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Money;

/// <summary>The partnership's own budget: made from last year's, said by quarter, claimed against, and what a case review takes out of its reserves.</summary>
public sealed class A_budget_kept_here(TestSite site) : OnSite(site)
{
    private const string Kensington = "Royal Borough of Kensington and Chelsea";

    private const string LastYear = """
        section,line,area,amount_gbp,kind
        Contributions,Councils,RBKC,-100,item
        Contributions,Councils,WCC,-200,item
        Contributions,Councils,TOTAL,-300,item
        Expenditure,Staff,RBKC,90,item
        Expenditure,Staff,WCC,90,item
        Balance sheet,To carry,RBKC,-60,total
        Balance sheet,To carry,WCC,-110,total
        """;

    [Fact]
    public async Task A_year_from_last_years_lines_to_what_is_carried()
    {
        await Takes(LastYear, "budget_2024-25.csv");
        var manager = await SignedIn(BusinessManager, "RBKC", and: "WCC");
        var page = await (await manager.Opens("/money")).Follows("Make a budget");
        page = await page.Fill("Which year is it for?", "2025-26").Fill("Whose lines does it begin with?", "Budget 2024-25").Presses("Make the budget");
        page.Done.ShouldBe("Made Budget 2025-26");
        var address = page.Path;
        page.Table("Funding")[0][Kensington].ShouldBe("−£100");
        page.Table("Variance and reserves")[^1].ShouldSatisfyAllConditions(r => r[Kensington].ShouldBe("−£70", "60 brought forward, 100 in and 90 out"), r => r["Together"].ShouldBe("−£290"));
        page.Said.ShouldContain("the year begins with what the one before carries");
        (await (await (await manager.Opens("/money/new")).Fill("Which year is it for?", "2025-26").Presses("Make the budget")).Visitor.Opens("/money")).Said.ShouldContain("Kept here");

        // A contribution in pence; an adjustment that does not net to nothing is refused, and one that does is not.
        page = await (await manager.Opens($"{address}/lines/new")).Fill("What kind of line is it?", "A contribution").Fill("Whose contribution is it?", "Police").Fill(Kensington, "12.345").Presses("Add the line");
        page.Errors.ShouldBe([$"{Kensington}: Enter an amount in pounds, like 1,250 or 1,250.50"]);
        page = await page.Fill(Kensington, "12.34").Presses("Add the line");
        page.Done.ShouldBe("Added Police");
        page = await (await page.Follows("Add a line")).Fill("What kind of line is it?", "An adjustment between areas").Fill("What is it called?", "Shared post").Fill(Kensington, "-40").Fill("City of Westminster", "39.99").Presses("Add the line");
        page.Errors.ShouldBe(["What areas pay for each other must come to nothing together: this comes to −£0.01"]);
        page = await page.Fill("City of Westminster", "40").Presses("Add the line");
        page.Table("Adjustments between areas")[^1]["Together"].ShouldBe("£0");
        page.Table("Variance and reserves").Single(r => r["Result"] == "Variance").ShouldSatisfyAllConditions(r => r[Kensington].ShouldBe("−£62.34"), r => r["Together"].ShouldBe("−£132.34"));
        page = await (await page.Follows("Shared post")).Presses("Take it out");
        page.Done.ShouldBe("Took Shared post out");
        page = await (await page.Follows("Brought forward")).Fill(Kensington, "50").Presses("Save");
        page.Table("What does not add up")[0].ShouldSatisfyAllConditions(r => r["Stands as"].ShouldBe("−£50"), r => r["Made of its parts"].ShouldBe("−£60"));

        // The first quarter: due is a quarter of the year until something else is written.
        page = await page.Follows("Enter quarter 1");
        page.Value($"Councils, {Kensington}: due in the quarter").ShouldBe("25");
        page = await page.Fill($"Councils, {Kensington}: received in the quarter", "20").Fill($"Staff, {Kensington}: spent since april", "30.50").Fill($"Staff, {Kensington}: forecast for the year", "95").Presses("Save the quarter");
        page.Done.ShouldBe("Saved Quarter 1, April to June 2025");
        page.Table("Contributions").Single(r => r["Contribution"] == "Councils").ShouldSatisfyAllConditions(r => r["Budget"].ShouldBe("£300"), r => r["Due to date"].ShouldBe("£75"), r => r["Received to date"].ShouldBe("£20"), r => r["Outstanding"].ShouldBe("£55"));
        page.Table("Spending")[0].ShouldSatisfyAllConditions(r => r["Budget"].ShouldBe("£180"), r => r["To date"].ShouldBe("£30.50"), r => r["Forecast"].ShouldBe("£185"), r => r["Over or under (−)"].ShouldBe("£5"));
        page = await page.Follows(Kensington);
        page.Table("Spending")[0]["Forecast"].ShouldBe("£95");
        // One area and one part at a time, so that a telephone shows a short form: what is not asked stays as it was said.
        page = await (await (await manager.Opens($"{address}/quarters/1")).Follows("City of Westminster")).Follows("Spending");
        page.Asks($"Staff, {Kensington}: spent since april").ShouldBeFalse();
        page.Asks("Councils, City of Westminster: received in the quarter").ShouldBeFalse();
        page = await page.Fill("Staff, City of Westminster: spent since april", "40").Presses("Save the quarter");
        page.Table("Spending")[0].ShouldSatisfyAllConditions(r => r["To date"].ShouldBe("£70.50"), r => r["Forecast"].ShouldBe("£185"));
        page.Table("Contributions").Single(r => r["Contribution"] == "Councils")["Received to date"].ShouldBe("£20");
        (await manager.Opens($"{address}/quarters/1?area=LBHF")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await (await manager.Opens($"{address}/quarters/4")).Presses("Save the quarter")).Path.ShouldEndWith("/so-far");
        (await (await (await manager.Opens(address)).Follows("Staff")).Presses("Take it out")).Errors.ShouldBe(["A quarter or a claim names this line. Change its amounts instead"]);

        await ClaimsAsync(manager, await SignedIn(BusinessManager, "RBKC", and: "WCC", number: 2), address);
        var scrutineer = await SignedIn(Scrutineer);
        (await scrutineer.Opens(address)).Links.ShouldNotContain("Add a line");
        (await scrutineer.Opens($"{address}/lines/new")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await scrutineer.Opens($"{address}/so-far")).Said.ShouldContain("Forecast to be");
        (await manager.Opens("/money/years")).Table("Spending").Select(r => r["Budget"]).ShouldBe(["Budget 2025-26", "Budget 2024-25"]);
        var printed = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from money.budget where not kept and from_on = '2024-04-01'");
        (await manager.Opens($"/money/{printed}/lines/new")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound, "what is printed stays so");
        (await Takes(LastYear, "budget_2025-26.csv")).Errors.ShouldHaveSingleItem().Message.ShouldContain("kept here");
    }

    [Fact]
    public async Task Which_review_a_cost_is_of_those_alone_are_told_who_see_it()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", and: "WCC");
        var page = await (await (await manager.Opens("/money/new")).Fill("Which year is it for?", "2026-27").Fill("What is it called?", "Budget with a review").Presses("Make the budget")).Follows("Add a line");
        page = await page.Fill("What kind of line is it?", "Reserves brought forward").Fill("What is it called?", "Brought forward").Fill(Kensington, "5,000").Fill("City of Westminster", "4,000").Presses("Add the line");
        var address = page.Path;
        var child = await Given.AChild(c => c.Named("Linnet Costwell"));
        var lead = await SignedIn(CaseReviewLead);
        var matter = (await As(CaseReviewLead).Starts("serious-incident", child)).Id;
        page = await (await lead.Opens($"/reviews/{matter}")).Fill("What is it called?", "Rowan").Presses("Give it this case name");
        page.Heading.ShouldStartWith("Review Rowan");

        (await manager.Opens($"{address}/reviews/new")).Said.ShouldContain("You see no review");
        page = await (await lead.Opens($"{address}/reviews/new")).Fill("Which review is it for?", "Rowan").Fill("What was paid for?", "Independent author").Fill("What did it cost?", "1,000").Fill("Which area paid it?", Kensington).Fill("When was it paid?", "2 3 2026").Fill($"{Kensington}’s share", "600").Fill("City of Westminster’s share", "300").Presses("Charge it");
        page.Errors.ShouldBe(["The shares must come to the whole cost, £1,000: they come to £900"]);
        page = await page.Fill("City of Westminster’s share", "400").Presses("Charge it");
        page.Done.ShouldBe("Charged £1,000");
        page.Table("Costs and shares")[0].ShouldSatisfyAllConditions(r => r["Review"].ShouldContain("Rowan"), r => r[Kensington].ShouldContain("Paid it, is owed £400"), r => r["City of Westminster"].ShouldContain("Owes £400"));

        page = await manager.Opens($"{address}/reviews");
        page.Table("Costs and shares")[0]["Review"].ShouldStartWith("A review");
        page.Text.ShouldNotContain("Rowan");
        page.Text.ShouldNotContain(matter.ToString());
        page.Table("Out of whose reserves").ShouldSatisfyAllConditions(t => t[0]["To carry, with the year’s variance"].ShouldBe("£4,400"), t => t[^1]["To carry, with the year’s variance"].ShouldBe("£8,000"));
        foreach (var (role, seen) in new[] { (CaseReviewLead, 1), (BusinessManager, 0), (Scrutineer, 0), (BoardMember, 0) })
        {
            (await As(role).Sees(db => db.Set<Trellis.Modules.Money.ReviewCosts.ReviewLink>().CountAsync())).ShouldBe(seen, role);
        }

        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from money.review_cost")).ShouldBe(0, "nobody asks");
    }

    [Fact]
    public void Sums_are_worked_out_to_the_penny_and_adjustments_net_to_nothing()
    {
        var budget = Done(Budget.Begin("", new DateOnly(2026, 4, 1), ["RBKC", "WCC"], null, new Dictionary<string, decimal>(), Actor.Nobody, DateTimeOffset.UnixEpoch));
        Done(budget.Put(null, "funding", "Police", "police", "", new Dictionary<string, decimal> { ["RBKC"] = 100.10m, ["WCC"] = 50.05m }, Actor.Nobody, DateTimeOffset.UnixEpoch));
        Done(budget.Put(null, "spending", "Staff", null, "", new Dictionary<string, decimal> { ["RBKC"] = 120.20m }, Actor.Nobody, DateTimeOffset.UnixEpoch));
        Done(budget.Put(null, "adjustments", "Shared", null, "", new Dictionary<string, decimal> { ["RBKC"] = -30.30m, ["WCC"] = 30.30m }, Actor.Nobody, DateTimeOffset.UnixEpoch));
        Done(budget.Put(null, "reserves", "Brought forward", null, "", new Dictionary<string, decimal> { ["RBKC"] = 10m }, Actor.Nobody, DateTimeOffset.UnixEpoch));
        var taken = new Dictionary<string, decimal> { ["RBKC"] = 4m };

        budget.Sums("RBKC", taken).ShouldBe(new BudgetSums(-100.10m, -30.30m, 120.20m, -10.20m, -10m, 4m, -16.20m));
        budget.Sums("WCC", taken).Variance.ShouldBe(-19.75m);
        budget.Sums(BudgetLine.Whole, taken).ShouldBe(new BudgetSums(-150.15m, 0m, 120.20m, -29.95m, -10m, 4m, -35.95m));
        BudgetCheck.Run(budget.Rows).ShouldBeEmpty();
        budget.Put(null, "adjustments", "Wrong", null, "", new Dictionary<string, decimal> { ["RBKC"] = -30.30m, ["WCC"] = 30.31m }, Actor.Nobody, DateTimeOffset.UnixEpoch).Refused(out var why).ShouldBeTrue();
        why.Words.ShouldContain("£0.01");
        budget.Put(null, "funding", "police", null, "", new Dictionary<string, decimal> { ["RBKC"] = 1m }, Actor.Nobody, DateTimeOffset.UnixEpoch).Refused(out _).ShouldBeTrue("there is a line called so");
        Done(Budget.Begin("Next", new DateOnly(2027, 4, 1), ["RBKC", "WCC"], budget, taken, Actor.Nobody, DateTimeOffset.UnixEpoch)).Sums("RBKC", new Dictionary<string, decimal>()).Begun.ShouldBe(-16.20m);
        Done(Budget.Begin("Later", new DateOnly(2028, 4, 1), ["RBKC", "WCC"], budget, taken, Actor.Nobody, DateTimeOffset.UnixEpoch)).Sums("RBKC", taken).Begun.ShouldBe(0m, "not the year right before");
    }

    private static async Task ClaimsAsync(Visitor manager, Visitor deputy, string address)
    {
        var page = await (await (await manager.Opens(address)).Follows("Claims and invoices")).Presses("Enter a claim or invoice");
        (await page.Presses("Enter it")).Errors.ShouldBe(["Select whether it is a claim or an invoice"]);
        page = await Filled(page, "Health trust", "1,250.50").Fill("How much?", "-5").Presses("Enter it");
        page.Errors.ShouldBe(["Enter an amount in pounds, like 1,250 or 1,250.50"]);
        page = await page.Fill("How much?", "1,250.50").Presses("Enter it");
        page.Done.ShouldBe("Entered: Health trust, £1,250.50");
        page = await Filled(await page.Presses("Enter a claim or invoice"), "=cmd", "10").Presses("Enter it");

        // Two people stand for each pound: whoever entered it finds no button, and is refused without one.
        page.Buttons.ShouldNotContain("Approve Health trust, £1,250.50");
        page.Said.ShouldContain("You entered this one, so somebody else approves it.");
        var others = await deputy.Opens(page.Path);
        await ItsOwnAsync(manager, others);
        page = await others.Presses("Approve Health trust, £1,250.50");
        page.Done.ShouldBe("Approved: Health trust, £1,250.50");
        page = await page.Presses("Paid Health trust, £1,250.50");
        page.Table("Claims and invoices").Single(r => r["From"].StartsWith("Health trust", StringComparison.Ordinal))["State"].ShouldStartWith("Paid");
        (await page.Presses("Refuse =cmd, £10")).Errors.ShouldBe(["Enter why it is refused"]);
        page = await page.Fill("Why is it refused?", "Not ours").Presses("Refuse =cmd, £10");
        page.Table("Claims and invoices").Single(r => r["From"].StartsWith("=cmd", StringComparison.Ordinal))["State"].ShouldStartWith("Refused: Not ours");
        var csv = await (await manager.Fetches($"{address}/claims?handler=Csv&show=all")).Content.ReadAsStringAsync();
        csv.ShouldContain("1250.50");
        csv.ShouldNotContain(",=cmd");
        using var book = new MemoryStream(await (await manager.Fetches($"{address}/claims?handler=Xlsx&show=all")).Content.ReadAsByteArrayAsync());
        Sheet.Read(book, ["From", "Pounds", "State"]).Rows.Select(r => (r["From"], r["Pounds"], r["State"])).ShouldBe([("Health trust", "1250.50", "Paid"), ("=cmd", "10", "Refused")], ignoreOrder: true);
    }

    /// <summary>The form of somebody else's page, sent by whoever entered the claim.</summary>
    private static async Task ItsOwnAsync(Visitor manager, TestPage others)
    {
        var own = await manager.Opens(others.Path);
        var action = others.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")!.Contains("handler=Approve", StringComparison.Ordinal)).GetAttribute("action")!;
        var token = own.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var refused = await manager.Sends(HttpMethod.Post, action, [new("__RequestVerificationToken", token)]);
        refused.Errors.ShouldBe(["You entered this one, so somebody else approves it"]);
    }

    private static TestPage Filled(TestPage page, string who, string amount) => page.Fill("What is it?", "Invoice").Fill("Which agency or firm is it from?", who).Fill("What is it for?", "Training rooms").Fill("Which line is it paid from?", "Staff").Fill("Which area is it charged to?", Kensington).Fill("How much?", amount).Fill("Which day is on it?", "1 3 2026");

    private static T Done<T>(Outcome<T> of) => of.Refused(out var why, out var done) ? throw new ShouldAssertException(why.Words) : done;

    private async Task<TakenIn> Takes(string list, string name)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"], Areas = ["LBHF", "RBKC", "WCC"] });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list.ReplaceLineEndings("\n")));
        return await scope.ServiceProvider.GetRequiredService<BudgetList>().TakeInAsync(name, Sheet.Read(file, BudgetList.Required), new ListAsked(null, Preview: false, ["LBHF", "RBKC", "WCC"]), default);
    }
}
