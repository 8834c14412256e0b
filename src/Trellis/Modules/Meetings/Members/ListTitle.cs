using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Members;

/// <summary>What the title of a list of members says: the body, and the days the list is of.</summary>
/// <param name="To">Null: it names no end, or no days at all.</param>
public sealed partial record ListTitle(string Body, DateOnly? From, DateOnly? To)
{
    /// <summary>"Main Board 2017-18", "Main Board 2018/19", "Partnership 2020", "Board 27 May 2021", "Partners (from 2019)"; otherwise all of it is the body.</summary>
    public static ListTitle Of(string printed)
    {
        var match = End().Match(printed.Trim());
        if (!match.Success) { return new ListTitle(printed.Trim(), null, null); }
        var (body, words) = (match.Groups["body"].Value.Trim(), match.Groups["days"].Value.Trim());
        if (Years().Match(words) is { Success: true } years)
        {
            var (first, last) = (Year(years.Groups["from"]), Year(years.Groups["to"]));
            return last == (first + 1) % 100 ? new ListTitle(body, new DateOnly(first, 4, 1), new DateOnly(first + 1, 3, 31)) : new ListTitle(printed.Trim(), null, null);
        }

        if (DateOnly.TryParseExact(words, "d MMMM yyyy", English.Culture, DateTimeStyles.None, out var day)) { return new ListTitle(body, day, day); }
        var year = Year(Single().Match(words).Groups["year"]);
        return new ListTitle(body, new DateOnly(year, 1, 1), words.StartsWith("from", StringComparison.OrdinalIgnoreCase) ? null : new DateOnly(year, 12, 31));
    }

    /// <summary>What kind of body it is, by the words of its title; a board where they do not say.</summary>
    public static string KindIn(string title) => Kinds.FirstOrDefault(k => k.Word.IsMatch(title)).Kind ?? "board";

    private static readonly (Regex Word, string Kind)[] Kinds =
    [
        (Panel(), "panel"),
        (Committee(), "committee"),
        (Subgroup(), "subgroup"),
        (TaskGroup(), "task-and-finish"),
        (Forum(), "forum"),
    ];

    private static int Year(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<body>.+?)[\s,]+\(?(?<days>(from\s+)?(\d{4}[-–/]\d{2}|\d{1,2}\s+\p{L}+\s+\d{4}|\d{4}))\)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^(from\s+)?(?<from>\d{4})[-–/](?<to>\d{2})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Years();

    [GeneratedRegex(@"(?<year>\d{4})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Single();

    [GeneratedRegex(@"\bpanel\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Panel();

    [GeneratedRegex(@"\bcommittee\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Committee();

    [GeneratedRegex(@"\bsub-?\s?groups?\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Subgroup();

    [GeneratedRegex(@"\b(task (and finish )?|steering )group\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TaskGroup();

    [GeneratedRegex(@"\bforum\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Forum();
}
