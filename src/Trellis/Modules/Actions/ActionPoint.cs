using System.Globalization;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Actions;

/// <summary>Something somebody is to do by a day, whoever set it. One list holds them all.</summary>
public sealed partial class ActionPoint : Entity, IEdited
{
    public const int LongestText = 4000;
    public const int LongestOwner = 200;
    public const int LongestStandard = 500;

    /// <summary><c>A1001</c></summary>
    public required string Reference { get; init; }

    /// <summary>Of one about a matter, the matter's: the database sees to it.</summary>
    public required string[] Areas { get; init; }

    /// <summary>The body that set it; it agrees that the action is complete.</summary>
    public Guid? BodyId { get; init; }

    /// <summary>The body that follows it now: where it was carried forward, else the one that set it.</summary>
    public Guid? ForBodyId { get; private set; }

    /// <summary>The meeting it was set at.</summary>
    public Guid? MeetingId { get; init; }

    /// <summary>The meeting it was carried forward to.</summary>
    public Guid? ForMeetingId { get; private set; }

    public Guid? AgendaItemId { get; init; }

    /// <summary>A key of <see cref="ActionSources.Titles"/>.</summary>
    public required string Source { get; init; }

    /// <summary>The plan, audit, review, recommendation or step that set it.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>The matter it is about: who sees that sees the action, and nobody else.</summary>
    public Guid? MatterId { get; init; }

    /// <summary>The circles that alone may see it, of one about a matter.</summary>
    public string? VisibleTo { get; init; }

    public DateOnly? SetOn { get; init; }

    /// <summary>The item of the agenda it came from, as written.</summary>
    public string Item { get; init; } = "";

    public required string Text { get; init; }

    /// <summary>The agency whose it is, by its code in the register.</summary>
    public string? Agency { get; private set; }

    public string? PostRole { get; private set; }

    public string? PostTeam { get; private set; }

    public string? PostTitle { get; private set; }

    public string? PostArea { get; private set; }

    /// <summary>Whose it is, as written.</summary>
    public string Owner { get; private set; } = "";

    public DateOnly? DueOn { get; private set; }

    /// <summary>A status of <c>practice/actions.yaml</c>.</summary>
    public required string Status { get; set; }

    /// <summary>What the tracker says for it.</summary>
    public string StatusWritten { get; set; } = "";

    public DateOnly? EndedOn { get; private set; }

    public DateTimeOffset? AgreedAt { get; private set; }

    public Guid? AgreedBy { get; private set; }

    /// <summary>How often it was carried forward.</summary>
    public int Carried { get; private set; }

    /// <summary>When something was last said of it.</summary>
    public DateOnly? SaidOn { get; private set; }

    /// <summary>The due dates it was escalated for.</summary>
    public DateOnly[] EscalatedFor { get; private set; } = [];

    /// <summary>The declared figure it is meant to change.</summary>
    public string? Figure { get; private set; }

    /// <summary>The standard of an audit it is meant to meet, in words.</summary>
    public string Standard { get; private set; } = "";

    /// <summary>The row of a tracker it came from.</summary>
    public string? Origin { get; init; }

    /// <summary>The tracker it was brought in with, so that all of that can be undone.</summary>
    public Guid? ListId { get; init; }

    public string Document { get; init; } = "";

    public int? Line { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    /// <summary>All that was said and done of it.</summary>
    public List<Progress> Progress { get; } = [];

    public List<Evidence> Evidence { get; } = [];

    /// <summary>What was said last of how far it is.</summary>
    public Progress? Last => Progress.Where(p => p.Kind == Actions.Progress.Said).OrderBy(p => p.At).ThenBy(p => p.Id).LastOrDefault();

    /// <summary>To a meeting of the body that set it. One about a matter is no board's to see.</summary>
    internal bool MayBeTaken(Practice.ActionRules rules) => BodyId is not null && MatterId is null && !rules.Ended.Contains(Status);

    public ActionOwner Whose => new(Agency, Owner, PostRole, PostTeam, PostTitle, PostArea);

    /// <param name="by">Whoever sets it.</param>
    /// <param name="update">What a tracker says became of it.</param>
    public ActionPoint Set(Actor by, string update = "")
    {
        ForBodyId = BodyId;
        Happened(Of("action.set", SetOn is { } on ? Moment.On(on) : Moment.Exactly(MadeAt), by, new FactDetail { Field = "status", Code = Status }, new FactDetail { Field = "source", Code = Source }));
        if (update.Length > 0 || StatusWritten.Length > 0)
        {
            Progress.Add(new Progress { ActionId = Id, Action = this, At = MadeAt, Status = Status, StatusWritten = StatusWritten, Text = update });
            SaidOn = London.DateOf(MadeAt);
        }

        return this;
    }

    /// <summary>Whose it is and by when.</summary>
    public Outcome<ActionPoint> Assign(ActionOwner owner, DateOnly? due, DateTimeOffset at, Actor by)
    {
        if (SetOn is { } set && due < set) { return new Refusal("Due", "The due date must be the same as or after the day it was set"); }
        (Agency, Owner, PostRole, PostTeam, PostTitle, PostArea, DueOn) = (owner.Agency, owner.Written.Trim(), owner.Role, owner.Team, owner.Title, owner.Area, due);
        List<FactDetail> details = [];
        if (due is { } day) { details.Add(Day("due", day)); }
        if (owner.Agency is { } agency) { details.Add(new FactDetail { Field = "agency", Code = agency }); }
        Happened(Of("action.assigned", Moment.Exactly(at), by, [.. details]));
        return this;
    }

    /// <summary>What it is meant to change: a declared figure, a standard, both or neither.</summary>
    public ActionPoint Aim(string? figure, string standard, DateTimeOffset at, Actor by)
    {
        (Figure, Standard) = (figure, standard.Trim());
        Happened(Of("action.aimed", Moment.Exactly(at), by, figure is null ? [] : [new FactDetail { Field = "figure", Code = figure }]));
        return this;
    }

    internal static FactDetail Day(string field, DateOnly day) => new() { Field = field, Code = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };

    /// <summary>Of those of its areas that whoever did it acts in, the first: of another one they may say nothing.</summary>
    private Fact Of(string kind, Moment at, Actor by, params FactDetail[] details) => new()
    {
        Kind = kind,
        SourceId = Id,
        MatterId = MatterId,
        VisibleTo = VisibleTo,
        Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0],
        Agency = by.Agency,
        Occurred = at,
        Details = [.. details],
    };
}
