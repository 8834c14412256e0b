using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money.Funds;

/// <summary>What was spent of a fund in a quarter, by line, and what its metrics were. What nobody said is not there.</summary>
public sealed class FundReturn : Entity, IEdited
{
    public required Guid FundId { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>1 to 4, from April.</summary>
    public required int Quarter { get; init; }

    public DateTimeOffset SaidAt { get; private set; }

    public Guid SaidBy { get; private set; }

    public int Edition { get; private set; }

    public List<FundSaid> Said { get; } = [];

    public decimal? Of(Guid line, string area) => Said.Find(s => s.LineId == line && s.Area == area)?.Value;

    public static FundReturn Begin(Fund of, int quarter) => new() { FundId = of.Id, Areas = of.Areas, Quarter = quarter };

    /// <summary>Takes the return as it is written now, whole.</summary>
    public Outcome<FundReturn> Say(Fund of, IReadOnlyDictionary<(Guid Line, string Area), decimal> values, Actor by, DateTimeOffset at)
    {
        if (values.Count == 0) { return new Refusal("", "Enter what was spent on one line, or what one metric was"); }
        if (at < London.MidnightOf(Quarters.FirstDay(of.FromOn, Quarter))) { return new Refusal("", $"{Quarters.Title(of.FromOn, Quarter)} has not begun"); }
        foreach (var ((line, area), value) in values)
        {
            if (Said.Find(s => s.LineId == line && s.Area == area) is { } held) { held.Value = value; }
            else { Said.Add(new FundSaid { ReturnId = Id, Return = this, LineId = line, Area = area, Value = value }); }
        }

        foreach (var gone in Said.Where(s => !values.ContainsKey((s.LineId, s.Area))).ToArray())
        {
            gone.Leave();
            Said.Remove(gone);
        }

        (SaidAt, SaidBy) = (at, by.UserId);
        ImmutableArray<(string Field, string Code)> details = [("year", of.Year), ("quarter", Quarter.ToString(CultureInfo.InvariantCulture)), ("values", values.Count.ToString(CultureInfo.InvariantCulture))];
        foreach (var area in Areas.Intersect(by.Areas))
        {
            Happened(new Fact { Kind = "money.fund-returned", Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at), SourceId = Id, Details = [.. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })] });
        }

        return this;
    }
}

/// <summary>One number of a return: pounds of an item, otherwise in the metric's own unit.</summary>
public sealed class FundSaid : IPart
{
    private FundReturn? left;

    public Guid ReturnId { get; init; }

    public FundReturn? Return { get; init; }

    Entity IPart.Whole => Return ?? left ?? throw new InvalidOperationException("Read with its return");

    public Guid LineId { get; init; }

    public required string Area { get; init; }

    public decimal Value { get; set; }

    /// <summary>It goes: what it belonged to is still known when that is written down.</summary>
    internal void Leave() => left = Return;
}
