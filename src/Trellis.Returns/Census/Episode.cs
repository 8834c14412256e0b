using System.Collections.Immutable;

namespace Trellis.Returns.Census;

/// <summary>From a referral to its closure: the census's <c>CINdetails</c>.</summary>
public sealed class Episode(Child child, int line, int number) : Record(Modules.Episode, child, line, number)
{
    public Child Child => child;

    public Value Referred => this[0];

    public Value Source => this[1];

    public Value Need => this[2];

    public Value Closed => this[3];

    public Value Reason => this[4];

    /// <summary>An initial conference without an enquiry of this episode before it.</summary>
    public Value Conference => this[5];

    /// <summary>The referral led to no further action.</summary>
    public Value NoFurtherAction => this[6];

    public ImmutableArray<Assessment> Assessments { get; private set; } = [];

    public ImmutableArray<CinPlan> CinPlans { get; private set; } = [];

    public ImmutableArray<Enquiry> Enquiries { get; private set; } = [];

    public ImmutableArray<Plan> Plans { get; private set; } = [];

    public ImmutableArray<PreProceedings> PreProceedings { get; private set; } = [];

    internal override Record? Open(Module module, int line)
    {
        if (module == Modules.Assessment) { return Assessments.Length == Most ? null : (Assessments = Assessments.Add(new Assessment(this, line, Assessments.Length + 1)))[^1]; }
        if (module == Modules.CinPlan) { return CinPlans.Length == Most ? null : (CinPlans = CinPlans.Add(new CinPlan(this, line, CinPlans.Length + 1)))[^1]; }
        if (module == Modules.Enquiry) { return Enquiries.Length == Most ? null : (Enquiries = Enquiries.Add(new Enquiry(this, line, Enquiries.Length + 1)))[^1]; }
        if (module == Modules.Plan) { return Plans.Length == Most ? null : (Plans = Plans.Add(new Plan(this, line, Plans.Length + 1)))[^1]; }
        return PreProceedings.Length == Most ? null : (PreProceedings = PreProceedings.Add(new PreProceedings(this, line, PreProceedings.Length + 1)))[^1];
    }

    public override IEnumerable<Record> Groups(Module module) =>
        module == Modules.Assessment ? Assessments
        : module == Modules.CinPlan ? CinPlans
        : module == Modules.Enquiry ? Enquiries
        : module == Modules.Plan ? Plans
        : PreProceedings;
}

/// <summary>An assessment under section 17 of the Children Act 1989.</summary>
public sealed class Assessment(Episode episode, int line, int number) : Record(Modules.Assessment, episode, line, number)
{
    public Episode Episode => episode;

    public Value Started => this[0];

    public Value ReviewPoint => this[1];

    /// <summary>Authorised, which ends it.</summary>
    public Value Authorised => this[2];

    public ImmutableArray<Value> Factors => Many;
}

/// <summary>When a child in need plan ran.</summary>
public sealed class CinPlan(Episode episode, int line, int number) : Record(Modules.CinPlan, episode, line, number)
{
    public Episode Episode => episode;

    public Value Started => this[0];

    public Value Ended => this[1];
}

/// <summary>An enquiry under section 47 of the Children Act 1989.</summary>
public sealed class Enquiry(Episode episode, int line, int number) : Record(Modules.Enquiry, episode, line, number)
{
    public Episode Episode => episode;

    public Value Started => this[0];

    /// <summary>When the initial conference should be held at the latest.</summary>
    public Value Target => this[1];

    /// <summary>When the initial conference was held.</summary>
    public Value Conference => this[2];

    public Value ConferenceNotRequired => this[3];

    /// <summary>No conference was held, and it is not said that none was required.</summary>
    public bool IsOpen => !Conference.IsDay && !ConferenceNotRequired.IsTrue;
}

/// <summary>A child protection plan.</summary>
public sealed class Plan(Episode episode, int line, int number) : Record(Modules.Plan, episode, line, number)
{
    public Episode Episode => episode;

    public Value Started => this[0];

    public Value Ended => this[1];

    public Value FirstCategory => this[2];

    public Value LatestCategory => this[3];

    /// <summary>How many plans the child had before.</summary>
    public Value Earlier => this[4];

    public ImmutableArray<Review> Reviews { get; private set; } = [];

    internal override Record? Open(Module module, int line) => Reviews.Length == Most ? null : (Reviews = Reviews.Add(new Review(this, line, Reviews.Length + 1)))[^1];

    public override IEnumerable<Record> Groups(Module module) => Reviews;
}

/// <summary>A review conference of a child protection plan.</summary>
public sealed class Review(Plan plan, int line, int number) : Record(Modules.Review, plan, line, number)
{
    public Plan Plan => plan;

    public Value Held => this[0];
}

/// <summary>Work with a family before care proceedings, and family group decision making: in the specification from 2026. No rule is about it yet.</summary>
public sealed class PreProceedings(Episode episode, int line, int number) : Record(Modules.PreProceedings, episode, line, number)
{
    public Episode Episode => episode;

    public Value Started => this[0];
}
