using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using static Trellis.Returns.Checking.Asking;

namespace Trellis.Returns.Rules;

/// <summary>Enquiries and the initial child protection conference, which stands with its enquiry, or with the episode where it followed on none.</summary>
internal static class Section47Rules
{
    private const string Module = "Section47";
    private const string Conference = "DateOfInitialCPC";

    public static IEnumerable<Rule> All =>
    [
        Rule("1104", Module, "DateOfInitialCPC, CINreferralDate",
            "The initial conference was held before the child was referred",
            "One of the two dates is wrong, or the conference belongs to an earlier episode.")
            .Conferences((held, episode, _) => held < episode.Referred),

        Rule("2884", Module, Conference,
            "The initial conference stands both with an enquiry and with the episode",
            "It is recorded once: with the enquiry, if there was one.")
            .EachChild((child, _, found) =>
            {
                foreach (var enquiry in child.Episodes.SelectMany(e => e.Enquiries))
                {
                    if (child.Episodes.FirstOrDefault(e => e.Conference.SameDay(enquiry.Conference)) is { } episode) { found.At(enquiry, episode); }
                }
            }),

        Rule("2889", Module, "S47ActualStartDate, CINreferralDate",
            "The enquiry began before the child was referred",
            "One of the two dates is wrong, or the enquiry belongs to an earlier episode.")
            .Enquiries((enquiry, _) => enquiry.Started < enquiry.Episode.Referred),

        Rule("8615", Module, "S47ActualStartDate, DateOfInitialCPC",
            "The start of the enquiry is missing, or is after the initial conference that it led to",
            "The conference follows on the enquiry.")
            .Enquiries((enquiry, _) => enquiry.Conference.IsDay && !(enquiry.Started <= enquiry.Conference)),

        Rule("8675Q", Module, "DateOfInitialCPC, S47ActualStartDate, ICPCnotRequired",
            "The enquiry began more than 15 working days before the end of the census year, and no conference was held",
            "Working Together: the conference is held within 15 working days of the discussion that began the enquiry.")
            .Enquiries((enquiry, year) => NoneHeld(enquiry) && enquiry.Started < year.WorkingDaysBefore(year.End, 15)),

        Rule("8715", Module, Conference,
            "The initial conference was held outside the census year",
            "Conferences of other years are in other censuses.")
            .Conferences((held, _, year) => year.Misses(held)),

        Rule("8740", Module, "S47ActualStartDate, DateOfInitialCPC, ICPCnotRequired",
            "The enquiry has not led to a conference, and did not begin in the census year",
            "One that began in an earlier year has ended since, or needs the note that no conference was required.")
            .Enquiries((enquiry, year) => NoneHeld(enquiry) && !year.Holds(enquiry.Started)),

        Rule("8839", Module, "DateOfInitialCPC, ICPCnotRequired",
            "The episode has more than one open enquiry",
            "Open is one without a conference and without the note that none was required.")
            .OneOpen(e => e.Enquiries, q => q.IsOpen),

        Rule("8870Q", Module, "InitialCPCtarget",
            "The conference should have been held by a Saturday or Sunday",
            "The target is a working day.")
            .Enquiries((enquiry, _) => enquiry.Target.IsWeekend()),

        Rule("8875", Module, Conference,
            "The initial conference was held on a Saturday or Sunday",
            "Conferences are held on working days: the date is wrong.")
            .Conferences((held, _, _) => held.IsWeekend()),

        Rule("8890", Module, "S47ActualStartDate, DateOfInitialCPC",
            "The enquiry began while another of the episode went on",
            "One enquiry ends, with a conference or with the note that none was required, before the next begins.")
            .EachChild((child, year, found) =>
            {
                foreach (var episode in child.Episodes)
                {
                    found.Overlaps(
                        episode.Enquiries,
                        (enquiry, other) => (other.Conference.IsDay || other.IsOpen) && enquiry.Started.During(other.Started, other.Conference, year));
                }
            }),
    ];

    private static bool NoneHeld(Enquiry enquiry) => !enquiry.Conference.IsDay && enquiry.ConferenceNotRequired.IsFalse;

    /// <summary>Of enquiries and of episodes alike.</summary>
    private static Rule Conferences(this Rule rule, Func<Value, Episode, CensusYear, bool> wrong) =>
        rule.EachChild((child, year, found) =>
        {
            foreach (var episode in child.Episodes)
            {
                if (wrong(episode.Conference, episode, year)) { found.At(episode); }
                foreach (var enquiry in episode.Enquiries)
                {
                    if (wrong(enquiry.Conference, episode, year)) { found.At(enquiry); }
                }
            }
        });
}
