namespace Trellis.Modules.Returns.Feed;

/// <summary>Every item of the standard data set, as <c>ssd_person.pers_dob</c>: read once, from the practice folder.</summary>
public sealed class DataSetItems(Func<string> folder)
{
    private readonly Lazy<IReadOnlySet<string>> all = new(() => File.ReadLines(Path.Combine(folder(), "returns", "safeguarding-data-set.csv")).Skip(1).Select(l => l.Split(',')[0].Trim().ToLowerInvariant()).Where(l => l.Length > 0).ToHashSet());

    public IReadOnlySet<string> All => all.Value;
}
