using System.Collections.Immutable;

namespace Trellis.Access;

/// <summary>Every act word of the product, by the noun it is about. The roles say who may do which.</summary>
public static class ActWords
{
    public const string SearchPeople = "person.search";
    public const string ViewPerson = "person.view";
    public const string KnownPerson = "person.known";
    public const string AddPerson = "person.add";
    public const string ChangePerson = "person.change";
    public const string RecordHappening = "person.record";
    public const string SamePerson = "person.link";
    public const string AgreeSamePerson = "person.agree";
    public const string UnlinkPerson = "person.unlink";
    public const string DifferentPerson = "person.tell-apart";
    public const string SplitPerson = "person.split";
    public const string RelatePerson = "person.relate";
    public const string ViewLists = "agency-list.view";
    public const string LookAtList = "agency-list.look-at";
    public const string TakeInList = "agency-list.take-in";
    public const string DecideListed = "agency-list.decide";
    public const string UndoList = "agency-list.undo";
    public const string RuleOut = "person.rule-out";

    public const string ViewDuplicates = "duplicate.view";
    public const string DecideDuplicate = "duplicate.decide";
    public const string SettleDuplicate = "duplicate.settle";
    public const string FindDuplicates = "system.find-duplicates";

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
    public const string Convene = "step.convene";
    public const string Contribute = "step.contribute";
    public const string SendRecord = "step.send";
    public const string SetStepAction = "step.act";
    public const string GuestOpens = "guest.open";
    public const string GuestSays = "guest.contribute";
    public const string GuestReads = "guest.read";

    public const string ViewQuestionnaires = "questionnaire.view";
    public const string AnswerQuestionnaire = "questionnaire.answer";
    public const string SignQuestionnaire = "questionnaire.sign";
    public const string ReopenQuestionnaire = "questionnaire.reopen";
    public const string RunRound = "questionnaire.run";
    public const string AnalyseRound = "questionnaire.analyse";
    public const string ModerateAnswers = "questionnaire.moderate";
    public const string AssureBoard = "questionnaire.assure";
    public const string GuestOpensQuestionnaire = "guest.open-questionnaire";
    public const string GuestOpensDraft = "guest.open-draft";
    public const string GuestReadsDraft = "guest.read-draft";
    public const string GuestAnswers = "guest.answer-questionnaire";
    public const string PassRounds = "system.pass-rounds";

    public const string ExplainDeadline = "deadline.explain";

    public const string ViewFigures = "figure.view";
    public const string ListFacts = "figure.list";
    public const string ImportFigures = "figure.import";
    public const string PublishFigures = "figure.publish";

    public const string ViewMeetings = "meeting.view";
    public const string MakeBody = "meeting.make-body";
    public const string CallMeeting = "meeting.call";
    public const string FillSeat = "meeting.fill-seat";
    public const string CancelMeeting = "meeting.cancel";
    public const string SetAgenda = "meeting.set-agenda";
    public const string PublishAgenda = "meeting.publish";
    public const string AnswerMeeting = "meeting.answer";
    public const string MinuteMeeting = "meeting.minute";
    public const string DecideMeeting = "meeting.decide";
    public const string ApproveMinutes = "meeting.approve";
    public const string TakeAttendance = "meeting.take-attendance";
    public const string ImportAttendance = "meeting.import";
    public const string ViewActions = "action.view";
    public const string SetAction = "action.set";
    public const string UpdateAction = "action.update";
    public const string AgreeAction = "action.agree";
    public const string SendBackAction = "action.send-back";
    public const string ReDateAction = "action.re-date";
    public const string CarryAction = "action.carry-forward";
    public const string ImportActions = "action.import";
    public const string UndoActions = "action.undo-import";
    public const string EscalateActions = "system.escalate-actions";
    public const string MakeRecommendation = "recommendation.make";
    public const string AnswerRecommendation = "recommendation.answer";
    public const string EvidenceImpact = "recommendation.show-impact";
    public const string CloseRecommendation = "recommendation.close";

    public const string ViewPlans = "plan.view";
    public const string WritePlan = "plan.write";
    public const string UpdatePlan = "plan.update";
    public const string ViewMoney = "money.view";
    public const string WriteMoney = "money.write";
    public const string ReportMoney = "money.report";
    public const string ClaimMoney = "money.claim";
    public const string SettleMoney = "money.settle";
    public const string ChargeMoney = "money.charge";
    public const string ViewAudits = "audit.view";
    public const string PlanAudit = "audit.plan";
    public const string DrawAudit = "audit.draw";
    public const string ApproveAudit = "audit.approve";
    public const string RateRecord = "audit.rate";
    public const string ModerateRecord = "audit.moderate";
    public const string FindInAudit = "audit.find";
    public const string PublishAudit = "audit.publish";
    public const string CloseAudit = "audit.close";
    public const string ReportAudit = "audit.report";
    public const string EndAuditAccess = "system.end-audit-access";

    public const string ViewLibrary = "library.view";
    public const string WriteLibrary = "library.write";
    public const string PublishLibrary = "library.publish";
    public const string WithdrawLibrary = "library.withdraw";
    public const string SendLibrary = "library.send";
    public const string ReadLibrary = "library.read";
    public const string CommentLibrary = "library.comment";
    public const string DiscussLibrary = "library.discuss";
    public const string AskLibrary = "system.ask-library";

    public const string ViewTraining = "training.view";
    public const string WriteCourse = "training.write-course";
    public const string PlanWorkshop = "training.plan";
    public const string CancelWorkshop = "training.cancel";
    public const string TakeTraining = "training.take-attendance";
    public const string SettleCharge = "training.settle-charge";
    public const string ListCharges = "training.list-charges";
    public const string AccountForTraining = "training.account";
    public const string ImportTraining = "training.import";
    public const string GuestProvesAddress = "guest.prove-address";
    public const string GuestBooks = "guest.book-training";
    public const string GuestArrives = "guest.arrive-at-training";
    public const string GuestEvaluates = "guest.evaluate-training";
    public const string PassTraining = "system.pass-training";

    public const string ViewAllegations = "allegation.view";
    public const string Consult = "allegation.consult";
    public const string Promote = "allegation.promote";
    public const string SetLearning = "allegation.set-learning";

    public const string ViewChallenges = "challenge.view";
    public const string RaiseChallenge = "challenge.raise";
    public const string AnswerChallenge = "challenge.answer";
    public const string EndChallenge = "challenge.end";
    public const string ChallengePartnership = "challenge.between";
    public const string AskAssurance = "challenge.ask-assurance";
    public const string Assure = "challenge.assure";
    public const string RemindChallenges = "system.remind-challenges";

    public const string ViewReviews = "review.view";
    public const string NameReview = "review.name";
    public const string WriteEntry = "review.add-entry";
    public const string ShareChronology = "review.share";
    public const string WriteDraft = "review.write";
    public const string GiveCopy = "review.give-copy";
    public const string ReplyToDraft = "review.reply";
    public const string DecideIdentifier = "review.anonymise";
    public const string PublishDraft = "review.publish";
    public const string RecordFinding = "review.find";
    public const string LogReview = "review.log";

    public const string ViewReport = "report.view";

    public const string ViewRoles = "role.view";

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
    public const string ViewIdentity = "identity.view";
    public const string LinkIdentity = "identity.link";
    public const string ReviewGlass = "record.review-glass";

    public const string AskSources = "source.ask";
    public const string AskSourcesAgain = "source.ask-again";
    public const string ViewSources = "source.view";
    public const string SettleAsking = "source.settle";

    public const string ListViews = "view.list";
    public const string ReviewLooks = "view.review";
    public const string FlagLooks = "system.flag-looks";

    /// <summary>Noted by the program of somebody: asked for what their role does not allow, or for what is not for them.</summary>
    public const string Refused = "access.refused";
    public const string Hidden = "access.hidden";

    public const string ListDisclosures = "disclosure.list";
    public const string OpenDisclosure = "disclosure.open";
    public const string PrepareDisclosure = "disclosure.prepare";
    public const string SignDisclosure = "disclosure.sign";
    public const string HandOver = "disclosure.hand-over";

    public const string ListRetention = "retention.list";
    public const string ProposeDisposal = "retention.propose";
    public const string DecideDisposal = "retention.decide";
    public const string PlaceHold = "retention.hold";
    public const string LiftHold = "retention.lift";

    public const string Dispose = "record.dispose";

    public const string HoldExtract = "extract.hold";
    public const string GovernExtracts = "extract.govern";
    public const string MakeExtracts = "extract.make";

    public const string SignIn = "sign-in.enter";
    public const string SignOut = "sign-in.leave";
    public const string ViewSignIn = "sign-in.view";
    public const string ChoosePost = "sign-in.choose-post";
    public const string ChangePassword = "sign-in.change-password";
    public const string SetCodes = "sign-in.set-codes";
    public const string MakeRecoveryCodes = "sign-in.make-recovery-codes";
    public const string ChangePasskeys = "sign-in.change-passkeys";
    public const string SetCalendar = "sign-in.set-calendar";

    public const string AcceptLink = "sign-in.accept";

    public const string ViewStaff = "staff.view";
    public const string Invite = "staff.invite";
    public const string GivePost = "staff.give-post";
    public const string EndStaff = "staff.end";
    public const string ChangeEmail = "staff.change-email";
    public const string SetUpAgain = "staff.set-up-again";
    public const string GiveCover = "cover.give";
    public const string SetProvider = "provider.set";
    public const string ManageClients = "client.manage";

    /// <summary>A program gets a token with its own credentials; no role does.</summary>
    public const string EnterApi = "api.enter";

    /// <summary>Whoever tried is not known, so the system says it.</summary>
    public const string RefuseSignIn = "account.refuse";

    /// <summary>What time brings: birthdays, set-up. Only the system does these.</summary>
    public const string SetUp = "system.set-up";
    public const string TimePasses = "system.time-passes";
    public const string Restore = Platform.Backup.Restoring.Word;

    /// <summary>Each with what it means, for <c>docs/record.md</c>.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Meanings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [SearchPeople] = "Search for a person",
        [ViewPerson] = "Look at a person's record",
        [KnownPerson] = "Learn that a person may be known and whom to contact (another area’s program)",
        [AddPerson] = "Add a person",
        [RuleOut] = "Say that somebody who was typed is none of those who were found, or that nobody was",
        [ChangePerson] = "Change how a person is described",
        [RecordHappening] = "Record what happened to a person outside the forms: a birth, a death, a plan that moved",
        [SamePerson] = "Record that two records are about one person",
        [ViewDuplicates] = "See the list of records that may be one person's, and two of them side by side",
        [DecideDuplicate] = "Decide, as the first or the second to look, whether two records are one person's",
        [SettleDuplicate] = "Decide where two reviewers of two records said otherwise",
        [FindDuplicates] = "Go through everybody for records that may be one person's (the system)",
        [AgreeSamePerson] = "Agree, as the second, that two records are joined, parted or split, where one of them is restricted",
        [UnlinkPerson] = "Part two records that were said to be about one person",
        [DifferentPerson] = "Record that two records are about different people",
        [SplitPerson] = "Record that part of a record is about somebody else",
        [RelatePerson] = "Record who somebody is to somebody else",
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
        [WithdrawStep] = "Withdraw a step done in error or about the wrong person",
        [AskAgencies] = "Ask agencies what they know",
        [GoOn] = "Go on without the agencies that have not answered",
        [Repeat] = "Hold a repeating step again",
        [Convene] = "Call the meeting of a step, invite to it, say who came and what they said",
        [Contribute] = "Say something for one’s agency at a meeting it is invited to, and read what it was sent of it",
        [SendRecord] = "Send the record of a meeting to those who were invited, without what is withheld from them",
        [SetStepAction] = "Set an action about a matter",
        [GuestOpens] = "Somebody without an account opens the one-time link to a meeting",
        [GuestSays] = "Somebody without an account says something for a meeting",
        [GuestReads] = "Somebody without an account reads what they were sent of a meeting",
        [Adjourn] = "Record that a meeting was adjourned, not quorate, cancelled or is continued another day",
        [ExplainDeadline] = "Explain why something was late",
        [ViewFigures] = "See figures",
        [ListFacts] = "List the facts behind a figure",
        [ImportFigures] = "Bring in published figures",
        [PublishFigures] = "Publish a figure: its value and basis are kept as they are",
        [ViewLists] = "See the lists of people that agencies sent, and what became of each line",
        [LookAtList] = "Bring in an agency’s list of people, to look at what would become of it",
        [TakeInList] = "Take in an agency’s list: link, add, and put aside for review",
        [DecideListed] = "Decide whom a line of an agency’s list is about",
        [UndoList] = "Undo an agency’s list, all of it",
        [ViewMeetings] = "See bodies, their seats, their meetings and who came",
        [MakeBody] = "Set up a board, group, panel or committee, or a seat of it",
        [CallMeeting] = "Call a meeting, or move it to another day",
        [FillSeat] = "Record who holds a seat of a body, who deputises, and who leaves",
        [CancelMeeting] = "Cancel a meeting",
        [SetAgenda] = "Put items and papers on an agenda, and answer questions put to a meeting",
        [PublishAgenda] = "Publish an agenda",
        [AnswerMeeting] = "Say for one’s own seat that one cannot come or who comes instead, and put a question to a meeting",
        [MinuteMeeting] = "Begin and end a meeting, write its minutes and circulate them",
        [DecideMeeting] = "Record what a body decided, at a meeting or outside one",
        [ApproveMinutes] = "Record that a meeting approved the minutes of an earlier one",
        [TakeAttendance] = "Take who came to a meeting, by seat",
        [ImportAttendance] = "Bring in attendance as a list",
        [ViewActions] = "See actions and recommendations: one's agency's, or for the partnership's business all of them",
        [SetAction] = "Set an action, and say whose it is and by when",
        [UpdateAction] = "Say how far an action is",
        [AgreeAction] = "Agree for the body that set it that an action is complete",
        [SendBackAction] = "Send an action back that was said to be complete",
        [ReDateAction] = "Change the day an action is due, with a reason",
        [CarryAction] = "Carry an action forward to another meeting or body",
        [ImportActions] = "Bring in a tracker of actions or recommendations",
        [UndoActions] = "Undo a tracker that was brought in, all of it",
        [EscalateActions] = "Tell those named in the practice model of actions that are overdue, and of recommendations to be answered (the system)",
        [MakeRecommendation] = "Record a recommendation to an agency or another body",
        [AnswerRecommendation] = "Answer a recommendation: accepted, in part, or not, and why",
        [EvidenceImpact] = "Record what changed because of a recommendation",
        [CloseRecommendation] = "Close a recommendation for the body that made it",
        [ViewQuestionnaires] = "See which questionnaires one is asked to answer, and read what one’s agency answered",
        [AnswerQuestionnaire] = "Answer a questionnaire, add documents, give sections to colleagues, and send it",
        [SignQuestionnaire] = "Sign a questionnaire as the agency’s executive",
        [ReopenQuestionnaire] = "Open a signed questionnaire again, with a reason",
        [RunRound] = "Make a round of a questionnaire, choose whom it asks, make links, remind and close it",
        [AnalyseRound] = "See who answered a round, its results and what was written, and tag themes",
        [ModerateAnswers] = "Say what one makes of another agency’s score, with a reason",
        [AssureBoard] = "Write the assurance report of a round, and take it to a meeting",
        [GuestOpensQuestionnaire] = "Somebody without an account opens the link to a questionnaire",
        [GuestOpensDraft] = "Somebody without an account opens the link to a copy of a draft",
        [GuestReadsDraft] = "Somebody without an account reads their copy of a draft",
        [GuestAnswers] = "Somebody without an account answers a questionnaire",
        [PassRounds] = "Open and close rounds of questionnaires on their days, and remind (the system)",
        [ViewPlans] = "See the partnership’s plans, and how far their actions are",
        [WritePlan] = "Bring a plan in as a list, and write the progress of a priority",
        [UpdatePlan] = "Say how far an action of a plan is: any, or those of one’s agency",
        [ViewMoney] = "See the partnership’s budgets, and whether they add up",
        [WriteMoney] = "Write the partnership’s budgets, or bring a budget or a pooled fund in as a list",
        [ReportMoney] = "Say what came in, what was spent and what is forecast in a quarter, of a budget or a pooled fund",
        [ClaimMoney] = "Enter a claim or an invoice against a line of a budget",
        [SettleMoney] = "Approve, refuse or pay a claim or an invoice",
        [ChargeMoney] = "Charge what a case review costs to the areas’ reserves",
        [ViewAudits] = "See audits: how records were drawn, what was found, by number and never by name",
        [PlanAudit] = "Plan an audit, and name who audits",
        [DrawAudit] = "Draw the records of an audit",
        [ApproveAudit] = "Let auditors into the records drawn in one’s area, until a day",
        [RateRecord] = "Audit a record one was let into, and grade it",
        [ModerateRecord] = "Share what agencies wrote of a record when they meet, and record the grade they agree",
        [FindInAudit] = "Record what an audit found, and set actions",
        [PublishAudit] = "Publish in the library what an audit taught",
        [CloseAudit] = "Close an audit, so that auditors are no longer let in",
        [ReportAudit] = "Report an audit one’s agency made by itself",
        [EndAuditAccess] = "End what auditors were let into, once an audit is closed (the system)",
        [ViewTraining] = "Look at courses and workshops, and how many places are taken",
        [WriteCourse] = "Write a course, or add a trainer to the pool",
        [PlanWorkshop] = "Plan a workshop, open it for booking or move it",
        [CancelWorkshop] = "Cancel a workshop",
        [TakeTraining] = "Take who came to a workshop: of every workshop, or of those one gives",
        [SettleCharge] = "Invoice a charge of training, note that it was paid, or waive it",
        [ListCharges] = "Look at charges of training, and take them out as a list",
        [AccountForTraining] = "Look at a year of training: workshops, places, attendance, income, trainers",
        [ImportTraining] = "Take in a printed list of workshops by trainer agency",
        [GuestProvesAddress] = "Show that one reads an e-mail address, without an account (the product, for whoever books training)",
        [GuestBooks] = "Book, cancel or give away a place on a workshop (whoever books, with or without an account)",
        [GuestArrives] = "Say that one is at a workshop (the product, for whoever was booked)",
        [GuestEvaluates] = "Say what one thinks of a workshop, and later what changed (whoever took part)",
        [PassTraining] = "Offer places that became free, remind, and ask what changed (the system)",
        [ViewLibrary] = "Read the library: what was learnt, policies and published arrangements",
        [WriteLibrary] = "Write something for the library, and ask agencies about it",
        [PublishLibrary] = "Publish in the library what was written",
        [WithdrawLibrary] = "Withdraw something from the library",
        [SendLibrary] = "Send something of the library to people, and see who has read it",
        [ReadLibrary] = "Say that one has read what one was sent",
        [CommentLibrary] = "Comment for one’s agency on what is to be agreed",
        [DiscussLibrary] = "Record that a team talked about something of the library, and later what changed",
        [AskLibrary] = "Ask teams what changed, and tell writers what is to be looked at again (the system)",
        [ViewAllegations] = "See what waits of allegations, consultations, trends and who was reached (the designated officer)",
        [Consult] = "Record a consultation with the designated officer",
        [Promote] = "Record who was told of the designated officer, and the Safer Organisations Checklist of a setting",
        [SetLearning] = "Set an action for a setting out of an allegation, without a word of it",
        [ViewChallenges] = "See disagreements: those one is part of, and for a safeguarding lead those of one's agency",
        [RaiseChallenge] = "Say that one disagrees with a decision or a request, agree to the answer, or take it further",
        [AnswerChallenge] = "Answer a disagreement",
        [EndChallenge] = "End a disagreement with what changed and what was learnt",
        [ChallengePartnership] = "Challenge an agency or another partnership, about no matter",
        [AskAssurance] = "Ask agencies what they can assure after an event, and call an extraordinary meeting about it",
        [Assure] = "See what agencies are asked after an event, and answer for one's own",
        [RemindChallenges] = "Tell those concerned that a disagreement was not answered in time (the system)",
        [ViewReviews] = "See reviews of serious incidents: one's agency's part, copies given to one, or for those who lead them all of it; and what is published",
        [NameReview] = "Give a review its case name, and say which period it covers",
        [WriteEntry] = "Write in, bring in or withdraw entries of an agency’s chronology",
        [ShareChronology] = "Share the integrated chronology of a review with the agencies that were asked",
        [WriteDraft] = "Write a version of a review’s report, letter or briefing",
        [GiveCopy] = "Give a numbered copy of a draft to a named reader, or recall it",
        [ReplyToDraft] = "Say of each paragraph of a draft one was given whether it is accurate",
        [DecideIdentifier] = "Decide what in a draft could tell who somebody is, and what readers said of it",
        [PublishDraft] = "Publish a review’s report or briefing, or send its letter",
        [RecordFinding] = "Record what a review found",
        [LogReview] = "Log a review from elsewhere, and whether it applies here",
        [ViewReport] = "Read the annual report",
        [ViewRoles] = "Read what each role may do",
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
        [ViewIdentity] = "See which old and new records are one person, for those named alone",
        [LinkIdentity] = "Join an old and a new record of one person, and hide the old one",
        [ReviewGlass] = "See who broke the glass, why, and what they looked at, and say what one found",
        [AskSources] = "Ask outside indexes about somebody",
        [AskSourcesAgain] = "Ask an outside index again that could not be asked (the system)",
        [ViewSources] = "See which outside indexes there are, and whether they answer",
        [SettleAsking] = "Deal with what an outside index could not be asked, or answered late",
        [ListViews] = "See who looked at somebody’s record, and what a member of staff looked at",
        [ReviewLooks] = "Review looks at records that are out of the ordinary",
        [FlagLooks] = "Put looks that are out of the ordinary before the information governance lead (the system)",
        [Refused] = "Was refused what their role does not allow (noted by the program)",
        [Hidden] = "Found nothing, because it is not for them (noted by the program)",
        [ListDisclosures] = "See requests for copies of records, and the copies",
        [OpenDisclosure] = "Open a request for a copy of a record, and gather what is held",
        [PrepareDisclosure] = "Decide what of a copy stays and what is withheld",
        [SignDisclosure] = "Sign a copy somebody else prepared",
        [HandOver] = "Record who was given a copy",
        [ListRetention] = "See which records need not be kept any more, and what holds them",
        [ProposeDisposal] = "Propose that a record is disposed of",
        [DecideDisposal] = "Approve or refuse a disposal somebody else proposed",
        [PlaceHold] = "Hold records so that nothing of them is disposed of",
        [LiftHold] = "Lift a hold",
        [Dispose] = "Erase what may no longer be kept",
        [HoldExtract] = "Have a sealed offline extract of the most urgent records one may see",
        [GovernExtracts] = "See who has an offline extract, and end one",
        [MakeExtracts] = "End the offline extract of somebody who left (the system)",
        [SignIn] = "Sign in, and say which of one's posts one acts in",
        [SignOut] = "Sign out, here or everywhere",
        [ViewSignIn] = "See one's own sign-ins, devices and second factor",
        [ChoosePost] = "Change to another of one's posts",
        [ChangePassword] = "Change one's password",
        [SetCodes] = "Set up or remove one-time codes as one's second factor",
        [MakeRecoveryCodes] = "Make one's recovery codes anew",
        [ChangePasskeys] = "Add, name or remove one's passkeys",
        [SetCalendar] = "Make, replace or switch off the secret address by which one’s calendar asks for one’s meetings",
        [AcceptLink] = "Take up an invitation, or set up a second factor again, by a link one was sent",
        [ViewStaff] = "See the people of one's agency, their posts and how they sign in",
        [Invite] = "Invite somebody into one's agency by a link",
        [GivePost] = "Give, change or end a post in one's agency",
        [EndStaff] = "Record that somebody has left one's agency",
        [ChangeEmail] = "Change the e-mail address somebody of one's agency signs in with",
        [SetUpAgain] = "Let somebody of one's agency who lost their second factor set it up again",
        [GiveCover] = "Let somebody act for somebody else of one's agency, or end it",
        [SetProvider] = "Say how one's agency signs in by itself (OpenID Connect), or end it",
        [ManageClients] = "Let a program of one's agency ask over the API, change its secrets, or end it",
        [EnterApi] = "Get a token to ask with (a program)",
        [RefuseSignIn] = "Refuse a wrong password or code, and lock the account after five (the system)",
        [SetUp] = "Set up agencies, people and demonstration data (the system)",
        [Restore] = "Put a backup into an empty database: an era begins (the system)",
        [TimePasses] = "Record what time brings, for example an 18th birthday (the system)",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static readonly ImmutableHashSet<string> All = [.. Meanings.Keys];
}
