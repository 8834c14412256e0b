using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;
using static Trellis.Tests.Timescales.Given;

namespace Trellis.Tests.Timescales;

/// <summary>The two processes of the practice sketch, as far as clocks and statuses go.</summary>
internal static class Practice
{
    public const string Plan = "child-protection-plan";
    public const string Enquiry = "child-protection.section-47-enquiry";
    public const string Discussion = "child-protection.strategy-discussion";
    public const string Conference = "child-protection.initial-conference";
    public const string Review = "child-protection.review-conference";
    public const string CoreGroup = "child-protection.core-group";

    public static readonly StatusRule PlanStatus = Status(
        Plan,
        starts: [When(Conference, Outcome("plan")), When("child-protection.transfer-in-conference", Outcome("plan"))],
        ends: [When(Review, Outcome("end-plan")), When("person.died"), When("person.turned-18"), When("plan.transferred")],
        category: "category",
        categoryFrom: [When(Review)]);

    public static readonly StatusRule InNeed = Status(
        "child-in-need",
        starts: [When("front-door.referral")],
        ends: [When("front-door.decision", Outcome("no-further-action", "early-help")), When("matter.closed"), When("person.died"), When("person.turned-18")]);

    public static readonly StatusRule[] Statuses = [PlanStatus, InNeed];

    public static readonly Timescale ReferralDecision = Timescale(
        "front-door.referral-decision", "1 working day", [When("front-door.referral")], [When("front-door.decision")], [When("matter.left")]);

    public static readonly Timescale Assessment = Timescale(
        "child-in-need.assessment", "45 working days", [When("front-door.referral")], [When("child-in-need.assessment")], [Ends("child-in-need"), When("matter.left")]);

    public static readonly Timescale MashInformation = Timescale(
        "front-door.mash-information",
        "72 hours",
        [When("front-door.triage", Outcome("ask"))],
        [When("front-door.triage", new Compare("previous.outcome", Comparison.Is, ["ask"]))]) with
    {
        Terms = [Term("2018-01-01", null, ("red", "4 working hours"), ("amber", "24 hours"), ("green", "72 hours"))],
        By = ("front-door.triage", "risk"),
    };

    public static readonly Timescale InitialConference = Timescale(
        "child-protection.initial-conference",
        "15 working days",
        [When(Discussion, Outcome("section-47-joint", "section-47-single"))],
        [When(Conference)],
        [When(Enquiry, OutcomeNot("conference")), When("person.died")],
        of: Enquiry);

    public static readonly Timescale FirstCoreGroup = Timescale(
        "child-protection.first-core-group", "10 working days", [Starts(Plan)], [When(CoreGroup)], [Ends(Plan)]);

    public static readonly Timescale FirstReview = Timescale(
        "child-protection.first-review", "3 months", [Starts(Plan)], [When(Review)], [Ends(Plan)]);

    public static readonly Timescale NextReview = Timescale(
        "child-protection.next-review", "6 months", [When(Review, Outcome("continue"))], [When(Review)], [Ends(Plan)]);

    public static readonly Timescale TransferIn = Timescale(
        "child-protection.transfer-in", "15 working days", [When("plan.notified")], [When("child-protection.transfer-in-conference")]);

    public static readonly Timescale DeathReview = Timescale(
        "child-death.review-meeting", "3 months", [When("person.died")], [When("child-death.review-meeting")]) with
    {
        Pauses = [(When("coroner.asked-to-wait"), When("coroner.released"))],
    };

    public static readonly Timescale AgendaPublication = Timescale(
        "meeting.agenda-publication", "back 5 clear working days", [When("meeting.arranged")], [When("meeting.papers-published")], [When("meeting.cancelled")]);

    public static readonly Timescale[] Timescales =
    [
        ReferralDecision, Assessment, MashInformation, InitialConference, FirstCoreGroup, FirstReview, NextReview, TransferIn, DeathReview, AgendaPublication,
    ];
}
