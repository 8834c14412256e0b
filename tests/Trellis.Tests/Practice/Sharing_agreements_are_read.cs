using Trellis.Practice;

namespace Trellis.Tests.Practice;

public sealed class Sharing_agreements_are_read
{
    private const string Register = "partnership/sharing-agreements.yaml";

    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Each_says_who_shares_what_on_which_basis_until_when()
    {
        var agreement = PracticeFiles.TheModel.Agreements.Single(a => a.Id == "early-help");

        agreement.Parties.ShouldBe(["childrens-social-care", "early-help", "education", "health", "charity"]);
        agreement.Processes.ShouldBe(["early-help"]);
        agreement.Article6.ShouldBe(["public-task"]);
        agreement.Article9.ShouldBe(["health-or-social-care"]);
        agreement.CriminalOffences.ShouldBeFalse();
        agreement.Owner.ShouldBe("business-manager");
        agreement.Place.ShouldBe(new Place($"practice/{Register}", PracticeFiles.LineOf(Register, "  early-help:")));
        agreement.StateOn(new DateOnly(2024, 1, 31)).ShouldBe(AgreementState.NotYet);
        agreement.StateOn(new DateOnly(2026, 1, 31)).ShouldBe(AgreementState.InForce);
        agreement.StateOn(new DateOnly(2026, 2, 1)).ShouldBe(AgreementState.ReviewOverdue);
        agreement.InForceOn(new DateOnly(2026, 2, 1)).ShouldBeTrue("the parties are bound until they change it");
    }

    [Fact]
    public void One_that_has_ended_stays_and_covers_nothing()
    {
        var ended = PracticeFiles.TheModel.Agreements.Single(a => a.Id == "three-borough-figures");

        ended.InForceOn(new DateOnly(2021, 3, 31)).ShouldBeTrue();
        ended.StateOn(new DateOnly(2021, 4, 1)).ShouldBe(AgreementState.Ended);
    }

    [Fact]
    public void Agencies_that_are_asked_or_needed_are_covered_on_the_first_day_and_not_the_day_before()
    {
        AgreementCheck.Gaps(PracticeFiles.TheModel, Day).ShouldBeEmpty();

        AgreementCheck.Gaps(PracticeFiles.TheModel, new DateOnly(2025, 4, 1)).ShouldBeEmpty();
        AgreementCheck.Gaps(PracticeFiles.TheModel, new DateOnly(2025, 3, 31)).Select(g => (g.Step.FactKind, g.Kind)).ShouldBe(
            [("front-door.information-request", null), ("welfare-check.check", null), ("child-protection.conference-report", null), ("child-protection.strategy-discussion", "childrens-social-care"), ("child-protection.strategy-discussion", "police"), ("child-protection.strategy-discussion", "health"),
                ("serious-incident.agency-chronology", null), ("serious-incident.agency-report", null), ("safeguarding-adult-review.agency-account", null), ("serious-incident.rapid-review-meeting", "childrens-social-care"), ("serious-incident.rapid-review-meeting", "police"), ("serious-incident.rapid-review-meeting", "health")],
            ignoreOrder: true);
    }

    [Fact]
    public void A_kind_that_no_agreement_for_the_process_names_is_a_gap_at_the_step_that_needs_it()
    {
        var model = PracticeFiles.Broken(Register, "parties: [childrens-social-care, police, health, education, probation]", "parties: [childrens-social-care, education, health]").Model!;

        var warning = AgreementCheck.On(model, Day).Single(m => m.Message.Contains("covers", StringComparison.Ordinal)).ToString();

        warning.ShouldBe($"practice/children/child-protection.yaml:{PracticeFiles.LineOf("children/child-protection.yaml", "  strategy-discussion:")}: child-protection.strategy-discussion needs agencies of the kind \"police\", and no sharing agreement in force on 2026-03-02 covers that.");
    }

    [Fact]
    public void A_review_that_is_overdue_is_a_warning_and_the_model_still_stands() =>
        AgreementCheck.On(PracticeFiles.TheModel, Day).Select(m => m.ToString()).ShouldBe([$"practice/{Register}:{PracticeFiles.LineOf(Register, "  early-help:")}: the agreement \"early-help\" was to be reviewed by 2026-01-31."]);

    [Theory]
    [InlineData("parties: [childrens-social-care, health, police]", "parties: [childrens-social-care, health, polise]", "there is no kind of agency \"polise\".", "Did you mean \"police\"?")]
    [InlineData("processes: [child-death]", "processes: [child-deth]", "there is no process \"child-deth\".", "Did you mean \"child-death\"?")]
    [InlineData("review-by: 2026-01-31", "review-by: 2023-01-31", "the agreement \"early-help\" is to be reviewed before it begins. Expected a day after \"since\".", null)]
    [InlineData("ends: 2021-03-31", "ends: 2018-03-31", "the agreement \"three-borough-figures\" ends before it begins.", null)]
    [InlineData("since: 2025-09-01", "since: 1 September 2025", "\"since\" in an agreement must be a date, not \"1 September 2025\".", null)]
    [InlineData("article-9: [health-or-social-care]", "article-9: [health-or-socal-care]", "\"article-9\" in an agreement cannot be \"health-or-socal-care\".", "Did you mean \"health-or-social-care\"?")]
    [InlineData("    condition: Schedule 1, paragraph 2 (health or social care)\n    statutes: [Children Act 2004 section 10]", "    statutes: [Children Act 2004 section 10]", "\"health-or-social-care\" needs \"condition\".", null)]
    [InlineData("    shares: [\"counts without names, none below six\"]\n", "", "an agreement needs \"shares\".", null)]
    [InlineData("agencies: [rbkc-children, wcc-children, lbhf-children]", "agencies: [rbkc-children]", "the agreement \"three-borough-figures\" is between fewer than two parties.", null)]
    [InlineData("agencies: [rbkc-children, wcc-children, lbhf-children]", "agencies: [rbkc-children, rbkc-children]", "\"agencies\" says \"rbkc-children\" twice", null)]
    [InlineData("    how: A file each quarter", "    howe: A file each quarter", "unknown key \"howe\" in an agreement.", "Did you mean \"how\"?")]
    public void A_mistake_is_found_where_it_is(string text, string replacement, string message, string? near)
    {
        var reading = PracticeFiles.Broken(Register, text, replacement);

        reading.Model.ShouldBeNull();
        var mistake = reading.Mistakes.Select(m => m.ToString()).FirstOrDefault(m => m.Contains(message, StringComparison.Ordinal));
        mistake.ShouldNotBeNull(string.Join('\n', reading.Mistakes));
        mistake.ShouldStartWith($"practice/{Register}:");
        if (near is not null) { mistake.ShouldEndWith(near); }
    }

    [Fact]
    public void The_owner_is_a_role()
    {
        var text = PracticeFiles.All.Single(f => f.Path == $"practice/{Register}").Text.Replace("owner: information-governance-lead", "owner: information-governance-led", StringComparison.Ordinal);
        var mistakes = PracticeFolder.Check(PracticeFiles.All.Select(f => f.Path == $"practice/{Register}" ? f with { Text = text } : f)).Mistakes;

        mistakes.Length.ShouldBe(2);
        mistakes[0].ToString().ShouldStartWith($"practice/{Register}:{PracticeFiles.LineOf(Register, "owner: information-governance-lead")}: there is no role \"information-governance-led\".");
        mistakes[0].DidYouMean.ShouldBe("information-governance-lead");
    }

    [Fact]
    public void Without_a_register_the_model_stands_and_everything_asked_is_a_gap()
    {
        var model = PracticeFolder.Check(PracticeFiles.All.Where(f => f.Path != $"practice/{Register}")).Model!;

        model.Agreements.ShouldBeEmpty();
        AgreementCheck.Gaps(model, Day).Length.ShouldBe(12);
        PracticeDocs.SharingAgreements(model).ShouldContain("The register is empty.");
    }

    [Fact]
    public void The_page_of_the_docs_is_the_one_checked_in() =>
        File.ReadAllText(Path.Combine(PracticeFiles.Root, "docs", "sharing-agreements.md")).ShouldBe(PracticeDocs.SharingAgreements(PracticeFiles.TheModel));
}
