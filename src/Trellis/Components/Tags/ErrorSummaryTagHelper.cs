using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trellis.Components.Tags;

/// <summary>
/// "There is a problem", with every error in the order of the fields. The layout writes one at the top of every page;
/// a page that wants it elsewhere writes <c>&lt;t-error-summary /&gt;</c> there.
/// </summary>
[HtmlTargetElement("t-error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Errors to show instead of the model state's.</summary>
    public IEnumerable<PageError>? Errors { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        OnPage.Of(ViewContext.HttpContext).SummaryPlaced = true;
        output.TagName = null;
        output.Content.SetHtmlContent(new Later(() => Summary(ViewContext, Errors)));
    }

    /// <summary>Null when nothing is wrong.</summary>
    public static IHtmlContent? Summary(ViewContext context, IEnumerable<PageError>? errors = null)
    {
        var page = OnPage.Of(context.HttpContext);
        var all = (errors ?? context.ViewData.ModelState
                .Where(entry => entry.Value is { Errors.Count: > 0 })
                .OrderBy(entry => page.PlaceOf(entry.Key))
                .SelectMany(entry => entry.Value!.Errors
                    .Where(error => error.ErrorMessage.Length > 0)
                    .Select(error => new PageError(error.ErrorMessage, entry.Key.Length is 0 ? null : "#" + FieldId.Of(entry.Key)))))
            .Distinct()
            .ToList();
        return all.Count is 0 ? null : Gov.ErrorSummary(all);
    }

    /// <summary>Written after the page's fields are known, though it stands before them.</summary>
    private sealed class Later(Func<IHtmlContent?> content) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => content()?.WriteTo(writer, encoder);
    }
}
