using Trellis.Households.Making;
using Trellis.Households.Names;
using Trellis.Households.Recording;

namespace Trellis.Tests.Households;

public sealed class PopulationTests
{
    [Fact]
    public void Households_have_one_to_five_children_and_two_of_three_have_one_or_two()
    {
        var households = MadeUp.Households(30_000);

        households.Sum(h => h.Children.Count).ShouldBe(30_000);
        households.ShouldAllBe(h => h.Children.Count >= 1 && h.Children.Count <= 5 && h.Parents.Count == 2);
        Enumerable.Range(1, 5).ShouldAllBe(n => households.Any(h => h.Children.Count == n));
        households.Average(h => h.Children.Count <= 2 ? 1.0 : 0).ShouldBeInRange(0.65, 0.9);
    }

    [Fact]
    public void Brothers_and_sisters_who_are_no_twins_are_born_ten_months_apart_or_more()
    {
        var households = MadeUp.Households(20_000);

        households.SelectMany(h => h.Children).ShouldAllBe(c => c.Born <= Population.On && c.Born > Population.On.AddYears(-19));
        var apart = households.SelectMany(h => h.Children.SelectMany(a => h.Children.Where(b => b != a && b != a.Twin && b.Twin != a), (a, b) => Math.Abs(a.Born.DayNumber - b.Born.DayNumber))).ToList();
        // Papers with the first of January for a day nobody knew can bring them nearer.
        apart.Average(d => d < 300 ? 1.0 : 0).ShouldBeLessThan(0.02);
    }

    [Fact]
    public void Cousins_live_at_one_address_and_strangers_share_name_and_birth_date_in_dense_communities()
    {
        var households = MadeUp.Households(40_000);
        var cousins = households.Where(h => h.Cousins is not null).ToList();
        var namesakes = households.SelectMany(h => h.Children).Where(c => c.IsAStrangersNamesake).ToList();

        (cousins.Count / (double)households.Count).ShouldBe(0.015, 0.004);
        cousins.ShouldAllBe(h => h.Place == h.Cousins!.Place && h != h.Cousins);
        namesakes.Count.ShouldBeGreaterThan(20);
        var all = households.SelectMany(h => h.Children).ToLookup(c => (c.Given, c.Family, c.Born, c.Sex));
        namesakes.ShouldAllBe(n => n.Origin.IsDense && all[new ValueTuple<string, string, DateOnly, char>(n.Given, n.Family, n.Born, n.Sex)].Any(o => o.Household != n.Household));
    }

    [Fact]
    public void Every_origin_occurs_and_its_customs_show()
    {
        var households = MadeUp.Households(60_000);
        var children = households.SelectMany(h => h.Children).ToList();

        Origin.All.Count.ShouldBeGreaterThanOrEqualTo(20);
        Origin.All.Where(o => !children.Any(c => c.Origin == o)).ShouldBeEmpty();
        var sikh = children.Where(c => c.Origin.Code == "sikh-punjabi" && !c.IsAStrangersNamesake).ToList();
        sikh.ShouldAllBe(c => (c.Middle + " " + c.Family).Contains(c.Sex == 'M' ? "Singh" : "Kaur", StringComparison.Ordinal));
        var somali = households.Where(h => h.Origin.Code == "somali" && !h.Children[0].IsAStrangersNamesake).ToList();
        somali.ShouldAllBe(h => h.Children.All(c => c.Family == h.Children[0].Family && c.Middle == h.Children[0].Middle));
        children.Where(c => c.Origin.Code == "polish" && c.Sex == 'M').ShouldAllBe(c => !c.Family.EndsWith("ska", StringComparison.Ordinal));
        children.Any(c => c.Origin.Code == "polish" && c.Sex == 'F' && c.Family.EndsWith("ska", StringComparison.Ordinal)).ShouldBeTrue();
        var vietnamese = children.Where(c => c.Origin.Code == "vietnamese").ToList();
        vietnamese.Average(c => Spelling.Plain(c.Family).Contains("Nguyen", StringComparison.Ordinal) ? 1.0 : 0).ShouldBeInRange(0.3, 0.55);
    }

    [Fact]
    public void Numbers_have_right_check_characters_and_are_given_to_one_child_each()
    {
        var children = MadeUp.Households(50_000).SelectMany(h => h.Children).ToList();

        children.DistinctBy(c => c.NhsNumber).Count().ShouldBe(50_000);
        children.ShouldAllBe(c => c.NhsNumber.StartsWith("999", StringComparison.Ordinal) && c.NhsNumber.Length == 10 && IsNhsNumber(c.NhsNumber));
        var pupils = children.Where(c => c.Upn.Length > 0).ToList();
        pupils.DistinctBy(c => c.Upn).Count().ShouldBe(pupils.Count);
        pupils.ShouldAllBe(c => c.Upn.Length == 13 && IsUpn(c.Upn));
        pupils.Count.ShouldBe(children.Count(c => c.School.Length > 0));
    }

    [Fact]
    public void Each_agency_has_the_numbers_it_would_have()
    {
        double Share(string agency, Func<Row, bool> has) => MadeUp.Rows(MadeUp.Request(ErrorRates.Usual, 10_000, left: agency)).Left.Average(r => has(r) ? 1.0 : 0);

        Share("health", r => r.NhsNumber.Length > 0).ShouldBe(0.97, 0.01);
        Share("social-care", r => r.NhsNumber.Length > 0).ShouldBe(0.15, 0.02);
        Share("police", r => r.NhsNumber.Length > 0).ShouldBeLessThan(0.03);
        Share("schools", r => r.Upn.Length > 0 || r.Person.Upn.Length == 0).ShouldBe(0.98, 0.01);
    }

    [Fact]
    public void Parents_come_too_when_asked_for_and_are_grown_up()
    {
        var rows = MadeUp.Rows(MadeUp.Request(ErrorRates.Usual, 4_000, everybody: true));

        var parents = rows.Left.Where(r => r.Person.IsParent).ToList();
        parents.Count.ShouldBeGreaterThan(1_000);
        parents.ShouldAllBe(p => p.Person.Born < p.Person.Household.Children.Min(c => c.Born).AddYears(-16));
        MadeUp.Rows(MadeUp.Request(ErrorRates.Usual, 4_000)).Left.ShouldNotContain(r => r.Person.IsParent);
    }

    // By the published rules, not by the program's own sums.
    private static bool IsNhsNumber(string number) => Enumerable.Range(0, 10).Sum(i => (number[i] - '0') * (i == 9 ? 1 : 10 - i)) % 11 == 0;

    private static bool IsUpn(string upn) => "ABCDEFGHJKLMNPQRTUVWXYZ"[Enumerable.Range(1, 12).Sum(i => (upn[i] - '0') * (i + 1)) % 23] == upn[0];
}
