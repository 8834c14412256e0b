using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

/// <summary>Something that waits to be done.</summary>
/// <param name="Title">"Decide on the referral"</param>
/// <param name="Href">Where it is done.</param>
public sealed record WorkItem(string Title, string Href)
{
    /// <summary>Whom it is about: names, or "3 children" where there are many.</summary>
    public string? About { get; init; }

    /// <summary>"TR-000417"</summary>
    public string? Reference { get; init; }

    public DeadlineLook? Deadline { get; init; }

    public string? WaitsFor { get; init; }

    /// <summary>"Referred by a school", "2 of 5 answers in"</summary>
    public string? Note { get; init; }

    public IReadOnlyList<PersonFlag> Flags { get; init; } = [];
}

public static partial class Looks
{
    /// <summary>One table on a wide screen; on a narrow one each item becomes a block.</summary>
    /// <param name="caption">"Due this week", "Waiting for others"</param>
    /// <param name="now">The moment it is looked at, from the injected clock.</param>
    public static IHtmlContent WorkList(string caption, IEnumerable<WorkItem> items, DateTimeOffset now, string empty = "Nothing waits for you here.")
    {
        var rows = items.Select(item => (IReadOnlyList<TableCell>)[What(item), About(item), Due(item, now), item.WaitsFor]).ToList();
        return rows.Count is 0
            ? El.Many(El.Tag("h2", "govuk-heading-m", caption), El.P("govuk-body t-quiet", empty))
            : Gov.Table(new TableLook(caption, [new("What"), new("About"), new("Due"), new("Waits for")], rows) { Stacks = true });
    }

    private static TableCell What(WorkItem item) => TableCell.From(El.Many(
        El.Link(item.Href, "govuk-link t-work__title", item.Title, item.About is null ? null : El.Hidden($": {item.About}")),
        item.Note is null ? null : El.Span("t-work__note", item.Note)));

    private static TableCell About(WorkItem item)
    {
        var about = El.Many(
            El.Span("t-work__about", item.About),
            item.Reference is null ? null : El.Span("t-work__note", item.Reference));
        foreach (var flag in item.Flags) { about.AppendHtml(Gov.Tag(flag.Text, flag.Colour)).Append(" "); }
        return TableCell.From(El.Div("t-work__cell", about));
    }

    private static TableCell Due(WorkItem item, DateTimeOffset now) =>
        item.Deadline is null ? "No date" : TableCell.From(Deadline(item.Deadline, now, brief: true));
}
