using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components;

/// <summary>A link of a summary row.</summary>
/// <param name="Hidden">What it is about, for screen readers: "Change" is read as "Change date of birth".</param>
public sealed record RowAction(string Href, string Text, string Hidden);

/// <summary>One question and its answer.</summary>
public sealed record SummaryRow(string Label, IHtmlContent Value)
{
    public SummaryRow(string label, string? value) : this(label, string.IsNullOrWhiteSpace(value) ? Gov.NotGiven : El.Span("t-lines", value)) { }

    public IReadOnlyList<RowAction> Actions { get; init; } = [];

    /// <summary>The usual one action.</summary>
    public SummaryRow Change(string href, string? hidden = null, string text = "Change") =>
        this with { Actions = [.. Actions, new RowAction(href, text, hidden ?? DateParts.Middle(Label.TrimEnd('?')))] };
}

public static partial class Gov
{
    /// <summary>An answer that was not given, in words.</summary>
    public static IHtmlContent NotGiven => El.Span("t-quiet", "Not recorded");

    /// <param name="card">Title of the card it stands in; null for none.</param>
    /// <param name="level">Heading level of that title.</param>
    public static IHtmlContent SummaryList(IReadOnlyCollection<SummaryRow> rows, string? card = null, int level = 2, bool borders = true)
    {
        var anyActions = rows.Any(r => r.Actions.Count > 0);
        var list = El.Tag("dl", borders ? "govuk-summary-list" : "govuk-summary-list govuk-summary-list--no-border");
        foreach (var row in rows)
        {
            list.Add(El.Div(
                anyActions && row.Actions.Count is 0 ? "govuk-summary-list__row govuk-summary-list__row--no-actions" : "govuk-summary-list__row",
                El.Tag("dt", "govuk-summary-list__key", row.Label),
                El.Tag("dd", "govuk-summary-list__value", row.Value),
                row.Actions.Count is 0 ? null : El.Tag("dd", "govuk-summary-list__actions", Actions(row.Actions, card))));
        }
        return card is null ? list : El.Div(
            "govuk-summary-card",
            El.Div("govuk-summary-card__title-wrapper", El.Tag($"h{level}", "govuk-summary-card__title", card)),
            El.Div("govuk-summary-card__content", list));
    }

    private static TagBuilder Actions(IReadOnlyList<RowAction> actions, string? card)
    {
        if (actions.Count is 1) { return ActionLink(actions[0], card); }
        var list = El.Tag("ul", "govuk-summary-list__actions-list");
        foreach (var action in actions) { list.Add(El.Tag("li", "govuk-summary-list__actions-list-item", ActionLink(action, card))); }
        return list;
    }

    private static TagBuilder ActionLink(RowAction action, string? card) => El.Link(
        action.Href, "govuk-link", action.Text, El.Hidden($" {action.Hidden}{(card is null ? "" : $" ({card})")}"));
}
