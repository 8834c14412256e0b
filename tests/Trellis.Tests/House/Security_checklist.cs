using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform;

namespace Trellis.Tests.House;

/// <summary>What <c>docs/security.md</c> says of itself holds: its numbers are those of the standard, its tests are there, its counts agree.</summary>
public sealed partial class Security_checklist
{
    /// <summary>The controls of OWASP ASVS 4.0.3 for level 1 and 2: each section with the numbers of its controls.</summary>
    private const string Controls =
        "1.1:1-7 1.2:1-4 1.4:1,4-5 1.5:1-4 1.6:1-4 1.7:1-2 1.8:1-2 1.9:1-2 1.10:1 1.11:1-2 1.12:2 1.14:1-6 " +
        "2.1:1-12 2.2:1-3 2.3:1-3 2.4:1-5 2.5:1-7 2.6:1-3 2.7:1-6 2.8:1-7 2.9:1-3 2.10:1-4 " +
        "3.1:1 3.2:1-4 3.3:1-4 3.4:1-5 3.5:1-3 3.7:1 4.1:1-3,5 4.2:1-2 4.3:1-3 5.1:1-5 5.2:1-8 5.3:1-10 5.4:1-3 5.5:1-4 " +
        "6.1:1-3 6.2:1-6 6.3:1-2 6.4:1-2 7.1:1-4 7.2:1-2 7.3:1,3-4 7.4:1-3 8.1:1-4 8.2:1-3 8.3:1-8 9.1:1-3 9.2:1-4 10.2:1-2 10.3:1-3 " +
        "11.1:1-8 12.1:1-3 12.2:1 12.3:1-6 12.4:1-2 12.5:1-2 12.6:1 13.1:1,3-5 13.2:1-3,5-6 13.3:1-2 13.4:1-2 " +
        "14.1:1-4 14.2:1-6 14.3:2-3 14.4:1-7 14.5:1-4";

    private static readonly string[] Answers = ["Met", "Met with the operator", "Not met", "Does not apply"];

    private static readonly string Text = File.ReadAllText(Checkout.Folder("docs", "security.md"));

    private static readonly IReadOnlyList<(string Number, string How, string Shown)> Rows =
        [.. Row().Matches(Text).Select(row => (row.Groups["number"].Value, row.Groups["how"].Value, row.Groups["shown"].Value))];

    [Fact]
    public void Every_control_of_level_1_and_2_is_there_once_in_its_order() => Rows.Select(row => row.Number).ShouldBe(Numbers());

    [Fact]
    public void Every_control_is_answered_and_what_is_met_says_what_shows_it()
    {
        foreach (var (number, how, shown) in Rows)
        {
            var answer = Answer(how);
            Answers.ShouldContain(answer, number);
            (shown == "by reading" || Named(shown).Count > 0).ShouldBe(answer.StartsWith("Met", StringComparison.Ordinal), number);
            how.Length.ShouldBeGreaterThan($"**{answer}.** ".Length, number);
        }
    }

    [Fact]
    public void Every_test_it_names_is_there() => Rows.SelectMany(row => Named(row.Shown)).Distinct().Where(name => !NamedTests.Have(name)).ShouldBeEmpty();

    [Fact]
    public void The_counts_at_its_beginning_are_those_of_the_tables()
    {
        var counts = Answers.Select(answer => Rows.Count(row => Answer(row.How) == answer)).ToArray();

        Text.ShouldContain(string.Create(
            CultureInfo.InvariantCulture,
            $"Of {Rows.Count} controls {counts[0]} are met, {counts[1]} are met only together with whoever runs it, {counts[2]} are not met or only in part, and {counts[3]} do not apply."));
    }

    private static string Answer(string how) => how.StartsWith("**", StringComparison.Ordinal) && how.IndexOf(".**", StringComparison.Ordinal) is > 2 and var end ? how[2..end] : "";

    private static List<string> Named(string shown) => [.. Test().Matches(shown).Select(test => test.Groups["name"].Value)];

    private static IEnumerable<string> Numbers() =>
        from section in Controls.Split(' ')
        let parts = section.Split(':')
        from range in parts[1].Split(',')
        let ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray()
        from number in Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)
        select string.Create(CultureInfo.InvariantCulture, $"{parts[0]}.{number}");

    [GeneratedRegex(@"^\| (?<number>\d+\.\d+\.\d+) \| [^|]+ \| (?<how>[^|]+) \| (?<shown>[^|]*) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>\w+\.\w+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Test();
}
