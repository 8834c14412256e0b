using Trellis.Returns.Checking;
using Trellis.Returns.Codes;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>An episode by itself: referral, need, closure.</summary>
internal static class EpisodeRules
{
    private const string Module = "CINdetails";

    public static IEnumerable<Rule> All =>
    [
        Rule("8555Q", Module, "CINreferralDate, PersonDeathDate",
            "The child was referred after it died",
            "One of the two dates is wrong, or the referral is another child's.")
            .Episodes((episode, _) => episode.Referred > episode.Child.Identifiers.Died),

        Rule("8568", Module, "ReferralNFA",
            "It is not said whether the referral led to no further action",
            "True or 1, false or 0. Many other rules depend on it.")
            .Episodes((episode, _) => !episode.NoFurtherAction.IsTrue && !episode.NoFurtherAction.IsFalse),

        Rule("8569Q", Module, "ReferralNFA, CINreferralDate",
            "A referral of before the census year led to no further action",
            "Such a referral was over in the last census. One made on the last working day before the year may still be decided in it.")
            .Episodes((episode, year) => episode.NoFurtherAction.IsTrue && episode.Referred < year.WorkingDaysBefore(year.Start, 1)),

        Rule("8585Q", Module, "ReasonForClosure, PersonDeathDate",
            "The case was closed because the child died, and there is no date of death",
            "Either the reason is wrong or the date is missing.")
            .Episodes((episode, _) => episode.Reason.Is("RC2") && !episode.Child.Identifiers.Died.IsDay),

        Rule("8600", Module, "CINreferralDate",
            "The date of referral is missing, or is after the census year",
            "Every episode begins with a referral.")
            .Episodes((episode, year) => !episode.Referred.IsDay || episode.Referred > year.End),

        Rule("8606", Module, "CINreferralDate, PersonBirthDate, ExpectedPersonBirthDate",
            "The child was referred more than 40 weeks before it was born or is expected",
            "That is 280 days. One of the dates is wrong.")
            .Episodes((episode, _) => episode.Referred < episode.Child.Identifiers.Born.DaysEarlier(280) || episode.Referred < episode.Child.Identifiers.Expected.DaysEarlier(280)),

        Rule("8610", Module, "PrimaryNeedCode, ReferralNFA",
            "A referral led to more, and the primary need is missing",
            "It is recorded when the referral is decided. N0 is for what is not yet known.")
            .Episodes((episode, _) => episode.NoFurtherAction.IsFalse && episode.Need.IsMissing),

        Rule("8620", Module, "CINclosureDate",
            "The case was closed outside the census year",
            "A case closed before the year does not belong into it; one closed after it is open in it.")
            .Episodes((episode, year) => year.Misses(episode.Closed)),

        Rule("8630", Module, "CINreferralDate, CINclosureDate",
            "The case was closed before the child was referred",
            "One of the two dates is wrong.")
            .Episodes((episode, _) => episode.Closed < episode.Referred),

        Rule("8640", Module, "ReasonForClosure",
            "The reason for closure is none of the census's codes",
            "RC1 to RC9.")
            .Episodes((episode, _) => episode.Reason.IsPresent && !CodeSets.ClosureReasons.Has(episode.Reason)),

        Rule("8650", Module, "PrimaryNeedCode",
            "The primary need is none of the census's codes",
            "N1 to N9, or N0 where it is not stated.")
            .Episodes((episode, _) => episode.Need.IsPresent && !CodeSets.PrimaryNeeds.Has(episode.Need)),

        Rule("8805", Module, "CINclosureDate, ReasonForClosure",
            "The case was closed, and the reason is missing",
            "A date of closure and a reason go together.")
            .Episodes((episode, _) => episode.Closed.IsDay && episode.Reason.IsMissing),

        Rule("8810", Module, "ReasonForClosure, CINclosureDate",
            "There is a reason for closure, and no date",
            "A date of closure and a reason go together.")
            .Episodes((episode, _) => episode.Reason.IsPresent && !episode.Closed.IsDay),

        Rule("8866", Module, "ReferralSource, CINreferralDate",
            "The source of the referral is missing, or is none of the census's codes",
            "Asked of referrals since 1 April 2013.")
            .Episodes((episode, _) => episode.Referred >= new DateOnly(2013, 4, 1) && !CodeSets.ReferralSources.Has(episode.Source)),
    ];
}
