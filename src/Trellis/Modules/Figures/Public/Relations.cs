using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Trellis.Modules.Figures.Public;

/// <summary>How measures hang together: which areas and measures add up to which, what is a share of what. Data, from <c>practice/figures/relations.csv</c>.</summary>
public sealed record Relations(ImmutableArray<Relation> All)
{
    public static Relations BuiltIn { get; } = Read(new StreamReader(
        typeof(Relations).Assembly.GetManifestResourceStream("Trellis.Figures.relations.csv") ?? throw new InvalidOperationException("relations.csv is not in the assembly"),
        Encoding.UTF8));

    public IEnumerable<Relation> Of(string kind) => All.Where(r => r.Kind == kind);

    /// <summary>The areas an area is made of; empty for one that is not made of others.</summary>
    public ImmutableArray<string> AreasIn(string area) => Of("area").FirstOrDefault(r => r.Measure.Name == area)?.Of.Select(m => m.Name).ToImmutableArray() ?? [];

    /// <summary>Whether an area was in the partnership at the end of that financial year.</summary>
    public bool WasMember(string area, string year) =>
        Of("left").FirstOrDefault(r => r.Measure.Name == area) is not { } left
        || !PartialDate.TryParse(left.Of[0].Name, out var day)
        || Period.FinancialYear(year) is not { } span
        || span.Start <= day.Last;

    /// <summary>Splitting a count this way puts each counted thing in one part.</summary>
    public bool IsPartition(string dimension) => Of("partition").Any(r => r.Measure.Name == dimension);

    /// <summary>Percentages split this way are shares of different wholes.</summary>
    public bool AreSeparate(string dimension) => Of("separate").Any(r => r.Measure.Name == dimension);

    public static Relations Read(TextReader text)
    {
        using (text)
        using (var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { DetectColumnCountChanges = true }))
        {
            var all = ImmutableArray.CreateBuilder<Relation>();
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                var of = csv.GetField("of")!.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                all.Add(new Relation(csv.GetField("kind")!, MeasureRef.Parse(csv.GetField("measure")!), [.. of.Select(MeasureRef.Parse)], csv.GetField("by")!.Trim(), csv.GetField("why")!));
            }
            return new Relations(all.ToImmutable());
        }
    }
}

/// <param name="Kind">area, left, partition, separate, same, sum, carried, change, per or share.</param>
/// <param name="By">Of a share its whole, of a rate what it is per, of a change the date it is since.</param>
public sealed record Relation(string Kind, MeasureRef Measure, ImmutableArray<MeasureRef> Of, string By, string Why);

/// <summary>A measure, one part of it, or one area of it: <c>deaths</c>, <c>deaths[sex=boys]</c>, <c>deaths@LONDON</c>.</summary>
public sealed record MeasureRef(string Name, string? Dimension, string? Part, string? Area)
{
    public static MeasureRef Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var area = at < 0 ? null : text[(at + 1)..].Trim();
        var rest = at < 0 ? text : text[..at];
        var open = rest.IndexOf('[', StringComparison.Ordinal);
        if (open < 0) { return new MeasureRef(rest.Trim(), null, null, area); }

        var inside = rest[(open + 1)..].TrimEnd(']').Split('=', 2);
        return new MeasureRef(rest[..open].Trim(), inside[0].Trim(), inside.Length > 1 ? inside[1].Trim() : "", area);
    }

    public bool Names(PublishedRow row) =>
        row.Measure == Name && (Dimension is null || (row.Dimension == Dimension && row.Part == Part)) && (Area is null || row.Area == Area);
}
