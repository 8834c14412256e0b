using System.Collections.Immutable;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Funds;

/// <summary>A line of one of a fund's tables: money, what lines above it come to, or a metric the money is to move.</summary>
public sealed class FundLine : IPart
{
    public const int LongestSection = 200;
    public const int LongestTitle = 300;
    public const int LongestUnit = 100;

    public static readonly ImmutableArray<string> Kinds = ["item", "subtotal", "total", "metric"];

    public Guid Id { get; init; } = Ids.New();

    public required Guid FundId { get; init; }

    public Fund? Fund { get; init; }

    Entity IPart.Whole => Of;

    internal Fund Of => Fund ?? throw new InvalidOperationException("Read with its fund");

    public required string Section { get; init; }

    public required string Title { get; init; }

    public required string Kind { get; init; }

    /// <summary>As it is printed above the amounts: £'000, percent.</summary>
    public string Unit { get; private set; } = "";

    public int Position { get; private set; }

    public List<FundAmount> Amounts { get; } = [];

    public bool IsMoney => Kind is not "metric";

    /// <summary>A line that says what must be put in at least: it is called so.</summary>
    public bool IsMinimum => IsMoney && Title.Contains("minimum", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the amounts would be counted in by what is printed above them: 1,000 of £'000.</summary>
    public decimal Scale => !IsMoney ? 1 : Unit.Contains("000", StringComparison.Ordinal) || Unit.EndsWith('k') ? 1_000 : Unit.EndsWith('m') || Unit.Contains("million", StringComparison.OrdinalIgnoreCase) ? 1_000_000 : 1;

    public IReadOnlyList<FundAmount> InOrder => [.. Amounts.OrderBy(a => a.Area == BudgetLine.Whole).ThenBy(a => a.Area, StringComparer.Ordinal).ThenBy(a => a.FromOn)];

    public FundAmount? In(string area, DateOnly year) => Amounts.Find(a => a.Area == area && a.FromOn == year);

    internal bool Reads(int position, string unit, IReadOnlyList<FundAmount> amounts) =>
        Position == position && Unit == unit && Amounts.Count == amounts.Count && amounts.All(a => Amounts.Exists(b => b.Reads(a)));

    internal void Write(int position, string unit, IReadOnlyList<FundAmount> amounts)
    {
        (Position, Unit) = (position, unit);
        foreach (var amount in amounts)
        {
            if (Amounts.Find(a => a.Area == amount.Area && a.FromOn == amount.FromOn) is { } held) { held.Take(amount); }
            else
            {
                var added = new FundAmount { LineId = Id, Line = this, Area = amount.Area, FromOn = amount.FromOn };
                added.Take(amount);
                Amounts.Add(added);
            }
        }

        foreach (var gone in Amounts.Where(a => amounts.All(b => b.Area != a.Area || b.FromOn != a.FromOn)).ToArray())
        {
            gone.Leave();
            Amounts.Remove(gone);
        }
    }
}

/// <summary>What a line is in an area and a year.</summary>
public sealed class FundAmount : IPart
{
    private FundLine? left;

    public Guid LineId { get; init; }

    public FundLine? Line { get; init; }

    Entity IPart.Whole => (Line ?? left)?.Of ?? throw new InvalidOperationException("Read with its line");

    public required string Area { get; init; }

    /// <summary>1 April of the year the amount is of.</summary>
    public required DateOnly FromOn { get; init; }

    /// <summary>Null: no money, or the cell is empty.</summary>
    public decimal? Pounds { get; set; }

    /// <summary>The number as it is printed; of a metric its baseline.</summary>
    public decimal? Value { get; set; }

    public string Printed { get; set; } = "";

    public string Note { get; set; } = "";

    public int? DocumentLine { get; set; }

    /// <summary>The amount is the printed number counted in what stands above it.</summary>
    public bool IsScaled => Pounds is { } pounds && Value is { } value && pounds == value * Line!.Scale;

    /// <summary>The amount is the printed number itself, whatever unit stands above it.</summary>
    public bool IsPlain => Pounds is { } pounds && pounds == Value;

    /// <summary>The last place it was printed to, in pounds: what rounding can have taken is half of it.</summary>
    public decimal RoundedTo => Pounds is not { } pounds ? 0 : IsScaled && Line!.Scale > 1 ? Line.Scale / Power(Value!.Value.Scale) : pounds == decimal.Truncate(pounds) ? 1 : 0.01m;

    internal bool Reads(FundAmount other) => (Area, FromOn, Pounds, Value, Printed, Note, DocumentLine) == (other.Area, other.FromOn, other.Pounds, other.Value, other.Printed, other.Note, other.DocumentLine);

    /// <summary>It goes: what it belonged to is still known when that is written down.</summary>
    internal void Leave() => left = Line;

    internal void Take(FundAmount other) => (Pounds, Value, Printed, Note, DocumentLine) = (other.Pounds, other.Value, other.Printed, other.Note, other.DocumentLine);

    private static decimal Power(int places) => Enumerable.Repeat(10m, places).Aggregate(1m, (a, b) => a * b);
}
