using System.Globalization;

namespace Trellis.Returns.Census;

/// <summary>A census made here, not read: records with values and no lines. What it holds is what <see cref="CensusWriter"/> writes.</summary>
public static class Building
{
    /// <summary>A single value by its element; nothing where there is none to put.</summary>
    public static T Put<T>(this T record, string element, string? value)
        where T : Record
    {
        if (value is { Length: > 0 }) { record.Set(record.Module.Find(element) ?? throw new ArgumentException($"{record.Module} has no {element}", nameof(element)), new Value(value, 0)); }
        record.IsWritten = true;
        return record;
    }

    /// <inheritdoc cref="Put{T}(T, string, string?)"/>
    public static T Put<T>(this T record, string element, DateOnly? day)
        where T : Record => record.Put(element, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Values of its list: disabilities, factors.</summary>
    public static T PutEach<T>(this T record, IEnumerable<string> values)
        where T : Record
    {
        foreach (var value in values) { record.AddMany(new Value(value, 0)); }
        record.IsWritten = true;
        return record;
    }

    /// <summary>Another record in this one.</summary>
    public static Record Add(this Record record, Module module) => record.Open(module, 0) ?? throw new ArgumentException($"{record.Module} has no place for another {module}", nameof(module));
}
