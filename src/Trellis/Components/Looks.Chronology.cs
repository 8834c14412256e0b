using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trellis.Platform.Time;

namespace Trellis.Components;

/// <summary>What has become of an entry since it was written.</summary>
public enum EntryMark { None, Corrected, Withdrawn, Draft }

/// <summary>A value that was corrected: the old one stays readable.</summary>
public sealed record OldValue(string Label, string Was, string Now);

/// <summary>One thing that happened.</summary>
/// <param name="Occurred">When it happened, not when it was written down.</param>
/// <param name="What">"Referral decided: assessment"</param>
public sealed record ChronologyEntry(Moment Occurred, string What)
{
    public string? Href { get; init; }

    /// <summary>"Zinnia Testperson, social worker, Duty team"</summary>
    public string? Who { get; init; }

    public string? Reason { get; init; }

    /// <summary>When we were told; shown when the day is another than the day it happened.</summary>
    public DateTimeOffset? Recorded { get; init; }

    public EntryMark Mark { get; init; }

    /// <summary>Who corrected or withdrew it, when and why.</summary>
    public string? MarkNote { get; init; }

    public IReadOnlyList<OldValue> Old { get; init; } = [];

    /// <summary>More about it: what was found, whom it waits for.</summary>
    public IHtmlContent? Detail { get; init; }

    /// <summary>Tags beside it, such as the agency or what it is about.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

public static partial class Looks
{
    /// <summary>Entries as given (newest or oldest first is the page's choice), with a heading for each year.</summary>
    /// <param name="level">Heading level of the years.</param>
    public static IHtmlContent Chronology(IEnumerable<ChronologyEntry> entries, int level = 3)
    {
        var all = new HtmlContentBuilder();
        TagBuilder? list = null;
        var year = 0;
        foreach (var entry in entries)
        {
            if (list is null || entry.Occurred.Date.Year != year)
            {
                year = entry.Occurred.Date.Year;
                list = El.Tag("ol", "t-chronology");
                all.AppendHtml(El.Tag($"h{level}", "govuk-heading-s t-chronology__year", $"{year}")).AppendHtml(list);
            }
            list.Add(Entry(entry));
        }
        return list is null ? El.P("govuk-body t-quiet", "Nothing has been recorded.") : all;
    }

    private static TagBuilder Entry(ChronologyEntry e)
    {
        var withdrawn = e.Mark is EntryMark.Withdrawn;
        object what = e.Href is null ? e.What : El.Link(e.Href, "govuk-link", e.What);
        return El.Tag(
            "li",
            withdrawn ? "t-chronology__entry t-chronology__entry--withdrawn" : "t-chronology__entry",
            El.Div(
                "t-chronology__when",
                El.Tag("time", null, e.Occurred.Date.ToString("d MMMM", English.Culture), El.Hidden($" {e.Occurred.Date.Year}")).With("datetime", Machine(e.Occurred)),
                e.Occurred.DayOnly ? null : El.Span("t-chronology__clock", English.Clock(e.Occurred.At))),
            El.Div(
                "t-chronology__what",
                El.P("t-chronology__title", Mark(e.Mark), withdrawn ? El.Tag("s", null, what) : what, TagsOf(e)),
                e.Who is null ? null : El.P("t-chronology__who", e.Who),
                e.Reason is null ? null : El.P("t-chronology__reason", El.Span("t-quiet", "Reason: "), e.Reason),
                e.Detail is null ? null : El.Div("t-chronology__detail", e.Detail),
                e.Old.Select(Old),
                e.MarkNote is null ? null : El.P("t-chronology__note", e.MarkNote),
                RecordedNote(e)));
    }

    private static HtmlContentBuilder? Mark(EntryMark mark) => mark switch
    {
        EntryMark.Corrected => El.Many(Gov.Tag("Corrected", TagColour.Yellow), " "),
        EntryMark.Withdrawn => El.Many(Gov.Tag("Withdrawn", TagColour.Grey), " "),
        EntryMark.Draft => El.Many(Gov.Tag("Draft", TagColour.Purple), " "),
        _ => null,
    };

    private static HtmlContentBuilder? TagsOf(ChronologyEntry e)
    {
        if (e.Tags.Count is 0) { return null; }
        var all = new HtmlContentBuilder();
        foreach (var tag in e.Tags) { all.Append(" ").AppendHtml(Gov.Tag(tag, TagColour.Grey)); }
        return all;
    }

    private static TagBuilder Old(OldValue value) =>
        El.P("t-chronology__old", $"{value.Label}: ", El.Tag("ins", null, value.Now), ". Was: ", El.Tag("del", null, value.Was));

    private static TagBuilder? RecordedNote(ChronologyEntry e) => e.Recorded is { } recorded && London.DateOf(recorded) != e.Occurred.Date
        ? El.P("t-chronology__note", $"Recorded {English.DateTime(recorded)}")
        : null;

    private static string Machine(Moment moment) =>
        moment.DayOnly ? moment.Date.ToString("yyyy-MM-dd", English.Culture) : moment.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", English.Culture);
}
