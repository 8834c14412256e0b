using Markdig;

namespace Trellis.Modules.Reports.Writing;

/// <summary>Easy read and translations: Markdown alone, without orders and without markup of its own.</summary>
internal static class RenditionText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    public static string Html(string title, string text) => $"<h1>{ReportHtml.Text(title)}</h1>\n{Markdown.ToHtml(text, Pipeline)}";
}
