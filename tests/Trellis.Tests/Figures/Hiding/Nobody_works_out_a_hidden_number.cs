using System.Numerics;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Figures.Hiding;

/// <summary>What one table hides another must not tell.</summary>
public sealed class Nobody_works_out_a_hidden_number
{
    private const string Plans = "cp-plans-started";
    private const string Repeated = "cp-plans-second-or-subsequent";

    private static readonly Trellis.Practice.Publication OneToFive = new("report", "A report", 1, 5, null, default);

    private static IReadOnlyCollection<Figure> Declared => Stage.Practised.Model.Figures;

    [Fact]
    public void A_whole_of_areas_is_hidden_with_its_small_part_and_nothing_else()
    {
        LiveValue[] values = [Count("RBKC", 3), Count("WCC", 50), Count("BI", 53), Count("RBKC", 0, period: "2024-25"), Count("WCC", 9, period: "2024-25"), Count("BI", 9, period: "2024-25")];

        Hidden(values).ShouldBe(["BI 2025-26", "RBKC 2025-26"]);
    }

    [Fact]
    public void Parts_of_one_split_protect_each_other_and_the_smallest_that_will_do_is_taken()
    {
        LiveValue[] values = [Count("RBKC", 40), Count("RBKC", 2, "category", "neglect"), Count("RBKC", 8, "category", "physical"), Count("RBKC", 30, "category", "emotional"), Count("RBKC", 0, "category", "sexual")];

        Hidden(values).ShouldBe(["RBKC 2025-26 neglect", "RBKC 2025-26 physical"]);
    }

    [Fact]
    public void Two_small_ones_whose_sum_leaves_them_no_room_take_a_third_with_them()
    {
        LiveValue[] values = [Count("RBKC", 32), Count("RBKC", 1, "category", "neglect"), Count("RBKC", 1, "category", "physical"), Count("RBKC", 30, "category", "emotional")];

        Hidden(values).ShouldBe(["RBKC 2025-26 emotional", "RBKC 2025-26 neglect", "RBKC 2025-26 physical"]);
    }

    [Fact]
    public void A_share_is_hidden_where_with_its_whole_it_gives_a_small_number()
    {
        LiveValue[] values = [Count("RBKC", 40), Share("RBKC", 3, 40), Count("WCC", 80), Share("WCC", 20, 80), Count("BI", 120), Share("BI", 23, 120)];

        Hidden(values).ShouldBe(["BI 2025-26 %", "RBKC 2025-26 %"]);
    }

    [Fact]
    public void Rounding_alone_does_not_keep_a_small_part_apart()
    {
        var rounding = OneToFive with { RoundTo = 5 };
        LiveValue[] values = [Count("RBKC", 3), Count("WCC", 50), Count("BI", 53)];

        var small = SmallNumbers.Of(rounding, values, Declared, Relations.BuiltIn);

        small.Shown(values[1]).ShouldBe(50);
        small.Shown(Count("RBKC", 53)).ShouldBe(55);
        Attacker.Widths(Attack(values, small.Hides, 5)).ShouldAllBe(w => w >= 4);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, null)]
    [InlineData(4, null)]
    [InlineData(5, null)]
    [InlineData(6, 5)]
    [InlineData(7, 3)]
    public void Of_tables_drawn_at_random_none_can_be_solved(int seed, int? roundTo)
    {
        for (var n = 0; n < 2; n++)
        {
            var values = Drawn(new Random((1000 * seed) + n));
            var small = SmallNumbers.Of(OneToFive with { RoundTo = roundTo }, values, Declared, Relations.BuiltIn);

            values.Where(v => v.Value == 0 && v.Of is null).ShouldAllBe(v => !small.Hides(v));
            values.Where(v => v.Smallest is >= 1 and <= 5).ShouldAllBe(v => small.Hides(v));
            values.Count(v => !small.Hides(v) && v.Smallest > 5).ShouldBeGreaterThan(0, "everything is hidden");
            Attacker.Widths(Attack(values, small.Hides, roundTo)).ShouldAllBe(w => w >= 4, $"seed {seed}, table {n}");
        }
    }

    [Fact]
    public void The_order_in_which_they_come_makes_no_difference()
    {
        var values = Drawn(new Random(11));
        var (one, other) = (SmallNumbers.Of(OneToFive, values, Declared, Relations.BuiltIn), SmallNumbers.Of(OneToFive, [.. values.Reverse()], Declared, Relations.BuiltIn));

        values.ShouldAllBe(v => one.Hides(v) == other.Hides(v));
    }

    [Fact]
    public void The_attacker_works_out_what_is_hidden_only_by_its_size()
    {
        LiveValue[] values = [Count("RBKC", 3), Count("WCC", 50), Count("BI", 53)];
        Attack(values, IsSmall).Counts().Values.ShouldHaveSingleItem().ShouldBe((new BigInteger(3), (BigInteger?)3));

        // A cross table: no row and no column alone gives it away, all of them together do.
        LiveValue[] crossed =
        [
            Count("RBKC", 14), Count("RBKC", 4, "category", "neglect"), Count("RBKC", 10, "category", "physical"),
            Count("WCC", 12), Count("WCC", 9, "category", "neglect"), Count("WCC", 3, "category", "physical"),
            Count("BI", 26), Count("BI", 13, "category", "neglect"), Count("BI", 13, "category", "physical"),
        ];
        Attacker.Widths(Attack(crossed, IsSmall)).ShouldAllBe(w => w == 0);
        Attacker.Widths(Attack(crossed, SmallNumbers.Of(OneToFive, crossed, Declared, Relations.BuiltIn).Hides)).ShouldAllBe(w => w >= 4);

        LiveValue[] shares = [Count("RBKC", 40), Share("RBKC", 3, 40), Count("WCC", 80), Share("WCC", 20, 80), Count("BI", 120), Share("BI", 23, 120)];
        Attacker.Widths(Attack(shares, IsSmall)).ShouldAllBe(w => w == 0);

        var found = Enumerable.Range(1, 6).Select(seed => Attacker.Widths(Attack(Drawn(new Random(seed)), IsSmall)).ToArray()).ToArray();
        found.Count(widths => widths.Any(w => w == 0)).ShouldBe(6);
    }

    private static bool IsSmall(LiveValue value) => value.Smallest is >= 1 and <= 5;

    private static string[] Hidden(LiveValue[] values)
    {
        var small = SmallNumbers.Of(OneToFive, values, Declared, Relations.BuiltIn);
        Attacker.Widths(Attack(values, small.Hides)).ShouldAllBe(w => w >= 4);
        return [.. values.Where(small.Hides).Select(v => $"{v.Area} {v.Period} {v.Part}{(v.Of is null ? "" : "%")}".Trim()).Order(StringComparer.Ordinal)];
    }

    private static Attacker Attack(IEnumerable<LiveValue> values, Func<LiveValue, bool> hides, int? roundedTo = null) => new(
        [.. values.Select(v => new Seen(v.Figure, v.Area, v.Period, v.Dimension, v.Part, v.Of is not null, hides(v) ? null : roundedTo is { } to && v.Of is null ? Math.Round(v.Value / to, MidpointRounding.AwayFromZero) * to : v.Value))],
        Relations.BuiltIn, new Dictionary<string, string> { [Repeated] = Plans }, ["factors"], roundedTo);

    private static LiveValue Count(string area, long count, string dimension = "", string part = "", string period = "2025-26") => new(Plans, area, period, count, dimension, part);

    private static LiveValue Share(string area, long good, long of, string dimension = "", string part = "") =>
        new(Repeated, area, "2025-26", of == 0 ? 0 : Math.Round(100m * good / of, 1, MidpointRounding.AwayFromZero), dimension, part, Of: new[] { good, of - good }.Where(n => n > 0).DefaultIfEmpty(0).Min()) { Counted = of, Good = good };

    /// <summary>Plans of two boroughs and both together: in all, by category, by sex, by a split whose parts overlap, and how many were not the first.</summary>
    private static LiveValue[] Drawn(Random random)
    {
        var values = new List<LiveValue>();
        string[] categories = ["neglect", "physical", "emotional"], sexes = ["female", "male"], factors = ["drugs", "alcohol"];
        var counts = new Dictionary<(string Area, string Category, string Sex), (long All, long Again)>();
        foreach (var area in new[] { "RBKC", "WCC" })
        {
            foreach (var category in categories)
            {
                foreach (var sex in sexes)
                {
                    var all = random.Next(3) is 0 ? random.Next(3) : random.Next(25);
                    counts[(area, category, sex)] = (all, random.Next(all + 1));
                }
            }

            var whole = counts.Where(c => c.Key.Area == area).Sum(c => c.Value.All);
            foreach (var factor in factors) { values.Add(Count(area, random.NextInt64(whole + 1), "factors", factor)); }
        }

        foreach (var factor in factors) { values.Add(Count("BI", (long)values.Where(v => v.Part == factor).Sum(v => v.Value), "factors", factor)); }
        foreach (var area in new[] { "RBKC", "WCC", "BI" })
        {
            Put(area, "", "", _ => true);
            foreach (var category in categories) { Put(area, "category", category, c => c.Category == category); }
            foreach (var sex in sexes) { Put(area, "person.sex", sex, c => c.Sex == sex); }
        }

        return [.. values];

        void Put(string area, string dimension, string part, Func<(string Area, string Category, string Sex), bool> within)
        {
            var some = counts.Where(c => (area is "BI" || c.Key.Area == area) && within(c.Key)).Select(c => c.Value).ToArray();
            values.Add(Count(area, some.Sum(c => c.All), dimension, part));
            if (some.Sum(c => c.All) is > 0 and var all) { values.Add(Share(area, some.Sum(c => c.Again), all, dimension, part)); }
        }
    }
}
