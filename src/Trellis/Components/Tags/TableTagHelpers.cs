using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trellis.Components.Tags;

/// <summary>
/// A table written as plain HTML (<c>thead</c>, <c>tbody</c>, <c>tr</c>, <c>th</c>, <c>td</c>): the elements inside are given their
/// classes and scopes; <c>numeric</c> on a cell or heading aligns it to the right. <c>table="@data"</c> renders one that is data.
/// </summary>
[HtmlTargetElement("t-table")]
public sealed class TableTagHelper : TagHelper
{
    public string Caption { get; set; } = "";

    public LabelSize CaptionSize { get; set; } = LabelSize.Medium;

    public bool CaptionHidden { get; set; }

    public bool Small { get; set; }

    /// <summary>On a narrow screen each row becomes a block instead of the table scrolling sideways.</summary>
    public bool Stacks { get; set; }

    public TableLook? Table { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Table is not null)
        {
            output.Content.SetHtmlContent(Gov.Table(Table));
            return;
        }
        if (Caption.Length is 0) { throw new InvalidOperationException("A table needs a caption"); }
        context.Items[typeof(TableScope)] = new TableScope { Stacks = Stacks };
        var content = await output.GetChildContentAsync();
        output.Content.SetHtmlContent(Gov.TableShell(Caption, CaptionSize, CaptionHidden, Stacks, Small, new HtmlString(content.GetContent())));
    }
}

/// <summary>What the elements of a table know of each other.</summary>
internal sealed class TableScope
{
    public bool Stacks { get; init; }

    public bool InHead { get; set; }

    /// <summary>What the column headings say, as markup.</summary>
    public List<string> Titles { get; } = [];

    /// <summary>Cells of the row so far.</summary>
    public int Cells { get; set; }
}

/// <summary>Rows and cells inside a <c>t-table</c>; elsewhere they are left alone.</summary>
[HtmlTargetElement("thead")]
[HtmlTargetElement("tbody")]
[HtmlTargetElement("tr")]
[HtmlTargetElement("th")]
[HtmlTargetElement("td")]
public sealed class TablePartTagHelper : TagHelper
{
    public bool Numeric { get; set; }

    public override void Init(TagHelperContext context)
    {
        if (Scope(context) is not { } scope) { return; }
        if (context.TagName is "thead" or "tbody") { scope.InHead = context.TagName is "thead"; }
        if (context.TagName is "tr") { scope.Cells = 0; }
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (Scope(context) is not { } scope) { return; }
        var (css, role) = context.TagName switch
        {
            "thead" => ("govuk-table__head", "rowgroup"),
            "tbody" => ("govuk-table__body", "rowgroup"),
            "tr" => ("govuk-table__row", "row"),
            "th" => (Numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header", scope.InHead ? "columnheader" : "rowheader"),
            _ => (Numeric ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell", "cell"),
        };
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", own is null ? css : $"{css} {own}");
        if (scope.Stacks) { output.Attributes.SetAttribute("role", role); }
        if (context.TagName is "th" && !output.Attributes.ContainsName("scope")) { output.Attributes.SetAttribute("scope", scope.InHead ? "col" : "row"); }
        if (context.TagName is "th" or "td" && scope.Stacks) { await Label(context.TagName, scope, output); }
    }

    /// <summary>A stacked cell carries the title of its column, which is out of sight there.</summary>
    private static async Task Label(string tag, TableScope scope, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        if (scope.InHead)
        {
            scope.Titles.Add(content.GetContent());
        }
        else if (tag is "td" && scope.Cells < scope.Titles.Count && !content.IsEmptyOrWhiteSpace)
        {
            var label = El.Span("t-stacks__label", new HtmlString(scope.Titles[scope.Cells])).With("aria-hidden", "true");
            output.Content.SetHtmlContent(El.Many(label, El.Div("t-stacks__value", new HtmlString(content.GetContent()))));
        }
        scope.Cells++;
    }

    private static TableScope? Scope(TagHelperContext context) => context.Items.TryGetValue(typeof(TableScope), out var scope) ? (TableScope)scope : null;
}
