using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trellis.Platform.Time;

namespace Trellis.Components;

/// <summary>A part of a page behind a tab.</summary>
/// <param name="Id">Also the address of the tab: <c>#chronology</c>.</param>
public sealed record Tab(string Id, string Label, IHtmlContent Content);

/// <summary>How far one section of a long form is.</summary>
public enum TaskProgress { NotStarted, InProgress, Completed, CannotStartYet, NeedsChange }

/// <param name="Href">Where it is done; null when it cannot be started.</param>
public sealed record TaskItem(string Title, string? Href, TaskProgress Progress)
{
    public string? Hint { get; init; }

    /// <summary>Says more than the usual words of <see cref="Progress"/>.</summary>
    public string? Words { get; init; }
}

public static partial class Gov
{
    private static readonly HtmlString Previous = new(
        """<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>""");

    private static readonly HtmlString Next = new(
        """<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>""");

    /// <summary>With script off (and in print) the parts stand below one another, each found by the list of links.</summary>
    public static IHtmlContent Tabs(IReadOnlyList<Tab> tabs, string title = "Contents")
    {
        var list = El.Tag("ul", "govuk-tabs__list");
        var panels = new HtmlContentBuilder();
        for (var i = 0; i < tabs.Count; i++)
        {
            var tab = tabs[i];
            list.Add(El.Tag(
                "li",
                i is 0 ? "govuk-tabs__list-item govuk-tabs__list-item--selected" : "govuk-tabs__list-item",
                El.Link($"#{tab.Id}", "govuk-tabs__tab", tab.Label)));
            panels.AppendHtml(El.Div(i is 0 ? "govuk-tabs__panel" : "govuk-tabs__panel govuk-tabs__panel--hidden", tab.Content).With("id", tab.Id));
        }
        return El.Div("govuk-tabs", El.Tag("h2", "govuk-tabs__title", title), list, panels).With("data-module", "govuk-tabs");
    }

    /// <summary>First, last, and the pages round this one; nothing where there is only one page.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="href">The address of a page.</param>
    public static IHtmlContent Pagination(int page, int pages, Func<int, string> href, string label = "Pages")
    {
        if (pages <= 1) { return HtmlString.Empty; }
        var list = El.Tag("ul", "govuk-pagination__list");
        var last = 0;
        foreach (var number in Enumerable.Range(1, pages).Where(n => n is 1 || n == pages || Math.Abs(n - page) <= 1))
        {
            if (number > last + 1) { list.Add(El.Tag("li", "govuk-pagination__item govuk-pagination__item--ellipsis", "⋯")); }
            list.Add(El.Tag(
                "li",
                number == page ? "govuk-pagination__item govuk-pagination__item--current" : "govuk-pagination__item",
                El.Link(href(number), "govuk-link govuk-pagination__link", English.Number(number))
                    .With("aria-label", $"Page {English.Number(number)}").With("aria-current", number == page ? "page" : null)));
            last = number;
        }
        return El.Tag(
                "nav",
                "govuk-pagination",
                page > 1 ? Arrow("prev", href(page - 1), Previous, "Previous") : null,
                list,
                page < pages ? Arrow("next", href(page + 1), Next, "Next") : null)
            .With("aria-label", label);
    }

    /// <param name="id">Begins the ids inside, where a page has more than one list.</param>
    public static IHtmlContent TaskList(IReadOnlyList<TaskItem> tasks, string id = "task")
    {
        var list = El.Tag("ul", "govuk-task-list");
        for (var i = 0; i < tasks.Count; i++)
        {
            var task = tasks[i];
            var (hintId, statusId) = ($"{id}-{i + 1}-hint", $"{id}-{i + 1}-status");
            var (words, colour) = Progress(task.Progress);
            var status = task.Words ?? words;
            list.Add(El.Tag(
                "li",
                task.Href is null ? "govuk-task-list__item" : "govuk-task-list__item govuk-task-list__item--with-link",
                El.Div(
                    "govuk-task-list__name-and-hint",
                    task.Href is null
                        ? El.Div(null, task.Title)
                        : El.Link(task.Href, "govuk-link govuk-task-list__link", task.Title).With("aria-describedby", El.Css(task.Hint is null ? null : hintId, statusId)),
                    task.Hint is null ? null : El.Div("govuk-task-list__hint", task.Hint).With("id", hintId)),
                El.Div(
                        task.Progress is TaskProgress.CannotStartYet ? "govuk-task-list__status govuk-task-list__status--cannot-start-yet" : "govuk-task-list__status",
                        colour is { } tag ? Tag(status, tag) : status)
                    .With("id", statusId)));
        }
        return list;
    }

    private static (string Words, TagColour? Colour) Progress(TaskProgress progress) => progress switch
    {
        TaskProgress.Completed => ("Completed", null),
        TaskProgress.InProgress => ("In progress", TagColour.Teal),
        TaskProgress.CannotStartYet => ("Cannot start yet", null),
        TaskProgress.NeedsChange => ("There is a problem", TagColour.Red),
        _ => ("Not started", TagColour.Blue),
    };

    private static TagBuilder Arrow(string rel, string href, IHtmlContent icon, string text)
    {
        var words = El.Span("govuk-pagination__link-title", text, El.Hidden(" page"));
        var link = El.Link(href, "govuk-link govuk-pagination__link").With("rel", rel);
        link = rel is "prev" ? link.Add(icon).Add(words) : link.Add(words).Add(icon);
        return El.Div($"govuk-pagination__{rel}", link);
    }
}
