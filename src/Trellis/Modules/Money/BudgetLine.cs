using System.Collections.Immutable;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money;

/// <summary>A line of a budget: an item, or something printed that is made of items.</summary>
public sealed class BudgetLine : IPart
{
    /// <summary>The column of all areas together.</summary>
    public const string Whole = "TOTAL";

    /// <summary>The section of what areas hand each other of their reserves.</summary>
    public const string Moved = "moved";

    public const int LongestTitle = 200;
    public const int LongestNote = 1000;

    public static readonly ImmutableArray<(string Id, string Title)> Sections = [("funding", "Funding"), ("adjustments", "Adjustments between areas"), ("spending", "Spending"), ("reserves", "Reserves"), (Moved, "Reserves moved between areas")];

    public static readonly ImmutableArray<string> Kinds = ["item", "subtotal", "total", "result"];

    public Guid Id { get; init; } = Ids.New();

    public required Guid BudgetId { get; init; }

    public Budget? Budget { get; init; }

    Entity IPart.Whole => Of;

    private Budget? left;

    internal Budget Of => Budget ?? left ?? throw new InvalidOperationException("Read with its budget");

    public required string Section { get; init; }

    public required string Title { get; init; }

    public required string Kind { get; init; }

    /// <summary>Of a contribution: whose it is, where it is an agency we know.</summary>
    public string? Agency { get; init; }

    public int Position { get; private set; }

    public string Note { get; private set; } = "";

    public List<BudgetAmount> Amounts { get; } = [];

    /// <summary>As a row of a table; of a budget kept here with what the areas make together.</summary>
    public MoneyRow Row => new(Section, Title, Kind, Budget is { Kept: true } ? Amounts.ToImmutableDictionary(a => a.Area, a => a.Pounds).Add(Whole, Amounts.Sum(a => a.Pounds ?? 0)) : Amounts.ToImmutableDictionary(a => a.Area, a => a.Pounds));

    /// <summary>What comes in or is held is kept with a minus, and typed and claimed without.</summary>
    public static int SignOf(string section) => section is "funding" or "reserves" or Moved ? -1 : 1;

    public decimal? Typed(string area) => Amounts.Find(a => a.Area == area)?.Pounds * SignOf(Section);

    /// <summary>It goes: what it belonged to is still known when that is written down.</summary>
    internal void Leave()
    {
        left = Budget;
        foreach (var amount in Amounts) { amount.Leave(); }
    }

    internal bool Reads(int position, string note, IReadOnlyList<BudgetAmount> amounts) =>
        Position == position && Note == note && Amounts.Count == amounts.Count && amounts.All(a => Amounts.Exists(b => b.Area == a.Area && b.Pounds == a.Pounds && b.Printed == a.Printed && b.DocumentLine == a.DocumentLine));

    internal void Write(int position, string note, IReadOnlyList<BudgetAmount> amounts)
    {
        (Position, Note) = (position, note);
        foreach (var amount in amounts)
        {
            var held = Amounts.Find(a => a.Area == amount.Area);
            if (held is null) { Amounts.Add(new BudgetAmount { LineId = Id, Line = this, Area = amount.Area, Pounds = amount.Pounds, Printed = amount.Printed, DocumentLine = amount.DocumentLine }); }
            else { (held.Pounds, held.Printed, held.DocumentLine) = (amount.Pounds, amount.Printed, amount.DocumentLine); }
        }

        foreach (var gone in Amounts.Where(a => amounts.All(b => b.Area != a.Area)).ToArray())
        {
            gone.Leave();
            Amounts.Remove(gone);
        }
    }
}

/// <summary>What a line comes to in an area, or together: pounds and pence, minus for income as the tables of partnerships are written.</summary>
public sealed class BudgetAmount : IPart
{
    private BudgetLine? left;

    public Guid LineId { get; init; }

    public BudgetLine? Line { get; init; }

    Entity IPart.Whole => (Line ?? left)?.Of ?? throw new InvalidOperationException("Read with its line");

    public required string Area { get; init; }

    /// <summary>Null: the cell is empty.</summary>
    public decimal? Pounds { get; set; }

    /// <summary>As it was printed; empty where it was not.</summary>
    public string Printed { get; set; } = "";

    public int? DocumentLine { get; set; }

    /// <summary>It goes: what it belonged to is still known when that is written down.</summary>
    internal void Leave() => left = Line;
}
