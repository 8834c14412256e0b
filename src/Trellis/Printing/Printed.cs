using System.Collections.Immutable;

namespace Trellis.Printing;

/// <summary>Words within a paragraph that look alike.</summary>
/// <param name="Link">Where they lead, or null.</param>
public sealed record Run(string Text, bool Bold = false, bool Italic = false, string? Link = null);

/// <summary>A part of what is printed: the same for a page, a PDF and a Word file.</summary>
public abstract record Block
{
    public static ImmutableArray<Run> Plain(string text) => [new Run(text)];
}

/// <param name="Level">1 for the title of a part; 2 to 4 below it.</param>
/// <param name="Id">Names it within the document, so that the contents lead to it.</param>
/// <param name="Listed">It is in the contents.</param>
public sealed record Heading(int Level, string Text, string Id, bool Listed = true) : Block;

/// <param name="Number">"3.2", before the paragraph; null for one that is not numbered.</param>
public sealed record Paragraph(ImmutableArray<Run> Runs, string? Number = null) : Block;

public sealed record Bullets(ImmutableArray<ImmutableArray<Run>> Items, bool Numbered = false) : Block;

/// <param name="Head">Titles of columns; empty when the first cell of each row is what the row is about.</param>
public sealed record Grid(string Caption, ImmutableArray<string> Head, ImmutableArray<ImmutableArray<string>> Rows) : Block;

/// <summary>What follows begins on a new page.</summary>
public sealed record NewPage : Block;

/// <summary>A document to be read, printed or sent.</summary>
/// <param name="Caption">Above the title: whose it is.</param>
/// <param name="Foot">At the foot of every page, before the page's number.</param>
/// <param name="Contents">It begins with a list of its headings.</param>
public sealed record Printed(string Title, string Caption, string Foot, bool Contents, ImmutableArray<Block> Blocks)
{
    /// <summary>Across every page, so that a copy tells whose it is; null for none.</summary>
    public string? Mark { get; init; }

    /// <summary>As much as can be on one page: across the sheet, in small print.</summary>
    public bool Compact { get; init; }

    /// <summary>Headings of the contents, in their order.</summary>
    public IEnumerable<Heading> Listed => Blocks.OfType<Heading>().Where(h => h.Listed);
}
