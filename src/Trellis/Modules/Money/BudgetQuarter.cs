using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money;

/// <summary>What is said of a line in an area for a quarter; null where nobody said.</summary>
/// <param name="Due">Of a contribution, in the quarter; <paramref name="Received"/> too.</param>
/// <param name="ToDate">Of spending, since April; <paramref name="Forecast"/> what the whole year is expected to come to.</param>
public sealed record QuarterFigures(decimal? Due, decimal? Received, decimal? ToDate, decimal? Forecast)
{
    public bool Empty => Due is null && Received is null && ToDate is null && Forecast is null;
}

/// <summary>A quarter of a budget: what came in, what was spent, what the year is expected to come to.</summary>
public sealed class BudgetQuarter : Entity, IEdited
{
    public required Guid BudgetId { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>1 to 4, from April.</summary>
    public required int Number { get; init; }

    public DateTimeOffset SaidAt { get; private set; }

    public Guid SaidBy { get; private set; }

    public int Edition { get; private set; }

    public List<QuarterSaid> Said { get; } = [];

    public QuarterSaid? Of(Guid line, string area) => Said.Find(s => s.LineId == line && s.Area == area);

    public static BudgetQuarter Begin(Budget of, int number) => new() { BudgetId = of.Id, Areas = of.Areas, Number = number };

    /// <summary>Takes the quarter as it is written now, whole.</summary>
    public Outcome<BudgetQuarter> Say(Budget of, IReadOnlyDictionary<(Guid Line, string Area), QuarterFigures> figures, Actor by, DateTimeOffset at)
    {
        if (!of.Kept) { return new Refusal("", "This budget stands as it was printed"); }
        if (figures.Count == 0) { return new Refusal("", "Enter what came in or was spent on one line at least"); }
        if (at < London.MidnightOf(Quarters.FirstDay(of.FromOn, Number))) { return new Refusal("", $"{Quarters.Title(of.FromOn, Number)} has not begun"); }
        foreach (var ((line, area), figure) in figures)
        {
            if (Of(line, area) is { } held) { held.Take(figure); }
            else
            {
                var said = new QuarterSaid { QuarterId = Id, Quarter = this, LineId = line, Area = area };
                said.Take(figure);
                Said.Add(said);
            }
        }

        foreach (var gone in Said.Where(s => !figures.ContainsKey((s.LineId, s.Area))).ToArray())
        {
            gone.Leave();
            Said.Remove(gone);
        }

        (SaidAt, SaidBy) = (at, by.UserId);
        foreach (var area in Areas.Intersect(by.Areas))
        {
            Happened(new Fact { Kind = "money.quarter-said", Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at), SourceId = Id, Details = [new FactDetail { Field = "year", Code = of.Year }, new FactDetail { Field = "quarter", Code = Number.ToString(CultureInfo.InvariantCulture) }] });
        }

        return this;
    }
}

/// <summary>A line of a quarter in an area.</summary>
public sealed class QuarterSaid : IPart
{
    private BudgetQuarter? left;

    public Guid QuarterId { get; init; }

    public BudgetQuarter? Quarter { get; init; }

    Entity IPart.Whole => Quarter ?? left ?? throw new InvalidOperationException("Read with its quarter");

    public Guid LineId { get; init; }

    public required string Area { get; init; }

    public decimal? Due { get; private set; }

    public decimal? Received { get; private set; }

    public decimal? ToDate { get; private set; }

    public decimal? Forecast { get; private set; }

    internal void Take(QuarterFigures figures) => (Due, Received, ToDate, Forecast) = figures;

    /// <summary>It goes: what it belonged to is still known when that is written down.</summary>
    internal void Leave() => left = Quarter;
}
