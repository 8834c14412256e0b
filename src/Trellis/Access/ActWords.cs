using System.Collections.Immutable;

namespace Trellis.Access;

/// <summary>Every act word of the product, by the noun it is about. The roles say who may do which.</summary>
public static class ActWords
{
    public const string SearchPeople = "person.search";
    public const string ViewPerson = "person.view";
    public const string AddPerson = "person.add";
    public const string ChangePerson = "person.change";
    public const string RecordHappening = "person.record";
    public const string SamePerson = "person.link";

    public const string ViewWork = "work.view";
    public const string StartMatter = "matter.start";
    public const string ViewMatter = "matter.view";
    public const string JoinMatter = "matter.join";
    public const string LeaveMatter = "matter.leave";

    public const string Involve = "matter.involve";

    public const string ViewStep = "step.view";
    public const string CompleteStep = "step.complete";
    public const string ApproveStep = "step.approve";
    public const string ReturnStep = "step.return";
    public const string CorrectStep = "step.correct";
    public const string WithdrawStep = "step.withdraw";
    public const string AskAgencies = "step.ask";
    public const string GoOn = "step.go-on";
    public const string Repeat = "step.repeat";
    public const string Adjourn = "step.adjourn";

    public const string ExplainDeadline = "deadline.explain";

    public const string ViewFigures = "figure.view";
    public const string ListFacts = "figure.list";
    public const string ImportFigures = "figure.import";
    public const string PublishFigures = "figure.publish";

    public const string ViewReport = "report.view";

    public const string ViewAgreements = "agreement.view";

    public const string ViewMessages = "message.view";
    public const string ChooseMessages = "message.choose";
    public const string ViewOutbox = "outbox.view";
    public const string RetryEmail = "outbox.retry";
    public const string SettleEmail = "outbox.settle";
    public const string CloseRecord = "record.close";
    public const string OpenRecord = "record.open";
    public const string Conflict = "record.conflict";
    public const string BreakGlass = "record.break-glass";
    public const string ReviewGlass = "record.review-glass";

    /// <summary>Noted by the program of somebody: asked for what their role does not allow, or for what is not for them.</summary>
    public const string Refused = "access.refused";
    public const string Hidden = "access.hidden";

    public const string Dispose = "record.dispose";

    public const string SignIn = "sign-in.enter";
    public const string SignOut = "sign-in.leave";
    public const string ViewSignIn = "sign-in.view";
    public const string ChoosePost = "sign-in.choose-post";
    public const string ChangePassword = "sign-in.change-password";
    public const string SetCodes = "sign-in.set-codes";
    public const string MakeRecoveryCodes = "sign-in.make-recovery-codes";
    public const string ChangePasskeys = "sign-in.change-passkeys";

    /// <summary>Whoever tried is not known, so the system says it.</summary>
    public const string RefuseSignIn = "account.refuse";

    /// <summary>What time brings: birthdays, set-up. Only the system does these.</summary>
    public const string SetUp = "system.set-up";
    public const string TimePasses = "system.time-passes";

    /// <summary>Each with what it means, for <c>docs/record.md</c>.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Meanings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [SearchPeople] = "Search for a person",
        [ViewPerson] = "Look at a person's record",
        [AddPerson] = "Add a person",
        [ChangePerson] = "Change how a person is described",
        [RecordHappening] = "Record what happened to a person outside the forms: a birth, a death, a plan that moved",
        [SamePerson] = "Record that two records are about one person",
        [ViewWork] = "See the work list",
        [StartMatter] = "Start a process about somebody, for example record a contact",
        [ViewMatter] = "Look at a matter and its chronology",
        [JoinMatter] = "Add a brother, a sister or somebody else to a matter",
        [LeaveMatter] = "Take somebody out of a matter they do not belong to",
        [Involve] = "Let an agency or a member of staff into a matter, or end it",
        [ViewStep] = "Look at a step, its form and its versions",
        [CompleteStep] = "Fill in and complete a step",
        [ApproveStep] = "Approve a step somebody else completed",
        [ReturnStep] = "Send a step back to its author",
        [CorrectStep] = "Correct a completed step",
        [WithdrawStep] = "Withdraw a step done in error or about the wrong child",
        [AskAgencies] = "Ask agencies what they know",
        [GoOn] = "Go on without the agencies that have not answered",
        [Repeat] = "Hold a repeating step again",
        [Adjourn] = "Record that a meeting was adjourned, not quorate, cancelled or is continued another day",
        [ExplainDeadline] = "Explain why something was late",
        [ViewFigures] = "See figures",
        [ListFacts] = "List the facts behind a figure",
        [ImportFigures] = "Bring in published figures",
        [PublishFigures] = "Publish a figure: its value and basis are kept as they are",
        [ViewReport] = "Read the annual report",
        [ViewAgreements] = "See the register of sharing agreements",
        [ViewMessages] = "Read one's own messages",
        [ChooseMessages] = "Choose when to get e-mail, and when not",
        [ViewOutbox] = "See the e-mails that wait, went out or failed",
        [RetryEmail] = "Send an e-mail again that failed, or of which nobody knows whether it was sent",
        [SettleEmail] = "Say of an e-mail that it was sent after all",
        [CloseRecord] = "Close a person’s record or a matter to all but those named",
        [OpenRecord] = "Open a closed record again",
        [Conflict] = "Record that a member of staff must not see somebody’s record, or end it",
        [BreakGlass] = "Open a restricted record one is not named for, for an hour",
        [ReviewGlass] = "See who broke the glass, why, and what they looked at, and say what one found",
        [Refused] = "Was refused what their role does not allow (noted by the program)",
        [Hidden] = "Found nothing, because it is not for them (noted by the program)",
        [Dispose] = "Erase what may no longer be kept",
        [SignIn] = "Sign in, and say which of one's posts one acts in",
        [SignOut] = "Sign out, here or everywhere",
        [ViewSignIn] = "See one's own sign-ins, devices and second factor",
        [ChoosePost] = "Change to another of one's posts",
        [ChangePassword] = "Change one's password",
        [SetCodes] = "Set up or remove one-time codes as one's second factor",
        [MakeRecoveryCodes] = "Make one's recovery codes anew",
        [ChangePasskeys] = "Add, name or remove one's passkeys",
        [RefuseSignIn] = "Refuse a wrong password or code, and lock the account after five (the system)",
        [SetUp] = "Set up agencies, people and demonstration data (the system)",
        [TimePasses] = "Record what time brings, for example an 18th birthday (the system)",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static readonly ImmutableHashSet<string> All = [.. Meanings.Keys];
}
