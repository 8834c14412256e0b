using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trellis.Components.Tags;

/// <summary>An element that is its content, dressed.</summary>
public abstract class WrappingTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Wrap(new HtmlString(content.GetContent())));
    }

    protected abstract IHtmlContent Wrap(IHtmlContent content);
}

/// <summary><c>&lt;t-tag colour="Green"&gt;Completed&lt;/t-tag&gt;</c></summary>
[HtmlTargetElement("t-tag")]
public sealed class TagTagHelper : WrappingTagHelper
{
    public TagColour Colour { get; set; }

    protected override IHtmlContent Wrap(IHtmlContent content) => Gov.Tag(content, Colour);
}

/// <summary><c>&lt;t-button&gt;Save&lt;/t-button&gt;</c>, <c>&lt;t-button kind="Secondary" href="/work"&gt;</c></summary>
[HtmlTargetElement("t-button")]
public sealed class ButtonTagHelper : WrappingTagHelper
{
    public ButtonKind Kind { get; set; }

    public string? Href { get; set; }

    public string? Name { get; set; }

    public string? Value { get; set; }

    public string? Form { get; set; }

    protected override IHtmlContent Wrap(IHtmlContent content) =>
        Gov.Button(new ButtonLook(content) { Kind = Kind, Href = Href, Name = Name, Value = Value, Form = Form });
}

/// <summary><c>&lt;t-details summary="How this is counted"&gt;…</c></summary>
[HtmlTargetElement("t-details")]
public sealed class DetailsTagHelper : WrappingTagHelper
{
    public required string Summary { get; set; }

    public bool Open { get; set; }

    protected override IHtmlContent Wrap(IHtmlContent content) => Gov.Details(Summary, content, Open);
}

/// <summary><c>&lt;t-warning&gt;Call 999 now&lt;/t-warning&gt;</c></summary>
[HtmlTargetElement("t-warning")]
public sealed class WarningTagHelper : WrappingTagHelper
{
    protected override IHtmlContent Wrap(IHtmlContent content) => Gov.Warning(content);
}

/// <summary><c>&lt;t-inset&gt;…&lt;/t-inset&gt;</c></summary>
[HtmlTargetElement("t-inset")]
public sealed class InsetTagHelper : WrappingTagHelper
{
    protected override IHtmlContent Wrap(IHtmlContent content) => Gov.Inset(content);
}

/// <summary><c>&lt;t-notification success&gt;…</c>; one per page, or give each an <c>id</c>.</summary>
[HtmlTargetElement("t-notification")]
public sealed class NotificationTagHelper : WrappingTagHelper
{
    public bool Success { get; set; }

    public string? Title { get; set; }

    public string Id { get; set; } = "notification-title";

    protected override IHtmlContent Wrap(IHtmlContent content) => Gov.Notification(content, Success, Title, Id);
}

/// <summary><c>&lt;t-panel title="Contact sent"&gt;Your reference is …</c></summary>
[HtmlTargetElement("t-panel")]
public sealed class PanelTagHelper : WrappingTagHelper
{
    public required string Title { get; set; }

    protected override IHtmlContent Wrap(IHtmlContent content) => Gov.Panel(Title, content);
}

/// <summary><c>&lt;t-fieldset legend="Address"&gt;</c> around questions that belong together.</summary>
[HtmlTargetElement("t-fieldset")]
public sealed class FieldsetTagHelper : WrappingTagHelper
{
    public required string Legend { get; set; }

    public LabelSize Size { get; set; } = LabelSize.Medium;

    protected override IHtmlContent Wrap(IHtmlContent content) => Gov.Fieldset(Legend, content, Size);
}

/// <summary><c>&lt;t-back href="/work" /&gt;</c>: shown above the main part wherever the page writes it.</summary>
[HtmlTargetElement("t-back", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BackTagHelper : TagHelper
{
    public required string Href { get; set; }

    public string Text { get; set; } = "Back";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        OnPage.Of(ViewContext.HttpContext).Before = Gov.BackLink(Href, Text);
        output.SuppressOutput();
    }
}

/// <summary><c>&lt;t-breadcrumbs&gt;&lt;t-crumb href="/figures"&gt;Figures&lt;/t-crumb&gt;…</c>: shown above the main part; the page itself is not in it.</summary>
[HtmlTargetElement("t-breadcrumbs")]
public sealed class BreadcrumbsTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var crumbs = new List<Crumb>();
        context.Items[typeof(Crumb)] = crumbs;
        await output.GetChildContentAsync();
        OnPage.Of(ViewContext.HttpContext).Before = Gov.Breadcrumbs(crumbs);
        output.SuppressOutput();
    }
}

/// <summary>One step of the way here.</summary>
[HtmlTargetElement("t-crumb", ParentTag = "t-breadcrumbs")]
public sealed class CrumbTagHelper : TagHelper
{
    public required string Href { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = new HtmlString((await output.GetChildContentAsync()).GetContent().Trim());
        ((List<Crumb>)context.Items[typeof(Crumb)]).Add(new Crumb(content, Href));
        output.SuppressOutput();
    }
}
