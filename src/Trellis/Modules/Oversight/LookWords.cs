using Trellis.Access;
using Trellis.Components;

namespace Trellis.Modules.Oversight;

/// <summary>What was looked at, in words.</summary>
public static class LookWords
{
    private static readonly Dictionary<string, string> Pages = new(StringComparer.Ordinal)
    {
        ["person"] = "Opened the record",
        ["person-known"] = "Was told that they are known",
        ["person-search"] = "Found them in a search",
        ["work-list"] = "Saw them on the work list",
        ["matter"] = "Opened a matter",
        ["matter-network"] = "Opened who is involved in a matter",
        ["matter-linked"] = "Opened who else a matter concerns",
        ["disputed"] = "Opened what they disagree with",
        ["challenge"] = "Opened a disagreement about a matter",
        ["challenges"] = "Read the list of disagreements",
        ["allegations"] = "Saw them among allegations that wait",
        ["consultations"] = "Read the consultations with the designated officer",
        ["step"] = "Opened a step",
        ["figure-facts"] = "Saw them behind a figure",
        ["conflicts"] = "Read the conflicts of interest",
        ["broken-glass"] = "Read the list of broken glass",
        ["restricted-list"] = "Read the list of closed records",
        ["views-of-person"] = "Read who had looked at the record",
        ["views-of-staff"] = "Read what a member of staff had looked at",
        ["views-of-own"] = "Read what they had looked at themselves",
        ["disclosure-list"] = "Read requests for copies",
        ["disclosure"] = "Prepared a copy of the record",
        ["disclosure-copy"] = "Took the copy of the record",
        ["retention-list"] = "Read what is due for disposal",
        ["views-unusual"] = "Read looks that are out of the ordinary",
        ["duplicate"] = "Looked at two records side by side",
        ["duplicates-list"] = "Saw them in the list of possible duplicates",
        ["identities"] = "Opened a link between two records",
        ["action"] = "Opened an action about a matter",
        ["actions-export"] = "Downloaded a list of actions",
        ["evidence"] = "Took a document of an action or a recommendation",
        ["meeting-paper"] = "Read a paper of a meeting",
        ["meeting-paper-copy"] = "Took the file of a paper of a meeting",
        ["meeting-pack"] = "Read the agenda pack of a meeting",
        ["meeting-pack-export"] = "Took the agenda pack of a meeting as a file",
        ["meeting-minutes"] = "Read the minutes of a meeting",
        ["meeting-minutes-export"] = "Took the minutes of a meeting as a file",
        ["invitation"] = "Opened an invitation to a meeting about them",
        ["guest-meeting"] = "Somebody without an account opened their invitation to a meeting",
        ["meeting-record"] = "Read what somebody was sent of a meeting’s record",
        ["meeting-record-export"] = "Took what somebody was sent of a meeting’s record as a file",
        ["questionnaire-invitations"] = "Read who was asked in a round of a questionnaire",
        ["questionnaire-response"] = "Read what an agency or somebody answered to a questionnaire",
        ["questionnaire-evidence-copy"] = "Took a document of an answer to a questionnaire",
        ["review-guest"] = "Somebody without an account read their copy of a draft",
        ["training-own"] = "Somebody opened their own bookings of training",
        ["training-people"] = "Opened which training people of their agency must have",
        ["training-people-export"] = "Took out which training people of their agency must have",
        ["training-material"] = "Somebody took a material of a workshop they are booked on",
        ["training-evidence"] = "Took a file that shows what somebody learnt elsewhere",
        ["training-person"] = "Opened the training of somebody of their agency",
        ["training-agree"] = "A line manager opened a booking they are to agree to",
        ["training-certificate"] = "Somebody checked a certificate of training",
        ["training-delegates"] = "Opened who is booked on a workshop",
        ["training-charges"] = "Opened the charges of training",
        ["training-pay"] = "Opened what trainers are owed and were paid",
        ["training-pay-export"] = "Took out what trainers are owed and were paid",
        ["training-charges-export"] = "Took out the charges of training",
        ["questionnaire-guest"] = "Somebody without an account opened their answers to a questionnaire",
        ["questionnaire-results"] = "Read the results of a round of a questionnaire",
        ["questionnaire-words"] = "Read what was written in a round of a questionnaire",
        ["questionnaire-results-export"] = "Took the results of a round of a questionnaire as a file",
        ["questionnaire-report-export"] = "Took the assurance report of a round as a file",
        ["return"] = "Opened a census that was sent to be checked",
        ["return-issues"] = "Read what was found in a census, by rule or by child",
        ["return-child"] = "Read what a census says of a child",
        ["data-set-views"] = "Was let read the data set as tables",
        ["annex-a-export"] = "Took lists of children for an inspection",
        ["return-export"] = "Took what was found in a census as a file",
        ["return-feed"] = "Opened a feed of a case system that was sent",
        ["return-taken-in"] = "Opened what a feed or a census brought into the record",
        ["review"] = "Opened a review of a serious incident or death",
        ["reviews-list"] = "Listed reviews of serious incidents and deaths",
        ["review-chronology"] = "Read the chronology of a review",
        ["review-chronology-export"] = "Took the chronology of a review as a file",
        ["review-draft"] = "Read a draft of a review",
        ["review-draft-export"] = "Took a draft of a review as a file",
        ["review-read"] = "Read their controlled copy of a draft of a review",
        ["review-published"] = "Read a published report of a review",
        ["review-published-export"] = "Took a published report of a review as a file",
        ["audit-record"] = "Audited the record",
        ["audit-records"] = "Let auditors into the record",
        ["views-export"] = "Exported who had looked",
    };

    public static IReadOnlyList<Choice> Sorts =>
    [
        new("", "Everything"), new("opened", "Opened a record"), new("listed", "Saw them in a search or a list"), new("exported", "Printed, exported or gave a copy"), new("overseen", "Read who had looked"),
        new("acted", "Did something"), new("refused", "Was refused, or found nothing"),
    ];

    /// <summary>A page nobody described is named as it is kept.</summary>
    public static string What(Look look) => look.Sort switch
    {
        "refused" => look.What is ActWords.Hidden ? "Tried to open it and found nothing, because it is not for them" : "Was refused",
        "acted" => ActWords.Meanings.GetValueOrDefault(look.What, look.What),
        _ => Pages.GetValueOrDefault(look.What) ?? look.What.Replace('-', ' '),
    };

    /// <summary>Empty for an act: what was done says why.</summary>
    public static string Purpose(Look look) => look.Sort is "acted" or "refused" ? "" : ActWords.Meanings.GetValueOrDefault(look.Purpose, look.Purpose);
}
