using Microsoft.AspNetCore.Razor.TagHelpers;
using Trellis.Platform.Time;

namespace Trellis.Components.Tags;

/// <summary><c>&lt;t-person person="@person" level="1" /&gt;</c></summary>
[HtmlTargetElement("t-person", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PersonTagHelper : TagHelper
{
    public required PersonLook Person { get; set; }

    /// <summary>Heading level of the name; 0 for none.</summary>
    public int Level { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Looks.PersonBanner(Person, Level));
    }
}

/// <summary><c>&lt;t-chronology entries="@entries" /&gt;</c></summary>
[HtmlTargetElement("t-chronology", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChronologyTagHelper : TagHelper
{
    public required IEnumerable<ChronologyEntry> Entries { get; set; }

    /// <summary>Heading level of the years.</summary>
    public int Level { get; set; } = 3;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Looks.Chronology(Entries, Level));
    }
}

/// <summary><c>&lt;t-work-list caption="Due this week" items="@items" /&gt;</c></summary>
[HtmlTargetElement("t-work-list", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WorkListTagHelper(LondonClock clock) : TagHelper
{
    public required string Caption { get; set; }

    public required IEnumerable<WorkItem> Items { get; set; }

    public string Empty { get; set; } = "Nothing waits for you here.";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Looks.WorkList(Caption, Items, clock.Now, Empty));
    }
}
