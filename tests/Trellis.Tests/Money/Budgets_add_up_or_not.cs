using System.Collections.Immutable;
using Trellis.Modules.Money;

namespace Trellis.Tests.Money;

/// <summary>Whether a table of money adds up: across its areas, down its lines, from year to year.</summary>
public sealed class Budgets_add_up_or_not
{
    [Fact]
    public void Subtotals_are_counted_in_no_total()
    {
        var rows = new[]
        {
            Row("funding", "Council", "item", -100, -200, -300), Row("funding", "Police", "item", -10, -20, -30), Row("funding", "Health", "item", -5, -5, -10),
            Row("funding", "Partners", "subtotal", -15, -25, -40), Row("funding", "All funding", "total", -115, -225, -340),
            Row("spending", "Staff", "item", 90, 90, 180), Row("spending", "All spending", "total", 90, 90, 180), Row("spending", "Variance", "result", -25, -135, -160),
            Row("reserves", "Begun with", "item", -1, -2, -3), Row("reserves", "Put by", "item", -25, -135, -160), Row("reserves", "Carried", "total", -26, -137, -163),
        };

        BudgetCheck.Run(rows).ShouldBeEmpty();
    }

    [Fact]
    public void A_pound_that_rounding_explains_is_told_from_one_it_does_not()
    {
        var thirds = BudgetCheck.Run([Row("funding", "Training", "item", -6956, -6956, -13913)]).ShouldHaveSingleItem();
        (thirds.Kind, thirds.Column, thirds.Made, thirds.Difference, thirds.Tolerance, thirds.WithinRounding).ShouldBe(("across", "TOTAL", -13912m, -1m, 1.5m, true));

        var slip = BudgetCheck.Run([Row("funding", "Training", "item", -6956, -6956, -13972)]).ShouldHaveSingleItem();
        (slip.Difference, slip.WithinRounding).ShouldBe((-60m, false));

        // With pence nothing is rounded to the pound any more.
        var pence = BudgetCheck.Run([Row("funding", "Training", "item", 1.50m, 1.50m, 4m)]).ShouldHaveSingleItem();
        (pence.Tolerance, pence.WithinRounding).ShouldBe((0.015m, false));
    }

    [Fact]
    public void A_total_that_leaves_a_line_out_is_found_in_its_column()
    {
        var found = BudgetCheck.Run([Row("spending", "Staff", "item", 90, 90, 180), Row("spending", "Rooms", "item", 10, 10, 20), Row("spending", "All", "total", 100, 90, 190)]);

        found.Select(f => (f.Kind, f.Column, f.Printed, f.Made, f.WithinRounding)).ShouldBe([("down", "B", 90m, 100m, false), ("down", "TOTAL", 190m, 200m, false)], ignoreOrder: true);
    }

    [Fact]
    public void A_subtotal_stands_for_the_lines_right_above_it_that_come_nearest()
    {
        MoneyRow[] rows = [Row("funding", "Council", "item", -100, -200, -300), Row("funding", "Police", "item", -10, -20, -30), Row("funding", "Health", "item", -5, -5, -10), Row("funding", "Partners", "subtotal", -15, -25, -45)];

        var found = BudgetCheck.Run(rows);
        found.Single(f => f.Kind == "down").ShouldSatisfyAllConditions(f => f.Made.ShouldBe(-40m), f => f.Parts.ShouldBe(2), f => f.Column.ShouldBe("TOTAL"));
    }

    [Fact]
    public void A_year_begins_with_what_the_one_before_left()
    {
        MoneyRow[] before = [Row("reserves", "Carried", "total", -26, -137, -163)];

        BudgetCheck.Carried(before, [Row("reserves", "Begun with", "item", -26, -137, -163)]).ShouldBeEmpty();
        BudgetCheck.Carried(before, [Row("reserves", "Begun with", "item", -26, -136, -162)]).Select(f => (f.Column, f.Difference, f.WithinRounding)).ShouldBe([("B", 1m, false), ("TOTAL", 1m, false)], ignoreOrder: true);
    }

    private static MoneyRow Row(string section, string title, string kind, decimal a, decimal b, decimal whole) =>
        new(section, title, kind, new Dictionary<string, decimal?> { ["A"] = a, ["B"] = b, [BudgetLine.Whole] = whole }.ToImmutableDictionary());
}
