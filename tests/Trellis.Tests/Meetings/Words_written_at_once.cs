using FsCheck;
using FsCheck.Fluent;
using Trellis.Forms;

namespace Trellis.Tests.Meetings;

/// <summary>What two people write at once is put together paragraph by paragraph; nothing either wrote is lost.</summary>
public sealed class Words_written_at_once
{
    private const string Ground = "The chair welcomed everybody.\n\nThe report was noted.\n\nThe next meeting is in March.";

    [Fact]
    public void Changes_to_different_paragraphs_both_stand()
    {
        var (words, clashes) = Merging.Of(Ground, Ground.Replace("welcomed everybody", "welcomed all"), Ground.Replace("in March", "in May"));
        words.ShouldBe("The chair welcomed all.\n\nThe report was noted.\n\nThe next meeting is in May.");
        clashes.ShouldBeEmpty();
    }

    [Fact]
    public void Paragraphs_added_at_one_place_stand_one_after_the_other()
    {
        var (words, clashes) = Merging.Of(Ground, $"{Ground}\n\nTheirs.", $"{Ground}\n\nMine.");
        words.ShouldBe($"{Ground}\n\nTheirs.\n\nMine.");
        clashes.ShouldBeEmpty();
        Merging.Of("", "Theirs.", "Mine.").Words.ShouldBe("Theirs.\n\nMine.");
    }

    [Fact]
    public void The_same_paragraph_changed_by_both_keeps_theirs_and_hands_mine_back()
    {
        var (words, clashes) = Merging.Of(Ground, Ground.Replace("was noted", "was agreed"), Ground.Replace("was noted", "was deferred"));
        words.ShouldBe("The chair welcomed everybody.\n\nThe report was agreed.\n\nThe next meeting is in March.");
        clashes.ShouldBe([new Clash("The report was agreed.", "The report was deferred.")]);
    }

    [Fact]
    public void What_one_takes_out_while_the_other_changes_it_is_handed_back()
    {
        var (words, clashes) = Merging.Of(Ground, "The chair welcomed everybody.\n\nThe next meeting is in March.", Ground.Replace("was noted", "was deferred"));
        words.ShouldBe("The chair welcomed everybody.\n\nThe next meeting is in March.");
        clashes.ShouldBe([new Clash("", "The report was deferred.")]);
    }

    [Fact]
    public void The_same_change_by_both_is_made_once()
    {
        var both = Ground.Replace("was noted", "was agreed");
        Merging.Of(Ground, both, $"{both}\n\nAnd more.").Words.ShouldBe($"{both}\n\nAnd more.");
    }

    /// <summary>Each takes out, changes and adds paragraphs at random, named so that what is whose is known.</summary>
    [Fact]
    public void Whatever_either_wrote_is_kept_or_handed_back() => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 11)).Where(l => l.Count <= 12).Three()), drawn =>
    {
        var ground = drawn.Item1.Select((_, i) => $"ground {i}").ToArray();
        var (theirs, mine) = (Written(ground, [.. drawn.Item2], "their"), Written(ground, [.. drawn.Item3], "my"));
        var (words, clashes) = Merging.Of(string.Join("\n\n", ground), string.Join("\n\n", theirs), string.Join("\n\n", mine));
        var there = Merging.Paragraphs(words);
        theirs.Except(ground).ShouldBeSubsetOf(there);
        mine.Except(ground).ShouldBeSubsetOf(there.Concat(clashes.SelectMany(c => Merging.Paragraphs(c.Mine))).ToArray());
        ground.Intersect(theirs).Intersect(mine).ShouldBeSubsetOf(there);
    }).QuickCheckThrowOnFailure();

    /// <summary>For each paragraph one of: leave it, leave it, take it out, change it, add one before it.</summary>
    private static string[] Written(string[] ground, List<int> does, string whose)
    {
        var written = new List<string>();
        for (var i = 0; i < ground.Length; i++)
        {
            var does1 = i < does.Count ? does[i] : 0;
            if (does1 is 8 or 9) { written.Add($"{whose} added {i}"); }
            written.AddRange(does1 switch { 10 => [], 6 or 7 => [$"{whose} change {i}"], _ => [ground[i]] });
        }

        if (does.Count > ground.Length) { written.Add($"{whose} end"); }
        return [.. written];
    }
}
