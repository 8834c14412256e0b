using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money.Funds;

/// <summary>Money that councils and the NHS put together for a purpose, as its tables were printed, with what it is to reach.</summary>
public sealed class Fund : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int MostLines = 500;

    public required string Title { get; init; }

    /// <summary>1 April of the year it is for; its tables may hold the year before beside it.</summary>
    public required DateOnly FromOn { get; init; }

    public required string[] Areas { get; init; }

    public required string Document { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<FundLine> Lines { get; } = [];

    public string Year => Budget.YearOf(FromOn);

    public IReadOnlyList<FundLine> InOrder => [.. Lines.OrderBy(l => l.Position)];

    /// <summary>Its tables as they stand after each other.</summary>
    public IReadOnlyList<IGrouping<string, FundLine>> Tables => [.. InOrder.GroupBy(l => l.Section)];

    /// <summary>What is asked of each quarter: items of its year, and metrics. Subtotals and totals follow from the items.</summary>
    public IEnumerable<(FundLine Line, FundAmount Amount)> Asked => InOrder.Where(l => l.Kind is "item" or "metric").SelectMany(l => l.InOrder.Where(a => a.FromOn == FromOn && a.Area != BudgetLine.Whole).Select(a => (l, a)));

    /// <summary>Takes a line as it is written, or leaves it as it is.</summary>
    /// <returns>0: it was so already; 1: new; 2: changed.</returns>
    internal int Take(int position, string section, string title, string kind, string unit, IReadOnlyList<FundAmount> amounts)
    {
        var line = Lines.Find(l => l.Section == section && l.Title == title && l.Kind == kind);
        if (line is not null && line.Reads(position, unit, amounts)) { return 0; }
        var added = line is null;
        if (line is null)
        {
            line = new FundLine { FundId = Id, Fund = this, Section = section, Title = title, Kind = kind };
            Lines.Add(line);
        }

        line.Write(position, unit, amounts);
        return added ? 1 : 2;
    }

    /// <summary>Says that its lines were written.</summary>
    internal void Written(DateTimeOffset at, string? agency, int lines)
    {
        Edition++;
        foreach (var area in Areas)
        {
            Happened(new Fact
            {
                Kind = "money.fund-written",
                Area = area,
                Agency = agency,
                Occurred = Moment.Exactly(at),
                SourceId = Id,
                Details = [new FactDetail { Field = "year", Code = Year }, new FactDetail { Field = "lines", Code = lines.ToString(CultureInfo.InvariantCulture) }],
            });
        }
    }
}
