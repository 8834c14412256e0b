using Trellis.Returns.Checking;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>When assessments began and were authorised.</summary>
internal static class AssessmentRules
{
    private const string Module = "Assessments";

    public static IEnumerable<Rule> All =>
    [
        Rule("1103", Module, "AssessmentActualStartDate, CINreferralDate",
            "The assessment began before the child was referred",
            "One of the two dates is wrong, or the assessment belongs to an earlier episode.")
            .Assessments((assessment, _) => assessment.Started < assessment.Episode.Referred),

        Rule("8608", Module, "AssessmentActualStartDate, AssessmentAuthorisationDate",
            "The assessment ended before it began",
            "One of the two dates is wrong.")
            .Assessments((assessment, _) => assessment.Authorised < assessment.Started),

        Rule("8670Q", Module, "AssessmentActualStartDate, AssessmentAuthorisationDate",
            "The assessment began more than 45 working days before the end of the census year, and is not completed",
            "Working Together: an assessment takes 45 working days from the referral at the longest.")
            .Assessments((assessment, year) => !assessment.Authorised.IsDay && assessment.Started < year.WorkingDaysBefore(year.End, 45)),

        Rule("8696", Module, "AssessmentAuthorisationDate",
            "The assessment ended outside the census year",
            "Assessments completed before the year were in an earlier census.")
            .Assessments((assessment, year) => year.Misses(assessment.Authorised)),

        Rule("8736", Module, "AssessmentActualStartDate, AssessmentAuthorisationDate",
            "The assessment is not completed, and did not begin in the census year",
            "One that began in an earlier year was completed long ago, or is not wanted.")
            .Assessments((assessment, year) => !assessment.Authorised.IsDay && year.Misses(assessment.Started)),

        Rule("8863Q", Module, "AssessmentActualStartDate, AssessmentAuthorisationDate",
            "The assessment began while another of the episode went on",
            "One assessment is completed before the next begins, or both are one.")
            .EachChild((child, year, found) =>
            {
                foreach (var episode in child.Episodes)
                {
                    found.Overlaps(episode.Assessments, (assessment, other) => assessment.Started.During(other.Started, other.Authorised, year));
                }
            }),

        Rule("8896", Module, "AssessmentAuthorisationDate",
            "The episode has more than one assessment that is not completed",
            "One assessment is completed before the next begins.")
            .OneOpen(e => e.Assessments, a => !a.Authorised.IsDay),
    ];
}
