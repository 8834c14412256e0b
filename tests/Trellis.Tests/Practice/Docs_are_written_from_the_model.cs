using Trellis.Practice;

namespace Trellis.Tests.Practice;

public sealed class Docs_are_written_from_the_model
{
    private static string Timescales => PracticeDocs.Timescales(PracticeFiles.TheModel);

    [Fact]
    public void The_page_of_timescales_is_the_one_checked_in() =>
        File.ReadAllText(Path.Combine(PracticeFiles.Root, "docs", "timescales.md")).ShouldBe(Timescales);

    [Fact]
    public void The_page_of_roles_is_the_one_checked_in() =>
        File.ReadAllText(Path.Combine(PracticeFiles.Root, "docs", "roles.md")).ShouldBe(RoleWords.Page(PracticeFiles.TheModel, [.. Trellis.Access.ActWords.Meanings.Select(m => (m.Key, m.Value))]));

    [Fact]
    public void The_page_of_figures_is_the_one_checked_in_and_sets_each_beside_national_figures()
    {
        var page = PracticeDocs.Figures(PracticeFiles.TheModel);

        page.ShouldContain("- share: `child-protection-plan` starts where previous >= 1; of `child-protection-plan` starts\n");
        page.ShouldContain("- Beside national figures: No national figure counts this: the children in need census begins with the referral.");
        File.ReadAllText(Path.Combine(PracticeFiles.Root, "docs", "figures.md")).ShouldBe(page);
    }

    [Fact]
    public void A_term_that_was_not_read_says_so_beside_it()
    {
        Timescales.ShouldContain("| 2018-07-04 | 1 working day | Working Together to Safeguard Children, 2018, chapter 1, Referral | yes |");
        Timescales.ShouldContain("| 2026-03-19 | 1 working day | Working Together to Safeguard Children, 2026, chapter 3 | **not verified** |");
        Timescales.ShouldContain("| 2018-01-01 | amber: 24 hours, green: 72 hours, red: 4 hours |");
        Timescales.ShouldContain("- from: `front-door.contact` where anonymity != unknown\n");
    }

    [Fact]
    public void The_record_lists_facts_with_their_codes_statuses_circles_and_acts()
    {
        var record = PracticeDocs.Record(PracticeFiles.TheModel, [("contact.record", "Record a contact"), ("step.approve", "Approve a step")]);

        record.ShouldContain("| `step.approve` | Approve a step | Team manager |\n");
        record.ShouldContain("| `front-door.referral` | `referred-on` | `outcome` (received); `source` (who made the referral: `referral-source`); `primary-need` (primary need: `primary-need`) | all in the matter |\n");
        record.ShouldContain("| `person.died` | The person died |");
        record.ShouldContain("- category: `category` of `child-protection.initial-conference` where outcome = plan;");
        record.ShouldContain("| `hub` | Front door worker, Social worker, Team manager | `front-door.information-request` |");
        record.ShouldNotContain("referrer-details");
    }

    [Fact]
    public void The_same_practice_gives_the_same_pages()
    {
        var again = PracticeFolder.Check(PracticeFiles.All.Reverse()).Model!;

        PracticeDocs.Timescales(again).ShouldBe(Timescales);
        PracticeDocs.Record(again).ShouldBe(PracticeDocs.Record(PracticeFiles.TheModel));
        Timescales.ShouldNotContain("\r");
        Timescales.ShouldEndWith("|\n");
    }
}
