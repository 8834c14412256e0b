using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>Something somebody is to do by a day, whoever set it. One list holds them all.</summary>
public sealed class ActionPoint : Entity, IEdited
{
    public const int LongestText = 4000;

    /// <summary><c>A1001</c></summary>
    public required string Reference { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>The body that set it; it agrees that the action is complete.</summary>
    public Guid? BodyId { get; init; }

    public DateOnly? SetOn { get; init; }

    /// <summary>The item of the agenda it came from, as written.</summary>
    public string Item { get; init; } = "";

    public required string Text { get; init; }

    /// <summary>The agency whose it is, by its code in the register.</summary>
    public string? Agency { get; private set; }

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

    /// <summary>The row of a tracker it came from.</summary>
    public string? Origin { get; init; }

    public string Document { get; init; } = "";

    public int? Line { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<Progress> Progress { get; } = [];

    /// <summary>What was said last.</summary>
    public Progress? Last => Progress.OrderBy(p => p.At).ThenBy(p => p.Id).LastOrDefault();

    /// <param name="update">What the tracker says became of it.</param>
    public ActionPoint Set(string? agency, string update = "")
    {
        Happened(Of("action.set", SetOn is { } on ? Moment.On(on) : Moment.Exactly(MadeAt), agency, new FactDetail { Field = "status", Code = Status }));
        if (update.Length > 0 || StatusWritten.Length > 0) { Progress.Add(new Progress { ActionId = Id, Action = this, At = MadeAt, Status = Status, StatusWritten = StatusWritten, Text = update }); }
        return this;
    }

    /// <summary>Whose it is and by when.</summary>
    public Outcome<ActionPoint> Assign(string? agency, string owner, DateOnly? due, DateTimeOffset at, string? by)
    {
        if (SetOn is { } set && due < set) { return new Refusal("Due", "The due date must be the same as or after the day it was set"); }
        (Agency, Owner, DueOn) = (agency, owner.Trim(), due);
        Happened(Of("action.assigned", Moment.Exactly(at), by, due is { } day ? [new FactDetail { Field = "due", Code = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }] : []));
        return this;
    }

    /// <summary>How far it is, with what was done.</summary>
    public Outcome<Progress> Update(ActionStatus status, string written, string text, Actor by, DateTimeOffset at, DateOnly today)
    {
        if (status.Ends && string.IsNullOrWhiteSpace(text)) { return new Refusal("Text", "Enter what was done, or why nothing more is to be done"); }
        (Status, StatusWritten, EndedOn) = (status.Id, written, status.Ends ? today : null);
        (AgreedAt, AgreedBy) = (null, null);
        var progress = new Progress { ActionId = Id, Action = this, At = at, ById = by.UserId, Status = status.Id, StatusWritten = written, Text = text.Trim() };
        Progress.Add(progress);
        Happened(Of("action.updated", Moment.Exactly(at), by.Agency, new FactDetail { Field = "status", Code = status.Id }));
        return progress;
    }

    /// <summary>The body that set it agrees that it is done. Whoever said so last does not agree it too.</summary>
    public Outcome<ActionPoint> Agree(Actor by, ActionRules rules, DateTimeOffset at)
    {
        if (rules.Find(Status) is not { Ends: true }) { return new Refusal("Agreed", "This action is not complete yet"); }
        if (AgreedAt is not null) { return new Refusal("Agreed", "This was agreed already"); }
        if (Last?.ById == by.UserId) { return new Refusal("Agreed", "You said that it is complete, so somebody else agrees it"); }
        (AgreedAt, AgreedBy) = (at, by.UserId);
        Happened(Of("action.agreed", Moment.Exactly(at), by.Agency));
        return this;
    }

    private Fact Of(string kind, Moment at, string? by, params FactDetail[] details) => new()
    {
        Kind = kind,
        SourceId = Id,
        BecauseId = null,
        Area = Areas[0],
        Agency = by,
        Occurred = at,
        Details = [.. details],
    };
}

/// <summary>What was said of an action on one day. Never changed.</summary>
public sealed class Progress : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ActionId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who said it; null when a tracker did.</summary>
    public Guid? ById { get; init; }

    public required string Status { get; init; }

    public string StatusWritten { get; init; } = "";

    public string Text { get; init; } = "";

    public ActionPoint? Action { get; init; }

    Entity IPart.Whole => Action ?? throw new InvalidOperationException("Load the progress with its action to change it");
}
