using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

/// <summary>Colours of a tag. The word in it says the same: colour is never alone.</summary>
public enum TagColour { Blue, Grey, Green, Teal, Purple, Magenta, Red, Orange, Yellow }

/// <summary>One thing wrong, and where.</summary>
/// <param name="Href"><c>#id</c> of the field; null for what belongs to no field.</param>
public sealed record PageError(string Message, string? Href);

/// <summary>A page on the way to this one.</summary>
public sealed record Crumb(IHtmlContent Text, string Href)
{
    public Crumb(string text, string href) : this(El.Many(text), href) { }
}

public static partial class Gov
{
    public static IHtmlContent ErrorSummary(IEnumerable<PageError> errors)
    {
        var list = El.Tag("ul", "govuk-list govuk-error-summary__list");
        foreach (var error in errors)
        {
            list.Add(El.Tag("li", null, error.Href is null ? error.Message : El.Tag("a", null, error.Message).With("href", error.Href)));
        }
        return El.Div("govuk-error-summary", El.Div(
                null,
                El.Tag("h2", "govuk-error-summary__title", "There is a problem"),
                El.Div("govuk-error-summary__body", list)).With("role", "alert"))
            .With("data-module", "govuk-error-summary");
    }

    public static IHtmlContent Tag(string text, TagColour colour = TagColour.Blue) => Tag(El.Many(text), colour);

    public static IHtmlContent Tag(IHtmlContent content, TagColour colour = TagColour.Blue) =>
        El.Tag("strong", colour is TagColour.Blue ? "govuk-tag" : $"govuk-tag govuk-tag--{colour.ToString().ToLowerInvariant()}", content);

    public static IHtmlContent Inset(IHtmlContent content) => El.Div("govuk-inset-text", content);

    public static IHtmlContent Warning(IHtmlContent content) => El.Div(
        "govuk-warning-text",
        El.Span("govuk-warning-text__icon", "!").With("aria-hidden", "true"),
        El.Tag("strong", "govuk-warning-text__text", El.Hidden("Warning"), " ", content));

    public static IHtmlContent Warning(string text) => Warning(El.Many(text));

    public static IHtmlContent Details(string summary, IHtmlContent content, bool open = false) => El.Tag(
            "details",
            "govuk-details",
            El.Tag("summary", "govuk-details__summary", El.Span("govuk-details__summary-text", summary)),
            El.Div("govuk-details__text", content))
        .With("open", open);

    /// <summary>A landmark of its own: it stands before the main part, and nothing is outside a landmark.</summary>
    public static IHtmlContent BackLink(string href, string text = "Back") => El.Tag("nav", null, El.Link(href, "govuk-back-link", text)).With("aria-label", "Back");

    /// <summary>The way here from the start page, without the page itself.</summary>
    public static IHtmlContent Breadcrumbs(IEnumerable<Crumb> crumbs)
    {
        var list = El.Tag("ol", "govuk-breadcrumbs__list");
        foreach (var crumb in crumbs)
        {
            list.Add(El.Tag("li", "govuk-breadcrumbs__list-item", El.Link(crumb.Href, "govuk-breadcrumbs__link", crumb.Text)));
        }
        return El.Tag("nav", "govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile", list).With("aria-label", "Breadcrumb");
    }

    /// <param name="success">Green, announced at once: something the user did is done.</param>
    public static IHtmlContent Notification(IHtmlContent content, bool success = false, string? title = null, string id = "notification-title") => El.Div(
            success ? "govuk-notification-banner govuk-notification-banner--success" : "govuk-notification-banner",
            El.Div("govuk-notification-banner__header", El.Tag("h2", "govuk-notification-banner__title", title ?? (success ? "Done" : "Important")).With("id", id)),
            El.Div("govuk-notification-banner__content", content))
        .With("role", success ? "alert" : "region")
        .With("aria-labelledby", id)
        .With("data-module", "govuk-notification-banner");

    /// <summary>The green panel of a page that says it is done.</summary>
    public static IHtmlContent Panel(string title, IHtmlContent? body = null) => El.Div(
        "govuk-panel govuk-panel--confirmation",
        El.Tag("h1", "govuk-panel__title", title),
        body is null ? null : El.Div("govuk-panel__body", body));

    /// <summary>Questions that belong together, under a heading of their own.</summary>
    public static IHtmlContent Fieldset(string legend, IHtmlContent content, LabelSize size = LabelSize.Medium) => El.Tag(
        "fieldset", "govuk-fieldset", El.Tag("legend", El.Css("govuk-fieldset__legend", SizeClass("govuk-fieldset__legend", size)), legend), content);
}
