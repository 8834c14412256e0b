using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Html;

namespace Trellis.Tests.Components;

/// <summary>Markup as a reader finds it: by label, not by id.</summary>
internal static class Markup
{
    public static IDocument Page(this IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return Parse(writer.ToString());
    }

    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>What a label or legend stands for: the control it names, or the fieldset.</summary>
    public static IElement Question(this IParentNode page, string label)
    {
        var named = page.QuerySelectorAll("label, legend").Where(l => l.Said() == label).ToList();
        named.Count.ShouldBe(1, $"labels saying \"{label}\"");
        return named[0].LocalName is "legend" ? named[0].ParentElement! : named[0].Owner!.GetElementById(named[0].GetAttribute("for")!)!;
    }

    /// <summary>What screen readers add to a control or fieldset: hint, error, count.</summary>
    public static IReadOnlyList<string> Described(this IElement control) =>
        [.. (control.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => control.Owner!.GetElementById(id)!.Said())];

    public static string SummaryValue(this IParentNode page, string label) =>
        page.QuerySelectorAll("dt").Single(dt => dt.Said() == label).NextElementSibling!.Said();

    /// <summary>The text with its white space made single.</summary>
    public static string Said(this INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
