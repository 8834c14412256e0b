namespace Trellis.Modules.Sources;

/// <summary>An outside index the operator has set up.</summary>
/// <param name="Code">Its name in the settings and the record.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Areas">Whose front doors ask it; empty: all.</param>
/// <param name="Host">Where it is, without anything that could be secret.</param>
public sealed record Source(string Code, string Title, string Kind, IReadOnlyList<string> Areas, string Host, IOutsideIndex Index)
{
    public bool Serves(string area) => Areas.Count == 0 || Areas.Contains(area);
}

/// <summary>Every source there is, in the order of the settings.</summary>
public sealed class SourceBook(IReadOnlyList<Source> sources) : IDisposable
{
    public IReadOnlyList<Source> All => sources;

    public IEnumerable<Source> For(string area) => sources.Where(s => s.Serves(area));

    public Source? Find(string code) => sources.FirstOrDefault(s => s.Code == code);

    public void Dispose()
    {
        foreach (var source in sources) { (source.Index as IDisposable)?.Dispose(); }
    }
}
