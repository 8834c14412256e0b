using System.Collections.Immutable;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Actions;
using Trellis.Modules.Meetings;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Sheets;
using Trellis.Tests.Support;

namespace Trellis.Tests.Meetings;

/// <summary>Attendance, trackers and recommendations come in as lists: all of one or nothing, never twice, and what is wrong is said by line.</summary>
public sealed class Lists_taken_in(Stage stage) : OnStage(stage)
{
    private const string Seats = """
        meeting_date,seat,printed,attended,delegate,note
        2024-04-16,Chair,y,true,false,
        2024-04-16,Housing,n,false,false,
        2024-07-16,Chair,y (d),true,true,
        2024-07-16,Housing,x,,false,no legend explains it
        """;

    private const string Tracker = """
        date,item,action,status,owner,due
        2024-05-01,Item 4,Write to the schools,Completed,Head of Safeguarding,2024-06-01
        2024-05-01,Item 5,Ask for the report,in progress. ,,
        """;

    [Fact]
    public async Task Attendance_counts_who_filled_a_seat_and_leaves_out_what_is_not_clear()
    {
        var taken = await Attendance(Seats, "Board one");
        (taken.Errors, taken.Added, taken.Changed, taken.Unchanged).ShouldBe(([], 4, 0, 0));
        taken.Notes.ShouldBe(["The body “Board one” is new", "2 meetings are new", "2 seats are new"]);

        var table = await Table("Board one", 2024);
        table.All.ShouldBe(new Share(2, 1, 3));
        table.All.Percent.ShouldBe(66.7m);
        table.Never.Select(s => s.Title).ShouldBe(["Housing"]);
        table.Lines.Select(l => (l.Seat.Title, l.Seat.Part, l.Share)).ShouldBe([("Chair", "chair", new Share(2, 1, 2)), ("Housing", null, new Share(0, 0, 1))]);
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing_and_a_corrected_one_replaces_what_it_corrects()
    {
        await Attendance(Seats, "Board two");
        var facts = await Facts();
        (await Attendance(Seats, "board TWO")).ShouldSatisfyAllConditions(t => t.Unchanged.ShouldBe(4), t => t.Added.ShouldBe(0), t => t.Changed.ShouldBe(0));
        (await Facts()).ShouldBe(facts);

        var corrected = Seats.Replace("2024-04-16,Housing,n,false", "2024-04-16,Housing,y,true", StringComparison.Ordinal);
        (await Attendance(corrected, "Board two", preview: true)).Notes.ShouldBe(["16 April 2024, Housing: was absent, now present"]);
        (await Facts()).ShouldBe(facts, "a preview takes in nothing");
        (await Attendance(corrected, "Board two")).Changed.ShouldBe(1);
        (await Table("Board two", 2024)).All.ShouldBe(new Share(3, 1, 3));
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from meetings.attendance a join meetings.meeting m on m.id = a.meeting_id join meetings.body b on b.id = m.body_id where b.title = 'Board two' and a.replaced_at is not null and a.state = 'absent'")).ShouldBe(1, "what it said before is still there");
    }

    [Theory]
    [InlineData("2024-04-16,Chair", "2024-04-31,Chair", 2, "meeting_date “2024-04-31” is not a date like 2018-04-17")]
    [InlineData("2024-04-16,Chair", "2124-04-16,Chair", 2, "meeting_date 2124-04-16 is in the future: attendance is taken on the day of the meeting or after it")]
    [InlineData("2024-04-16,Housing", "2024-04-16,chair", 3, "This seat at this meeting is already on line 2")]
    [InlineData("Housing,n,false", "Housing,n,no", 3, "attended “no” must be true, false, or empty where the document does not say")]
    [InlineData("Housing,n,false,false", "Housing,n,false,true", 3, "A delegate came, so attended must be true")]
    [InlineData("2024-07-16,Chair,", "2024-07-16,,", 4, "seat is empty")]
    [InlineData("note\n", "note,\n", 2, "6 columns, too few: there should be 7")]
    [InlineData("seat,", "sea,", 1, "Columns missing: seat. The file has: meeting_date, sea, printed, attended, delegate, note")]
    public async Task A_wrong_line_is_named_and_nothing_is_taken_in(string text, string otherwise, int line, string said)
    {
        var facts = await Facts();
        var taken = await Attendance(Seats.Replace(text, otherwise, StringComparison.Ordinal), "Board never");
        taken.Errors.Select(e => (e.Line, e.Message)).ShouldContain((line, said));
        (taken.Added, await Facts()).ShouldBe((0, facts));
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from meetings.body where title = 'Board never'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_tracker_says_what_it_wrote_beside_what_it_means()
    {
        (await Actions(Tracker, "Committee one")).Added.ShouldBe(2);
        var actions = await Look(db => db.Set<ActionPoint>().Include(a => a.Progress).Where(a => a.SetOn == new DateOnly(2024, 5, 1)).OrderBy(a => a.Item).ToListAsync());
        actions.Select(a => (a.Text, a.Status, a.StatusWritten, a.Owner, a.DueOn)).ShouldBe([("Write to the schools", "complete", "Completed", "Head of Safeguarding", new DateOnly(2024, 6, 1)), ("Ask for the report", "in-progress", "in progress.", "", null)]);
        actions.ShouldAllBe(a => a.AgreedAt == null, "that a tracker says so is not that the body agrees");

        (await Actions(Tracker, "Committee one")).ShouldSatisfyAllConditions(t => t.Added.ShouldBe(0), t => t.Unchanged.ShouldBe(2));
        var later = await Actions(Tracker.Replace("in progress. ", "Done", StringComparison.Ordinal), "Committee one");
        later.Notes.ShouldHaveSingleItem().ShouldEndWith("was “in progress.”, now “Done”");
        (await Look(db => db.Set<ActionPoint>().Include(a => a.Progress).SingleAsync(a => a.Item == "Item 5"))).ShouldSatisfyAllConditions(a => a.Status.ShouldBe("complete"), a => a.Progress.Count.ShouldBe(2));
    }

    [Theory]
    [InlineData("Completed", "Nearly", 2, "No status is known for “Nearly”. Add it to practice/actions.yaml, or use one of: Not started, In progress, Ongoing, Complete, Carried forward, Not pursued")]
    [InlineData("2024-06-01", "2024-04-01", 2, "due 2024-04-01 is before date 2024-05-01")]
    [InlineData("Ask for the report", "", 3, "action is empty")]
    public async Task A_wrong_line_of_a_tracker_is_named_and_nothing_is_taken_in(string text, string otherwise, int line, string said)
    {
        var taken = await Actions(Tracker.Replace(text, otherwise, StringComparison.Ordinal), "Committee never");
        taken.Errors.Select(e => (e.Line, e.Message)).ShouldBe([(line, said)]);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from meetings.body where title = 'Committee never'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("complete ", "complete")]
    [InlineData("Completed", "complete")]
    [InlineData("In progress.", "in-progress")]
    [InlineData("ON-GOING", "ongoing")]
    [InlineData("Not pursued", "not-pursued")]
    [InlineData("perhaps", null)]
    [InlineData("", null)]
    public void Status_words_mean_one_status(string written, string? meant) => Stage.Practised.Model.Actions.Meant(written)?.Id.ShouldBe(meant);

    [Fact]
    public async Task Columns_may_be_called_otherwise()
    {
        var list = Tracker.Replace("action,status", "What was agreed,How far", StringComparison.Ordinal);
        (await Actions(list, "Committee two")).Errors.ShouldHaveSingleItem().Message.ShouldStartWith("Columns missing: action, status");
        (await Actions(list, "Committee two", new Dictionary<string, string> { ["action"] = "What was agreed", ["status"] = "how far" })).Added.ShouldBe(2);
    }

    [SharedFact]
    public async Task The_board_of_2018_19_reads_as_its_report_does()
    {
        (await Attendance(Shared("attendance_2018-19.csv"), "Board of 2018-19")).ShouldSatisfyAllConditions(t => t.Errors.ShouldBeEmpty(), t => t.Added.ShouldBe(112));
        var table = await Table("Board of 2018-19", 2018);
        table.Lines.Count.ShouldBe(28);
        table.Meetings.Select(m => table.Of(m).Filled).ShouldBe([19, 20, 20, 20]);
        table.All.ShouldBe(new Share(79, 1, 112));
        table.All.Percent.ShouldBe(70.5m);
        table.Never.Count().ShouldBe(5);
        (await Attendance(Shared("attendance_2018-19.csv"), "Board of 2018-19")).Unchanged.ShouldBe(112);
    }

    [SharedFact]
    public async Task The_board_of_2017_18_is_taken_in_with_the_marks_that_no_legend_explains()
    {
        (await Attendance(Shared("attendance_2017-18.csv"), null)).ShouldSatisfyAllConditions(t => t.Errors.ShouldBeEmpty(), t => t.Added.ShouldBe(144), t => t.Notes[0].ShouldBe("The body “As printed in 004-lscb-2017-18” is new"));
        var table = await Table("As printed in 004-lscb-2017-18", 2017);
        table.Lines.Count.ShouldBe(36);
        table.Meetings.Count.ShouldBe(4);
        table.Lines.SelectMany(l => l.At).Count(a => a is { State: "unclear" }).ShouldBe(4);
        table.All.Of.ShouldBe(140);
    }

    [SharedFact]
    public async Task The_tracker_of_2019_20_has_41_complete_12_in_progress_and_one_ongoing()
    {
        (await Actions(Shared("action_tracker_2019-20.csv"), "Committee of 2019-20")).ShouldSatisfyAllConditions(t => t.Errors.ShouldBeEmpty(), t => t.Added.ShouldBe(54));
        var body = await BodyId("Committee of 2019-20");
        (await Look(db => db.Set<ActionPoint>().Where(a => a.BodyId == body).GroupBy(a => a.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count)))
            .ShouldBe(new Dictionary<string, int> { ["complete"] = 41, ["in-progress"] = 12, ["ongoing"] = 1 }, ignoreOrder: true);
        (await Actions(Shared("action_tracker_2019-20.csv"), "Committee of 2019-20")).Unchanged.ShouldBe(54);
    }

    [SharedFact]
    public async Task Ten_recommendations_went_to_four_bodies_and_three_have_no_answer()
    {
        (await Recommendations(Shared("recommendation_tracker_2019-20.csv"), "Committee of recommendations")).Added.ShouldBe(10);
        var body = await BodyId("Committee of recommendations");
        var all = await Look(db => db.Set<Recommendation>().Where(r => r.BodyId == body).ToListAsync());
        (all.Count, all.Select(r => r.Recipient).Distinct().Count(), all.Count(r => r.Response.Length == 0)).ShouldBe((10, 4, 3));
        (await Recommendations(Shared("recommendation_tracker_2019-20.csv"), "Committee of recommendations")).Unchanged.ShouldBe(10);
    }

    private static string Shared(string file) => File.ReadAllText(Path.Combine(SharedFactAttribute.Published, file));

    private Task<TakenIn> Attendance(string list, string? body, bool preview = false) => TakeIn(list, body, AttendanceList.Required, null, preview, services => services.GetRequiredService<AttendanceList>().Kind);

    private Task<TakenIn> Actions(string list, string body, Dictionary<string, string>? named = null) => TakeIn(list, body, TrackerList.Required, named, false, services => services.GetRequiredService<TrackerList>().Kind);

    private Task<TakenIn> Recommendations(string list, string body) => TakeIn(list, body, RecommendationList.Required, null, false, services => services.GetRequiredService<RecommendationList>().Kind);

    private async Task<TakenIn> TakeIn(string list, string? body, ImmutableArray<string> required, Dictionary<string, string>? named, bool preview, Func<IServiceProvider, ListKind> kind)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"] });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list.ReplaceLineEndings("\n")));
        var sheet = Sheet.Read(file, required, named);
        return sheet.Rows.IsEmpty ? TakenIn.Refused(sheet.Errors) : await kind(scope.ServiceProvider).TakeAsync(sheet, new ListAsked(body, preview, ["RBKC", "WCC"]), default);
    }

    private async Task<AttendanceTable> Table(string body, int year)
    {
        var id = await BodyId(body);
        return await Look(db => AttendanceTable.ReadAsync(db, id, new DateOnly(year, 4, 1), new DateOnly(year + 1, 3, 31)));
    }

    private Task<Guid> BodyId(string title) => Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from meetings.body where title = $1", title);

    /// <summary>As somebody who keeps the partnership's business.</summary>
    private async Task<T> Look<T>(Func<TrellisDb, Task<T>> look)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Everything with { Circles = ["boards"] });
        return await look(scope.ServiceProvider.GetRequiredService<TrellisDb>());
    }

    private Task<long> Facts() => Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact where kind like 'meeting.%' or kind like 'body.%'");
}
