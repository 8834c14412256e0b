using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Tests.Practice;

public sealed class Practice_is_read
{
    private static PracticeModel Model => PracticeFiles.TheModel;

    [Fact]
    public void Our_own_practice_has_no_mistakes()
    {
        var reading = PracticeFolder.Read(PracticeFiles.Folder);

        reading.Mistakes.Select(m => m.ToString()).ShouldBeEmpty();
        reading.Model.ShouldNotBeNull();
    }

    [Fact]
    public void The_front_door_keeps_contacts_apart_from_referrals()
    {
        var frontDoor = Model.ProcessIn("LBHF", "front-door");

        frontDoor.Steps.Select(s => s.Id).ShouldBe(["contact", "acknowledgement", "triage", "information-request", "referral", "decision", "feedback"]);
        frontDoor.Step("contact")!.Public.ShouldBeTrue();
        frontDoor.Step("contact")!.OccurredField!.Id.ShouldBe("received-at");
        frontDoor.Step("contact")!.Outcome("triage")!.Starts.ShouldBe([("front-door", "triage"), ("front-door", "acknowledgement")]);
        frontDoor.Step("referral")!.BeginsSpell.ShouldBe("child-in-need");
        frontDoor.Step("referral")!.Fields.First(f => f.Id == "source").Carry.ShouldBe(("contact", "source"));
        frontDoor.Step("information-request")!.VisibleTo.ShouldBe("hub");
        frontDoor.Step("decision")!.PerPerson.ShouldBeTrue();
    }

    [Fact]
    public void The_clock_of_one_working_day_starts_at_the_referral()
    {
        var decision = Model.Timescales.Single(t => t.Id == "front-door.referral-decision");

        decision.From.ShouldBe([new FactPattern("front-door.referral", null)]);
        decision.Until.ShouldBe([new FactPattern("front-door.decision", null)]);
        decision.Terms.Select(t => (t.InForceFrom, t.Limit, t.Verified)).ShouldBe(
        [
            (new DateOnly(2013, 4, 15), new Limit(1, TimeUnit.WorkingDays), true),
            (new DateOnly(2018, 7, 4), new Limit(1, TimeUnit.WorkingDays), true),
            (new DateOnly(2023, 12, 15), new Limit(1, TimeUnit.WorkingDays), true),
            (new DateOnly(2026, 3, 19), new Limit(1, TimeUnit.WorkingDays), false),
        ]);
        decision.Terms[1].Edition.ShouldBe("2018");
        decision.Terms[1].Paragraph.ShouldBe("chapter 1, Referral");
    }

    [Fact]
    public void A_limit_can_hang_on_the_risk_found_at_triage()
    {
        var mash = Model.Timescales.Single(t => t.Id == "front-door.mash-information");

        mash.By.ShouldBe(("front-door.triage", "risk"));
        mash.Terms.Single().ByCode["red"].ShouldBe(new Limit(4, TimeUnit.Hours));
        mash.Until.Single().Where.ShouldBe(new Compare("previous.outcome", Comparison.Is, ["ask"]));
    }

    [Fact]
    public void A_spell_spans_processes()
    {
        var spell = Model.Statuses.Single(s => s.Id == "child-in-need");

        spell.Starts.ShouldBe(
            [new FactPattern("child-protection.transfer-in-conference", new Compare("outcome", Comparison.In, ["plan", "child-in-need"])), new FactPattern("front-door.referral", null)]);
        spell.Ends.OfType<FactPattern>().Select(p => p.Kind).ShouldBe(
            ["person.died", "matter.left", "front-door.decision", "child-in-need.assessment", "child-in-need.closure", "census.no-further-action"], ignoreOrder: true);
        spell.Ends.ShouldContain(new FactPattern("front-door.decision", new Compare("outcome", Comparison.In, ["early-help", "no-further-action"])));
    }

    [Fact]
    public void The_plan_begins_and_ends_as_the_conferences_decide()
    {
        var plan = Model.Statuses.Single(s => s.Id == "child-protection-plan");

        plan.Starts.Length.ShouldBe(3);
        plan.Ends.OfType<FactPattern>().Select(p => p.Kind).ShouldBe(
            ["child-protection.review-conference", "person.died", "person.turned-18", "plan.transferred", "census.plan-ended"]);
        plan.CategoryField.ShouldBe("category");
        plan.CategoryFrom.Length.ShouldBe(1);
    }

    [Fact]
    public void A_step_like_another_inherits_its_form_and_says_only_what_differs()
    {
        var process = Model.ProcessIn("LBHF", "child-protection");
        var review = process.Step("review-conference")!;
        var transferIn = process.Step("transfer-in-conference")!;

        review.Form.Select(s => s.Title).ShouldBe(["The conference", "Signs of safety", "Decision"]);
        review.Fields.Single(f => f.Id == "category").ShowWhen.ShouldBe(new Compare("outcome", Comparison.Is, ["continue"]));
        review.Fields.Single(f => f.Id == "category").Label.ShouldBe("Under which category?");
        review.Outcomes.Select(o => o.Id).ShouldBe(["continue", "end-plan"]);
        review.Meeting.ShouldBeTrue();
        transferIn.Form[0].Title.ShouldBe("From elsewhere");
        transferIn.Outcomes.Select(o => o.Id).ShouldBe(["plan", "child-in-need", "no-plan"]);
        transferIn.Quorum!.Others.ShouldBe(2);
    }

    [Fact]
    public void Two_boroughs_have_a_pathway_of_their_own_under_a_dispensation()
    {
        Model.ProcessIn("LBHF", "child-protection").Step("safeguarding-family-group-conference").ShouldBeNull();
        Model.ProcessIn("RBKC", "child-protection").Step("safeguarding-family-group-conference").ShouldNotBeNull();
        Model.ProcessIn("RBKC", "child-protection").Step("section-47-enquiry")!.Outcomes.Select(o => o.Id)
            .ShouldBe(["conference", "no-continuing-risk", "not-substantiated", "family-group-conference"]);
        Model.Dispensations.Single().Covers("WCC", new DateOnly(2020, 1, 1)).ShouldBeTrue();
        Model.Dispensations.Single().Covers("LBHF", new DateOnly(2020, 1, 1)).ShouldBeFalse();
    }

    [Fact]
    public void Figures_know_where_they_do_not_compare()
    {
        var referrals = Model.Figures.Single(f => f.Id == "referrals");

        referrals.Kind.ShouldBe(FigureKind.Count);
        referrals.By.Select(d => d.Id).ShouldBe(["source", "primary-need", "person.age-band", "person.ethnic-group", "person.sex"]);
        referrals.Published.ShouldBe(["referrals"]);
        referrals.NotComparable.Where(c => c.Area == "RBKC").Select(c => (c.FromYear, c.ToYear, c.Basis)).ShouldBe(
            [("2017-18", "2017-18", "different"), ("2018-19", "2020-21", "different"), ("2021-22", "2021-22", "not-stated")]);
        Model.Figures.Single(f => f.Id == "cp-plans").On.ShouldBe((3, 31));
        Model.Figures.Single(f => f.Id == "cp-plans-second-or-subsequent").Kind.ShouldBe(FigureKind.Share);
        Model.Figures.Single(f => f.Id == "assessments-in-time").Timescale.ShouldBe("child-in-need.single-assessment");
    }

    [Fact]
    public void National_codes_keep_their_letters_and_say_what_they_mean()
    {
        Model.Codes["referral-source"].Codes.Length.ShouldBe(22);
        Model.Codes["referral-source"].Find("3B")!.Title.ShouldBe("Health visitor");
        Model.Codes["assessment-factor"].Find("18A")!.InUseTo.ShouldBe(new DateOnly(2024, 3, 31));
        Model.Codes["abuse-category"].Find("neglect")!.Census.ShouldBe("NEG");
        Model.Codes["consent"].Find("not-told")!.NeedsReason.ShouldBeTrue();
    }

    [Fact]
    public void The_version_follows_the_words_and_not_the_line_endings()
    {
        var files = PracticeFiles.All;
        var windows = files.Select(f => f with { Text = f.Text.ReplaceLineEndings("\r\n") });
        var reworded = PracticeFiles.Broken("children/front-door.yaml", "hint: Decide whether this is a referral", "hint: Decide whether it is a referral");

        PracticeFolder.Check(windows).Model!.Version.ShouldBe(Model.Version);
        reworded.Model!.Version.ShouldNotBe(Model.Version);
        Model.Version.Length.ShouldBe(12);
    }
}
