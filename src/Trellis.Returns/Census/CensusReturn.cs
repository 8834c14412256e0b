namespace Trellis.Returns.Census;

/// <summary>One authority's children in need census as a file holds it, and what was odd in the file.</summary>
public sealed class CensusReturn(Header header, IReadOnlyList<Child> children, IReadOnlyList<Oddity> oddities)
{
    public Header Header { get; } = header;

    public IReadOnlyList<Child> Children { get; } = children;

    public IReadOnlyList<Oddity> Oddities { get; } = oddities;

    /// <summary>Whether the file could be read to its end.</summary>
    public bool IsWhole { get; init; } = true;
}

/// <summary>What is odd in a file, though no rule of the census speaks of it: an unknown element, a text that is no date, an encoding that is not the one named.</summary>
/// <param name="Line">From 1; 0 for the file.</param>
/// <param name="Column">From 1; 0 when it does not matter.</param>
public sealed record Oddity(OddityKind Kind, int Line, int Column, string Words);

public enum OddityKind
{
    /// <summary>Read all the same.</summary>
    Noted,

    /// <summary>Something was left out.</summary>
    LeftOut,

    /// <summary>The file ends here, or cannot be read from here on.</summary>
    Broken,
}

/// <summary>What a return says about itself.</summary>
public sealed class Header : Record
{
    public Header(int line) : base(Modules.Header, null, line)
    {
        Collection = new CollectionDetails(this, line) { IsWritten = false };
        Source = new Source(this, line) { IsWritten = false };
        IsWritten = false;
    }

    public CollectionDetails Collection { get; }

    public Source Source { get; }

    internal override Record? Open(Module module, int line)
    {
        Record once = module == Modules.Collection ? Collection : Source;
        if (once.IsWritten) { return null; }
        (once.IsWritten, once.Line) = (true, line);
        return once;
    }

    public override IEnumerable<Record> Groups(Module module) => module == Modules.Collection ? [Collection] : [Source];
}

/// <summary>Which collection, which year.</summary>
public sealed class CollectionDetails(Header header, int line) : Record(Modules.Collection, header, line)
{
    public Value Name => this[0];

    public Value Year => this[1];

    /// <summary>The last day of the census year.</summary>
    public Value ReferenceDate => this[2];
}

/// <summary>Which authority, which program wrote it and when.</summary>
public sealed class Source(Header header, int line) : Record(Modules.Source, header, line)
{
    /// <summary>Number of the local authority.</summary>
    public Value Authority => this[1];
}
