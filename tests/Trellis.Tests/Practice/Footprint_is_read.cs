using Trellis.Modules.Figures.Public;
using Trellis.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Practice;

/// <summary>The partnership over time, from its file: who belonged, who signs, and what cannot have been.</summary>
public sealed class Footprint_is_read
{
    private const string File = "partnership/footprint.yaml";

    private static FootprintHistory History => PracticeFiles.TheModel.Footprint;

    [Theory]
    [InlineData("2019-09-30", "board", "LBHF RBKC WCC", "")]
    [InlineData("2019-10-01", "partnership", "LBHF RBKC WCC", "lbhf-council rbkc-council wcc-council hf-ccg wl-ccg cl-ccg met-police")]
    [InlineData("2021-03-31", "partnership", "LBHF RBKC WCC", "lbhf-council rbkc-council wcc-council hf-ccg wl-ccg cl-ccg met-police")]
    [InlineData("2021-04-01", "partnership", "RBKC WCC", "rbkc-council wcc-council nwl-ccg met-police")]
    [InlineData("2022-06-30", "partnership", "RBKC WCC", "rbkc-council wcc-council nwl-ccg met-police")]
    [InlineData("2022-07-01", "partnership", "RBKC WCC", "rbkc-council wcc-council nwl-icb met-police")]
    public void Of_each_day_it_says_what_it_is_where_and_who_signs(string on, string form, string areas, string signs)
    {
        var day = LondonTimes.Day(on);

        History.FormOn(day)!.Id.ShouldBe(form);
        string.Join(' ', History.AreasOn(day)).ShouldBe(areas);
        string.Join(' ', History.SignsOn(day).Select(a => a.Id)).ShouldBe(signs);
    }

    [Fact]
    public void Before_it_begins_nothing_is_said()
    {
        History.FormOn(new DateOnly(2017, 3, 31)).ShouldBeNull();
        History.AreasOn(new DateOnly(2017, 3, 31)).ShouldBeEmpty();
        FootprintHistory.None.SignsOn(new DateOnly(2026, 1, 1)).ShouldBeEmpty();
    }

    [Fact]
    public void An_agency_knows_its_days_what_it_comes_from_and_what_it_became()
    {
        History.DaysOf("nwl-ccg").ShouldBe((new DateOnly(2021, 4, 1), new DateOnly(2022, 6, 30)));
        History.DaysOf("nwl-icb").ShouldBe((new DateOnly(2022, 7, 1), null));
        History.DaysOf("lbhf-council").ShouldBe((new DateOnly(2017, 4, 1), new DateOnly(2021, 3, 31)), "its area left");
        History.SuccessorOf("wl-ccg")!.Id.ShouldBe("nwl-ccg");
        History.PredecessorsOf("nwl-ccg").Select(a => a.Id).ShouldBe(["hf-ccg", "wl-ccg", "cl-ccg"]);
        History.DaysOfArea("LBHF").ShouldBe([(new DateOnly(2017, 4, 1), new DateOnly(2021, 3, 31))]);
    }

    [Fact]
    public void The_checker_of_printed_figures_knows_the_same_of_areas_that_left() =>
        Relations.BuiltIn.Of("left").Select(r => (r.Measure.Name, r.Of[0].Name))
            .ShouldBe(History.Changes.Where(c => c.Kind is FootprintKind.AreaLeaves).Select(c => (c.Area!, c.LastDayBefore.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2017-04-01", "2018-03-31", "TOTAL", true, "")]
    [InlineData("2018-04-01", "2021-03-31", "TRI", true, "board-becomes-partnership")]
    [InlineData("2020-04-01", "2022-03-31", "TRI", false, "three-boroughs-become-two")]
    [InlineData("2020-04-01", "2022-03-31", "LBHF", false, "three-boroughs-become-two")]
    [InlineData("2020-04-01", "2022-03-31", "BI", false, "")] // made of two that stayed
    [InlineData("2020-04-01", "2022-03-31", "RBKC", false, "")] // an area that stayed compares with itself
    [InlineData("2020-04-01", "2022-03-31", "RBKC", true, "one-commissioning-group")]
    [InlineData("2021-04-01", "2022-03-31", "TOTAL", true, "")] // nothing is crossed by beginning on the day
    [InlineData("2021-04-01", "2023-03-31", "TOTAL", true, "integrated-care-board")]
    public void A_number_over_a_change_says_so_where_the_change_touches_it(string from, string to, string area, bool byAgency, string changes) =>
        string.Join(' ', PracticeFiles.TheModel.Crossed(LondonTimes.Day(from), LondonTimes.Day(to), [area], byAgency).Select(c => c.Id)).ShouldBe(changes);

    [Theory]
    [InlineData("    area: LBHF\n    moves:", "    area: NWL\n    moves:", "NWL was not in the partnership before 2021-04-01, so it cannot leave")]
    [InlineData("    agencies: [nwl-ccg]\n    by: nwl-icb", "    agencies: [wl-ccg]\n    by: nwl-icb", "there was no agency \"wl-ccg\" any more, or not yet, on 2022-06-30")]
    [InlineData("    by: nwl-icb", "    by: nwl-ibc", "there is no agency \"nwl-ibc\"")]
    [InlineData("health, from: 2022-07-01", "health, from: 2022-07-02", "there is no agency \"nwl-icb\" on 2022-07-01")]
    [InlineData("    form: partnership\n", "    form: board\n", "it was \"board\" already before 2019-10-01")]
    [InlineData("health, from: 2022-07-01, partner: true", "health, from: 2022-07-01", "from 2022-07-01 nobody of the kind \"health\" signs for RBKC")]
    [InlineData("    on: 2019-10-01", "    on: 2017-04-01", "the change \"board-becomes-partnership\" is not after the first day the footprint is of")]
    [InlineData("    source: Health and Care Act 2022; annual report 2021-22, from July 2022\n", "", "a change needs \"source\"")]
    [InlineData("    area: LBHF\n", "", "a change of this kind needs \"area\"")]
    [InlineData("    by: nwl-icb\n", "    by: nwl-icb\n    area: RBKC\n", "a change of this kind has no \"area\"")]
    public void What_cannot_have_been_is_a_mistake_at_its_line(string text, string instead, string message)
    {
        var mistakes = PracticeFiles.Broken(File, text, instead).Mistakes;

        mistakes.ShouldContain(m => m.Message.StartsWith(message, StringComparison.Ordinal) && m.Place.File == $"practice/{File}" && m.Place.Line > 1, string.Join('\n', mistakes));
    }

    [Fact]
    public void An_area_that_joins_and_an_agency_renamed_are_so_from_their_day()
    {
        var more = History with
        {
            Changes = [.. History.Changes,
                new FootprintChange("joins", FootprintKind.AreaJoins, new DateOnly(2030, 4, 1), "Back", "LBHF", [], null, null, null, null, "Invented", default),
                new FootprintChange("renamed", FootprintKind.AgencyRenamed, new DateOnly(2030, 5, 1), "Renamed", null, ["met-police"], null, null, "Police for London", null, "Invented", default)],
        };

        more.AreasOn(new DateOnly(2030, 4, 1)).ShouldContain("LBHF");
        more.DaysOfArea("LBHF").Last().ShouldBe((new DateOnly(2030, 4, 1), null));
        more.SignsOn(new DateOnly(2030, 4, 1)).Select(a => a.Id).ShouldContain("lbhf-council", "its council signs again");
        var police = more.Agency("met-police")!;
        more.TitleOn(police, new DateOnly(2030, 4, 30)).ShouldBe("Metropolitan Police");
        more.TitleOn(police, new DateOnly(2030, 5, 1)).ShouldBe("Police for London");
        more.StandsOn("met-police", new DateOnly(2031, 1, 1)).ShouldBeTrue();
    }
}
