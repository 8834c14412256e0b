using System.Globalization;
using Trellis.Returns.Checking;
using Trellis.Returns.Codes;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>Child protection plans.</summary>
internal static class ProtectionPlanRules
{
    private const string Module = "ChildProtectionPlans";

    public static IEnumerable<Rule> All =>
    [
        Rule("1105", Module, "CPPstartDate, CINreferralDate",
            "The child protection plan began before the child was referred",
            "One of the two dates is wrong, or the plan belongs to an earlier episode.")
            .Plans((plan, _) => plan.Started < plan.Episode.Referred),

        Rule("2883", Module, "CPPstartDate, DateOfInitialCPC",
            "More child protection plans began in the census year than initial conferences were held",
            "Each plan begins at a conference. Conferences with an enquiry and with an episode are counted together.")
            .WholeReturn((census, year, found) =>
            {
                var episodes = census.Children.SelectMany(c => c.Episodes).ToList();
                var plans = episodes.Sum(e => e.Plans.Count(p => year.Holds(p.Started)));
                var conferences = episodes.Sum(e => e.Enquiries.Count(q => year.Holds(q.Conference)) + (year.Holds(e.Conference) ? 1 : 0));
                if (plans > conferences) { found.AtReturn(string.Create(CultureInfo.InvariantCulture, $"{plans} plans, {conferences} conferences")); }
            }),

        Rule("2885", Module, "CPPstartDate, DateOfInitialCPC",
            "The child protection plan did not begin on the day of an initial conference of the episode",
            "The conference makes the plan. Asked of plans that began in the census year.")
            .Plans((plan, year) => year.Holds(plan.Started) && !plan.Episode.Conference.SameDay(plan.Started) && !plan.Episode.Enquiries.Any(q => q.Conference.SameDay(plan.Started))),

        Rule("8720", Module, "CPPstartDate",
            "The start of the child protection plan is missing, or is after the census year",
            "A plan that began after the year is the next census's.")
            .Plans((plan, year) => !plan.Started.IsDay || plan.Started > year.End),

        Rule("8730", Module, "NumberOfPreviousCPP",
            "It is not said how many child protection plans the child had before",
            "A whole number; 0 where there were none.")
            .Plans((plan, _) => !int.TryParse(plan.Earlier.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int _)),

        Rule("8840", Module, "CPPstartDate, CPPendDate",
            "The child protection plan began and ended on one day",
            "Was there a plan at all?")
            .Plans((plan, _) => plan.Started.SameDay(plan.Ended)),

        Category("8905", "InitialCategoryOfAbuse", "first"),
        Category("8910", "LatestCategoryOfAbuse", "latest"),

        Rule("8915", Module, "CPPstartDate, PersonDeathDate",
            "The child protection plan began after the child died",
            "One of the two dates is wrong.")
            .Plans((plan, _) => plan.Started > plan.Episode.Child.Identifiers.Died),

        Rule("8920", Module, "CPPendDate, PersonDeathDate",
            "The child protection plan ended after the child died",
            "It ends on the day of death at the latest.")
            .Plans((plan, _) => plan.Ended > plan.Episode.Child.Identifiers.Died),

        Rule("8925", Module, "CPPstartDate, CPPendDate",
            "The child protection plan ended before it began",
            "One of the two dates is wrong.")
            .Plans((plan, _) => plan.Ended < plan.Started),

        Rule("8930", Module, "CPPendDate",
            "The child protection plan ended outside the census year",
            "Plans that ended before the year were in an earlier census; one that ended after it is open in it.")
            .Plans((plan, year) => year.Misses(plan.Ended)),

        Rule("8935", Module, "CPPendDate",
            "The episode has more than one open child protection plan",
            "One plan ends before the next begins.")
            .OneOpen(e => e.Plans, p => !p.Ended.IsDay),

        Rule("8940", Module, "CPPstartDate, CPPendDate",
            "A child protection plan began while another of the child ran",
            "One plan ends before the next begins.")
            .EachChild((child, year, found) => found.Overlaps([.. child.Plans], (plan, other) => plan.Started.During(other.Started, other.Ended, year))),
    ];

    private static Rule Category(string code, string field, string which) =>
        Rule(code, Module, field,
            $"The {which} category of abuse is missing, or is none of the census's codes",
            "NEG, PHY, SAB, EMO or MUL.")
            .Plans((plan, _) => !CodeSets.AbuseCategories.Has(which == "first" ? plan.FirstCategory : plan.LatestCategory));
}
