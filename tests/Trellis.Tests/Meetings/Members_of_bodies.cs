using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Members;
using Trellis.Platform.Record;
using Trellis.Sheets;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>Who sits where, as printed and as it is; what becomes of bodies; how they belong together.</summary>
public sealed class Members_of_bodies(TestSite site) : OnSite(site)
{
    private const string Printed = """
        board,role_or_seat,organisation,area,document,line,note
        Willow Board 2030-31,Statutory member: Chief nurse,Willow health,BI,willow,1,
        Willow Board 2030-31,Senior representative,Fire brigade,BI,willow,2,
        Willow Board 2030-31,Senior representative,Probation,BI,willow,3,
        Willow Board 2031-32,Statutory member: Chief nurse,Willow health,BI,willow too,1,
        Willow Board 2031-32,Senior representative,Fire brigade,BI,willow too,2,
        Willow sub-groups 2030/31,Chair,,BI,willow,9,one word
        """;

    [Theory]
    [InlineData("Main Board 2017-18", "Main Board", "2017-04-01", "2018-03-31")]
    [InlineData("Adults Board 2018/19", "Adults Board", "2018-04-01", "2019-03-31")]
    [InlineData("Partners (from 2019)", "Partners", "2019-01-01", null)]
    [InlineData("Board (joint) 27 May 2021", "Board (joint)", "2021-05-27", "2021-05-27")]
    [InlineData("Early Help 2020", "Early Help", "2020-01-01", "2020-12-31")]
    [InlineData("Panel: Flute", "Panel: Flute", null, null)]
    [InlineData("Board 2017-19", "Board 2017-19", null, null)]
    public void A_title_says_the_body_and_the_days(string printed, string body, string? from, string? to) =>
        ListTitle.Of(printed).ShouldBe(new ListTitle(body, from is null ? null : DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public async Task A_list_is_taken_in_once_and_a_seat_it_leaves_out_stays()
    {
        (await Takes(Printed, preview: true)).Added.ShouldBe(6);
        (await Held("Willow Board")).ShouldBeNull("a preview takes nothing in");
        var taken = await Takes(Printed);
        (taken.Added, taken.Changed, taken.Unchanged).ShouldBe((6, 0, 0));
        taken.Notes.ShouldContain("“Willow sub-groups” is new, by its title a subgroup");
        taken.Notes.ShouldContain("“Willow Board 2031-32” does not have, or calls otherwise, 1 seat of “Willow Board 2030-31”: Senior representative, Probation");
        (await Takes(Printed)).Unchanged.ShouldBe(6);
        (await Takes(Printed.Replace("one word", "another word", StringComparison.Ordinal))).Changed.ShouldBe(1);

        var board = (await Held("Willow Board"))!;
        board.Seats.Select(s => (s.Title, s.Statutory, s.Organisation)).ShouldBe([("Chief nurse, Willow health", true, "Willow health"), ("Senior representative, Fire brigade", false, "Fire brigade"), ("Senior representative, Probation", false, "Probation")], ignoreOrder: true);
        board.Listings.Count.ShouldBe(5);

        var page = await (await SignedIn(BusinessManager)).Opens($"/meetings/{board.Id}");
        page.Table("Seats").Single(r => r["Seat"].StartsWith("Senior representative, Probation", StringComparison.Ordinal))["In lists"].ShouldBe("Willow Board 2030-31");
        (await (await SignedIn(BusinessManager)).Opens("/members")).Table("Seats nobody holds").ShouldContain(r => r["Seat"] == "Chief nurse, Willow health" && r["Statutory"] == "Statutory");
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_line_and_nothing_is_taken_in()
    {
        var wrong = await Takes("board,role_or_seat,organisation,line\n,Chair,,1\nAspen Board,,Police,1\nAspen Board,Chair,,x\nAspen Board,Member,Police,3\nASPEN board,member,police,4\n");

        wrong.Errors.Select(e => (e.Line, e.Code)).ShouldBe([(2, "board"), (3, "role_or_seat"), (4, "line"), (6, "duplicate")]);
        (await Held("Aspen Board")).ShouldBeNull();
    }

    [Fact]
    public async Task A_seat_is_handed_over_and_the_new_holder_shown_round()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Handing board", "Chair\nPolice");
        await Sits(manager, body, "Police", "Bryony Madeup", null);
        var seat = await (await manager.Opens(body)).Follows("Police");
        seat = await seat.Fill("Is it a statutory seat?", "The law names whoever holds it").Presses("Save the seat");
        seat.Done.ShouldBe("The seat is saved");
        (await seat.Fill("On which day were they shown round?", "1 1 2090").Presses("Save what is known")).Errors.ShouldBe(["The day must be today or in the past"]);
        seat = await seat.Fill("How are they reached at work?", "020 7946 0000").Fill("On which day were they shown round?", "5 1 2026").Fill("On which day did they agree to the terms of reference?", "6 1 2026").Presses("Save what is known");
        seat.Done.ShouldBe("What is known of the holder is saved");
        var line = (await manager.Opens("/members")).Table("Bodies").Single(r => r["Body"].StartsWith("Handing board", StringComparison.Ordinal));
        (line["Seats"], line["Filled"], line["Shown round"], line["Agreed to the terms"]).ShouldBe(("2", "1", "1", "1"));

        seat = await seat.Fill("Who?", "Bryony Madeup").Fill("What is their last day?", "31 1 2026").Fill("Why do they leave?", "Another post").Presses("Save who leaves");
        seat = await seat.Fill("As what?", "Holder").Fill("What is their name?", "Fern Madeup").Fill("From which day?", "1 2 2026").Presses("Save");
        seat.Table("Who held it").Select(r => (r["Name"], r["Until"])).ShouldBe([("Fern Madeup", "Now"), ("Bryony Madeup", "31 January 2026 Another post")]);
        (await manager.Opens("/members")).Table("Bodies").Single(r => r["Body"].StartsWith("Handing board", StringComparison.Ordinal))["Shown round"].ShouldBe("0", "it was the one before who was shown round");
        var sheet = await manager.Opens("/members?handler=File");
        sheet.Status.ShouldBe(HttpStatusCode.OK);
        (await (await SignedIn(Referrer)).Opens("/members")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_body_is_renamed_answers_to_another_and_ends_with_its_actions_going_on()
    {
        var manager = await SignedIn(BusinessManager);
        var (parent, body, next) = (await ABoard(manager, "Upper board", "Chair"), await ABoard(manager, "Lower board", "Chair\nPolice"), await ABoard(manager, "Next board", "Chair"));
        await Sits(manager, body, "Police", "Clover Madeup", null);

        (await (await manager.Opens($"{body}/change")).Fill("What is it called now?", "Upper board").Presses("Save the name")).Errors.ShouldBe(["There is a body of this name already"]);
        (await (await manager.Opens($"{body}/change")).Fill("What is it called now?", "Lower partnership").Fill("From which day?", "1 2 2026").Presses("Save the name")).Done.ShouldBe("It is called Lower partnership");
        (await (await manager.Opens($"{body}/change")).Fill("Which body does it answer to?", "Upper board").Presses("Save whom it answers to")).Done.ShouldBe("Whom it answers to is saved");
        (await (await manager.Opens($"{parent}/change")).Fill("Which body does it answer to?", "Lower partnership").Presses("Save whom it answers to")).Errors.ShouldBe(["That body answers to this one. Select another"]);
        (await (await manager.Opens($"{body}/change")).Fill("What?", "Works with").Fill("Or which body of another partnership?", "Safer neighbourhoods board").Fill("What do they do together?", "Serious violence").Presses("Save")).Done.ShouldBe("What it has to do with the other is saved");
        var drawn = await manager.Opens("/members/structure");
        drawn.Said.ShouldContain("was Lower board until 31 January 2026");
        drawn.Said.ShouldContain("Works with Safer neighbourhoods board: Serious violence");
        drawn.Document.QuerySelectorAll(".t-structure > li > ul > li").Any(li => li.TextContent.Contains("Lower partnership", StringComparison.Ordinal)).ShouldBeTrue();

        await Stage.TakesInActions("Lower partnership", "date,action,status,agency,due\n2026-01-10,Write the new terms,In progress,police,2026-02-20\n2026-01-10,Close the old account,Complete,police,2026-02-20\n", "RBKC");
        var end = await manager.Opens($"{body}/change");
        (await end.Fill("What is its last day?", "28 2 2026").Presses("End this body")).Errors.ShouldBe(["Enter why it ended"]);
        var ended = await end.Fill("What is its last day?", "28 2 2026").Fill("Which body takes its place?", "Next board").Fill("Why does it end?", "The law changed").Presses("End this body");
        ended.Said.ShouldContain("It ended on 28 February 2026. The law changed Next board took its place.");
        (await manager.Opens($"/actions/{await Stage.ReferenceOf("Write the new terms")}")).Said.ShouldContain("Lower partnership ended on 28 February 2026");
        (await manager.Opens($"/actions/{await Stage.ReferenceOf("Close the old account")}")).Said.ShouldNotContain("ended on 28 February");
        (await manager.Opens($"{body}/change")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens($"{body}/call")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens("/members/structure")).Table("Bodies that ended").ShouldContain(r => r["Body"] == "Lower partnership" && r["What took its place"] == "Next board");
        (await Stage.LookAsync(db => db.Set<Holder>().SingleAsync(h => h.Name == "Clover Madeup"))).UntilOn.ShouldBe(new DateOnly(2026, 2, 28));
    }

    [Fact]
    public async Task A_body_that_is_called_to_meet_does_not_end_before()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Called and ending board", "Chair");
        await Called(manager, body, "17 3 2026");
        var end = (await manager.Opens($"{body}/change")).Fill("What is its last day?", "28 2 2026").Fill("Why does it end?", "The law changed");
        (await end.Presses("End this body")).Errors.ShouldBe(["A meeting is called for 17 March 2026. Cancel it, or enter that day or a later one"]);
        (await manager.Opens("/meetings")).Said.ShouldNotContain("Called and ending board Ended");
    }

    [Fact]
    public async Task A_list_that_names_no_days_is_of_none()
    {
        await Takes("board,role_or_seat,organisation\nRowan panel,Chair,Police\n");
        (await Held("Rowan panel"))!.Listings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.FromOn.ShouldBeNull(), l => l.ToOn.ShouldBeNull());
    }

    [SharedFact]
    public async Task The_printed_members_are_taken_in_whole()
    {
        var taken = await Takes(await File.ReadAllTextAsync(Path.Combine(SharedFactAttribute.Published, "membership.csv")));
        taken.Errors.ShouldBeEmpty();
        taken.Added.ShouldBe(253);
        (await Takes(await File.ReadAllTextAsync(Path.Combine(SharedFactAttribute.Published, "membership.csv")))).ShouldSatisfyAllConditions(t => t.Added.ShouldBe(0), t => t.Changed.ShouldBe(0), t => t.Unchanged.ShouldBe(253));

        var board = (await Held("LSCB Main Board"))!;
        board.Listings.CountBy(l => l.List).Select(l => l.Value).Order().ShouldBe([28, 36]);
        var adults = (await Held("Safeguarding Adults Executive Board"))!;
        adults.Seats.Count(s => s.Statutory).ShouldBe(adults.Listings.Where(l => l.Role.StartsWith("Statutory", StringComparison.Ordinal)).Select(l => l.SeatId).Distinct().Count());
        adults.Listings.CountBy(l => l.List).ToDictionary(l => l.Key, l => l.Value).ShouldBe(new Dictionary<string, int> { ["Safeguarding Adults Executive Board 2018/19"] = 30, ["Safeguarding Adults Executive Board 2020/21"] = 24 }, ignoreOrder: true);
        (await Held("Safeguarding Partners"))!.Listings.ShouldAllBe(l => l.FromOn == new DateOnly(2019, 1, 1) && l.ToOn == null);
    }

    private async Task<TakenIn> Takes(string list, bool preview = false)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"], Areas = ["RBKC", "WCC"] });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list.ReplaceLineEndings("\n")));
        return await scope.ServiceProvider.GetRequiredService<MemberList>().TakeAsync(Sheet.Read(file, MemberList.Required), new ListAsked(null, preview, ["RBKC", "WCC"]));
    }

    private Task<Body?> Held(string title) => Stage.LookAsync(db => db.Set<Body>().Include(b => b.Seats).Include(b => b.Listings).AsSplitQuery().FirstOrDefaultAsync(b => b.Title == title));
}
