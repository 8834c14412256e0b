using Trellis.Returns.Checking;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>Child in need plans, by themselves and beside child protection plans: a child has the one or the other.</summary>
internal static class CinPlanRules
{
    private const string Module = "CINplanDates";

    public static IEnumerable<Rule> All =>
    [
        Rule("4000", Module, "ReferralNFA, CINPlanStartDate",
            "The referral led to no further action, and yet there is a child in need plan",
            "One of the two is wrong.")
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes.Where(e => e.NoFurtherAction.IsTrue && e.CinPlans.Length > 0)) { found.At(episode, [.. episode.CinPlans]); }
            }),

        Rule("4001", Module, "CINPlanEndDate, CPPendDate",
            "A child in need plan and a child protection plan of the episode are both open",
            "The child in need plan ends when the child protection plan begins.")
            .EachChild((child, _, found) =>
            {
                foreach (var episode in child.Episodes)
                {
                    if (episode.Plans.FirstOrDefault(p => !p.Ended.IsDay) is not { } protection) { continue; }
                    foreach (var plan in episode.CinPlans.Where(p => !p.Ended.IsDay)) { found.At(plan, protection); }
                }
            }),

        Rule("4004", Module, "CINPlanEndDate",
            "The episode has more than one open child in need plan",
            "One plan ends before the next begins.")
            .OneOpen(e => e.CinPlans, p => !p.Ended.IsDay),

        Rule("4008", Module, "CINPlanStartDate, PersonDeathDate",
            "The child in need plan began after the child died",
            "One of the two dates is wrong.")
            .CinPlans((plan, _) => plan.Started > plan.Episode.Child.Identifiers.Died),

        Rule("4009Q", Module, "CINPlanEndDate, PersonDeathDate",
            "The child in need plan ended after the child died",
            "It ends on the day of death at the latest.")
            .CinPlans((plan, _) => plan.Ended > plan.Episode.Child.Identifiers.Died),

        Rule("4010", Module, "CINPlanStartDate",
            "The start of the child in need plan is missing, or is after the census year",
            "A plan that began after the year is the next census's.")
            .CinPlans((plan, year) => !plan.Started.IsDay || plan.Started > year.End),

        Rule("4011", Module, "CINPlanEndDate, CINPlanStartDate",
            "The child in need plan ended before it began",
            "One of the two dates is wrong.")
            .CinPlans((plan, _) => plan.Ended < plan.Started),

        Rule("4012Q", Module, "CINPlanStartDate, CINPlanEndDate",
            "The child in need plan began and ended on one day",
            "Was there a plan at all?")
            .CinPlans((plan, _) => plan.Started.SameDay(plan.Ended)),

        Rule("4013", Module, "CINPlanEndDate",
            "The child in need plan ended outside the census year",
            "Plans that ended before the year were in an earlier census; one that ended after it is open in it.")
            .CinPlans((plan, year) => year.Misses(plan.Ended)),

        Rule("4014", Module, "CINPlanStartDate, CINPlanEndDate",
            "A child in need plan began while another of the child ran",
            "One plan ends before the next begins.")
            .EachChild((child, year, found) => found.Overlaps([.. child.CinPlans], (plan, other) => plan.Started.During(other.Started, other.Ended, year))),

        Rule("4015", Module, "CINPlanStartDate, CINreferralDate",
            "The child in need plan began before the child was referred",
            "One of the two dates is wrong, or the plan belongs to an earlier episode.")
            .CinPlans((plan, _) => plan.Started < plan.Episode.Referred),

        Rule("4016", Module, "CINPlanStartDate, CPPstartDate, CPPendDate",
            "A child in need plan began while the child had a child protection plan",
            "It may begin on the day the child protection plan ends.")
            .EachChild((child, year, found) =>
            {
                foreach (var plan in child.CinPlans)
                {
                    if (child.Plans.FirstOrDefault(p => plan.Started.DuringUntil(p.Started, p.Ended, year)) is { } protection) { found.At(plan, protection); }
                }
            }),

        Rule("4017", Module, "CPPstartDate, CINPlanStartDate, CINPlanEndDate",
            "A child protection plan began while the child had a child in need plan",
            "It may begin on the day the child in need plan ends.")
            .EachChild((child, year, found) =>
            {
                foreach (var protection in child.Plans)
                {
                    if (child.CinPlans.FirstOrDefault(p => protection.Started.DuringUntil(p.Started, p.Ended, year)) is { } plan) { found.At(protection, plan); }
                }
            }),
    ];
}
