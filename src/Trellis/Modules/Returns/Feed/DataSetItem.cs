namespace Trellis.Modules.Returns.Feed;

/// <summary>What stands in a column.</summary>
public enum ItemKind
{
    /// <summary>Names the row: there once in the table.</summary>
    Key,

    /// <summary>The authority's own number of a child, of the table of people.</summary>
    Person,

    /// <summary>The key of a row of another table.</summary>
    Other,

    /// <summary>A day, such as 2026-03-31; a time after it is not read.</summary>
    Day,

    YesNo,

    /// <summary>A code of a list, as the returns write it, or its title.</summary>
    Code,

    /// <summary>Several of them, as JSON.</summary>
    Codes,

    Sex,

    Words,
}

/// <summary>A column of a table that is read.</summary>
/// <param name="Of">The code list, or the table another row is in.</param>
public sealed record DataSetItem(string Name, ItemKind Kind, bool Required = false, string? Of = null);

/// <summary>A table of the standard data set that is read.</summary>
/// <param name="Name">As the specification names it.</param>
/// <param name="Title">What its rows are, in words.</param>
public sealed record DataSetTable(string Name, string Title, params DataSetItem[] Items)
{
    public DataSetItem? Find(string item) => Array.Find(Items, i => i.Name.Equals(item, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A row of a table, as it was read: what stands in it has its shape.</summary>
/// <param name="Line">Of the file, from 1.</param>
public sealed record DataSetRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Null where nothing stands there.</summary>
    public string? this[string item] => Cells.GetValueOrDefault(item) is { Length: > 0 } text ? text : null;

    public DateOnly? Day(string item) => this[item] is { } text && DataSetReader.Day(text, out var day) ? day : null;

    public bool? Yes(string item) => DataSetReader.Yes(this[item]);
}

/// <summary>Why a file of a feed is not taken in. It says where, and never what stands there.</summary>
public sealed record FeedProblem(string File, int Line, string Column, string Words)
{
    public override string ToString() => $"{File}, line {Line}{(Column.Length > 0 ? $", {Column}" : "")}: {Words}";
}
