using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Tests.Practice;

public sealed class Local_practice
{
    private static PracticeReading Lbhf(string rest) =>
        PracticeFiles.With("local/lbhf/front-door.yaml", $"area: LBHF\nprocess: front-door\n{rest}");

    private static string Mistake(string rest) => Lbhf(rest).Mistakes.Select(m => m.ToString()).ShouldHaveSingleItem();

    private static string Decision(string limit, string more = "") => $$"""
        timescales:
          - timescale: referral-decision
            authority: Cabinet decision
            within: {2024-04-01: {{limit}}}
        {{more}}
        """;

    [Fact]
    public void An_area_may_add_reword_hide_and_require()
    {
        var model = Lbhf("""
            steps:
              triage:
                title: Screening
                form:
                  - section: Risk
                    fields:
                      recontacts:
                        hide: true
                      thinking:
                        label: What is your reasoning?
                        required: true
                      ward:
                        label: Which ward?
                        type: text
                outcomes:
                  advice:
                    title: Advice
                  youth-hub:
                    title: Youth hub
                    opens: feedback
            """).Model!;

        var triage = model.ProcessIn("LBHF", "front-door").Step("triage")!;
        triage.Title.ShouldBe("Screening");
        triage.Fields.Select(f => f.Id).ShouldBe(["risk", "thinking", "ward"]);
        triage.Fields.Single(f => f.Id == "thinking").Required.ShouldBeTrue();
        triage.Outcomes.Select(o => o.Title).ShouldContain("Youth hub");
        model.ProcessIn("WCC", "front-door").Step("triage")!.Title.ShouldBe("Triage");
        model.TimescalesIn("LBHF").Length.ShouldBe(model.Timescales.Length);
    }

    [Fact]
    public void A_step_that_others_lead_to_cannot_just_be_hidden() =>
        Lbhf("steps:\n  feedback:\n    hide: true\n").Mistakes.Select(m => m.ToString())
            .ShouldContain(m => m.StartsWith("practice/local/lbhf/front-door.yaml:4: front-door.feedback is hidden in LBHF, but practice/children/front-door.yaml:", StringComparison.Ordinal));

    [Fact]
    public void What_is_required_everywhere_stays_required() =>
        Mistake("steps:\n  triage:\n    form:\n      - section: Risk\n        fields:\n          risk:\n            required: false\n")
            .ShouldBe("practice/local/lbhf/front-door.yaml:9: LBHF may not make \"risk\" optional: it is required everywhere.");

    [Fact]
    public void An_area_may_not_change_what_an_answer_means() =>
        Mistake("steps:\n  triage:\n    form:\n      - section: Risk\n        fields:\n          risk:\n            max-length: 5\n")
            .ShouldStartWith("practice/local/lbhf/front-door.yaml:9: an area may not set \"max-length\" of a field that all areas share. Expected one of");

    [Fact]
    public void An_area_may_tighten_a_limit_from_a_day_on()
    {
        var model = Lbhf(Decision("4 working hours")).Model!;

        model.TimescalesIn("LBHF").Single(t => t.Id == "front-door.referral-decision").Terms.Select(t => (t.InForceFrom, $"{t.Limit}", t.Authority)).ShouldBe(
        [
            (new DateOnly(2013, 4, 15), "1 working day", "Working Together to Safeguard Children"),
            (new DateOnly(2018, 7, 4), "1 working day", "Working Together to Safeguard Children"),
            (new DateOnly(2023, 12, 15), "1 working day", "Working Together to Safeguard Children"),
            (new DateOnly(2024, 4, 1), "4 working hours", "Cabinet decision"),
        ]);
        model.TimescalesIn("WCC").Single(t => t.Id == "front-door.referral-decision").Terms.Length.ShouldBe(4);
    }

    [Fact]
    public void An_area_may_not_loosen_what_guidance_says() =>
        Mistake(Decision("2 working days")).ShouldBe(
            "practice/local/lbhf/front-door.yaml:6: LBHF may not loosen front-door.referral-decision: 2 working days where guidance says 1 working day. Expected at most 1 working day, in the same unit, or \"under\" with a dispensation.");

    [Fact]
    public void An_area_may_loosen_under_a_dispensation_that_covers_it()
    {
        var overlay = "area: RBKC\nprocess: front-door\n" + Decision("2 working days", "    under: alternative-child-protection-pathways");
        PracticeFiles.With("local/rbkc/front-door.yaml", overlay).Mistakes.ShouldBeEmpty();

        Mistake(Decision("2 working days", "    under: alternative-child-protection-pathways")).ShouldBe(
            "practice/local/lbhf/front-door.yaml:6: the dispensation \"alternative-child-protection-pathways\" does not cover LBHF on 2024-04-01.");
    }

    [Fact]
    public void An_area_sets_its_own_local_limits() =>
        Lbhf("timescales:\n  - timescale: feedback\n    authority: Cabinet decision\n    within: {2024-04-01: 10 working days}\n").Mistakes.ShouldBeEmpty();

    [Theory]
    [InlineData("1 working day", true)]
    [InlineData("24 hours", true)]
    [InlineData("7 working hours", true)]
    [InlineData("1 day", true)]
    [InlineData("25 hours", false)]
    [InlineData("8 working hours", false)]
    [InlineData("1 month", false)]
    public void Limits_in_other_units_count_only_when_they_are_surely_shorter(string limit, bool allowed) =>
        Lbhf(Decision(limit)).Mistakes.IsEmpty.ShouldBe(allowed);

    [Fact]
    public void A_duty_that_ended_has_a_last_term_without_a_limit()
    {
        var model = Lbhf("""
            timescales:
              - timescale: call-back
                duty: Call the referrer back
                basis: local
                authority: Cabinet decision
                within:
                  - from: 2020-01-01
                    to: 2021-12-31
                    limit: 2 hours
                from: contact
                until: triage
            """).Model!;

        var terms = model.TimescalesIn("LBHF").Single(t => t.Id == "front-door.call-back").Terms;
        terms.Select(t => (t.InForceFrom, t.Limit)).ShouldBe([(new DateOnly(2020, 1, 1), new Limit(2, TimeUnit.Hours)), (new DateOnly(2022, 1, 1), null)]);
    }

    [Fact]
    public void An_outcome_of_one_area_may_end_a_status()
    {
        var model = Lbhf("""
            steps:
              decision:
                outcomes:
                  moved-away:
                    title: Moved away
                    opens: feedback
                    ends-spell: child-in-need
            """).Model!;

        var ends = model.Statuses.Single(s => s.Id == "child-in-need").Ends.OfType<FactPattern>().Where(p => p.Kind == "front-door.decision");
        ends.ShouldContain(p => p.Where!.Holds(_ => new[] { "moved-away" }));
        ends.ShouldNotContain(p => p.Where!.Holds(_ => new[] { "assess" }));
    }

    [Fact]
    public void An_outcome_that_one_area_adds_does_not_end_a_status_because_all_the_others_do()
    {
        var overlay = "area: LBHF\nprocess: child-in-need\nsteps:\n  closure:\n    outcomes:\n      moved-team:\n        title: Moved to another team\n";
        var model = PracticeFiles.With("local/lbhf/child-in-need.yaml", overlay).Model!;

        var ends = model.Statuses.Single(s => s.Id == "child-in-need").Ends.OfType<FactPattern>().Where(p => p.Kind == "child-in-need.closure").ToList();

        ends.ShouldContain(p => p.Where!.Holds(_ => new[] { "closed" }));
        ends.ShouldAllBe(p => !p.Where!.Holds(_ => new[] { "moved-team" }));
    }

    [Theory]
    [InlineData("approved-by: front-door-worker", "LBHF may not change \"approved-by\" of \"strategy-discussion\": it is \"team-manager\" everywhere.")]
    [InlineData("needs-agencies: [childrens-social-care, police]", "LBHF may not do without \"health\" in \"strategy-discussion\": it is needed everywhere.")]
    public void Who_must_approve_or_be_there_stays(string key, string message) =>
        PracticeFiles.With("local/lbhf/child-protection.yaml", $"area: LBHF\nprocess: child-protection\nsteps:\n  strategy-discussion:\n    {key}\n")
            .Mistakes.Select(m => m.ToString()).ShouldBe([$"practice/local/lbhf/child-protection.yaml:5: {message}"]);

    [Fact]
    public void An_area_may_ask_for_more_than_others()
    {
        const string More = "area: LBHF\nprocess: child-protection\nsteps:\n  strategy-discussion:\n    qualified: social-worker\n    needs-agencies: [childrens-social-care, police, health, education]\n";
        var model = PracticeFiles.With("local/lbhf/child-protection.yaml", More.Replace("education", PracticeFiles.TheModel.Codes["agency-kind"].Codes[^1].Id, StringComparison.Ordinal)).Model!;

        model.ProcessIn("LBHF", "child-protection").Step("strategy-discussion")!.Qualified.ShouldBe("social-worker");
    }

    [Fact]
    public void Timescales_that_are_not_a_list_are_not_passed_over() =>
        Mistake("timescales:\n  referral-decision:\n    within: {2024-04-01: 9 days}\n").ShouldStartWith("practice/local/lbhf/front-door.yaml:4: \"timescales\" in a local process must be a list.");

    [Fact]
    public void What_is_looser_under_a_dispensation_ends_with_it()
    {
        PracticeReading Until(string overlay) => PracticeFolder.Check([
            .. PracticeFiles.All.Select(f => f.Path != "practice/dispensations.yaml" ? f : f with { Text = f.Text.Replace("    from: 2019-09-01\n", "    from: 2019-09-01\n    to: 2025-03-31\n", StringComparison.Ordinal) }),
            new PracticeFile("practice/local/rbkc/front-door.yaml", overlay)]);
        const string For = "area: RBKC\nprocess: front-door\ntimescales:\n  - timescale: referral-decision\n    authority: Cabinet decision\n    under: alternative-child-protection-pathways\n    within: ";

        Until(For + "{2024-04-01: 2 working days}\n").Mistakes.Select(m => m.Message).ShouldBe(
            ["the dispensation \"alternative-child-protection-pathways\" ends on 2025-03-31, and the looser limit goes on"]);
        Until(For + "{2024-04-01: 2 working days, 2025-04-01: 1 working day}\n").Mistakes.ShouldBeEmpty();
    }

    [Fact]
    public void A_further_way_to_lapse_is_looser_and_needs_a_dispensation()
    {
        const string Text = "    under: alternative-child-protection-pathways\n";
        var path = PracticeFiles.All.Single(f => f.Path == "practice/local/rbkc/child-protection.yaml");
        var last = path.Text.LastIndexOf(Text, StringComparison.Ordinal);

        PracticeFolder.Check(PracticeFiles.All.Select(f => f == path ? f with { Text = f.Text.Remove(last) } : f)).Mistakes.Select(m => m.Message).ShouldBe(
            ["RBKC may not loosen child-protection.initial-conference: it lapses where guidance lets it run"]);
    }

    [Fact]
    public void Terms_leave_no_gap() =>
        PracticeFiles.Broken("children/front-door.yaml", "        to: 2018-07-03", "        to: 2018-06-30").Mistakes.Single().ToString().ShouldContain(
            "a term ends on 2018-06-30 and the next begins on 2018-07-04. Expected the next one to begin the day after.");
}
