using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires;

/// <summary>Somebody who is asked in a round: an agency or a team of it, somebody with an account, or a name with an address and a link.</summary>
public sealed class Invitee : Entity, IEdited
{
    public const int LongestName = 200;

    public required Guid RoundId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public string? Team { get; init; }

    /// <summary>A code of <c>sector</c>: the kind of the agency.</summary>
    public required string Sector { get; init; }

    /// <summary>Somebody with an account, asked for themselves.</summary>
    public Guid? StaffId { get; init; }

    /// <summary>As it is shown to those who run the round.</summary>
    public required string Name { get; init; }

    /// <summary>Where the link is sent, by whoever runs the round; empty for somebody with an account.</summary>
    public string Address { get; init; } = "";

    /// <summary>Who else may read and moderate what they answer, as holders: <c>agency:police</c>.</summary>
    public string[] Peers { get; private set; } = [];

    /// <summary>Repeats the round's.</summary>
    public required bool Anonymous { get; init; }

    public required DateTimeOffset InvitedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Of an anonymous round: the day by which they had sent an answer. Nothing says which.</summary>
    public DateOnly? SpentOn { get; private set; }

    public DateOnly? RemindedOn { get; private set; }

    public int Edition { get; private set; }

    public bool ByLink => StaffId is null && (Agency is null || Address.Length > 0);

    /// <summary>Who may know that they were asked.</summary>
    public string Audience => AudienceOf(Agency);

    /// <summary>What an anonymous answer is counted under: the agency, or the area of somebody who belongs to none.</summary>
    public string Part => Agency is { } agency ? Actor.AgencyCircle(agency) : $"area:{Area}";

    internal static string AudienceOf(string? agency) => agency is { } code ? $"boards,{Actor.AgencyCircle(code)}" : "boards";

    public Invitee Ask(Round round, string? by)
    {
        Happened(Of("questionnaire.asked", InvitedAt, by, round.OfKind(), new FactDetail { Field = "sector", Code = Sector }));
        return this;
    }

    public Outcome<Invitee> Withdraw(Round round, DateTimeOffset now, string? by)
    {
        if (WithdrawnAt is not null) { return new Refusal("", "They are not asked any more"); }
        if (SpentOn is not null) { return new Refusal("", "They have answered"); }
        if (round.ClosedAt is not null) { return new Refusal("", "This round is closed"); }
        WithdrawnAt = now;
        Happened(Of("questionnaire.invitation-withdrawn", now, by));
        return this;
    }

    /// <summary>An answer of theirs is in the box.</summary>
    public Outcome<Invitee> Spend(DateOnly on, DateTimeOffset now, string? by)
    {
        if (!Anonymous) { throw new InvalidOperationException("What is not anonymous is kept as a response"); }
        if (SpentOn is not null) { return this; }
        SpentOn = on;
        Happened(Of("questionnaire.sent-anonymously", now, by));
        return this;
    }

    public Invitee Remind(DateOnly on, DateTimeOffset now, string? by)
    {
        RemindedOn = on;
        Happened(Of("questionnaire.reminded", now, by));
        return this;
    }

    /// <summary>Agencies that look at their answers and say what they make of them.</summary>
    public Outcome<Invitee> Moderated(IReadOnlyCollection<string> agencies, Reply? response, DateTimeOffset now, string? by)
    {
        if (Anonymous) { return new Refusal("Peers", "What is anonymous is moderated by nobody"); }
        if (agencies.Any(a => a == Agency)) { return new Refusal("Peers", "An agency does not moderate itself"); }
        Peers = [.. agencies.Select(Actor.AgencyCircle)];
        response?.SeenBy(Peers, now, by);
        Happened(Of("questionnaire.peers-named", now, by, [.. agencies.Select(a => new FactDetail { Field = "peer", Code = a })]));
        return this;
    }

    internal Fact Of(string kind, DateTimeOffset at, string? by, params FactDetail[] details) =>
        new() { Kind = kind, SourceId = Id, BecauseId = RoundId, Area = Area, Agency = by, Occurred = Moment.Exactly(at), VisibleTo = Audience, Details = [.. details] };
}
