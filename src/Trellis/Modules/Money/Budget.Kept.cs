using Trellis.Platform.Record;

namespace Trellis.Modules.Money;

/// <summary>What a budget comes to in a column: minus for what comes in or is held.</summary>
/// <param name="Begun">Reserves brought forward.</param>
/// <param name="Reviews">What case reviews take out of the reserves.</param>
/// <param name="Carried">Reserves to carry; null where a printed budget does not say.</param>
public sealed record BudgetSums(decimal? Funding, decimal? Adjustments, decimal? Spending, decimal? Variance, decimal? Begun, decimal Reviews, decimal? Carried)
{
    /// <summary>What other areas handed to this one of their reserves: minus where it got.</summary>
    public decimal Moved { get; init; }
}

public sealed partial class Budget
{
    /// <summary>A budget kept here, with the contributions and spending of another and what that one carries.</summary>
    /// <param name="reviews">Of the one copied: what case reviews take out of each area's reserves.</param>
    public static Outcome<Budget> Begin(string title, DateOnly from, IReadOnlyList<string> areas, Budget? like, IReadOnlyDictionary<string, decimal> reviews, Actor by, DateTimeOffset at)
    {
        var called = title.Trim() is { Length: > 0 } given ? given : $"Budget {YearOf(from)}";
        if (called.Length > LongestTitle) { return new Refusal("Name", $"The name must be {LongestTitle} characters or fewer"); }
        if (areas.Count == 0) { return new Refusal("Areas", "Select the areas it is for"); }
        var budget = new Budget { Title = called, FromOn = from, Areas = [.. areas.Order(StringComparer.Ordinal)], Document = "", MadeAt = at, Kept = true };
        foreach (var line in like?.InOrder.Where(l => l is { Kind: "item", Section: "funding" or "spending" }) ?? [])
        {
            budget.Add(line.Section, line.Title, line.Agency, line.Note, line.Amounts.Where(a => a.Pounds is not null && areas.Contains(a.Area)).ToDictionary(a => a.Area, a => a.Pounds!.Value));
        }

        var carried = areas.Select(a => (Area: a, Pounds: like?.FromOn == from.AddYears(-1) ? like.Sums(a, reviews).Carried : null)).Where(c => c.Pounds is not null).ToDictionary(c => c.Area, c => c.Pounds!.Value);
        if (carried.Count > 0) { budget.Add("reserves", "Brought forward", null, "", carried); }
        budget.Written(at, by.Agency, budget.Lines.Count, by.Areas);
        return budget;
    }

    /// <summary>Adds a line, or writes one anew.</summary>
    /// <param name="amounts">As they are typed: contributions and reserves without a minus.</param>
    public Outcome<BudgetLine> Put(BudgetLine? line, string section, string title, string? agency, string note, IReadOnlyDictionary<string, decimal> amounts, Actor by, DateTimeOffset at)
    {
        if (!Kept) { return new Refusal("", "This budget stands as it was printed"); }
        if (BudgetLine.Sections.All(s => s.Id != section) || (section is BudgetLine.Moved && line is null)) { return new Refusal("Section", "Select what kind of line it is"); }
        var called = title.Trim();
        if (called.Length is 0 or > BudgetLine.LongestTitle) { return new Refusal("Name", called.Length == 0 ? "Enter what the line is called" : $"What it is called must be {BudgetLine.LongestTitle} characters or fewer"); }
        if (Lines.Exists(l => l != line && l.Section == section && string.Equals(l.Title, called, StringComparison.OrdinalIgnoreCase))) { return new Refusal("Name", "There is a line called so already"); }
        if (note.Trim().Length > BudgetLine.LongestNote) { return new Refusal("Note", $"The note must be {BudgetLine.LongestNote} characters or fewer"); }
        if (amounts.Count == 0) { return new Refusal($"Amounts[{Areas[0]}]", "Enter an amount for one area at least"); }
        if (section is "adjustments" or BudgetLine.Moved && amounts.Values.Sum() is not 0 and var left) { return new Refusal($"Amounts[{Areas[0]}]", $"What areas pay for each other must come to nothing together: this comes to {Pounds.Of(left)}"); }
        if (line is null && Lines.Count >= MostLines) { return new Refusal("Name", $"A budget has up to {MostLines} lines"); }
        var stored = amounts.ToDictionary(a => a.Key, a => a.Value * BudgetLine.SignOf(section));
        if (line is null) { line = Add(section, called, agency, note.Trim(), stored); }
        else { line.Write(line.Position, note.Trim(), Amounts(stored)); }
        Written(at, by.Agency, Lines.Count, by.Areas);
        return line;
    }

    /// <summary>Areas hand each other of their reserves because one joins or leaves. Said once for each change; said again, it is written anew.</summary>
    /// <param name="of">What the change is called.</param>
    /// <param name="amounts">What each area gets; with a minus what it gives. All areas together: nothing.</param>
    public Outcome<BudgetLine> MoveReserves(string of, string note, IReadOnlyDictionary<string, decimal> amounts, Actor by, DateTimeOffset at)
    {
        if (!Kept) { return new Refusal("", "This budget stands as it was printed"); }
        if (note.Trim().Length is 0 or > BudgetLine.LongestNote) { return new Refusal("Note", note.Trim().Length == 0 ? "Enter how it was agreed" : $"How it was agreed must be {BudgetLine.LongestNote} characters or fewer"); }
        if (amounts.Count == 0 || amounts.Values.All(a => a == 0)) { return new Refusal($"Amounts[{Areas[0]}]", "Enter what one area gives and what another gets"); }
        if (amounts.Values.Sum() is not 0 and var left) { return new Refusal($"Amounts[{Areas[0]}]", $"What areas hand each other must come to nothing together: this comes to {Pounds.Of(left)}"); }
        var stored = amounts.ToDictionary(a => a.Key, a => a.Value * BudgetLine.SignOf(BudgetLine.Moved));
        var line = Lines.Find(l => l.Section == BudgetLine.Moved && l.Title == of);
        if (line is not null && line.Note == note.Trim() && line.Amounts.Count == stored.Count && line.Amounts.All(a => stored.TryGetValue(a.Area, out var held) && held == a.Pounds)) { return new Refusal("", "This is what was moved already"); }
        if (line is null) { line = Add(BudgetLine.Moved, of, null, note.Trim(), stored); }
        else { line.Write(line.Position, note.Trim(), Amounts(stored)); }
        Written(at, by.Agency, Lines.Count, by.Areas);
        return line;
    }

    /// <param name="said">Something was said of it in a quarter, or claimed against it.</param>
    public Outcome<Budget> Drop(BudgetLine line, bool said, Actor by, DateTimeOffset at)
    {
        if (!Kept) { return new Refusal("", "This budget stands as it was printed"); }
        if (said) { return new Refusal("", "A quarter or a claim names this line. Change its amounts instead"); }
        line.Leave();
        Lines.Remove(line);
        Written(at, by.Agency, Lines.Count, by.Areas);
        return this;
    }

    /// <summary>What it comes to in an area, or together: as printed where it was, worked out where it is kept here.</summary>
    /// <param name="reviews">What case reviews take out of each area's reserves.</param>
    public BudgetSums Sums(string column, IReadOnlyDictionary<string, decimal> reviews)
    {
        var (funding, spending) = (Of("funding", column), Of("spending", column));
        if (!Kept) { return new BudgetSums(funding, null, spending, funding + spending, null, 0, Of("reserves", column)); }
        // An area it is not made for has nothing in it: no zero.
        if (column != BudgetLine.Whole && !Areas.Contains(column)) { return new BudgetSums(null, null, null, null, null, 0, null); }
        decimal Sum(string section) => Lines.Where(l => l.Section == section).SelectMany(l => l.Amounts).Where(a => column == BudgetLine.Whole || a.Area == column).Sum(a => a.Pounds ?? 0);
        var taken = column == BudgetLine.Whole ? reviews.Values.Sum() : reviews.GetValueOrDefault(column);
        var (variance, begun) = (Sum("funding") + Sum("adjustments") + Sum("spending"), Sum("reserves"));
        var moved = Sum(BudgetLine.Moved);
        return new BudgetSums(Sum("funding"), Sum("adjustments"), Sum("spending"), variance, begun, taken, begun + variance + taken + moved) { Moved = moved };
    }

    private BudgetLine Add(string section, string title, string? agency, string note, Dictionary<string, decimal> amounts)
    {
        var line = new BudgetLine { BudgetId = Id, Budget = this, Section = section, Title = title, Kind = "item", Agency = agency };
        line.Write(Lines.Count == 0 ? 1 : Lines.Max(l => l.Position) + 1, note, Amounts(amounts));
        Lines.Add(line);
        return line;
    }

    private static BudgetAmount[] Amounts(Dictionary<string, decimal> pounds) => [.. pounds.Select(p => new BudgetAmount { Area = p.Key, Pounds = p.Value })];
}
