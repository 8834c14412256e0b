using System.Collections.Immutable;
using Trellis.Returns.Census;

namespace Trellis.Returns.Checking;

/// <summary>What one rule finds, gathered while it is asked.</summary>
internal sealed class Findings(Rule rule)
{
    public List<Issue> Issues { get; } = [];

    public List<Crash> Crashes { get; } = [];

    public string? Skipped { get; set; }

    /// <summary>This record is wrong; those it stands in, and the child's identifiers, are shown where the rule is about their values.</summary>
    public void At(Record record) => At(record, []);

    /// <summary>This record is wrong against another.</summary>
    public void At(Record record, params ReadOnlySpan<Record> against)
    {
        var places = ImmutableArray.CreateBuilder<Place>();
        var shown = Place.Of(record, rule.Fields);
        places.Add(shown);
        foreach (var other in against) { places.Add(Place.Of(other, rule.Fields)); }
        var told = shown.Values.Select(v => v.Field).ToHashSet(StringComparer.Ordinal);
        for (var outer = record.Parent; outer is not null; outer = outer.Parent)
        {
            Also(outer);
            if (outer is Child child) { Also(child.Identifiers); }
        }

        Issues.Add(new Issue(ChildOf(record), places.ToImmutable()));

        void Also(Record outer)
        {
            if (outer == record) { return; }
            var fields = rule.Fields.Where(f => !told.Contains(f) && outer.Find(f) is not null).ToList();
            if (fields.Count > 0) { places.Add(Place.Of(outer, fields)); }
        }
    }

    /// <summary>One value of a list is wrong.</summary>
    public void At(Record record, Value value) => Issues.Add(new Issue(ChildOf(record), [new Place(record, [new Shown(record.Module.List!.Each!, value.Text, value.Line)])]));

    /// <summary>Only this value of the record is wrong.</summary>
    public void At(Record record, string field) => Issues.Add(new Issue(ChildOf(record), [Place.Of(record, [field])]));

    /// <summary>The whole return is wrong.</summary>
    public void AtReturn(string figures) => Issues.Add(new Issue(null, [], figures));

    private static Child? ChildOf(Record record)
    {
        var at = record;
        while (at is not null and not Child) { at = at.Parent; }
        return at as Child;
    }
}
