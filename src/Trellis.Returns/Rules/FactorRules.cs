using Trellis.Returns.Checking;
using Trellis.Returns.Codes;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>The factors found at an assessment.</summary>
internal static class FactorRules
{
    private const string Module = "Assessments";

    public static IEnumerable<Rule> All =>
    [
        Rule("8614", Module, "AssessmentFactors, AssessmentAuthorisationDate",
            "The assessment is not completed, and has factors",
            "Factors are recorded at the end of an assessment.")
            .Assessments((assessment, _) => !assessment.Authorised.IsDay && assessment.Factors.Length > 0),

        Rule("8869", Module, "AssessmentFactors",
            "The assessment found no factors (21), and also others",
            "Code 21 stands alone.")
            .EachChild((child, _, found) =>
            {
                foreach (var assessment in child.Episodes.SelectMany(e => e.Assessments).Where(a => a.Factors.Any(f => f.Is("21"))))
                {
                    foreach (var other in assessment.Factors.Where(f => !f.Is("21"))) { found.At(assessment, other); }
                }
            }),

        Rule("8873Q", Module, "AssessmentFactors, ReasonForClosure",
            "The only assessment of the episode found no factors (21), and the case was not closed after assessment",
            "Then RC8 or RC9 is expected as the reason for closure.")
            .Assessments((assessment, _) => assessment.Episode.Assessments.Length == 1 && assessment.Factors.Any(f => f.Is("21")) && !assessment.Episode.Reason.Is("RC8", "RC9")),

        Rule("8897Q", Module, "AssessmentAuthorisationDate, AssessmentFactors",
            "The assessment is completed, and its factors are missing, or not all are codes of the census",
            "Asked of assessments completed since the census year began. Code 21 is for no factors.")
            .Assessments((assessment, year) => assessment.Authorised >= year.Start && (assessment.Factors.Length == 0 || assessment.Factors.Any(f => !CodeSets.Factors.Has(f)))),

        Rule("8898", Module, "AssessmentFactors",
            "The assessment has the same factor twice",
            "Each is recorded once.")
            .Assessments((assessment, _) => assessment.Factors.Length > 1 && assessment.Factors.DistinctBy(f => f.Text).Count() < assessment.Factors.Length),

        Replaced("8945Q", "18A", "18B or 18C"),
        Replaced("8950Q", "19A", "19B or 19C"),
    ];

    private static Rule Replaced(string code, string old, string now) =>
        Rule(code, Module, "AssessmentFactors",
            $"The factor {old} is used, which {now} has replaced",
            "The old code did not say whose it was.")
            .From(2025)
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes)
                {
                    foreach (var assessment in episode.Assessments)
                    {
                        foreach (var factor in assessment.Factors)
                        {
                            if (factor.Is(old)) { found.At(assessment, factor); }
                        }
                    }
                }
            });
}
