using Trellis.Modules.Money;
using Trellis.Platform.Record;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Money;

/// <summary>When an area joins or leaves, areas hand each other of their reserves: seen first, nothing of all together, once for each change.</summary>
public sealed class Reserves_move_between_areas(TestSite site) : OnSite(site)
{
    private const string Kensington = "Royal Borough of Kensington and Chelsea";
    private const string Leaves = "Hammersmith & Fulham leaves: three boroughs become two";

    [Fact]
    public async Task Seen_then_moved_and_moved_once()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", and: "WCC");
        var page = await (await manager.Opens("/money/new")).Fill("Which year is it for?", "2025-26").Fill("What is it called?", "Budget with reserves").Presses("Make the budget");
        var address = page.Path;
        page = await (await page.Follows("Add a line")).Fill("What kind of line is it?", "Reserves brought forward").Fill("What is it called?", "Brought forward").Fill(Kensington, "5,000").Fill("City of Westminster", "4,000").Presses("Add the line");
        page = await page.Follows("Move reserves between areas");
        (await page.Presses("See what it does")).Errors.ShouldBe(["Select why they are moved"]);
        page = page.Fill("Why are they moved?", Leaves).Fill(Kensington, "-600").Fill("City of Westminster", "500").Fill("How was it agreed?", "Board of 2 March 2026");
        page = await page.Presses("See what it does");
        page.Errors.ShouldBe(["What areas hand each other must come to nothing together: this comes to −£100"]);
        page = await page.Fill("City of Westminster", "600").Presses("See what it does");
        page.Table("What this does to the reserves to carry").Select(r => (r["Before"], r["Gets"], r["After"])).ShouldBe([("£5,000", "−£600", "£4,400"), ("£4,000", "£600", "£4,600")]);
        (await manager.Opens(address)).Said.ShouldNotContain("Board of 2 March 2026", customMessage: "to see is not to move");

        page = await page.Presses("Move them");
        page.Done.ShouldBe("The reserves are moved");
        page.Table("Reserves moved between areas")[^1].ShouldSatisfyAllConditions(r => r[Kensington].ShouldBe("£600"), r => r["City of Westminster"].ShouldBe("−£600"), r => r["Together"].ShouldBe("£0"));
        page.Table("Variance and reserves")[^1].ShouldSatisfyAllConditions(r => r[Kensington].ShouldBe("−£4,400"), r => r["City of Westminster"].ShouldBe("−£4,600"), r => r["Together"].ShouldBe("−£9,000", "nothing came in and nothing went"));
        page = await (await page.Follows("Move reserves between areas")).Fill("Why are they moved?", Leaves).Fill(Kensington, "-600").Fill("City of Westminster", "600").Fill("How was it agreed?", "Board of 2 March 2026").Presses("See what it does");
        page.Errors.ShouldBe(["This is what was moved already"]);
        page = await page.Fill(Kensington, "-700").Fill("City of Westminster", "700").Presses("See what it does");
        page.Table("What this does to the reserves to carry")[0].ShouldSatisfyAllConditions(r => r["Before"].ShouldBe("£5,000", "as it was before this change moved anything"), r => r["After"].ShouldBe("£4,300"));
        (await page.Presses("Move them")).Table("Reserves moved between areas").Count.ShouldBe(2, "one line for each change, and their sum");

        (await (await SignedIn(Scrutineer)).Opens($"{address}/move-reserves")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public void No_other_way_makes_or_unbalances_such_a_line()
    {
        var budget = Done(Budget.Begin("", new DateOnly(2021, 4, 1), ["LBHF", "RBKC"], null, new Dictionary<string, decimal>(), Actor.Nobody, DateTimeOffset.UnixEpoch));
        Done(budget.Put(null, "reserves", "Brought forward", null, "", new Dictionary<string, decimal> { ["LBHF"] = 100m, ["RBKC"] = 50m }, Actor.Nobody, DateTimeOffset.UnixEpoch));
        budget.Put(null, BudgetLine.Moved, "By hand", null, "", new Dictionary<string, decimal> { ["LBHF"] = 1m, ["RBKC"] = -1m }, Actor.Nobody, DateTimeOffset.UnixEpoch).Refused(out _).ShouldBeTrue();
        var line = Done(budget.MoveReserves("Leaves", "Agreed", new Dictionary<string, decimal> { ["LBHF"] = 10m, ["RBKC"] = -10m }, Actor.Nobody, DateTimeOffset.UnixEpoch));
        budget.Put(line, BudgetLine.Moved, line.Title, null, "", new Dictionary<string, decimal> { ["LBHF"] = 10m, ["RBKC"] = -9m }, Actor.Nobody, DateTimeOffset.UnixEpoch).Refused(out var why).ShouldBeTrue();
        why.Words.ShouldContain("nothing together");
        var nothing = new Dictionary<string, decimal>();
        (budget.Sums("LBHF", nothing).Carried, budget.Sums("RBKC", nothing).Carried, budget.Sums(BudgetLine.Whole, nothing).Carried).ShouldBe((-110m, -40m, -150m));
        budget.Sums("LBHF", nothing).Variance.ShouldBe(0m, "reserves are moved, not spent");
    }

    private static T Done<T>(Outcome<T> of) => of.Refused(out var why, out var done) ? throw new ShouldAssertException(why.Words) : done;
}
