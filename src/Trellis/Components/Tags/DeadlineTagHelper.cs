using Microsoft.AspNetCore.Razor.TagHelpers;
using Trellis.Platform.Time;

namespace Trellis.Components.Tags;

/// <summary><c>&lt;t-deadline deadline="@item.Deadline" /&gt;</c></summary>
[HtmlTargetElement("t-deadline", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeadlineTagHelper(LondonClock clock) : TagHelper
{
    public DeadlineLook? Deadline { get; set; }

    /// <summary>The tag and the date only.</summary>
    public bool Brief { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Deadline is not null) { output.Content.SetHtmlContent(Looks.Deadline(Deadline, clock.Now, Brief)); }
    }
}
