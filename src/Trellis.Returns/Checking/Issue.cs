using System.Collections.Immutable;
using System.Globalization;
using Trellis.Returns.Census;

namespace Trellis.Returns.Checking;

/// <summary>A value that is looked at in an issue. A missing one has the line of its record.</summary>
public readonly record struct Shown(string Field, string? Value, int Line);

/// <summary>A record of an issue, and those of its values that the rule is about.</summary>
public sealed record Place(Record Record, ImmutableArray<Shown> Values)
{
    /// <summary>With the values of the elements that the record has.</summary>
    internal static Place Of(Record record, IEnumerable<string> fields) =>
        new(record, [.. fields.SelectMany(f => Look(record, f))]);

    /// <summary>Line of the first value, or of the record.</summary>
    public int Line => Values.Length > 0 ? Values[0].Line : Record.Line;

    /// <summary>The table a record would be a row of: disabilities have their own.</summary>
    public string Module => Values.Length > 0 && Values[0].Field == "Disability" ? "Disabilities" : Record.Module.Element;

    /// <summary>Where among the child's records: CINdetails 2, Assessments 1.</summary>
    public string Path
    {
        get
        {
            var path = new List<string>();
            for (var r = Record; r is { Parent: not null }; r = r.Parent)
            {
                path.Insert(0, r is Identifiers or Characteristics or CollectionDetails or Source ? r.Module.Element : string.Create(CultureInfo.InvariantCulture, $"{r.Module.Element} {r.Number}"));
            }

            return string.Join(", ", path);
        }
    }

    private static IEnumerable<Shown> Look(Record record, string field)
    {
        if (record.Find(field) is { } one) { return [new Shown(field, one.Text, one.Line)]; }
        if (record.Module.List is not { } list || list.Each != field) { return []; }
        return record.Many.Length == 0 ? [new Shown(field, null, record.Line)] : record.Many.Select(v => new Shown(field, v.Text, v.Line));
    }
}

/// <summary>One thing a rule found: the child, the record that is wrong, and the records it is wrong against. No child: the whole return.</summary>
public sealed record Issue(Child? Child, ImmutableArray<Place> Places, string? Figures = null)
{
    /// <summary>The record that is wrong.</summary>
    public Place? Main => Places.Length > 0 ? Places[0] : null;
}

/// <summary>A rule's own mistake, at one child or for the whole return. Never counted as passed.</summary>
public sealed record Crash(Child? Child, string What);
