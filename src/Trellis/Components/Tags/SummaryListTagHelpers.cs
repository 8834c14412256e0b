using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trellis.Components.Tags;

/// <summary><c>&lt;t-summary-list card="The child"&gt;&lt;t-row label="Name" change="…"&gt;…</c></summary>
[HtmlTargetElement("t-summary-list")]
public sealed class SummaryListTagHelper : TagHelper
{
    /// <summary>Title of the card it stands in.</summary>
    public string? Card { get; set; }

    /// <summary>Heading level of that title.</summary>
    public int Level { get; set; } = 2;

    public bool Borders { get; set; } = true;

    /// <summary>Rows that are data; they come before those written inside.</summary>
    public IEnumerable<SummaryRow>? Rows { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var rows = Rows?.ToList() ?? [];
        context.Items[typeof(SummaryRow)] = rows;
        await output.GetChildContentAsync();
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Gov.SummaryList(rows, Card, Level, Borders));
    }
}

/// <summary>A question and its answer; an empty one says "Not recorded".</summary>
[HtmlTargetElement("t-row", ParentTag = "t-summary-list")]
public sealed class RowTagHelper : TagHelper
{
    public required string Label { get; set; }

    /// <summary>Where the answer can be changed.</summary>
    public string? Change { get; set; }

    public string ChangeText { get; set; } = "Change";

    /// <summary>What is changed, for screen readers; the label in lower case when not given.</summary>
    public string? Hidden { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        var row = new SummaryRow(Label, value.IsEmptyOrWhiteSpace ? Gov.NotGiven : new HtmlString(value.GetContent().Trim()));
        if (Change is not null) { row = row.Change(Change, Hidden, ChangeText); }
        ((List<SummaryRow>)context.Items[typeof(SummaryRow)]).Add(row);
        output.SuppressOutput();
    }
}
