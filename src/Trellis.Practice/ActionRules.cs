using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trellis.Platform.Time;

namespace Trellis.Practice;

/// <summary>How far an action is.</summary>
/// <param name="Also">Other words trackers write for it.</param>
/// <param name="Ends">Nothing more is to be done.</param>
public sealed record ActionStatus(string Id, string Title, ImmutableArray<string> Also, bool Ends, Place Place);

/// <summary>How an action stands out.</summary>
public enum ActionColour { Done, Green, Amber, Red }

/// <param name="Words">One or two words: "Overdue".</param>
/// <param name="Why">Why it has this colour, as a sentence without its stop.</param>
public sealed record ActionLook(ActionColour Colour, string Words, string Why);

/// <summary>How open actions stand out, from a day on.</summary>
/// <param name="RedAfter">Days it may be overdue before it is red.</param>
/// <param name="AmberBefore">Days before the due date from which it is amber.</param>
/// <param name="AmberQuiet">Days without a word after which it is amber; null: never.</param>
public sealed record ColourRule(DateOnly From, int RedAfter, int AmberBefore, int? AmberQuiet)
{
    /// <summary>Due before this day it is red.</summary>
    public DateOnly RedBefore(DateOnly today) => today.AddDays(-RedAfter);

    /// <summary>Due on this day or before it is at least amber.</summary>
    public DateOnly AmberUntil(DateOnly today) => today.AddDays(AmberBefore);

    /// <summary>Last spoken of before this day it is at least amber.</summary>
    public DateOnly? QuietBefore(DateOnly today) => AmberQuiet is { } days ? today.AddDays(-days) : null;
}

/// <summary>Whom an overdue action goes to, and when.</summary>
/// <param name="After">Working days after the day it was due.</param>
/// <param name="Role">Null: whoever holds the post whose it is.</param>
/// <param name="OfAgency">Those in the role in the agency whose it is; otherwise in its area.</param>
public sealed record Escalation(string Id, string Title, int After, string? Role, bool OfAgency, Place Place);

/// <summary>When recommendations are to be answered, and who is reminded.</summary>
/// <param name="AnswerWithin">Days, where nobody named a day.</param>
/// <param name="RemindBefore">Working days before the day.</param>
/// <param name="RemindAfter">Working days after it; 0: as soon as it is over.</param>
/// <param name="To">The role that is reminded, in the agency it is to.</param>
/// <param name="Otherwise">The role in the area that is, where nobody holds the other.</param>
public sealed record AnswerRules(int AnswerWithin, ImmutableArray<int> RemindBefore, ImmutableArray<int> RemindAfter, string To, string Otherwise)
{
    public static readonly AnswerRules None = new(0, [], [], "", "");
}

/// <summary>What an action may be, of <c>practice/actions.yaml</c>.</summary>
/// <param name="Colours">The earliest first.</param>
public sealed record ActionRules(ImmutableArray<ActionStatus> Statuses, ImmutableArray<ColourRule> Colours, ImmutableArray<Escalation> Escalations, AnswerRules Answers)
{
    public static readonly ActionRules None = new([], [], [], AnswerRules.None);

    public ActionStatus? Find(string? id) => Statuses.FirstOrDefault(s => s.Id == id);

    /// <summary>How far one is that was just set.</summary>
    public ActionStatus First => Statuses.First(s => !s.Ends);

    /// <summary>Statuses after which nothing more is to be done.</summary>
    public string[] Ended => [.. Statuses.Where(s => s.Ends).Select(s => s.Id)];

    /// <summary>The status a tracker means: <c>Completed</c>, <c>complete </c> and <c>COMPLETE.</c> are one. Null when no word for it is known.</summary>
    public ActionStatus? Meant(string written)
    {
        var plain = Plain(written);
        return plain.Length == 0 ? null : Statuses.FirstOrDefault(s => Plain(s.Id) == plain || Plain(s.Title) == plain || s.Also.Any(a => Plain(a) == plain));
    }

    /// <summary>The rule in force on a day; of the time before the first, the first.</summary>
    public ColourRule RuleOn(DateOnly day) => Colours.LastOrDefault(c => c.From <= day) ?? Colours[0];

    /// <param name="said">When something was last said of it, or it was set; null when nobody knows.</param>
    public ActionLook Colour(string status, DateOnly? due, DateOnly? said, DateOnly today)
    {
        if (Find(status) is { Ends: true }) { return new(ActionColour.Done, "Ended", "Nothing more is to be done"); }
        var rule = RuleOn(today);
        if (due is { } over && over < rule.RedBefore(today)) { return new(ActionColour.Red, "Overdue", $"It was due on {English.Date(over)}, {English.Count(today.DayNumber - over.DayNumber, "day", "days")} ago"); }
        if (due is null) { return new(ActionColour.Amber, "No date", "It has no due date"); }
        if (due <= rule.AmberUntil(today)) { return new(ActionColour.Amber, due < today ? "Overdue" : "Due soon", due < today ? $"It was due on {English.Date(due.Value)}" : $"It is due on {English.Date(due.Value)}, {In(due.Value.DayNumber - today.DayNumber)}"); }
        if (said is { } last && last < rule.QuietBefore(today)) { return new(ActionColour.Amber, "Quiet", $"Nothing was said of it since {English.Date(last)}"); }
        return new(ActionColour.Green, "On time", $"It is due on {English.Date(due.Value)}");
    }

    private static string In(int days) => days switch { 0 => "which is today", 1 => "which is tomorrow", _ => $"in {English.Number(days)} days" };

    /// <summary>Letters and digits alone, small.</summary>
    internal static string Plain(string written)
    {
        var plain = new StringBuilder(written.Length);
        foreach (var c in written.Where(char.IsLetterOrDigit)) { plain.Append(char.ToLower(c, CultureInfo.InvariantCulture)); }
        return plain.ToString();
    }
}
