using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Programmes;
using Trellis.Platform.Record;
using Trellis.Sheets;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>What a body means to look at: as a list, and on its page.</summary>
public sealed class Work_programmes(TestSite site) : OnSite(site)
{
    private const string Small = """
        round,date,topic,objective,representative
        1,2031-01-20,Young carers,What is there for them?,Director
        1,2031-01-20,Annual report,,
        2,,Housing,,
        unallocated,,Screening,,
        task group,,Technology,Its effect on young people,
        """;

    [Fact]
    public async Task A_list_is_taken_in_once()
    {
        (await Takes(Small, "Hornbeam committee", preview: true)).Added.ShouldBe(5);
        var taken = await Takes(Small, "Hornbeam committee");
        (taken.Added, taken.Changed, taken.Unchanged).ShouldBe((5, 0, 0));
        taken.Notes.ShouldBe(["The body “Hornbeam committee” is new", "1 round has no day yet", "3 topics name nobody who leads it"]);
        (await Takes(Small, "Hornbeam committee")).Unchanged.ShouldBe(5);
        (await Takes(Small.Replace("What is there for them?", "What is there?", StringComparison.Ordinal), "Hornbeam committee")).Changed.ShouldBe(1);

        var body = (await Held("Hornbeam committee"))!;
        var page = await (await SignedIn(BusinessManager)).Opens($"/meetings/{body.Id}/programme");
        page.Table("Round 1, 20 January 2031").Select(r => r["What"]).ShouldBe(["Young carers", "Annual report"]);
        page.Table("Round 2, no day yet").ShouldHaveSingleItem();
        page.Table("Not allocated to a round").Single()["What"].ShouldBe("Screening");
        page.Table("Task groups").Single()["Why"].ShouldBe("Its effect on young people");
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_line_and_nothing_is_taken_in()
    {
        var wrong = await Takes("round,date,topic\nsoon,,A\n1,27 Foo,B\n1,2031-01-20,\n2,2031-02-01,C\n2,2031-02-02,D\n2,2031-02-01,c\n", "Medlar committee");

        wrong.Errors.Select(e => (e.Line, e.Code)).ShouldBe([(2, "round"), (3, "date"), (4, "topic"), (5, "date"), (7, "duplicate")]);
        (await Held("Medlar committee")).ShouldBeNull();
    }

    [Fact]
    public async Task A_topic_is_planned_moved_and_closed()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Planning board", "Chair");
        var page = await (await manager.Opens(body)).Follows("Work programme");
        (await page.Fill("What is it?", "An item of a meeting").Presses("Add it")).Errors.ShouldBe(["Enter what is looked at"]);
        page = await page.Fill("What is it?", "An item of a meeting").Fill("What is looked at?", "Neglect").Presses("Add it");
        page.Table("Not allocated to a round").Single()["What"].ShouldBe("Neglect");
        page = await (await page.Follows("Neglect")).Fill("In which round of meetings?", "2").Fill("On which day?", "12 5 2026").Fill("Who leads it or comes to speak?", "Police").Presses("Save");
        page.Table("Round 2, 12 May 2026").Single()["Who leads it"].ShouldBe("Police");
        var edit = await page.Follows("Neglect");
        (await edit.Fill("What became of it?", "No longer planned").Presses("Save what became of it")).Errors.ShouldBe(["Enter why it is no longer planned"]);
        page = await edit.Fill("What became of it?", "No longer planned").Fill("What came of it, or why is it no longer planned?", "Covered by the audit").Presses("Save what became of it");
        page.Table("No longer planned").Single()["How far"].ShouldBe("No longer planned: Covered by the audit");
        (await manager.Opens(edit.Path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(BoardMember)).Opens($"{body}/programme")).Said.ShouldNotContain("Add to the programme");
    }

    [Fact]
    public async Task A_topic_is_put_on_the_agenda_of_a_meeting_and_each_says_so_of_the_other()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Agenda committee", "Chair");
        var page = await (await manager.Opens($"{body}/programme")).Fill("What is it?", "An item of a meeting").Fill("What is looked at?", "Young carers").Fill("In which round of meetings?", "3").Fill("Why, and what is to come of it?", "What is there for them?").Presses("Add it");
        (await page.Follows("Put it on an agenda: Young carers")).Said.ShouldContain("has no coming meeting");
        await Called(manager, body, "12 5 2026");
        var form = await page.Follows("Put it on an agenda: Young carers");
        (await form.Presses("Put it on the agenda")).Errors.ShouldBe(["Select what the meeting is to do"]);
        page = await form.Fill("What is the meeting to do?", "To decide").Presses("Put it on the agenda");
        page.Done.ShouldStartWith("It is on the agenda of 12 May 2026");
        (await manager.Opens(form.Path)).Status.ShouldBe(HttpStatusCode.NotFound, "it is on an agenda already");
        var row = page.Table("Round 3, no day yet").Single();
        row["How far"].ShouldContain("On the agenda of 12 May 2026");
        (await (await SignedIn(BoardMember)).Opens($"{body}/programme")).Said.ShouldNotContain("On the agenda of", Case.Sensitive, "the agenda is not out yet");

        var item = await page.Follows(row["How far"].Split("On the agenda of ")[1].Trim());
        item.Said.ShouldContain("From the work programme, round 3. What is there for them?");
        (await item.Presses("Take it off the agenda")).Done.ShouldBe("The item is off the agenda");
        (await manager.Opens($"{body}/programme")).Said.ShouldContain("Put it on an agenda");
    }

    [SharedFact]
    public async Task The_printed_programme_is_taken_in_whole()
    {
        var list = await File.ReadAllTextAsync(Path.Combine(SharedFactAttribute.Published, "work_programme_2019-20.csv"));
        var taken = await Takes(list, "A committee as printed");

        taken.Errors.ShouldBeEmpty();
        var body = (await Held("A committee as printed"))!;
        body.Topics.Where(t => t.Round is not null).Select(t => t.Round).Distinct().Order().ShouldBe([4, 5, 6, 7, 8]);
        (body.Topics.Count(t => t.Unallocated), body.Topics.Count(t => t.Kind is "task-group")).ShouldBe((5, 1));
        body.Topics.Where(t => t.Round is 7 or 8).ShouldAllBe(t => t.OnDay == null);
        (await Takes(list, "A committee as printed")).ShouldSatisfyAllConditions(t => t.Added.ShouldBe(0), t => t.Changed.ShouldBe(0), t => t.Unchanged.ShouldBe(taken.Added));
    }

    private async Task<TakenIn> Takes(string list, string body, bool preview = false)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"], Areas = ["RBKC", "WCC"] });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list.ReplaceLineEndings("\n")));
        return await scope.ServiceProvider.GetRequiredService<ProgrammeList>().TakeAsync(Sheet.Read(file, ProgrammeList.Required), new ListAsked(body, preview, ["RBKC", "WCC"]));
    }

    private Task<Body?> Held(string title) => Stage.LookAsync(db => db.Set<Body>().Include(b => b.Topics).FirstOrDefaultAsync(b => b.Title == title));
}
