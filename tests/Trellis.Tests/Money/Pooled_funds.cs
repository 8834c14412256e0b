using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Money.Funds;
using Trellis.Platform.Record;
using Trellis.Sheets;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Money;

/// <summary>Pooled funds: taken in as printed, once, all or nothing; held against themselves; returned by quarter.</summary>
public sealed class Pooled_funds(TestSite site) : OnSite(site)
{
    private const string Small = """
        section,line,area,amount_gbp,printed,value,unit_printed,year,kind
        Allocated,Minimum,RBKC,10000,10,10,£'000,2030-31,item
        Allocated,Minimum,RBKC,11000,11,11,£'000,2031-32,item
        Allocated,Grant,RBKC,5000,5,5,£'000,2031-32,item
        Allocated,All,RBKC,16000,16,16,£'000,2031-32,total
        Pool,Beds,RBKC,4000,"4,000",4000,£'000,2031-32,item
        Pool,Advice,RBKC,2000,"2,000",2000,£'000,2031-32,item
        Pool,Council part,RBKC,6000,"6,000",6000,£'000,2031-32,subtotal
        Pool,Nurses,RBKC,4700,"4,700",4700,£'000,2031-32,item
        Pool,Minimum,RBKC,10700,"10,700",10700,£'000,2031-32,subtotal
        Pool,Grant,RBKC,5000,"5,000",5000,£'000,2031-32,item
        Pool,All,RBKC,15700,"15,700",15700,£'000,2031-32,total
        Metrics,Stays of 14 days,RBKC,,10.1%,10.1,percent,2031-32,metric
        """;

    [Fact]
    public async Task A_fund_is_taken_in_once_shown_as_printed_and_returned_by_quarter()
    {
        (await Takes(Small, "bcf.csv", preview: true)).Added.ShouldBe(11);
        (await Held(2031)).ShouldBeNull("a preview takes nothing in");
        var taken = await Takes(Small, "bcf.csv");
        (taken.Added, taken.Changed, taken.Unchanged).ShouldBe((11, 0, 0));
        taken.Notes.ShouldContain("“Pool” has £'000 above it, and 7 amounts in it are pounds. Taken in as pounds");
        taken.Notes.ShouldContain("2 numbers are not what the tables make: 2 within rounding, 0 not. Taken in as printed");
        (await Takes(Small, "bcf.csv")).Unchanged.ShouldBe(11);
        (await Takes(Small.Replace("4700,\"4,700\",4700", "4600,\"4,600\",4600", StringComparison.Ordinal), "bcf.csv")).Notes.ShouldContain("4 numbers are not what the tables make: 2 within rounding, 2 not. Taken in as printed");
        (await Takes(Small, "bcf.csv")).Changed.ShouldBe(1);

        Stage.On("2031-08-01 09:00");
        var manager = await SignedIn(BusinessManager);
        var page = await (await (await manager.Opens("/money")).Follows("Pooled funds")).Follows("Better Care Fund 2031-32");
        page.Said.ShouldContain("7 amounts in it are in pounds");
        page.Table("Change from 2030-31").ShouldHaveSingleItem()["Percent"].ShouldBe("10.0%");
        page.Table("Minimum contributions").ShouldHaveSingleItem()["Met?"].ShouldBe("Yes, within rounding of up to £502");
        page.Table("Pool").Single(r => r["Line"] == "Nurses").Values.ShouldContain("£4,700");

        page = await page.Follows("Quarter 1, April to June 2031");
        (await page.Presses("Save the return")).Errors.ShouldBe(["Enter what was spent on one line, or what one metric was"]);
        page = await page.Fill("Beds, Royal Borough of Kensington and Chelsea", "12,34").Presses("Save the return");
        page.Errors.ShouldBe(["Beds, Royal Borough of Kensington and Chelsea: Enter an amount in pounds, like 1,250 or 1,250.50"]);
        page = await page.Fill("Beds, Royal Borough of Kensington and Chelsea", "£1,000.50").Fill("Nurses, Royal Borough of Kensington and Chelsea", "900").Fill("Stays of 14 days, Royal Borough of Kensington and Chelsea", "9.8%").Presses("Save the return");
        page.Done.ShouldBe("Saved the return of Quarter 1, April to June 2031");
        page.Table("Pool: what was spent").Single(r => r["Line"] == "Beds").ShouldSatisfyAllConditions(r => r["Planned"].ShouldBe("£4,000"), r => r["Quarter 1"].ShouldBe("£1,000.50"), r => r["Left"].ShouldBe("£2,999.50"));
        page.Table("Pool: what was spent")[^1].ShouldSatisfyAllConditions(r => r["Planned"].ShouldBe("£15,700"), r => r["Spent so far"].ShouldBe("£1,900.50"));
        page.Table("Metrics: what they were").ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r["Baseline"].ShouldBe("10.1%"), r => r["Quarter 1"].ShouldBe("9.8%"));

        page = await page.Follows("Quarter 1, April to June 2031");
        page.Value("Beds, Royal Borough of Kensington and Chelsea").ShouldBe("1000.50");
        (await page.Fill("Nurses, Royal Borough of Kensington and Chelsea", "").Presses("Save the return")).Table("Pool: what was spent")[^1]["Spent so far"].ShouldBe("£1,000.50");
        var early = await manager.Opens($"{page.Path.Replace("/1", "/4", StringComparison.Ordinal)}");
        (await early.Fill("Beds, Royal Borough of Kensington and Chelsea", "1").Presses("Save the return")).Errors.ShouldBe(["Quarter 4, January to March 2032 has not begun"]);
        (await manager.Opens($"{page.Path.Replace("/1", "/5", StringComparison.Ordinal)}")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await (await SignedIn(Scrutineer)).Opens(page.Path)).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await (await SignedIn(Scrutineer)).Opens("/money/funds")).Said.ShouldContain("1 of 4");
        Stage.On(TestClock.Start);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_line_and_nothing_is_taken_in()
    {
        var wrong = await Takes("section,line,area,amount_gbp,kind,year,value\n,A,RBKC,1,item,2033-34,\nT,B,NOWHERE,1,item,2033-34,\nT,C,RBKC,\"1,0\",item,2033-34,\nT,D,RBKC,1,sum,2033-34,\nT,E,RBKC,1,metric,2033-34,\nT,F,RBKC,1,item,soon,\nT,G,RBKC,1,item,2033-34,x\nT,H,RBKC,1,item,2033-34,\nT,h,RBKC,1,item,2033-34,\nT,I,RBKC,1.005,item,2033-34,\n", "bcf.csv");

        wrong.Errors.Select(e => (e.Line, e.Code)).ShouldBe([(2, "section"), (3, "area"), (4, "amount_gbp"), (5, "kind"), (6, "amount_gbp"), (7, "year"), (8, "value"), (10, "duplicate"), (11, "amount_gbp")]);
        (await Held(2033)).ShouldBeNull();
        (await Takes("section,line,area,amount_gbp,kind\nT,A,RBKC,1,item\n", "bcf.csv")).Errors.ShouldHaveSingleItem().Message.ShouldContain("Which financial year is it?");
    }

    [SharedFact]
    public async Task The_printed_fund_of_2021_22_is_shown_as_printed_and_flagged()
    {
        var list = File.ReadAllText(Path.Combine(SharedFactAttribute.Published, "bcf_2021-22.csv"));
        var taken = await Takes(list, "bcf_2021-22.csv");
        taken.Errors.ShouldBeEmpty();
        (await Takes(list, "bcf_2021-22.csv")).ShouldSatisfyAllConditions(t => t.Added.ShouldBe(0), t => t.Changed.ShouldBe(0), t => t.Unchanged.ShouldBe(taken.Added));
        var fund = (await Held(2021))!;

        // Subtotals stand inside each other and in the total; the items make all of them to the pound.
        var pool = fund.Tables.Single(t => t.Any(l => l.Kind is "subtotal")).ToArray();
        foreach (var (line, items) in FundCheck.MadeOf(pool))
        {
            foreach (var amount in line.Amounts) { Math.Abs(items.Sum(i => i.In(amount.Area, amount.FromOn)!.Pounds ?? 0) - amount.Pounds!.Value).ShouldBeLessThanOrEqualTo(1, line.Title); }
        }

        FundCheck.MadeOf(pool).Select(m => (m.Line.Kind, m.Items.Length)).ShouldBe([("subtotal", 10), ("subtotal", 14), ("total", 16)]);
        FundCheck.Scales(fund).ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Plain.ShouldBeTrue(), s => s.Count.ShouldBe(37), s => s.Section.ShouldBe(pool[0].Section));
        var found = FundCheck.Run(fund);
        found.Where(f => f.Kind is "between").Select(f => (f.Line.Kind, f.Area, f.Difference)).ShouldBe([("item", "RBKC", 97m), ("item", "WCC", 394m), ("total", "RBKC", 610m), ("total", "WCC", 129m)], ignoreOrder: true);
        found.ShouldAllBe(f => f.WithinRounding);
        FundTold.Minimums(fund).Where(m => m.Planned is not null).ShouldAllBe(m => m.Met);
        FundTold.Uplifts(fund).Where(u => u.Line.IsMinimum).Select(u => (u.Area, u.Change, u.Percent)).ShouldBe([("RBKC", 474_000m, 3.5m), ("WCC", 1_029_000m, 4.9m)]);
        fund.Lines.Count(l => !l.IsMoney).ShouldBe(6);
        fund.Asked.Count(a => !a.Line.IsMoney && a.Amount.Value is not null).ShouldBe(12);

        var page = await (await (await SignedIn(BusinessManager)).Opens("/money/funds")).Follows(fund.Title);
        page.Said.ShouldContain("37 amounts in it are in pounds");
        page.Said.ShouldContain("Printed 21,031, in £'000");
        page.Said.ShouldContain("94.4%");
    }

    private async Task<TakenIn> Takes(string list, string name, bool preview = false)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"], Areas = ["LBHF", "RBKC", "WCC"] });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list.ReplaceLineEndings("\n")));
        return await scope.ServiceProvider.GetRequiredService<FundList>().TakeInAsync(name, Sheet.Read(file, FundList.Required), new ListAsked(null, preview, ["LBHF", "RBKC", "WCC"]), default);
    }

    private Task<Fund?> Held(int year) => Stage.LookAsync(db => db.Set<Fund>().Whole().FirstOrDefaultAsync(f => f.FromOn == new DateOnly(year, 4, 1)));
}
