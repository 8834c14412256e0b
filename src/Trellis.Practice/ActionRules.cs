using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Trellis.Practice;

/// <summary>How far an action is.</summary>
/// <param name="Also">Other words trackers write for it.</param>
/// <param name="Ends">Nothing more is to be done.</param>
public sealed record ActionStatus(string Id, string Title, ImmutableArray<string> Also, bool Ends, Place Place);

/// <summary>How an action stands out.</summary>
public enum ActionColour { Done, Green, Amber, Red }

/// <summary>What an action may be, of <c>practice/actions.yaml</c>.</summary>
/// <param name="DueSoon">Days before the due date from which an open action is amber.</param>
public sealed record ActionRules(ImmutableArray<ActionStatus> Statuses, int DueSoon)
{
    public static readonly ActionRules None = new([], 0);

    public ActionStatus? Find(string? id) => Statuses.FirstOrDefault(s => s.Id == id);

    /// <summary>The status a tracker means: <c>Completed</c>, <c>complete </c> and <c>COMPLETE.</c> are one. Null when no word for it is known.</summary>
    public ActionStatus? Meant(string written)
    {
        var plain = Plain(written);
        return plain.Length == 0 ? null : Statuses.FirstOrDefault(s => Plain(s.Id) == plain || Plain(s.Title) == plain || s.Also.Any(a => Plain(a) == plain));
    }

    /// <summary>Red when it is overdue, amber when it is due soon or has no due date, green otherwise; one that ended is done.</summary>
    public ActionColour Colour(string status, DateOnly? due, DateOnly today) =>
        Find(status) is { Ends: true } ? ActionColour.Done
        : due is null ? ActionColour.Amber
        : due < today ? ActionColour.Red
        : due <= today.AddDays(DueSoon) ? ActionColour.Amber
        : ActionColour.Green;

    /// <summary>Letters and digits alone, small.</summary>
    internal static string Plain(string written)
    {
        var plain = new StringBuilder(written.Length);
        foreach (var c in written.Where(char.IsLetterOrDigit)) { plain.Append(char.ToLower(c, CultureInfo.InvariantCulture)); }
        return plain.ToString();
    }
}
