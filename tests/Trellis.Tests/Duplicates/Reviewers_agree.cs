using Trellis.Modules.Duplicates;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Duplicates;

/// <summary>How far reviewers agree is a figure once there are enough pairs, and leads to the pairs it was counted from.</summary>
public sealed class Reviewers_agree(TestSite site) : PairsOnSite(site)
{
    /// <summary>
    /// Of 20 pairs the first told 16 apart and joined 4; the second said the same of 12 and 3: 15 of 20 alike, .75. By chance: apart
    /// .8 · .65 and joined .2 · .35, together .59. Kappa (.75 − .59) / .41 = .390.
    /// </summary>
    [Fact]
    public async Task Of_too_few_it_says_so_and_of_enough_the_share_and_kappa_as_worked_out_by_hand()
    {
        var pairs = new List<(PossiblePair Pair, string First, string Second)>();
        for (var i = 0; i < 20; i++)
        {
            var first = i < 16 ? PossiblePair.Different : PossiblePair.Same;
            var (one, other) = first is PossiblePair.Same ? await Guarded() : await Twice();
            var second = i is < 12 or 19 ? PossiblePair.Different : PossiblePair.Same;
            await Night();
            pairs.Add(((await Pair(one, other))!, first, second));
        }

        foreach (var (pair, first, _) in pairs) { (await Says(As(SocialWorker), pair, first)).State.ShouldBe(PossiblePair.Second); }
        foreach (var (pair, _, second) in pairs.Take(19)) { await Says(As(FrontDoorWorker), pair, second); }
        var worker = await SignedIn(TeamManager);
        var line = (await worker.Opens("/duplicates/agreement")).Table("By area and year").ShouldHaveSingleItem();
        line["Pairs looked at twice"].ShouldBe("19");
        line["Both said the same"].ShouldBe("Too few to say: fewer than 20");
        line["Kappa"].ShouldBe("Too few to say");
        (await worker.Opens("/figures/reviewers-kappa")).Said.ShouldNotContain("judged by two", Case.Sensitive, "a figure of too few is no figure");

        await Says(As(FrontDoorWorker), pairs[19].Pair, pairs[19].Second);
        line = (await worker.Opens("/duplicates/agreement")).Table("By area and year").ShouldHaveSingleItem();
        line["Both said the same"].ShouldBe("75.0% (15 of 20)");
        line["Kappa"].ShouldBe("0.39");
        (await worker.Opens("/figures/reviewers-kappa")).Said.ShouldContain("20 judged by two");
        (await worker.Opens("/figures/reviewers-kappa")).Said.ShouldContain("0.39");
        (await worker.Opens("/figures/reviewers-agree")).Said.ShouldContain("15 of 20");
        var behind = await (await worker.Opens("/duplicates/agreement")).Follows("20");
        behind.Path.ShouldBe("/figures/reviewers-agree/facts");
        pairs.ShouldContain(p => behind.Text.Contains($"/people/{p.Pair.SaidOf}", StringComparison.Ordinal), "it leads to the records behind it");
    }
}
