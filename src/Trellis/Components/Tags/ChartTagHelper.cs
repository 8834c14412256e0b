using Microsoft.AspNetCore.Razor.TagHelpers;
using Trellis.Components.Charts;

namespace Trellis.Components.Tags;

/// <summary><c>&lt;t-chart chart="@chart" table-shown /&gt;</c></summary>
[HtmlTargetElement("t-chart", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChartTagHelper : TagHelper
{
    public required Chart Chart { get; set; }

    /// <summary>The table stands below the chart instead of being folded.</summary>
    public bool TableShown { get; set; }

    /// <summary>Heading level of the title; 0 for none.</summary>
    public int Level { get; set; } = 3;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Looks.Chart(Chart, TableShown, Level));
    }
}
