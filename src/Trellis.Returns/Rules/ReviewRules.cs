using Trellis.Returns.Checking;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>Reviews of child protection plans.</summary>
internal static class ReviewRules
{
    private const string Module = "Reviews";

    public static IEnumerable<Rule> All =>
    [
        Rule("4003", Module, "CPPreviewDate, CINPlanStartDate, CINPlanEndDate, CPPendDate",
            "A child protection plan was reviewed while the child had a child in need plan",
            "Only the review that ended the child protection plan may fall on a day of the other plan.")
            .EachChild((child, year, found) =>
            {
                foreach (var review in child.Plans.SelectMany(p => p.Reviews).Where(r => !r.Held.SameDay(r.Plan.Ended)))
                {
                    if (child.CinPlans.FirstOrDefault(p => review.Held.During(p.Started, p.Ended, year)) is { } plan) { found.At(review, plan); }
                }
            }),

        Rule("8841", Module, "CPPreviewDate, CPPstartDate",
            "The child protection plan was reviewed on the day it began, or before",
            "The first review is held within three months of the conference.")
            .Reviews((review, _) => review.Held <= review.Plan.Started),

        Rule("8842Q", Module, "CPPreviewDate",
            "A review has no date",
            "A review that was not held is left out.")
            .Reviews((review, _) => !review.Held.IsDay),
    ];
}
