using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components;

/// <param name="Numeric">Right-aligned, digits of one width.</param>
public sealed record TableColumn(string Title, bool Numeric = false)
{
    /// <summary>There for screen readers only.</summary>
    public bool TitleHidden { get; init; }
}

/// <summary>A cell; text converts to one by itself.</summary>
public readonly record struct TableCell(IHtmlContent Content)
{
    public static implicit operator TableCell(string? text) => new(El.Many(text));

    public static implicit operator TableCell(HtmlString html) => new(html);

    public static TableCell From(IHtmlContent html) => new(html);
}

/// <summary>Rows of cells under columns.</summary>
/// <param name="Caption">Says what the table is: it is also the name of the region that scrolls.</param>
public sealed record TableLook(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows)
{
    public LabelSize CaptionSize { get; init; } = LabelSize.Medium;

    public bool CaptionHidden { get; init; }

    /// <summary>The first cell of each row is its heading.</summary>
    public bool RowHeadings { get; init; } = true;

    /// <summary>Last row stands apart: a total.</summary>
    public bool Total { get; init; }

    /// <summary>On a narrow screen each row becomes a block with its column titles beside the values, instead of scrolling sideways.</summary>
    public bool Stacks { get; init; }

    /// <summary>Smaller text, for many columns.</summary>
    public bool Small { get; init; }
}

public static partial class Gov
{
    public static IHtmlContent Table(TableLook t)
    {
        var head = El.Tag("tr", "govuk-table__row").With("role", t.Stacks ? "row" : null);
        foreach (var column in t.Columns)
        {
            head.Add(El.Tag("th", El.Css("govuk-table__header", column.Numeric ? "govuk-table__header--numeric" : null), column.TitleHidden ? El.Hidden(column.Title) : column.Title)
                .With("scope", "col").With("role", t.Stacks ? "columnheader" : null));
        }
        var body = El.Tag("tbody", "govuk-table__body").With("role", t.Stacks ? "rowgroup" : null);
        for (var i = 0; i < t.Rows.Count; i++) { body.Add(Row(t, t.Rows[i], t.Total && i == t.Rows.Count - 1)); }

        return TableShell(
            t.Caption, t.CaptionSize, t.CaptionHidden, t.Stacks, t.Small,
            El.Many(El.Tag("thead", "govuk-table__head", head).With("role", t.Stacks ? "rowgroup" : null), body));
    }

    /// <summary>The table element in a region that scrolls by itself where the screen is narrow; it can be reached by keyboard.</summary>
    internal static IHtmlContent TableShell(string caption, LabelSize size, bool captionHidden, bool stacks, bool small, IHtmlContent content)
    {
        var css = El.Css("govuk-table", stacks ? "t-stacks" : null, small ? "govuk-table--small-text-until-tablet t-small" : null);
        var captionCss = captionHidden ? "govuk-visually-hidden" : El.Css("govuk-table__caption", SizeClass("govuk-table__caption", size));
        // A stacked table's rows are blocks, which some browsers then no longer call a table: the roles say it still is.
        var table = El.Tag("table", css, El.Tag("caption", captionCss, caption), content).With("role", stacks ? "table" : null);
        return stacks ? table : El.Div("t-scroll", table).With("role", "region").With("aria-label", caption).With("tabindex", "0");
    }

    private static TagBuilder Row(TableLook t, IReadOnlyList<TableCell> cells, bool total)
    {
        var row = El.Tag("tr", total ? "govuk-table__row t-total" : "govuk-table__row").With("role", t.Stacks ? "row" : null);
        for (var i = 0; i < cells.Count; i++)
        {
            var heading = t.RowHeadings && i is 0;
            var numeric = i < t.Columns.Count && t.Columns[i].Numeric;
            var cell = heading
                ? El.Tag("th", "govuk-table__header", cells[i].Content).With("scope", "row").With("role", t.Stacks ? "rowheader" : null)
                : El.Tag("td", numeric ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell", Content(t, i, cells[i])).With("role", t.Stacks ? "cell" : null);
            row.Add(cell);
        }
        return row;
    }

    private static IHtmlContent Content(TableLook t, int column, TableCell cell) => t.Stacks && column < t.Columns.Count
        ? El.Many(El.Span("t-stacks__label", t.Columns[column].Title).With("aria-hidden", "true"), El.Div("t-stacks__value", cell.Content))
        : cell.Content;
}
