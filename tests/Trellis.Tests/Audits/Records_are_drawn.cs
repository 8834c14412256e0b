using Trellis.Modules.Audits;
using Trellis.Modules.Figures.Public;
using Trellis.Tests.Practice;

namespace Trellis.Tests.Audits;

/// <summary>The rule by which records are drawn.</summary>
public sealed class Records_are_drawn
{
    private static readonly Dictionary<string, int> Both = new() { ["RBKC"] = 10, ["WCC"] = 6 };

    /// <summary>The partnership looked at ten of 49 anonymous referrals in one borough and six of 39 in the other.</summary>
    [Fact]
    public void Ten_of_49_and_six_of_39()
    {
        var there = Facts("RBKC", 49).Concat(Facts("WCC", 39)).ToArray();
        var drawn = Sampling.Draw(there, _ => false, Both, "lottery 12 7 3");

        drawn.Parts.ShouldBe([new DrawnPart("RBKC", "", 49, 0, 10), new DrawnPart("WCC", "", 39, 0, 6)]);
        drawn.Facts.Select(f => f.Area).ShouldBe([.. Enumerable.Repeat("RBKC", 10), .. Enumerable.Repeat("WCC", 6)]);
        drawn.Facts.Distinct().Count().ShouldBe(16);
    }

    [Fact]
    public void The_same_seed_draws_the_same_whatever_the_order_and_another_seed_others()
    {
        var there = Facts("RBKC", 49).Concat(Facts("WCC", 39)).ToArray();
        var first = Sampling.Draw(there, _ => false, Both, "heron");

        Sampling.Draw([.. there.Reverse()], _ => false, Both, "heron").Print.ShouldBe(first.Print);
        Sampling.Draw(there, _ => false, Both, "herons").Print.ShouldNotBe(first.Print);
        // A fact that comes later moves nothing but what it displaces.
        Sampling.Draw([.. there, Fact("RBKC", 999, "")], _ => false, Both, "heron").Facts.Intersect(first.Facts).Count().ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public void What_cannot_be_audited_is_counted_and_never_drawn_and_of_few_all_are()
    {
        var there = Facts("RBKC", 7).ToArray();
        var drawn = Sampling.Draw(there, f => f == there[0] || f == there[3], Both, "heron");

        drawn.Parts.ShouldBe([new DrawnPart("RBKC", "", 7, 2, 5), new DrawnPart("WCC", "", 0, 0, 0)]);
        drawn.Facts.ShouldNotContain(there[0]);
        drawn.Facts.ShouldNotContain(there[3]);
    }

    [Fact]
    public void Parts_are_drawn_in_proportion()
    {
        Sampling.Shares([50, 30, 20], 10).ShouldBe([5, 3, 2]);
        Sampling.Shares([1, 1, 1], 2).ShouldBe([1, 1, 0]);
        Sampling.Shares([3, 2], 10).ShouldBe([3, 2]);
        Sampling.Shares([], 10).ShouldBeEmpty();
        var there = Enumerable.Range(0, 60).Select(i => Fact("RBKC", i, i < 40 ? "1-4" : "5-9")).ToArray();
        Sampling.Draw(there, _ => false, new Dictionary<string, int> { ["RBKC"] = 6 }, "heron").Parts.ShouldBe([new DrawnPart("RBKC", "1-4", 40, 0, 4), new DrawnPart("RBKC", "5-9", 20, 0, 2)]);
    }

    [Fact]
    public void What_a_template_may_not_say()
    {
        var wrong = PracticeFiles.With("audits/x.yaml", "audit: x\ntitle: X\nquestion: Why?\nfrom: all\npopulation: child-protection-plan starts\nsize: 0\ntool: section-11\ngrade: nothing\n").Mistakes.Select(m => m.Message).ToArray();
        wrong.ShouldContain(m => m.Contains("not from a status", StringComparison.Ordinal) || m.Contains("nothing is called", StringComparison.Ordinal) || m.Contains("no status", StringComparison.Ordinal));
        wrong.ShouldContain("\"size\" is how many records are drawn in each area");
    }

    private static IEnumerable<CountedFact> Facts(string area, int amount) => Enumerable.Range(0, amount).Select(i => Fact(area, i, ""));

    private static CountedFact Fact(string area, int number, string part)
    {
        var id = new Guid(area == "RBKC" ? 1 : 2, (short)number, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
        return new CountedFact(id, id, id, area, part);
    }
}
