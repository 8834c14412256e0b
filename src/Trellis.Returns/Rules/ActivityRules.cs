using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>What may and what must have been done in an episode that ended, or that led to nothing.</summary>
internal static class ActivityRules
{
    private const string Module = "CINdetails";

    public static IEnumerable<Rule> All =>
    [
        Rule("2990", Module, "ReasonForClosure, DateOfInitialCPC",
            "The case was closed after assessment, and yet there is an enquiry, a conference or a plan",
            "RC8 and RC9 are for cases in which the assessment was all.")
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes.Where(e => ClosedAfterAssessment(e)))
                {
                    Record[] activity = [.. episode.Enquiries, .. episode.Plans, .. episode.CinPlans];
                    if (activity.Length > 0 || episode.Conference.IsDay) { found.At(episode, activity); }
                }
            }),

        Rule("2991Q", Module, "S47ActualStartDate",
            "There is a section 47 enquiry, and no assessment in the episode",
            "An enquiry is carried out by means of an assessment.")
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes.Where(e => e.Enquiries.Length > 0 && e.Assessments.Length == 0)) { found.At(episode, [.. episode.Enquiries]); }
            }),

        Rule("8565", "ChildProtectionPlans", "CINclosureDate, DateOfInitialCPC, AssessmentActualStartDate, AssessmentAuthorisationDate, S47ActualStartDate, CPPendDate, CINPlanStartDate, CINPlanEndDate",
            "Something was done after the case was closed",
            "Assessments, enquiries, conferences and plans end with the case at the latest.")
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes.Where(e => e.Closed.IsDay))
                {
                    var after = After(episode).ToArray();
                    if (after.Length > 0 || episode.Conference > episode.Closed) { found.At(episode, after); }
                }
            }),

        Rule("8825Q", Module, "ReasonForClosure",
            "The case was closed after assessment, and there is no assessment",
            "RC8 and RC9 are for cases in which the assessment was all.")
            .Episodes((episode, _) => ClosedAfterAssessment(episode) && episode.Assessments.Length == 0),

        Rule("8831", Module, "ReferralNFA, DateOfInitialCPC, AssessmentActualStartDate, AssessmentAuthorisationDate, S47ActualStartDate",
            "The referral led to no further action, and yet there is an assessment, an enquiry or a conference",
            "One of the two is wrong.")
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes.Where(e => e.NoFurtherAction.IsTrue))
                {
                    Record[] activity =
                    [
                        .. episode.Assessments.Where(a => a.Started.IsDay || a.Authorised.IsDay),
                        .. episode.Enquiries.Where(q => q.Started.IsDay || q.Conference.IsDay),
                    ];
                    if (activity.Length > 0 || episode.Conference.IsDay) { found.At(episode, activity); }
                }
            }),

        Rule("8832", "ChildProtectionPlans", "ReferralNFA, CPPstartDate",
            "The referral led to no further action, and yet there is a child protection plan",
            "One of the two is wrong.")
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes.Where(e => e.NoFurtherAction.IsTrue && e.Plans.Length > 0)) { found.At(episode, [.. episode.Plans]); }
            }),

        Rule("8867", Module, "AssessmentAuthorisationDate, CINclosureDate",
            "The case was closed, and an assessment was not completed",
            "Each assessment is authorised before the case is closed.")
            .Assessments((assessment, _) => assessment.Episode.Closed.IsDay && !assessment.Authorised.IsDay),

        Rule("8868", Module, "DateOfInitialCPC, ICPCnotRequired, CINclosureDate",
            "The case was closed, and an enquiry has neither a conference nor the note that none was required, or both",
            "Each enquiry ends in one or the other.")
            .Enquiries((enquiry, _) => enquiry.Episode.Closed.IsDay && enquiry.Conference.IsDay == enquiry.ConferenceNotRequired.IsTrue),
    ];

    private static bool ClosedAfterAssessment(Episode episode) => episode.Reason.Is("RC8", "RC9");

    private static IEnumerable<Record> After(Episode episode)
    {
        var closed = episode.Closed;
        foreach (var assessment in episode.Assessments.Where(a => a.Started > closed || a.Authorised > closed)) { yield return assessment; }
        foreach (var enquiry in episode.Enquiries.Where(q => q.Started > closed || q.Conference > closed)) { yield return enquiry; }
        foreach (var plan in episode.CinPlans.Where(p => p.Started > closed || p.Ended > closed)) { yield return plan; }
        foreach (var plan in episode.Plans.Where(p => p.Ended > closed)) { yield return plan; }
    }
}
