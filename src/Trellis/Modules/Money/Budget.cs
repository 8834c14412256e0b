using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money;

/// <summary>The money of a partnership in one financial year: its lines, by area and together.</summary>
public sealed partial class Budget : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int MostLines = 500;

    public required string Title { get; init; }

    /// <summary>First day of its financial year: 1 April.</summary>
    public required DateOnly FromOn { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>Where it is from: the documents it was printed in; empty where it is kept here.</summary>
    public required string Document { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Kept here, not printed: it holds items alone, and every sum is worked out.</summary>
    public bool Kept { get; init; }

    public int Edition { get; private set; }

    public List<BudgetLine> Lines { get; } = [];

    public string Year => YearOf(FromOn);

    public static string YearOf(DateOnly from) => string.Create(CultureInfo.InvariantCulture, $"{from.Year}-{(from.Year + 1) % 100:00}");

    public IReadOnlyList<BudgetLine> InOrder => [.. Lines.OrderBy(l => l.Position)];

    public IReadOnlyList<MoneyRow> Rows => [.. InOrder.Select(l => l.Row)];

    /// <summary>The columns it has amounts in, the whole last.</summary>
    public ImmutableArray<string> Columns => Kept ? [.. Areas.Order(StringComparer.Ordinal), BudgetLine.Whole] : [.. Lines.SelectMany(l => l.Amounts).Select(a => a.Area).Distinct().OrderBy(a => a == BudgetLine.Whole).ThenBy(a => a, StringComparer.Ordinal)];

    /// <summary>What a section comes to in a column: its printed total, otherwise the sum of its items.</summary>
    public decimal? Of(string section, string column) =>
        Rows.LastOrDefault(r => r.Section == section && r.Kind is "total")?.In(column) ?? (Rows.Any(r => r.Section == section && r.In(column) is not null) ? Rows.Where(r => r.Section == section && r.Kind is "item").Sum(r => r.In(column) ?? 0) : null);

    /// <summary>Takes a line as it is written, or leaves it as it is.</summary>
    /// <returns>0: it was so already; 1: new; 2: changed.</returns>
    internal int Take(int position, string section, string title, string kind, string note, IReadOnlyList<BudgetAmount> amounts)
    {
        var line = Lines.Find(l => l.Section == section && l.Title == title && l.Kind == kind);
        if (line is null)
        {
            line = new BudgetLine { BudgetId = Id, Budget = this, Section = section, Title = title, Kind = kind };
            Lines.Add(line);
            line.Write(position, note, amounts);
            return 1;
        }

        if (line.Reads(position, note, amounts)) { return 0; }
        line.Write(position, note, amounts);
        return 2;
    }

    /// <summary>Says that its lines were written.</summary>
    /// <param name="areas">Those whoever wrote acts in: nobody says a fact elsewhere. Null: all.</param>
    internal void Written(DateTimeOffset at, string? agency, int lines, IReadOnlyCollection<string>? areas = null)
    {
        Edition++;
        foreach (var area in Areas.Where(a => areas?.Contains(a) ?? true))
        {
            Happened(new Fact
            {
                Kind = "money.written",
                Area = area,
                Agency = agency,
                Occurred = Moment.Exactly(at),
                SourceId = Id,
                Details = [new FactDetail { Field = "year", Code = Year }, new FactDetail { Field = "lines", Code = lines.ToString(CultureInfo.InvariantCulture) }],
            });
        }
    }
}
