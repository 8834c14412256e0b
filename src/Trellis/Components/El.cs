using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components;

/// <summary>Elements, written shortly. Strings are always encoded; only an <see cref="IHtmlContent"/> is written as it is.</summary>
internal static class El
{
    public static TagBuilder Tag(string name, string? css, params ReadOnlySpan<object?> children)
    {
        var element = new TagBuilder(name);
        if (!string.IsNullOrWhiteSpace(css)) { element.Attributes["class"] = css; }
        foreach (var child in children) { element.Add(child); }
        return element;
    }

    public static TagBuilder Div(string? css, params ReadOnlySpan<object?> children) => Tag("div", css, children);

    public static TagBuilder Span(string? css, params ReadOnlySpan<object?> children) => Tag("span", css, children);

    public static TagBuilder P(string css, params ReadOnlySpan<object?> children) => Tag("p", css, children);

    /// <summary>Words for screen readers only.</summary>
    public static TagBuilder Hidden(string text) => Span("govuk-visually-hidden", text);

    public static TagBuilder Link(string href, string css, params ReadOnlySpan<object?> children) => Tag("a", css, children).With("href", href);

    /// <summary>An element that has no end tag.</summary>
    public static TagBuilder Void(string name, string css)
    {
        var element = Tag(name, css);
        element.TagRenderMode = TagRenderMode.SelfClosing;
        return element;
    }

    public static HtmlContentBuilder Many(params ReadOnlySpan<object?> children)
    {
        var all = new HtmlContentBuilder();
        foreach (var child in children)
        {
            if (child is IHtmlContent html) { all.AppendHtml(html); }
            else if (child is not null) { all.Append(child.ToString()!); }
        }
        return all;
    }

    /// <summary>Sets an attribute; null leaves it out, true writes it bare, false leaves it out.</summary>
    public static TagBuilder With(this TagBuilder element, string attribute, object? value)
    {
        if (value is null or false) { return element; }
        element.Attributes[attribute] = value is true ? "" : value.ToString();
        return element;
    }

    public static TagBuilder Add(this TagBuilder element, object? child)
    {
        switch (child)
        {
            case null: break;
            case IHtmlContent html: element.InnerHtml.AppendHtml(html); break;
            case IEnumerable<IHtmlContent> many: foreach (var one in many) { element.InnerHtml.AppendHtml(one); } break;
            default: element.InnerHtml.Append(child.ToString()!); break;
        }
        return element;
    }

    /// <summary>Class names with the absent ones left out; null when none is left.</summary>
    public static string? Css(params ReadOnlySpan<string?> names)
    {
        var text = "";
        foreach (var name in names)
        {
            if (!string.IsNullOrEmpty(name)) { text += text.Length is 0 ? name : " " + name; }
        }
        return text.Length is 0 ? null : text;
    }
}
