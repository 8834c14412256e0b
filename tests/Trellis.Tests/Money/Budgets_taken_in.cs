using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Money;
using Trellis.Platform.Record;
using Trellis.Sheets;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Money;

/// <summary>Budgets as lists: taken in as printed, once, all or nothing.</summary>
public sealed class Budgets_taken_in(TestSite site) : OnSite(site)
{
    private const string Small = """
        section,line,area,amount_gbp,printed,kind
        Contributions,Councils,RBKC,-100,(100),item
        Contributions,Councils,WCC,-200,(200),item
        Contributions,Councils,TOTAL,-300,(300),item
        Expenditure,Staff,RBKC,90,90,item
        Expenditure,Staff,WCC,90,90,item
        Expenditure,Staff,TOTAL,200,200,item
        """;

    [Fact]
    public async Task A_list_is_taken_in_once_and_read_by_those_who_may()
    {
        (await Takes(Small, "budget_2031-32.csv", preview: true)).Added.ShouldBe(2);
        (await Held(2031)).ShouldBeNull("a preview takes nothing in");
        var taken = await Takes(Small, "budget_2031-32.csv");
        (taken.Added, taken.Changed, taken.Unchanged).ShouldBe((2, 0, 0));
        taken.Notes.ShouldContain("1 amount is not what the lines make: 0 within rounding, 1 not. Taken in as printed");
        (await Takes(Small, "budget_2031-32.csv")).Unchanged.ShouldBe(2);
        (await Takes(Small.Replace("TOTAL,200,200", "TOTAL,180,180", StringComparison.Ordinal), "budget_2031-32.csv")).Changed.ShouldBe(1);
        (await Takes(Small.Replace("Expenditure,Staff,TOTAL,200,200,item", "", StringComparison.Ordinal), "budget_2031-32.csv")).Changed.ShouldBe(1, "an area less");
        (await Takes(Small.Replace("TOTAL,200,200", "TOTAL,180,180", StringComparison.Ordinal), "budget_2031-32.csv")).Changed.ShouldBe(1);

        var page = await (await SignedIn(BusinessManager)).Opens("/money");
        page = await page.Follows("Budget 2031-32");
        page.Said.ShouldContain("Every total is what its lines make");
        page.Said.ShouldContain("−£300");
        (await (await SignedIn(SocialWorker)).Opens("/money")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_line_and_nothing_is_taken_in()
    {
        var wrong = await Takes("section,line,area,amount_gbp,kind\nOther,A,RBKC,1,item\nExpenditure,,RBKC,1,item\nExpenditure,B,NOWHERE,1,item\nExpenditure,C,RBKC,\"1,000\",item\nExpenditure,D,RBKC,1,sum\nExpenditure,E,RBKC,1.005,item\nExpenditure,F,RBKC,1,item\nExpenditure,f,RBKC,2,item\n", "budget_2032-33.csv");

        wrong.Errors.Select(e => (e.Line, e.Code)).ShouldBe([(2, "section"), (3, "line"), (4, "area"), (5, "amount"), (6, "kind"), (7, "amount"), (9, "duplicate")]);
        (await Held(2032)).ShouldBeNull();
        (await Takes(Small, "budget.csv")).Errors.ShouldHaveSingleItem().Message.ShouldContain("Which financial year is it?");
    }

    [SharedFact]
    public async Task The_printed_budget_of_2017_18_adds_up()
    {
        await Takes(Shared("budget_2017-18.csv"), "budget_2017-18.csv");
        var budget = (await Held(2017))!;

        (budget.Of("funding", BudgetLine.Whole), budget.Of("spending", BudgetLine.Whole), budget.Of("reserves", BudgetLine.Whole)).ShouldBe((-300_488m, 208_221m, -256_365m));
        budget.Rows.Last(r => r.Kind is "result").In(BudgetLine.Whole).ShouldBe(-92_267m);
        var adjustment = budget.Rows.Single(r => r.Title.Contains("shared cost adjustment", StringComparison.Ordinal));
        adjustment.Amounts.Where(a => a.Key != BudgetLine.Whole).Sum(a => a.Value ?? 0).ShouldBe(0m);
        adjustment.In(BudgetLine.Whole).ShouldBe(0m);
        BudgetCheck.Run(budget.Rows).Where(f => !f.WithinRounding).ShouldBeEmpty();
    }

    [SharedFact]
    public async Task The_printed_budget_of_2018_19_is_a_pound_off_in_places_and_begins_with_what_was_left()
    {
        await Takes(Shared("budget_2017-18.csv"), "budget_2017-18.csv");
        (await Takes(Shared("budget_2018-19.csv"), "budget_2018-19.csv")).Errors.ShouldBeEmpty();
        var budget = (await Held(2018))!;

        (budget.Of("funding", BudgetLine.Whole), budget.Of("spending", BudgetLine.Whole), budget.Of("reserves", BudgetLine.Whole)).ShouldBe((-329_136m, 221_596m, -363_905m));
        budget.Rows.Last(r => r.Kind is "result").In(BudgetLine.Whole).ShouldBe(-107_540m);
        var found = BudgetCheck.Run(budget.Rows);
        found.Where(f => f.Kind is "across").Select(f => Math.Abs(f.Difference)).ShouldBe([1m, 1m, 1m, 1m, 1m, 1m]);
        found.Where(f => f.Kind is "across").ShouldAllBe(f => f.WithinRounding);
        BudgetCheck.Carried((await Held(2017))!.Rows, budget.Rows).Select(f => f.Column).ShouldNotContain(BudgetLine.Whole);
        (await Takes(Shared("budget_2018-19.csv"), "budget_2018-19.csv")).ShouldSatisfyAllConditions(t => t.Added.ShouldBe(0), t => t.Changed.ShouldBe(0));
    }

    private static string Shared(string file) => File.ReadAllText(Path.Combine(SharedFactAttribute.Published, file));

    private async Task<TakenIn> Takes(string list, string name, bool preview = false)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"], Areas = ["LBHF", "RBKC", "WCC"] });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list.ReplaceLineEndings("\n")));
        var sheet = Sheet.Read(file, BudgetList.Required);
        return await scope.ServiceProvider.GetRequiredService<BudgetList>().TakeInAsync(name, sheet, new ListAsked(null, preview, ["LBHF", "RBKC", "WCC"]), default);
    }

    private Task<Budget?> Held(int year) => Stage.LookAsync(db => db.Set<Budget>().Include(b => b.Lines).ThenInclude(l => l.Amounts).FirstOrDefaultAsync(b => b.FromOn == new DateOnly(year, 4, 1)));
}
