using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Risks;

/// <summary>Something that could keep the partnership from keeping people safe: weighed again and again, until it is closed.</summary>
public sealed class Risk : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestText = 2000;

    public required string[] Areas { get; init; }

    public required string Title { get; init; }

    /// <summary>What could bring it about.</summary>
    public required string Cause { get; init; }

    /// <summary>What would follow for children, adults and the partnership.</summary>
    public required string Effect { get; init; }

    /// <summary>The agency of who owns it; null where it is nobody's of the register.</summary>
    public string? Agency { get; init; }

    /// <summary>Who owns it, by their post.</summary>
    public required string Owner { get; init; }

    /// <summary>The body that follows it.</summary>
    public Guid? BodyId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateOnly? ClosedOn { get; private set; }

    public string ClosedBecause { get; private set; } = "";

    public int Edition { get; private set; }

    public List<Weighing> Weighings { get; } = [];

    /// <summary>As it was weighed last.</summary>
    public Weighing? Now => History is [var last, ..] ? last : null;

    /// <summary>The last weighing first.</summary>
    public IReadOnlyList<Weighing> History => [.. Weighings.OrderByDescending(w => w.At).ThenByDescending(w => w.Id)];

    /// <summary>Weighs it: how likely, how grave, what is done against it. It is to be looked at again by the time its band says.</summary>
    /// <returns>A refusal names Likelihood, Impact, Mitigation or Why.</returns>
    public Outcome<Weighing> Weigh(int? likelihood, int? impact, string mitigation, string why, RiskRules rules, WorkingCalendar calendar, Actor by, DateTimeOffset at)
    {
        if (ClosedOn is not null) { return new Refusal("Likelihood", "This risk is closed"); }
        if (likelihood is null or < 1 or > RiskRules.Most) { return new Refusal("Likelihood", "Select how likely it is"); }
        if (impact is null or < 1 or > RiskRules.Most) { return new Refusal("Impact", "Select how grave it would be"); }
        if (mitigation.Trim().Length is 0 or > LongestText) { return new Refusal("Mitigation", mitigation.Trim().Length == 0 ? "Enter what is done against it" : "What is done against it must be 2,000 characters or fewer"); }
        if (why.Trim().Length > LongestText) { return new Refusal("Why", "Why must be 2,000 characters or fewer"); }
        if (Now is { } before && before.Score != likelihood * impact && why.Trim().Length == 0) { return new Refusal("Why", "Enter why it is weighed otherwise than before"); }
        var (today, band) = (London.DateOf(at), rules.BandOf(likelihood.Value * impact.Value));
        var weighed = new Weighing
        {
            RiskId = Id,
            Risk = this,
            OnDay = today,
            Likelihood = likelihood.Value,
            Impact = impact.Value,
            Mitigation = mitigation.Trim(),
            Why = why.Trim(),
            ReviewOn = Deadline.Due(band.Review, Moment.On(today), calendar).Date,
            At = at,
            ById = by.UserId,
        };
        Weighings.Add(weighed);
        Edition++;
        Happened(Of("risk.weighed", by, Moment.Exactly(at), new FactDetail { Field = "band", Code = band.Id }));
        return weighed;
    }

    /// <summary>It is no risk any more, or came true.</summary>
    public Outcome<Risk> Close(string because, Actor by, DateTimeOffset at)
    {
        if (ClosedOn is not null) { return new Refusal("Because", "This risk is closed"); }
        if (because.Trim().Length is 0 or > LongestText) { return new Refusal("Because", because.Trim().Length == 0 ? "Enter why it is closed" : "Why it is closed must be 2,000 characters or fewer"); }
        (ClosedOn, ClosedBecause) = (London.DateOf(at), because.Trim());
        Edition++;
        Happened(Of("risk.closed", by, Moment.Exactly(at)));
        return this;
    }

    private Fact Of(string kind, Actor by, Moment when, params FactDetail[] details) =>
        new() { Kind = kind, SourceId = Id, Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Agency = by.Agency, Occurred = when, Details = [.. details] };
}

/// <summary>How likely and how grave somebody held a risk to be on a day, and what was done against it. Never changed.</summary>
public sealed class Weighing : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid RiskId { get; init; }

    public required DateOnly OnDay { get; init; }

    /// <summary>1 to 5; so is <see cref="Impact"/>.</summary>
    public required int Likelihood { get; init; }

    public required int Impact { get; init; }

    public required string Mitigation { get; init; }

    public required string Why { get; init; }

    public required DateOnly ReviewOn { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public Risk? Risk { get; init; }

    /// <summary>1 to 25.</summary>
    public int Score => Likelihood * Impact;

    Entity IPart.Whole => Risk ?? throw new InvalidOperationException("Read with its risk");
}
