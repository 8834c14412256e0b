using System.Collections.Immutable;

namespace Trellis.Returns.Census;

/// <summary>One group as it stands in a file: its line, its values, and the group it stands in.</summary>
public abstract class Record
{
    /// <summary>More of one kind than any child has had: a file with more of them in one place is wrong, or made to keep the rules busy.</summary>
    internal const int Most = 500;

    private readonly Value[] values;

    private protected Record(Module module, Record? parent, int line, int number = 1)
    {
        (Module, Parent, Line, Number) = (module, parent, line, number);
        values = module.FieldCount == 0 ? [] : new Value[module.FieldCount];
    }

    public Module Module { get; }

    public Record? Parent { get; }

    /// <summary>Line of its element in the file, from 1; of the child's where the group is missing.</summary>
    public int Line { get; internal set; }

    /// <summary>Which of its kind it is in the group it stands in, from 1.</summary>
    public int Number { get; }

    /// <summary>It stands in the file. A child's identifiers and characteristics are there for the rules to look at also when they do not.</summary>
    public bool IsWritten { get; internal set; } = true;

    /// <summary>What it has many of: disabilities, factors.</summary>
    public ImmutableArray<Value> Many { get; private set; } = [];

    /// <summary>A single value by its place among the module's; with the record's line when it is missing.</summary>
    public Value this[int index] => values[index] is { IsPresent: true } value ? value : new Value(null, Line);

    /// <summary>A single value by its element; null when this kind of record has none of that name.</summary>
    public Value? Find(string element) => Module.Find(element) is { Index: >= 0 } item ? this[item.Index] : null;

    internal void Set(Item item, Value value) => values[item.Index] = value;

    internal void AddMany(Value value) => Many = Many.Add(value);

    /// <summary>A group that stands in this one; null when there is no place for another of its kind.</summary>
    internal virtual Record? Open(Module module, int line) => null;

    /// <summary>The groups of one kind that stand in this one, in the file's order.</summary>
    public virtual IEnumerable<Record> Groups(Module module) => [];
}
