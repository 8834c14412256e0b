using Trellis.Practice;

namespace Trellis.Tests.Practice;

/// <summary>What a hidden process, an outcome with a condition, and the files of allegations and disagreements may say.</summary>
public sealed class Hidden_processes_are_read
{
    private const string Process = "practice/partnership/allegations.yaml";

    [Fact]
    public void The_circle_that_alone_knows_of_it_is_one_there_is() =>
        Changed(Process, "hidden: allegations", "hidden: allegation").ShouldContain(m => m.Contains("no role is in the circle \"allegation\"", StringComparison.Ordinal) && m.Contains("Did you mean \"allegations\"?", StringComparison.Ordinal));

    [Fact]
    public void A_hidden_process_asks_no_agency() =>
        Changed(Process, "    title: Receipt by the designated officer\n", "    title: Receipt by the designated officer\n    ask: agencies\n").ShouldContain(m => m.Contains("allegations.receipt asks agencies, and its matters are hidden", StringComparison.Ordinal));

    [Fact]
    public void A_figure_that_counts_it_is_kept_to_the_circle() =>
        Changed("practice/figures/allegations.yaml", "    published: [lado-referrals]\n    kept-to: allegations\n", "    published: [lado-referrals]\n").ShouldContain(m => m.Contains("the figure \"lado-referrals\" counts matters that are hidden", StringComparison.Ordinal));

    [Fact]
    public void An_outcome_says_when_it_may_be_chosen_and_what_is_said_otherwise()
    {
        Changed(Process, "        refusal: The threshold is met where at least one of the four tests is. Select another outcome, or answer the tests again\n", "").ShouldContain(m => m.Contains("says when it may be chosen, or what is said otherwise, and not both", StringComparison.Ordinal));
        Changed(Process, "only-when: harmed = yes or offence", "only-when: hurt = yes or offence").ShouldContain(m => m.Contains("\"hurt\" is not a field or name of allegations.threshold", StringComparison.Ordinal));
        Changed(Process, "only-when: harmed = yes or offence", "only-when: harmed = maybe or offence").ShouldContain(m => m.Contains("\"maybe\" is not yes or no", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("practice/allegations.yaml", "- sector: education", "- sector: educatoin", "there is no sector \"educatoin\"")]
    [InlineData("practice/allegations.yaml", "RBKC: 39", "RBKX: 39", "there is no area \"RBKX\"")]
    [InlineData("practice/allegations.yaml", "RBKC: 39", "RBKC: many", "how many settings there are must be a whole number above 0")]
    [InlineData("practice/allegations.yaml", "12 months", "a while", "\"a while\" is no length of time")]
    [InlineData("practice/challenges.yaml", "  manager:", "  managers:", "the stage \"managers\" is no code of the list challenge-stage")]
    [InlineData("practice/challenges.yaml", "2018-07-04: 1 working day}", "2018-07-04: 4 hours}", "\"4 hours\" is no number of days")]
    [InlineData("practice/challenges.yaml", "2018-07-04: 1 working day}", "soon: 1 working day}", "the day a limit is in force from must be a date")]
    [InlineData("practice/challenges.yaml", "between:", "betwixt:", "unknown key \"betwixt\"")]
    public void A_slip_is_named_where_it_is(string file, string was, string now, string mistake) => Changed(file, was, now).ShouldContain(m => m.StartsWith(file, StringComparison.Ordinal) && m.Contains(mistake, StringComparison.Ordinal));

    private static IReadOnlyList<string> Changed(string file, string was, string now)
    {
        var files = PracticeFiles.All.Select(f => f.Path == file ? f with { Text = Once(f.Text, was, now) } : f);
        return [.. PracticeFolder.Check(files).Mistakes.Select(m => m.ToString())];
    }

    private static string Once(string text, string was, string now)
    {
        var at = text.IndexOf(was, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, was);
        return text[..at] + now + text[(at + was.Length)..];
    }
}
