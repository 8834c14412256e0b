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
        context.Items[typeof(TableLook)] = true;
        var content = await output.GetChildContentAsync();
        output.Content.SetHtmlContent(Gov.TableShell(Caption, CaptionSize, CaptionHidden, stacks: false, Small, new HtmlString(content.GetContent())));
    }
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
        if (context.TagName is "thead") { context.Items["t-table-head"] = true; }
    }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.ContainsKey(typeof(TableLook))) { return; }
        var css = context.TagName switch
        {
            "thead" => "govuk-table__head",
            "tbody" => "govuk-table__body",
            "tr" => "govuk-table__row",
            "th" => Numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header",
            _ => Numeric ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell",
        };
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", own is null ? css : $"{css} {own}");
        if (context.TagName is "th" && !output.Attributes.ContainsName("scope"))
        {
            output.Attributes.SetAttribute("scope", context.Items.ContainsKey("t-table-head") ? "col" : "row");
        }
    }
}
