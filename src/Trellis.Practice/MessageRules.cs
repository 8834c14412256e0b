using System.Collections.Immutable;
using Trellis.Platform.Messages;

namespace Trellis.Practice;

/// <summary>What happened, that people may be told of.</summary>
public enum Occasion { WorkWaits, AgencyAsked, ApprovalWaits, StepReturned, StepWithdrawn, DueSoon, DueToday, Late, UnusualLook, Invited, SetUpAgain, NewDevice, SignInChanged, GlassBroken, ActionSet, ActionOverdue, AnswerDue, MeetingCalled, MeetingChanged, AgendaOut, MinutesOut, AskedToMeeting, MeetingMoved, RecordSent, QuestionnaireAsked, QuestionnaireDue, SectionGiven, QuestionnaireToSign, QuestionnaireReopened, SentToRead, ImpactAsked, ReviewNear, ChallengeAsked, ChallengeAnswered, ChallengeLate, AssuranceAsked, ScrutinyAsked, ScrutinyAnswered, ScrutinyDue, AuditorNamed, AuditWaits, CopyGiven }

/// <summary>
/// <c>WaitsFor</c>: the team, the agency or the approvers whose turn it is. Of an account: <c>Themselves</c>, whose it is;
/// <c>AgencyAdministrators</c>, of their agencies. <c>Governance</c>: who governs information in the area. Of a meeting: <c>AtTable</c>, whoever holds a seat or deputises.
/// </summary>
public enum Told { WaitsFor, Author, Manager, Themselves, AgencyAdministrators, Governance, AtTable }

/// <summary>A kind of message, from <c>practice/messages.yaml</c>.</summary>
/// <param name="Steps">Fact kinds of the steps it is for; empty for all that no other kind of the occasion names.</param>
/// <param name="Tray">May hold <c>{topic}</c>, the title of the step, and <c>{reference}</c>.</param>
/// <param name="Email">The subject of an e-mail: may hold <c>{reference}</c> alone.</param>
public sealed record MessageKind(
    string Id, string Title, ImmutableArray<Occasion> When, ImmutableArray<string> Steps, ImmutableArray<Told> To, bool Urgent, string Tray, string Email, Place Place)
{
    /// <summary>Its e-mail holds a link that opens something once, made when the e-mail is written and known to nobody else.</summary>
    public bool OneTimeLink { get; init; }
}

/// <summary>When people are reminded of a running time limit, in working days before and after the day it ends on.</summary>
/// <param name="After">0: as soon as it is over.</param>
public sealed record Reminding(ImmutableArray<int> Before, bool OnTheDay, ImmutableArray<int> After)
{
    public static readonly Reminding Never = new([], OnTheDay: false, []);
}

/// <summary>What people are told, and when they are reminded.</summary>
/// <param name="Manager">The role a message to the manager goes to; null when none does.</param>
/// <param name="Wishes">How those are written to who have not chosen.</param>
/// <param name="Reminders">By timescale.</param>
/// <param name="Otherwise">For timescales with no reminders of their own.</param>
public sealed record MessageRules(
    string? Manager, Wishes Wishes, ImmutableArray<MessageKind> Kinds, ImmutableDictionary<string, Reminding> Reminders, Reminding Otherwise)
{
    /// <summary>The role that governs information; null when none does.</summary>
    public string? Governance { get; init; }

    /// <summary>The role that looks after the people of its own agency; null when none does.</summary>
    public string? AgencyAdministrator { get; init; }

    /// <summary>Without the file: nobody is told anything.</summary>
    public static readonly MessageRules None = new(null, new Wishes(Sending.Digest, 8, null, null), [], ImmutableDictionary<string, Reminding>.Empty, Reminding.Never);

    /// <summary>What is said on this occasion about this step: the kinds that name it, otherwise those that name none.</summary>
    public IEnumerable<MessageKind> For(Occasion occasion, string step)
    {
        var named = Kinds.Where(k => k.When.Contains(occasion) && k.Steps.Contains(step)).ToList();
        return named.Count > 0 ? named : Kinds.Where(k => k.When.Contains(occasion) && k.Steps.IsEmpty);
    }

    public MessageKind? Kind(string id) => Kinds.FirstOrDefault(k => k.Id == id);

    public Reminding RemindersOf(string timescale) => Reminders.GetValueOrDefault(timescale, Otherwise);
}
