using Trellis.Platform;
using Trellis.Practice;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using Trellis.Returns.Rules;

namespace Trellis.Tests.Returns;

public sealed class Rules_of_the_census
{
    private static readonly Platform.Time.WorkingCalendar Calendar = ReadCalendar();

    [Fact]
    public void Each_rule_finds_what_is_wrong_in_every_child_and_nothing_in_one_that_is_right()
    {
        var mistakes = new List<string>();
        foreach (var one in Cases.All.Where(c => c.Code != "100"))
        {
            var wrong = Ask(one.Code, Written.Census(one.Wrong, one.Reference));
            if (wrong.Outcome is not RuleOutcome.Failed) { mistakes.Add($"{one.Code} finds nothing in {one.Wrong} ({wrong.Outcome} {wrong.Why} {string.Join(' ', wrong.Crashes)})"); }
            var children = one.Wrong.Count(c => c == '&') + 1;
            var found = wrong.Issues.Select(i => i.Child).Distinct().Count();
            if (wrong.Issues.All(i => i.Child is not null) && found != children) { mistakes.Add($"{one.Code} finds {found} of {children} children in {one.Wrong}"); }
            var right = Ask(one.Code, Written.Census(one.Right, one.Reference));
            if (right.Outcome is not RuleOutcome.Passed) { mistakes.Add($"{one.Code} is {right.Outcome} for {one.Right} {right.Why}: {string.Join("; ", right.Issues.Select(i => i.Main?.Path))}"); }
        }

        mistakes.ShouldBeEmpty();
    }

    [Fact]
    public void There_are_109_rules_and_each_has_a_case()
    {
        CensusRules.For(2026).Count().ShouldBe(109);
        CensusRules.All.Select(r => r.Code).Distinct().Count().ShouldBe(109);
        CensusRules.For(2026).ShouldAllBe(r => r.IsInForce(2026));
        CensusRules.All.Select(r => r.Code).Except(Cases.All.Select(c => c.Code)).ShouldBeEmpty();
        foreach (var ending in Enumerable.Range(2023, 4)) { CensusRules.All.Where(r => r.IsInForce(ending)).GroupBy(r => r.Code).ShouldAllBe(g => g.Count() == 1); }
    }

    [Fact]
    public void The_reference_date_is_the_last_of_march()
    {
        Ask("100", Written.Census("", "2026-03-31")).Outcome.ShouldBe(RuleOutcome.Passed);
        var late = Ask("100", Written.Census("", "2026-03-30")).Issues.ShouldHaveSingleItem();
        late.Main!.Values.ShouldHaveSingleItem().Value.ShouldBe("2026-03-30");
        Ask("100", Written.Read("<Message><Children/></Message>")).Outcome.ShouldBe(RuleOutcome.Failed);
    }

    [Fact]
    public void A_rule_without_what_it_needs_is_skipped_and_says_why()
    {
        var census = Written.Read("<Message><Children><Child><CINdetails><CINclosureDate>2025-06-01</CINclosureDate></CINdetails></Child></Children></Message>");
        Ask("8620", census).ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(RuleOutcome.Skipped), r => r.Why.ShouldBe("The return gives no reference date."));
        var old = Written.Census("CINdetails(Assessments(AssessmentActualStartDate=1999-06-01))", "2000-03-31");
        CensusCheck.Run(old, CensusYear.Of(old)).Rules.Single(r => r.Rule.Code == "8670Q").Why.ShouldBe("No calendar of bank holidays is at hand.");
        CensusCheck.Run(old, CensusYear.Of(old)).Rules.Single(r => r.Rule.Code == "8945Q").Why.ShouldBe("In force from 2024-25, and this is 2022-23.");
    }

    [Fact]
    public void A_rule_that_breaks_at_one_child_is_named_and_asked_of_the_others()
    {
        var broken = new Rule("1", "Child", ["LAchildID"], "m", "e")
        {
            OfChild = (child, _, found) =>
            {
                if (child.Identifiers.ChildId.Is("2")) { throw new InvalidOperationException("at two"); }
                found.At(child.Identifiers);
            },
        };
        var census = Written.Census("ChildIdentifiers(LAchildID=1) & ChildIdentifiers(LAchildID=2) & ChildIdentifiers(LAchildID=3)");
        var result = CensusCheck.Run(census, CensusYear.Of(census), [broken]).Rules.ShouldHaveSingleItem();
        result.Outcome.ShouldBe(RuleOutcome.Crashed);
        result.Crashes.ShouldHaveSingleItem().ShouldBe(new Crash(census.Children[1], "InvalidOperationException: at two"));
        result.Issues.Select(i => i.Child!.Identifiers.ChildId.Text).ShouldBe(["1", "3"]);
    }

    [Fact]
    public void An_issue_says_where_with_line_record_and_value()
    {
        var census = Written.Census("ChildIdentifiers(LAchildID=7) CINdetails() CINdetails(CINreferralDate=2025-07-01 Assessments() Assessments(AssessmentActualStartDate=2025-06-30))");
        var issue = Ask("1103", census).Issues.ShouldHaveSingleItem();
        issue.Child!.Identifiers.ChildId.Text.ShouldBe("7");
        issue.Places.Select(p => (p.Path, p.Values.Single())).ShouldBe(
        [
            ("CINdetails 2, Assessments 2", new Shown("AssessmentActualStartDate", "2025-06-30", 19)),
            ("CINdetails 2", new Shown("CINreferralDate", "2025-07-01", 16)),
        ]);
    }

    private static RuleResult Ask(string code, CensusReturn census)
    {
        var year = CensusYear.Of(census, workingDays: (day, n) => Calendar.AddWorkingDays(day, n));
        return CensusCheck.Run(census, year, CensusRules.For(year.Ending).Where(r => r.Code == code)).Rules.ShouldHaveSingleItem();
    }

    private static Platform.Time.WorkingCalendar ReadCalendar()
    {
        using var text = File.OpenText(Checkout.Folder("practice", "calendars", "england-and-wales.yaml"));
        return CalendarFile.Read("england-and-wales.yaml", text);
    }
}
