using Trellis.Modules.Training;

namespace Trellis.Tests.Training;

/// <summary>What is worked out without a database: change and its interval, a meeting's report, a printed table.</summary>
public sealed class Rules_of_training
{
    [Fact]
    public void A_change_is_the_mean_of_each_persons_own_with_its_interval()
    {
        // Differences 1, 2, 1, 2, 2: mean 1.6, s 0.5477, t(4) 2.776: 1.6 ± 0.68.
        var changed = Impact.Of(1, "knowledge", [(2, 3), (1, 3), (2, 3), (2, 4), (1, 3)]);
        (changed.Answers, Math.Round(changed.Before, 2), Math.Round(changed.After, 2), Math.Round(changed.Change, 2), Math.Round(changed.Margin!.Value, 2)).ShouldBe((5, 1.6, 3.2, 1.6, 0.68));
        Impact.Of(1, "knowledge", [(2, 3)]).Margin.ShouldBeNull();
        // Thirty answers, half 0 and half 1: s 0.5085, t(29) 2.045: ± 0.19.
        Math.Round(Impact.Of(1, "confidence", [.. Enumerable.Range(0, 30).Select(i => (2, 2 + (i % 2)))]).Margin!.Value, 2).ShouldBe(0.19);
    }

    [Fact]
    public void A_meetings_report_gives_names_addresses_and_minutes_and_adds_who_came_twice()
    {
        var seen = MeetingReport.Read("Name\tEmail\tDuration\nOttoline Marsh\tottoline@sunbeam.example\t2h 5m 10s\nOttoline Marsh\tottoline@sunbeam.example\t40m\nBarnaby Flood\t\t15m\n\nCelandine Rook, celandine@other.example\n");
        seen.Select(s => $"{s.Line} {s.Name} {s.Email} {s.Minutes}").ShouldBe(["2 Ottoline Marsh ottoline@sunbeam.example 165", "4 Barnaby Flood  15", "6 Celandine Rook celandine@other.example "]);
    }

    [Fact]
    public void A_printed_table_is_added_up_and_what_does_not_agree_is_said()
    {
        PrintedCount Row(int number, string kind, string workshop, string agency, string printed) => new() { MatrixId = Guid.Empty, Number = number, Kind = kind, Programme = workshop.Length > 0 ? "Core" : "", Workshop = workshop, Agency = agency, Value = decimal.Parse(printed, System.Globalization.CultureInfo.InvariantCulture), Printed = printed, DocumentLine = number };
        var table = MatrixTable.Of([
            Row(1, "cell", "Signs", "Health", "2"), Row(2, "cell", "Signs", "Police", "1"), Row(3, "row_total", "Signs", "", "4"), Row(4, "cell", "Plans", "Health", "3"), Row(5, "row_total", "Plans", "", "3"),
            Row(6, "column_total", "", "Health", "5"), Row(7, "column_total", "", "Police", "1"), Row(8, "column_total", "", "", "6"), Row(9, "percent", "", "Health", "83"), Row(10, "percent", "", "Police", "16.6")]);
        table.Total.ShouldBe(6);
        table.Shares.ShouldBe(["83.3%", "16.7%"]);
        table.Wrong.ShouldBe(["Line 3, Line 1, Signs: printed 4, the row adds up to 3", "Line 10, share of Police: printed 16.6%, 1 of 6 is 16.7%"]);
    }

    [Fact]
    public void Who_must_have_what_is_laid_out_by_role_sector_and_level_and_some_sectors_stand_in_place_of_all()
    {
        var required = Support.Stage.Practised.Model.Training.Required;
        required.Single(r => (r.Role, r.Sector) == ("volunteer", "school")).Again.ShouldBe(12);
        required.Single(r => (r.Role, r.Sector) == ("volunteer", "charity")).Again.ShouldBe(36);
        required.Single(r => (r.Role, r.Sector) == ("lead", "police")).ShouldSatisfyAllConditions(r => r.Level.ShouldBe("level-3"), r => r.Again.ShouldBe(24), r => r.First.ShouldBe(3), r => r.Counts.ShouldContain("level-4"));
        required.GroupBy(r => (r.Role, r.Sector, r.Level)).ShouldAllBe(g => g.Count() == 1);
    }

    [Theory]
    [InlineData("  - roles: [lead]", "  - roles: [leader]", "there is no role \"leader\"")]
    [InlineData("    level: level-6", "    level: level-7", "there is no level \"level-7\"")]
    [InlineData("due-soon: 3 months", "due-soon: presently", "\"due-soon\" must be months or years, not \"presently\"")]
    [InlineData("materials-before: 10 days", "materials-before: early", "early")]
    [InlineData("    again-after: 5 years", "    again-after: soon", "\"again-after\" must be months or years, not \"soon\"")]
    [InlineData("    sectors: [charity, private, other-public]", "    sectors: [nurseries]", "there is no sector \"nurseries\"")]
    [InlineData("    sectors: [charity, private, other-public]", "    sectors: [school]", "is said twice")]
    [InlineData("    authority: Local choice, to be confirmed\n", "", "\"authority\"")]
    [InlineData("  - roles: [recruiter]\n", "  - \n", "a requirement")]
    public void A_mistake_about_what_is_required_is_found_with_its_line(string text, string replacement, string said) =>
        Practice.PracticeFiles.Broken("training.yaml", text, replacement).Mistakes.Select(m => m.ToString()).ShouldContain(m => m.StartsWith("practice/training.yaml:", StringComparison.Ordinal) && m.Contains(said, StringComparison.Ordinal));
}
