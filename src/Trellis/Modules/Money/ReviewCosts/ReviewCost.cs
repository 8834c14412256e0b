using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money.ReviewCosts;

/// <summary>What a case review cost: one area paid it, and each carries its share out of its reserves.</summary>
public sealed class ReviewCost : Entity, IEdited
{
    public const int LongestWhat = 200;

    public required Guid BudgetId { get; init; }

    public required string[] Areas { get; init; }

    public required string PaidBy { get; init; }

    /// <summary>For example the independent author's fee. Tells of nobody and of no review.</summary>
    public required string What { get; init; }

    public required decimal Amount { get; init; }

    public required DateOnly OnDay { get; init; }

    public int Edition { get; private set; }

    public List<ReviewShare> Shares { get; } = [];

    /// <summary>Which review it is; null for those who may not see it.</summary>
    public ReviewLink? Link { get; private set; }

    public decimal Share(string area) => Shares.Find(s => s.Area == area)?.Pounds ?? 0;

    /// <summary>What an area owes to the one that paid, or with a minus is owed: of all areas together nothing.</summary>
    public decimal Owes(string area) => Share(area) - (area == PaidBy ? Amount : 0);

    public static Outcome<ReviewCost> Charge(Budget of, Guid? review, string paidBy, string what, decimal? amount, DateOnly? on, IReadOnlyDictionary<string, decimal> shares, Actor by, DateTimeOffset at)
    {
        if (!of.Kept) { return new Refusal("", "This budget stands as it was printed"); }
        if (review is null) { return new Refusal("Review", "Select which review it is for"); }
        if (what.Trim().Length is 0 or > LongestWhat) { return new Refusal("What", what.Trim().Length == 0 ? "Enter what was paid for" : $"What was paid for must be {LongestWhat} characters or fewer"); }
        if (amount is not > 0) { return new Refusal("Amount", "Enter an amount of more than nothing"); }
        if (on is null || on > London.DateOf(at)) { return new Refusal("On", on is null ? "Enter the day it was paid" : "The day it was paid must be today or in the past"); }
        if (!of.Areas.Contains(paidBy)) { return new Refusal("PaidBy", "Select the area that paid it"); }
        if (shares.Values.Any(s => s < 0)) { return new Refusal($"Shares[{of.Areas[0]}]", "A share is not less than nothing"); }
        if (shares.Values.Sum() is var sum && sum != amount) { return new Refusal($"Shares[{of.Areas[0]}]", $"The shares must come to the whole cost, {Pounds.Of(amount)}: they come to {Pounds.Of(sum)}"); }
        var cost = new ReviewCost { BudgetId = of.Id, Areas = of.Areas, PaidBy = paidBy, What = what.Trim(), Amount = amount.Value, OnDay = on.Value };
        foreach (var (area, pounds) in shares.Where(s => s.Value > 0)) { cost.Shares.Add(new ReviewShare { CostId = cost.Id, Cost = cost, Area = area, Pounds = pounds }); }
        cost.Link = new ReviewLink { CostId = cost.Id, Cost = cost, ReviewId = review.Value };
        foreach (var area in of.Areas.Intersect(by.Areas)) { cost.Happened(new Fact { Kind = "money.review-charged", Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at), SourceId = cost.Id, Details = [new FactDetail { Field = "year", Code = of.Year }] }); }
        return cost;
    }

    /// <summary>What case reviews take out of each area's reserves.</summary>
    public static IReadOnlyDictionary<string, decimal> Taken(IEnumerable<ReviewCost> costs) => costs.SelectMany(c => c.Shares).GroupBy(s => s.Area).ToDictionary(g => g.Key, g => g.Sum(s => s.Pounds));
}

/// <summary>An area's share of a cost.</summary>
public sealed class ReviewShare : IPart
{
    public Guid CostId { get; init; }

    public ReviewCost? Cost { get; init; }

    Entity IPart.Whole => Cost ?? throw new InvalidOperationException("Read with its cost");

    public required string Area { get; init; }

    public required decimal Pounds { get; init; }
}

/// <summary>Which review a cost is of: a row that those alone see who see the review.</summary>
public sealed class ReviewLink : IPart
{
    public Guid CostId { get; init; }

    public ReviewCost? Cost { get; init; }

    Entity IPart.Whole => Cost ?? throw new InvalidOperationException("Read with its cost");

    public required Guid ReviewId { get; init; }
}
