using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Plans;

/// <summary>
/// What a plan's own words mean, where that can be told. A status stands alone, or at the beginning or the end of a clause: "Completed – January
/// 2020". Where a cell says two different ones, or none, nobody guesses.
/// </summary>
public static partial class PlanWords
{
    /// <summary>Words before a status that take it back: "not complete", "to be completed".</summary>
    private static readonly string[] Withheld = ["not", "never", "be", "until", "when", "if", "once", "nearly", "almost", "partly", "partially", "yet"];

    private static readonly string[] Months = ["d MMMM yyyy", "MMMM yyyy", "MMM yyyy"];

    public static ActionStatus? Status(ActionRules rules, string written)
    {
        if (rules.Meant(written) is { } whole) { return whole; }
        var words = rules.Statuses.SelectMany(s => s.Also.Prepend(s.Title).Prepend(s.Id).Select(w => (Word: Plain(w), Status: s))).OrderByDescending(w => w.Word.Length).ToArray();
        var found = Clauses().Split(written).Select(Plain).Where(c => c.Length > 0).SelectMany(c => In(c, words)).DistinctBy(s => s.Id).ToArray();
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>The last day of a date or a month, where that is all the cell says: "October 2019", "By 30 June 2020". "Ongoing" and "From May 2019" name none.</summary>
    public static DateOnly? Due(string written)
    {
        var plain = Before().Replace(written.Trim(), "").Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase);
        if (SheetDay.TryRead(plain, out var day)) { return day; }
        return DateOnly.TryParseExact(plain, Months, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var month) ? month.AddMonths(1).AddDays(-1) : null;
    }

    private static IEnumerable<ActionStatus> In(string clause, (string Word, ActionStatus Status)[] words)
    {
        if (words.FirstOrDefault(w => clause == w.Word).Status is { } alone) { return [alone]; }
        // Words as short as "new" and "open" begin too many sentences that say something else.
        var first = words.FirstOrDefault(w => w.Word.Length > 4 && clause.StartsWith(w.Word + " ", StringComparison.Ordinal)).Status;
        var last = words.FirstOrDefault(w => w.Word.Length > 4 && clause.EndsWith(" " + w.Word, StringComparison.Ordinal));
        if (last.Status is not null && Withheld.Contains(clause[..^(last.Word.Length + 1)].Split(' ')[^1])) { last = default; }
        return new[] { first, last.Status }.OfType<ActionStatus>();
    }

    private static string Plain(string words) => Spaces().Replace(words.ToLowerInvariant().Replace('-', ' '), " ").Trim();

    [GeneratedRegex(@"[–—;.,:()•\n]|\s-\s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clauses();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(by\s+the\s+end\s+of|by\s+end\s+of|end\s+of|by)\s+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Before();
}

/// <summary>What cannot be told of an action of a plan.</summary>
public static class PlanGaps
{
    /// <returns>In words, each a few; empty where nothing more is to be done.</returns>
    public static IEnumerable<string> Of(PlanNow now, ActionRules rules)
    {
        if (now.Ended(rules)) { yield break; }
        if (now.Who.Length == 0 && now.Agency is null) { yield return "Nobody named"; }
        if (now.DueWords.Length == 0) { yield return "No date"; }
        else if (now.Due is null) { yield return "No day can be told"; }
        if (!now.Said) { yield return "Nothing said yet"; }
        else if (now.Status is null) { yield return "How far cannot be told"; }
        else if (now.Status == "ongoing") { yield return "Ongoing, with no end"; }
    }
}
