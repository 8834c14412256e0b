using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires;

/// <summary>What somebody who is named answers: open while it is written, to be signed, final. Reopened, it is written on, and what was signed before stays readable.</summary>
public sealed class Reply : Entity, IEdited
{
    public const string Open = "open";
    public const string ToSign = "to-sign";
    public const string Final = "final";

    public required Guid RoundId { get; init; }

    public required Guid InvitationId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public Guid? StaffId { get; init; }

    public string[] Peers { get; private set; } = [];

    public string State { get; private set; } = Open;

    /// <summary>The answers of the last round as form values, which this began with.</summary>
    public string? Brought { get; init; }

    public int Versions { get; private set; }

    public required DateTimeOffset BegunAt { get; init; }

    public DateTimeOffset? FinalAt { get; private set; }

    public Guid? FinalBy { get; private set; }

    public int Edition { get; private set; }

    public List<ResponseVersion> Written { get; } = [];

    public List<Delegation> Delegations { get; } = [];

    public List<ResponseEvidence> Evidence { get; } = [];

    public List<Moderation> Moderations { get; } = [];

    /// <summary>What stands; null while it is written on.</summary>
    public ResponseVersion? Stands => State == Final ? Written.Find(v => v.ReplacedAt is null) : null;

    private string Audience => Agency is { } agency && StaffId is null ? $"boards,{Actor.AgencyCircle(agency)}" : "boards";

    public static Reply Begin(Invitee invitee, string? brought, DateTimeOffset now, string? by)
    {
        var response = new Reply { RoundId = invitee.RoundId, InvitationId = invitee.Id, Area = invitee.Area, Agency = invitee.Agency, StaffId = invitee.StaffId, Peers = invitee.Peers, Brought = brought, BegunAt = now };
        response.Happened(response.Of("questionnaire.begun", now, by));
        return response;
    }

    internal void SeenBy(string[] peers, DateTimeOffset now, string? by)
    {
        Peers = peers;
        Happened(Of("questionnaire.response-shown", now, by));
    }

    /// <summary>The executive is asked to sign it.</summary>
    public Outcome<Reply> AskToSign(DateTimeOffset now, string? by)
    {
        if (State != Open) { return new Refusal("", State == Final ? "This is signed already" : "The executive is asked already"); }
        State = ToSign;
        Happened(Of("questionnaire.sign-off-asked", now, by));
        return this;
    }

    /// <summary>Signed by the executive, or sent where nobody signs: from now on it stands as it is written.</summary>
    /// <param name="ratings">The colour of each standard that has one: (standard, colour).</param>
    public Outcome<ResponseVersion> Finish(FrozenResponse written, IReadOnlyCollection<(string Standard, string Colour)> ratings, Round round, string sector, DateTimeOffset now, Actor by)
    {
        if (State == Final) { return new Refusal("", "This is signed already"); }
        if (!round.IsOpen) { return new Refusal("", "This round is closed"); }
        var body = written.Write();
        foreach (var before in Written.Where(v => v.ReplacedAt is null)) { before.ReplacedAt = now; }
        var version = new ResponseVersion { ResponseId = Id, Reply = this, RoundId = RoundId, Area = Area, Agency = Agency, StaffId = StaffId, Number = ++Versions, Body = body, Hash = ResponseVersion.HashOf(body), At = now, ById = by.UserId };
        Written.Add(version);
        (State, FinalAt, FinalBy) = (Final, now, by.UserId);
        Happened(new Fact
        {
            Kind = "questionnaire.signed",
            SourceId = Id,
            BecauseId = RoundId,
            Area = Area,
            Agency = by.Agency,
            Occurred = Moment.Exactly(now),
            VisibleTo = Audience,
            Frozen = version.Hash,
            Details = [round.OfKind(), new() { Field = "sector", Code = sector }, new() { Field = "version", Code = Versions.ToString(System.Globalization.CultureInfo.InvariantCulture) }],
        });
        foreach (var (standard, colour) in ratings)
        {
            Happened(new Fact
            {
                Kind = "questionnaire.standard-rated",
                SourceId = Id,
                BecauseId = RoundId,
                Area = Area,
                Agency = by.Agency,
                Occurred = Moment.Exactly(now),
                VisibleTo = Audience,
                Details = [round.OfKind(), new() { Field = "sector", Code = sector }, new() { Field = "standard", Code = standard }, new() { Field = "colour", Code = colour }],
            });
        }

        return version;
    }

    /// <summary>It is written on. What was signed counts nowhere any more, and stays readable.</summary>
    /// <param name="said">The facts of the standards that were signed for.</param>
    public Outcome<Reply> Reopen(IEnumerable<Fact> said, string? reason, Round round, DateTimeOffset now, string? by)
    {
        if (string.IsNullOrWhiteSpace(reason)) { return new Refusal("Reason", "Enter why it is opened again"); }
        if (State == Open) { return new Refusal("Reason", "This is open already"); }
        if (!round.IsOpen) { return new Refusal("Reason", "This round is closed"); }
        (State, FinalAt, FinalBy) = (Open, null, null);
        foreach (var fact in said) { Happened(fact.Corrected(fact.Occurred, [.. fact.Details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })], null, isVoid: true)); }
        Happened(Of("questionnaire.reopened", now, by));
        return this;
    }

    public Outcome<Delegation> Give(string section, Guid colleague, DateTimeOffset now, Actor by)
    {
        if (State != Open) { return new Refusal("Colleague", "This is not written on any more"); }
        foreach (var before in Delegations.Where(d => d.Section == section && d.EndedAt is null)) { before.EndedAt = now; }
        var given = new Delegation { ResponseId = Id, Reply = this, RoundId = RoundId, Area = Area, Agency = Agency, Section = section, StaffId = colleague, ById = by.UserId, At = now };
        Delegations.Add(given);
        Happened(Of("questionnaire.section-given", now, by.Agency, new FactDetail { Field = "section", Code = section }));
        return given;
    }

    public void Done(Delegation section, DateTimeOffset now, string? by)
    {
        section.DoneAt = now;
        Happened(Of("questionnaire.section-done", now, by, new FactDetail { Field = "section", Code = section.Section }));
    }

    public void Added(ResponseEvidence evidence, DateTimeOffset now, string? by)
    {
        Evidence.Add(evidence);
        Happened(Of("questionnaire.evidence-added", now, by, new FactDetail { Field = "field", Code = evidence.Field }));
    }

    /// <summary>What a peer or the business unit makes of a score. The agency's own stays as it is.</summary>
    public Outcome<Moderation> Moderate(Question question, string given, string? reason, DateTimeOffset now, Actor by)
    {
        if (Stands is not { } version) { return new Refusal("Given", "Only what is signed is moderated"); }
        if (by.Agency == Agency && Agency is not null) { return new Refusal("Given", "An agency does not moderate itself"); }
        if (question.Options.All(o => o.Code != given)) { return new Refusal("Given", "Select what you make of it"); }
        if (reason?.Trim() is not { Length: > 0 and <= Moderation.LongestReason } why) { return new Refusal("Reason", "Enter why, in 2,000 characters or fewer"); }
        foreach (var before in Moderations.Where(m => m.Field == question.Id && m.ReplacedAt is null)) { before.ReplacedAt = now; }
        var made = new Moderation
        {
            ResponseId = Id,
            Reply = this,
            RoundId = RoundId,
            Area = Area,
            Agency = Agency,
            Field = question.Id,
            Own = FrozenResponse.Read(version.Body).Answer(question.Id) ?? "",
            Given = given,
            Reason = why,
            At = now,
            ById = by.UserId,
            ByAgency = by.Agency,
        };
        Moderations.Add(made);
        Happened(Of("questionnaire.moderated", now, by.Agency, new FactDetail { Field = "field", Code = question.Id }, new FactDetail { Field = "own", Code = made.Own.Length == 0 ? "none" : made.Own }, new FactDetail { Field = "given", Code = given }));
        return made;
    }

    /// <summary>The facts of the standards that stand as signed for.</summary>
    public Task<List<Fact>> RatedAsync(RecordDb db, CancellationToken stop = default) =>
        db.Facts.AsNoTracking().Include(f => f.Details).Where(f => f.SourceId == Id && f.Kind == "questionnaire.standard-rated" && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)).ToListAsync(stop);

    private Fact Of(string kind, DateTimeOffset at, string? by, params FactDetail[] details) =>
        new() { Kind = kind, SourceId = Id, BecauseId = RoundId, Area = Area, Agency = by, Occurred = Moment.Exactly(at), VisibleTo = Audience, Details = [.. details] };
}
