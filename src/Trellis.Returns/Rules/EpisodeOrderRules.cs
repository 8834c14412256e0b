using System.Collections.Immutable;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>A child's episodes against each other. Referrals that led to nothing stay open in the census, and do not count as open here.</summary>
internal static class EpisodeOrderRules
{
    private const string Module = "CINdetails";

    public static IEnumerable<Rule> All =>
    [
        Rule("8815", Module, "ReferralNFA, CINclosureDate",
            "The child has more than one open episode",
            "A child is in need once at a time: the earlier episode was closed, or both are one.")
            .EachChild((child, _, found) =>
            {
                if (child.Episodes.Length < 2 || child.Episodes.Count(IsOpen) < 2) { return; }
                foreach (var episode in child.Episodes.Where(IsOpen)) { found.At(episode); }
            }),

        Rule("8816", Module, "CINreferralDate, ReferralNFA, CINclosureDate",
            "An open episode is not the child's latest",
            "A later referral follows on a closure. Of two open episodes of one day the first is taken as the latest.")
            .EachChild((child, _, found) =>
            {
                if (child.Episodes.Length < 2) { return; }
                foreach (var episode in child.Episodes.Where(IsOpen))
                {
                    if (Later(child.Episodes, episode) is { } later) { found.At(episode, later); }
                }
            }),

        Rule("8820", Module, "CINreferralDate, CINclosureDate",
            "A referral falls into another episode of the child",
            "Episodes follow one another; one may begin on the day the last one ends.")
            .EachChild((child, year, found) => found.Overlaps(
                child.Episodes,
                (episode, other) => (other.Closed.IsDay || other.NoFurtherAction.IsFalse) && episode.Referred.DuringUntil(other.Referred, other.Closed, year))),
    ];

    private static bool IsOpen(Episode episode) => !episode.Closed.IsDay && episode.NoFurtherAction.IsFalse;

    private static Episode? Later(ImmutableArray<Episode> all, Episode episode) =>
        all.FirstOrDefault(o => o.Referred > episode.Referred) ?? all.FirstOrDefault(o => o.Number < episode.Number && IsOpen(o) && o.Referred.SameDay(episode.Referred));
}
