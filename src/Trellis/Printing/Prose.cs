using System.Collections.Immutable;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Trellis.Printing;

/// <summary>Markdown as people write it in papers and minutes, read into blocks. Markup within it stays text.</summary>
public static class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <param name="headings">The level its highest headings have.</param>
    /// <param name="name">Before the ids of its headings, so that several texts may stand in one document.</param>
    public static ImmutableArray<Block> Read(string markdown, int headings, string name = "part")
    {
        var written = Markdown.Parse(markdown, Pipeline);
        var highest = written.Descendants<HeadingBlock>().Select(h => h.Level).DefaultIfEmpty(1).Min();
        var blocks = ImmutableArray.CreateBuilder<Block>();
        var number = 0;
        foreach (var block in written) { Add(block, blocks, h => new Trellis.Printing.Heading(Math.Min(4, headings + h.Level - highest), Words(h.Inline), $"{name}-{++number}", Listed: false)); }
        return blocks.ToImmutable();
    }

    private static void Add(Markdig.Syntax.Block block, ImmutableArray<Block>.Builder to, Func<HeadingBlock, Block> heading)
    {
        switch (block)
        {
            case HeadingBlock title:
                to.Add(heading(title));
                break;
            case Table table:
                to.Add(Read(table));
                break;
            case ListBlock list:
                to.Add(new Bullets([.. list.OfType<ListItemBlock>().Select(i => Runs(i.Descendants<LeafBlock>().Select(l => l.Inline)))], list.IsOrdered));
                break;
            case ContainerBlock within:
                foreach (var inner in within) { Add(inner, to, heading); }
                break;
            case CodeBlock code:
                to.Add(new Paragraph(Block.Plain(code.Lines.ToString())));
                break;
            case LeafBlock { Inline: { } inline }:
                to.Add(new Paragraph(Runs([inline])));
                break;
        }
    }

    private static Grid Read(Table table)
    {
        var rows = table.OfType<TableRow>().Select(r => (r.IsHeader, Cells: r.OfType<TableCell>().Select(c => Words(c.Descendants<ParagraphBlock>().FirstOrDefault()?.Inline)).ToImmutableArray())).ToArray();
        return new Grid("", rows.FirstOrDefault(r => r.IsHeader).Cells is { IsDefault: false } head ? head : [], [.. rows.Where(r => !r.IsHeader).Select(r => r.Cells)]);
    }

    private static string Words(ContainerInline? inline) => inline is null ? "" : string.Concat(Runs([inline]).Select(r => r.Text));

    private static ImmutableArray<Run> Runs(IEnumerable<ContainerInline?> all)
    {
        var runs = ImmutableArray.CreateBuilder<Run>();
        foreach (var inline in all.OfType<ContainerInline>())
        {
            if (runs.Count > 0) { runs.Add(new Run(" ")); }
            Collect(inline, runs, new Run(""));
        }

        return runs.ToImmutable();
    }

    private static void Collect(ContainerInline inline, ImmutableArray<Run>.Builder to, Run like)
    {
        foreach (var part in inline)
        {
            switch (part)
            {
                case LiteralInline literal:
                    to.Add(like with { Text = literal.Content.ToString() });
                    break;
                case CodeInline code:
                    to.Add(like with { Text = code.Content });
                    break;
                case LineBreakInline:
                    to.Add(like with { Text = " " });
                    break;
                case HtmlEntityInline entity:
                    to.Add(like with { Text = entity.Transcoded.ToString() });
                    break;
                case EmphasisInline emphasis:
                    Collect(emphasis, to, emphasis.DelimiterCount >= 2 ? like with { Bold = true } : like with { Italic = true });
                    break;
                case LinkInline { IsImage: false } link when Uri.TryCreate(link.Url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeMailto):
                    Collect(link, to, like with { Link = link.Url });
                    break;
                case ContainerInline within:
                    Collect(within, to, like);
                    break;
            }
        }
    }
}
