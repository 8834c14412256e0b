using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>How it goes: put to somebody, answered, taken further, agreed, ended with what changed.</summary>
public sealed partial class Disagreement
{
    /// <param name="fromKind">What kind of agency raises it.</param>
    public Outcome<Disagreement> Raise(string words, string safety, string stage, PutTo to, string fromKind, Actor by)
    {
        if (Said(words, "Words", "Enter what you disagree with, and why") is { } empty) { return empty; }
        if (Level == OfACase && Said(safety, "Safety", "Enter what keeps the child safe meanwhile") is { } unsafely) { return unsafely; }
        if (to.Staff.Contains(by.UserId)) { return new Refusal("Post", "You hold this post yourself. Ask somebody else to answer"); }
        Involved = [RaisedBy];
        Happened(Of("challenge.raised", RaisedAt, by, ("about", About), ("stage", stage), ("from-kind", fromKind), ("to-kind", to.Kind)));
        Put(Turn.Raised, words, safety, stage, to, fromKind, by, RaisedAt);
        return this;
    }

    /// <param name="position">A code of the list challenge-position.</param>
    /// <param name="toKind">What kind of agency answers.</param>
    public Outcome<Turn> Reply(string position, string words, string toKind, WorkingCalendar calendar, Actor by, DateTimeOffset at)
    {
        if (State != Asked) { return new Refusal("Answer", "This is not waiting for an answer"); }
        // What another partnership answers comes by letter, and whoever asked records it.
        if (by.UserId == RaisedBy && ToAgency is not null) { return new Refusal("Answer", "You raised it yourself, so somebody else must answer"); }
        if (Said(words, "Reply", "Enter your answer, and why") is { } empty) { return empty; }
        var (put, today) = (LastPut!, London.DateOf(at));
        var turn = Add(Turn.Answered, Stage, words, "", by, at, position: position);
        State = Answered;
        var days = calendar.WorkingDaysBetween(London.DateOf(put.At), today);
        Happened(Of("challenge.answered", at, by, ("stage", Stage), ("position", position), ("took", Took(days)), ("in-time", DueOn is null || today <= DueOn ? "yes" : "no"), ("to-kind", toKind)));
        return turn;
    }

    /// <summary>To the next stage: because the answer does not settle it, or because there is none in time.</summary>
    public Outcome<Turn> TakeFurther(ChallengeStage next, string words, string safety, PutTo to, string fromKind, Actor by, DateTimeOffset at)
    {
        if (State == Asked && !IsLate(London.DateOf(at))) { return new Refusal("Further", $"They have until {(DueOn is { } due ? English.Date(due) : "they answer")} to answer"); }
        if (State is not (Asked or Answered)) { return new Refusal("Further", "This is settled already"); }
        if (Said(words, "Further", "Enter why it is taken further") is { } empty) { return empty; }
        if (Level == OfACase && Said(safety, "Safety", "Enter what keeps the child safe meanwhile") is { } unsafely) { return unsafely; }
        if (to.Staff.Contains(by.UserId)) { return new Refusal("Post", "You hold this post yourself. Ask somebody else to answer"); }
        return Put(Turn.Further, words, safety, next.Id, to, fromKind, by, at);
    }

    /// <summary>Whoever raised it takes the answer.</summary>
    public Outcome<Turn> Agree(string words, Actor by, DateTimeOffset at)
    {
        if (State != Answered) { return new Refusal("Agreed", "There is no answer to agree to yet"); }
        if (Said(words, "Agreed", "Enter what was agreed") is { } empty) { return empty; }
        State = Agreed;
        return Add(Turn.Agreed, Stage, words, "", by, at);
    }

    /// <summary>Ended, with what changed. Without agreement only as not settled, after the last stage, or as withdrawn.</summary>
    /// <param name="outcome">A code of the list challenge-outcome.</param>
    /// <param name="isLast">Nothing goes further than the stage it stands at.</param>
    public Outcome<Turn> End(string outcome, string changed, string learning, bool isLast, string fromKind, string toKind, Actor by, DateTimeOffset at)
    {
        if (State == Closed) { return new Refusal("Outcome", "This has ended already"); }
        if (outcome == "unresolved" && !(isLast && State == Answered)) { return new Refusal("Outcome", "It can be left unsettled only when the last stage has answered"); }
        if (outcome is not ("withdrawn" or "unresolved") && State != Agreed) { return new Refusal("Outcome", "It ends so once both agree"); }
        if (Said(changed, "Changed", outcome == "withdrawn" ? "Enter why it is withdrawn" : "Enter what changed because of it, or that nothing did") is { } empty) { return empty; }
        if (outcome != "withdrawn" && Said(learning, "Learning", "Enter what both agencies learn from it") is { } unlearnt) { return unlearnt; }
        (State, Outcome, Changed, Learning, EndedAt, DueOn) = (Closed, outcome, changed.Trim(), learning.Trim(), at, null);
        Happened(Of("challenge.closed", at, by, ("outcome", outcome), ("stage", Stage), ("from-kind", fromKind), ("to-kind", toKind)));
        return Add(Turn.Closed, Stage, changed, "", by, at, silent: true);
    }

    /// <summary>Nobody answered in time: said once at each stage, by the system.</summary>
    internal Turn? NotInTime(DateOnly today, DateTimeOffset at)
    {
        if (!IsLate(today) || Turns.Exists(t => t.Kind == Turn.Late && t.Stage == Stage)) { return null; }
        return Add(Turn.Late, Stage, "", "", Actor.TheSystem(Areas), at);
    }

    private Turn Put(string kind, string words, string safety, string stage, PutTo to, string fromKind, Actor by, DateTimeOffset at)
    {
        (State, Stage, DueOn) = (Asked, stage, to.DueOn);
        Involved = [.. Involved.Union(to.Staff)];
        var turn = Add(kind, stage, words, safety, by, at, to, silent: true);
        Happened(Of("challenge.asked", at, by, ("stage", stage), ("from-kind", fromKind), ("to-kind", to.Kind)));
        return turn;
    }

    private Turn Add(string kind, string stage, string words, string safety, Actor by, DateTimeOffset at, PutTo? to = null, string? position = null, bool silent = false)
    {
        var turn = new Turn
        {
            ChallengeId = Id,
            Disagreement = this,
            Stage = stage,
            Kind = kind,
            At = at,
            ById = by.UserId,
            Agency = to is null ? by.Agency : to.Agency,
            Post = to?.Post ?? "",
            Asked = [.. to?.Staff ?? []],
            DueOn = to?.DueOn,
            Position = position,
            Text = words.Trim(),
            Safety = safety.Trim(),
        };
        Turns.Add(turn);
        if (by.UserId != Actor.SystemId) { Involved = [.. Involved.Append(by.UserId).Distinct()]; }
        if (!silent && kind is Turn.Agreed or Turn.Late) { Happened(Of(kind == Turn.Late ? "challenge.late" : "challenge.agreed", at, by, ("stage", stage))); }
        return turn;
    }

    private static Refusal? Said(string words, string field, string missing) =>
        string.IsNullOrWhiteSpace(words) ? new Refusal(field, missing) : words.Length > LongestWords ? new Refusal(field, "This must be 4,000 characters or fewer") : null;

    private static string Took(int days) => days switch { 0 => "same-day", <= 2 => "1-2", <= 5 => "3-5", <= 10 => "6-10", _ => "over-10" };

    /// <summary>Of those of its areas that whoever did it acts in, the first: of another one they may say nothing.</summary>
    private Fact Of(string kind, DateTimeOffset at, Actor by, params (string Field, string Code)[] said) => new()
    {
        Kind = kind,
        SourceId = Id,
        MatterId = MatterId,
        VisibleTo = VisibleTo,
        Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0],
        Agency = by.Agency,
        Occurred = Moment.Exactly(at),
        Details = [.. said.Select(s => new FactDetail { Field = s.Field, Code = s.Code })],
    };
}
