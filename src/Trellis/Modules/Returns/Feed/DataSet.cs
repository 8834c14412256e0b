namespace Trellis.Modules.Returns.Feed;

/// <summary>A feed that was read: its tables by name, and what is wrong with it. With one problem nothing of it is taken in.</summary>
/// <param name="NotRead">Tables of the specification that are in the feed, and of which nothing here is made.</param>
public sealed record DataSet(IReadOnlyDictionary<string, IReadOnlyList<DataSetRow>> Tables, IReadOnlyList<FeedProblem> Problems, IReadOnlyList<string> NotRead)
{
    /// <summary>Rows of a table; none where the feed has no such table.</summary>
    public IReadOnlyList<DataSetRow> this[string table] => Tables.GetValueOrDefault(table, []);

    public bool Has(string table) => Tables.ContainsKey(table);

    /// <summary>Tables that are read, and are not in this feed: what earlier ones said in them stays.</summary>
    public IEnumerable<DataSetTable> Lacking => DataSetTables.All.Where(t => !Has(t.Name));
}
