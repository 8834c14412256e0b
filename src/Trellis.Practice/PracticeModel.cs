using System.Collections.Immutable;
using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>Where in <c>practice/</c> something was said.</summary>
/// <param name="File">Path relative to the practice folder's parent, with forward slashes: <c>practice/children/front-door.yaml</c>.</param>
/// <param name="Line">From 1.</param>
public readonly record struct Place(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>What the partnership does, as read and checked from <c>practice/</c>. Immutable; every reference in it resolves.</summary>
public sealed record PracticeModel(
    string Version,
    ImmutableArray<Process> Processes,
    ImmutableDictionary<string, CodeList> Codes,
    ImmutableArray<Timescale> Timescales,
    ImmutableArray<StatusRule> Statuses,
    ImmutableArray<Figure> Figures,
    ImmutableArray<Role> Roles,
    ImmutableArray<Publication> Publications,
    ImmutableArray<Area> Areas,
    ImmutableArray<LocalPractice> Local)
{
    /// <summary>Permissions to practise otherwise than guidance says. An outcome with <see cref="Outcome.Under"/> is offered only under its own.</summary>
    public ImmutableArray<Dispensation> Dispensations { get; init; } = [];

    /// <summary>The figures the partnership watches.</summary>
    public Scorecard Scorecard { get; init; } = Scorecard.None;

    /// <summary>How many people rates are for.</summary>
    public ImmutableArray<Population> Populations { get; init; } = [];

    /// <summary>Facts that come from outside the forms.</summary>
    public ImmutableArray<Happening> Happenings { get; init; } = [];

    /// <summary>Which looks at records are put before the information governance lead.</summary>
    public ImmutableArray<UnusualRule> Unusual { get; init; } = [];

    /// <summary>How long what is kept.</summary>
    public RetentionRules Retention { get; init; } = RetentionRules.None;

    /// <summary>What people are told, and when they are reminded.</summary>
    public MessageRules Messages { get; init; } = MessageRules.None;

    /// <summary>What is urgent when nothing else can be reached.</summary>
    public OfflineRules Offline { get; init; } = OfflineRules.None;

    public RiskRules Risks { get; init; } = RiskRules.None;

    public ReportRules Reports { get; init; } = ReportRules.None;

    /// <summary>Who belonged to the partnership when.</summary>
    public FootprintHistory Footprint { get; init; } = FootprintHistory.None;

    public ScrutinyRules Scrutiny { get; init; } = ScrutinyRules.None;

    /// <summary>What an area is called; its code where the model does not know it.</summary>
    public string AreaTitle(string code) => Areas.FirstOrDefault(a => a.Code == code)?.Title ?? code;

    /// <summary>How far actions may be, and when one stands out.</summary>
    public ActionRules Actions { get; init; } = ActionRules.None;

    /// <summary>How often bodies meet, and when their papers are out.</summary>
    public MeetingRules Meetings { get; init; } = MeetingRules.None;

    /// <summary>What training costs, when people are reminded and asked.</summary>
    public TrainingRules Training { get; init; } = TrainingRules.None;

    /// <summary>What the library holds.</summary>
    public LibraryRules Library { get; init; } = LibraryRules.None;

    /// <summary>What the designated officer for allegations needs beside the process.</summary>
    public AllegationRules Allegations { get; init; } = AllegationRules.None;

    /// <summary>How people of two agencies disagree, and by when each stage is answered.</summary>
    public ChallengeRules Challenges { get; init; } = ChallengeRules.None;

    /// <summary>Which decisions about possible duplicates are looked at again.</summary>
    public DuplicateRules Duplicates { get; init; } = DuplicateRules.None;

    /// <summary>Forms that are sent to many, answered and compared.</summary>
    public ImmutableArray<Questionnaire> Questionnaires { get; init; } = [];

    public Questionnaire? Questionnaire(string id) => Questionnaires.FirstOrDefault(q => q.Id == id);

    /// <summary>Feedback that is asked by itself after meetings and steps.</summary>
    public FeedbackRules Feedback { get; init; } = FeedbackRules.None;

    /// <summary>Reviews of serious incidents and deaths, besides their steps.</summary>
    public ReviewRules Reviews { get; init; } = ReviewRules.None;

    /// <summary>What may be audited, and how records are drawn for it.</summary>
    public ImmutableArray<AuditTemplate> Audits { get; init; } = [];

    public AuditTemplate? Audit(string id) => Audits.FirstOrDefault(a => a.Id == id);

    /// <summary>The register of sharing agreements, in its order.</summary>
    public ImmutableArray<SharingAgreement> Agreements { get; init; } = [];

    /// <summary>The circle that alone knows of matters of the process a topic or fact kind belongs to (<c>allegations.referral</c>); null when nothing is hidden by it.</summary>
    public string? HiddenTo(string kind) => Processes.FirstOrDefault(p => p.Id == kind.Split('.')[0])?.HiddenTo;

    /// <summary>The process of this id as practised in an area: with its local overlay when it has one.</summary>
    /// <exception cref="KeyNotFoundException">No such process.</exception>
    public Process ProcessIn(string area, string id) =>
        Local.FirstOrDefault(l => l.Area == area)?.Processes.FirstOrDefault(p => p.Id == id)
        ?? Processes.FirstOrDefault(p => p.Id == id)
        ?? throw new KeyNotFoundException($"No process {id}");

    /// <summary>The areas an area is made of; empty for one that is not made of others.</summary>
    public ImmutableArray<string> PartsOf(string area) => [.. Areas.Where(a => a.PartOf.Contains(area)).Select(a => a.Code)];

    /// <summary>The timescales in force in an area: an overlay may tighten one, or loosen it under a dispensation.</summary>
    public ImmutableArray<Timescale> TimescalesIn(string area) => Local.FirstOrDefault(l => l.Area == area)?.Timescales ?? Timescales;
}

public sealed record Area(string Code, string Title, string Kind, ImmutableArray<string> PartOf, Place Place);

/// <summary>A named, dated permission to practise otherwise than guidance says, granted to areas by an authority.</summary>
/// <param name="To">Last day; null while it has no end.</param>
public sealed record Dispensation(
    string Id, string Title, string Authority, DateOnly From, DateOnly? To, ImmutableArray<string> Areas, string? Criteria, Place Place)
{
    public bool Covers(string area, DateOnly day) => Areas.Contains(area) && day >= From && (To is null || day <= To);
}

/// <summary>A fact that comes from outside the forms: <c>person.died</c>, written in patterns as <c>person died</c>.</summary>
public sealed record Happening(string Id, string Title, Place Place)
{
    /// <summary>Happens to a person once: a birth, a death.</summary>
    public bool Once { get; init; }

    /// <summary>Nobody records it: time brings it (<c>time</c>), or something else that was done (<c>record</c>). Null: people do.</summary>
    public string? By { get; init; }

    /// <summary>The step (process, step) of a new matter that deals with it.</summary>
    public (string Process, string Step)? Starts { get; init; }

    /// <summary>Coded details it has, for figures: the field, and its code list or <c>yes-no</c>.</summary>
    public ImmutableDictionary<string, string> Says { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>Processes and timescales of one area after its overlay is laid over the common ones.</summary>
public sealed record LocalPractice(string Area, ImmutableArray<Process> Processes, ImmutableArray<Timescale> Timescales);

public enum ProcessSubject { Child, Adult, Family, Professional, Place, Organisation }

public sealed record Process(
    string Id,
    string Title,
    ProcessSubject About,
    string? Authority,
    ImmutableArray<string> OpenedBy,
    ImmutableArray<Step> Steps,
    Place Place)
{
    /// <summary>The schedule it is kept under; null only where no schedules are given.</summary>
    public string? Retention { get; init; }

    /// <summary>The circle that alone knows of its matters, besides staff who are let into one by name; null: nothing is hidden by the process.</summary>
    public string? HiddenTo { get; init; }

    public Step? Step(string id) => Steps.FirstOrDefault(s => s.Id == id);

    /// <summary>Whether somebody with these roles may begin a matter of it by its first step. Without openers it is begun by other steps alone.</summary>
    public bool IsOpenedBy(IEnumerable<string> roles) => OpenedBy.Contains("any-agency") || OpenedBy.Contains("public") || roles.Any(OpenedBy.Contains);
}

public enum TakesEffect { Completed, Occurred, Authorised }

/// <summary>One step of a process. Its facts are of kind <see cref="FactKind"/>.</summary>
/// <param name="ApprovedBy">Role whose holder, never the author, must approve; null when none.</param>
/// <param name="Qualified">Qualification its author must hold, for example <c>social-worker</c>.</param>
/// <param name="AskAgencies">It goes to agencies, each of which answers its own copy.</param>
/// <param name="VisibleTo">Circle that alone sees the answers and their facts; null for everyone in the matter.</param>
/// <param name="Then">Step taken up again when all copies are answered, or the asker goes on without them.</param>
/// <param name="BeginsSpell">Status that begins when this step is completed.</param>
/// <param name="ClosesPerson">Completing it, whatever the outcome, ends the person's part in the matter.</param>
/// <param name="Letter">Id of the letter it sends.</param>
public sealed record Step(
    string Process,
    string Id,
    string Title,
    bool Public,
    bool Meeting,
    bool Repeats,
    TakesEffect TakesEffect,
    string? ApprovedBy,
    string? Qualified,
    string? Team,
    bool AskAgencies,
    ImmutableArray<string> NeedsAgencies,
    string? VisibleTo,
    string? Then,
    string? BeginsSpell,
    bool ClosesPerson,
    string? Letter,
    string? Hint,
    ImmutableArray<Section> Form,
    ImmutableArray<Outcome> Outcomes,
    Place Place)
{
    /// <summary>A matter may begin with this step. The first step of a process always may.</summary>
    public bool Entry { get; init; }

    /// <summary>Role that chairs the meeting.</summary>
    public string? ChairedBy { get; init; }

    public Quorum? Quorum { get; init; }

    /// <summary><c>network</c>: every agency in the person's network is asked for a report to the meeting.</summary>
    public string? ReportsFrom { get; init; }

    /// <summary>The step in which each of them writes its report; null: they send papers.</summary>
    public string? Report { get; init; }

    /// <summary>How long before the meeting reports are due.</summary>
    public Limit? ReportsBefore { get; init; }

    /// <summary>For example <c>front-door.contact</c>.</summary>
    public string FactKind => $"{Process}.{Id}";

    public IEnumerable<Field> Fields => Form.SelectMany(s => s.Fields);

    public Outcome? Outcome(string id) => Outcomes.FirstOrDefault(o => o.Id == id);

    /// <summary>The field that says when it happened, if the form asks.</summary>
    public Field? OccurredField => Fields.FirstOrDefault(f => f.Fact == FactUse.Occurred);

    public bool PerPerson => Form.Any(s => s.PerPerson);
}

/// <summary>Who must be at a meeting for its decisions to stand.</summary>
/// <param name="Others">How many agencies besides the included ones.</param>
/// <param name="KnowsChild">One of them has direct contact with the child.</param>
/// <param name="WaivedBy">Who may go on without a quorum, with a reason: <c>chair</c>; null for nobody.</param>
public sealed record Quorum(ImmutableArray<string> Includes, int Others, bool KnowsChild, string? WaivedBy);

/// <param name="PerPerson">The section is filled in for each person of the matter.</param>
public sealed record Section(string Id, string Title, string? Hint, bool PerPerson, ImmutableArray<Field> Fields, Place Place);

public enum FieldType
{
    Text, LongText, Date, DateTime, Number, Money, YesNo, Code, Scale, Person, People, Agency, Agencies, School, Address,
    Document, Table, Calculated,
}

/// <summary>What a meeting says for a field: when it was held, whether it was quorate, why the chair went on without a quorum, which agencies disagreed.</summary>
public enum MeetingSays { Nothing, Held, Quorate, WentOnBecause, Dissent }

/// <summary>What a field gives to the step's fact: nothing, its code as a detail, or the time it happened.</summary>
public enum FactUse { None, Detail, Occurred }

/// <param name="Codes">Id of the code list of a code field.</param>
/// <param name="Sensitive">Role besides the author that alone may read it.</param>
/// <param name="Carry">Brought forward from (step id, field id) of the same matter.</param>
/// <param name="Voice">The child's own words.</param>
/// <param name="MaxLength">Characters; null where the type has none.</param>
public sealed record Field(
    string Id,
    string Label,
    FieldType Type,
    string? Hint,
    bool Required,
    bool Many,
    string? Codes,
    Condition? ShowWhen,
    string? Sensitive,
    (string Step, string Field)? Carry,
    bool Voice,
    FactUse Fact,
    decimal? From,
    decimal? To,
    int? MaxLength,
    Warning? Warning,
    Calculation? Calculation,
    ImmutableArray<Column> Columns,
    Place Place)
{
    /// <summary>What to say when a required answer is missing: <c>Enter when it was received</c>. Null: made from the label.</summary>
    public string? Missing { get; init; }

    /// <summary>A scale that each participant of the meeting answers for themselves.</summary>
    public bool EachParticipant { get; init; }

    /// <summary>What the meeting itself says of this, where it was kept in Trellis: then nobody is asked again.</summary>
    public MeetingSays MeetingSays { get; init; }
}

/// <summary>Shown beside a field when its value is this one: <c>Call 999 now</c>.</summary>
public sealed record Warning(string When, string Text);

/// <summary><c>count of contact for person within 12 months</c>: facts of a kind about the person, in the time before this step.</summary>
public sealed record Calculation(string FactKind, Limit Within);

public sealed record Column(string Id, string Label, FieldType Type, string? Codes, Place Place)
{
    /// <summary>A column of a table asks and reads as a field does that need not be answered.</summary>
    public Field AsField() => new(
        Id, Label, Type, null, false, Type is FieldType.People or FieldType.Agencies, Codes, null, null, null, false,
        FactUse.None, null, null, Type == FieldType.LongText ? 20_000 : 200, null, null, [], Place);
}

/// <param name="NeedsReason">A reason must be given with it.</param>
/// <param name="Opens">Steps offered next: (process, step).</param>
/// <param name="Starts">Steps begun without asking: (process, step).</param>
/// <param name="Under">Dispensation without which the outcome is not offered.</param>
public sealed record Outcome(
    string Id,
    string Title,
    string? Hint,
    bool NeedsReason,
    ImmutableArray<(string Process, string Step)> Opens,
    ImmutableArray<(string Process, string Step)> Starts,
    bool ClosesPerson,
    bool ClosesEveryone,
    string? EndsSpell,
    string? Under,
    Place Place)
{
    /// <summary>It may be chosen only where the answers of the form are so; null: always.</summary>
    public Condition? OnlyWhen { get; init; }

    /// <summary>What whoever chooses it otherwise is told.</summary>
    public string? Refusal { get; init; }
}

public sealed record CodeList(string Id, string Title, string? Source, ImmutableArray<Code> Codes, Place Place)
{
    public Code? Find(string id) => Codes.FirstOrDefault(c => c.Id == id);
}

/// <param name="InUseFrom">The code may be chosen from this day on; null from the start.</param>
/// <param name="InUseTo">Last day it may be chosen; an old record keeps it.</param>
/// <param name="Census">The code the national return uses, when it differs.</param>
public sealed record Code(
    string Id, string Title, string? Hint, string? Group, string? Census, DateOnly? InUseFrom, DateOnly? InUseTo, bool NeedsReason, Place Place)
{
    /// <summary>Cannot be chosen together with another code: <c>No factors identified</c>.</summary>
    public bool Alone { get; init; }

    /// <summary>Of a tie between two people: what the one is to the other when the other is this to the one. <c>child</c> for <c>mother</c>.</summary>
    public string? Inverse { get; init; }

    /// <summary>Of a kind of agency: what such agencies are in the register, where that is another word. <c>council</c> for <c>childrens-social-care</c>.</summary>
    public string? RegisteredAs { get; init; }

    public bool InUse(DateOnly day) => (InUseFrom is null || day >= InUseFrom) && (InUseTo is null || day <= InUseTo);
}

/// <summary>Who may do what: a role's act words, with those of everyone; <c>noun.*</c> stands for every verb of a noun.</summary>
/// <param name="SeesArea">Sees every record of the areas of its posts, because its agency leads there or it holds oversight; otherwise only what it is involved in.</param>
/// <param name="SecondFactor">Whether its holders must sign in with more than a password.</param>
public sealed record Role(
    string Id, string Title, string? Qualification, SecondFactor SecondFactor, ImmutableArray<string> Circles, bool SeesArea, ImmutableArray<string> Acts, Place Place)
{
    /// <summary>Kinds of agency whose own administrator may give it to their people; nobody else's.</summary>
    public ImmutableArray<string> GivenBy { get; init; } = [];
}

public enum SecondFactor { Optional, Required }

/// <summary>How numbers too small to print are hidden in one publication.</summary>
public sealed record Publication(string Id, string Title, int? HideFrom, int? HideTo, int? RoundTo, Place Place);
