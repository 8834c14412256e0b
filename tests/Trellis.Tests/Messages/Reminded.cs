using System.Collections.Immutable;
using Trellis.Modules.Messages;
using Trellis.Modules.People;
using Trellis.Platform.Storage;
using Trellis.Practice;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Messages;

/// <summary>Before, on and after the day a time limit ends on; once each; to whoever it waits for, and to the manager when it is late.</summary>
public sealed class Reminded(Stage stage) : OnStage(stage), IAsyncLifetime
{
    /// <summary>Of the feedback that waits: other stories of this class are reminded of theirs.</summary>
    private string link = "";

    public Task InitializeAsync() => Stage.Clear();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Before_on_and_after_the_day_and_the_manager_when_it_is_late()
    {
        await AFeedbackThatWaits(); // 5 working days from Monday: due on Monday 9 March
        (await RemindedOn("2026-03-04")).ShouldBe([]);

        (await RemindedOn("2026-03-05")).ShouldBe(["feedback-due"]);
        (await RemindedOn("2026-03-06")).ShouldBe([]);
        (await RemindedOn("2026-03-09")).ShouldBe(["feedback-due"]);
        (await Managers()).ShouldBe([]);
        (await RemindedOn("2026-03-10")).ShouldBe(["late"]);
        (await Managers()).ShouldBe(["late-in-team"]);
        (await RemindedOn("2026-03-11")).ShouldBe([]);
        (await RemindedOn("2026-03-16")).ShouldBe(["late"]);
        (await Managers()).ShouldBe(["late-in-team", "late-in-team"]);
        (await RemindedOn("2026-03-30")).ShouldBe([]);
    }

    [Fact]
    public async Task Asked_ever_so_often_and_by_two_processes_at_once_a_reminder_is_made_once()
    {
        for (var i = 0; i < 5; i++) { await AFeedbackThatWaits(); }
        On("2026-03-05 00:10");

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Stage.Reminds())));

        made.Sum().ShouldBeGreaterThanOrEqualTo(5 * StageStaff.OfEachRole * 2, "the front door of the area, and that of both areas");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from messages.message where once is not null")).ShouldBe(made.Sum());
        (await Stage.Reminds()).ShouldBe(0);
        On("2026-03-05 23:50");
        (await Stage.Reminds()).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_done_is_not_reminded_of()
    {
        var child = await AFeedbackThatWaits();
        await As(FrontDoorWorker).On("2026-03-04").Completes("feedback", child, "told", ("told-on", "2026-03-04"));

        foreach (var day in new[] { "2026-03-05", "2026-03-09", "2026-03-10", "2026-03-20" }) { (await RemindedOn(day)).ShouldBe([]); }
        (await Managers()).ShouldBe([]);
    }

    [Fact]
    public async Task After_days_without_power_only_the_latest_reminder_is_made()
    {
        await AFeedbackThatWaits();

        (await RemindedOn("2026-03-20")).ShouldBe(["late"]);
        (await RemindedOn("2026-03-21")).ShouldBe([]);
    }

    [Fact]
    public async Task Agencies_and_other_areas_are_not_reminded_of_it()
    {
        await AFeedbackThatWaits();
        On("2026-03-10");
        await Stage.Reminds();

        foreach (var (role, area) in new[] { (FrontDoorWorker, "WCC"), (TeamManager, "WCC"), (PoliceOfficer, "RBKC"), (SocialWorker, "RBKC") }) { (await Stage.TrayOf(Stage.Someone(role, area))).ShouldNotContain(t => t.Link == link); }
    }

    private static readonly Reminding Some = new([2, 5], OnTheDay: true, [0, 3]);

    [Theory]
    // Due at 10am on Friday 13 March, opened on Monday 2 March. Working days before: 6 and 11 March; after: 18 March.
    [InlineData("2026-03-05 23:59", null)]
    [InlineData("2026-03-06 00:00", "before-5")]
    [InlineData("2026-03-08 12:00", "before-5")]
    [InlineData("2026-03-11 00:00", "before-2")]
    [InlineData("2026-03-13 10:00", "on-the-day")]
    [InlineData("2026-03-13 10:01", "after-0")]
    [InlineData("2026-03-17 23:59", "after-0")]
    [InlineData("2026-03-18 00:00", "after-3")]
    public void The_latest_whose_time_has_come(string now, string? stage) => StageOn("2026-03-13 10:00", "2026-03-02 09:00", now).ShouldBe(stage);

    [Theory]
    [InlineData("2026-03-13 10:00", "2026-03-11 09:00", "2026-03-12 09:00", null)] // opened on the day it would have been said
    [InlineData("2026-03-13 16:00", "2026-03-13 12:00", "2026-03-13 13:00", null)] // a limit of hours, given today
    [InlineData("2026-03-13", "2026-03-02 09:00", "2026-03-13 23:59", "on-the-day")] // by the end of that day
    [InlineData("2026-03-13", "2026-03-02 09:00", "2026-03-14 00:00", "after-0")]
    [InlineData("2026-03-30", "2026-03-02 09:00", "2026-03-29 23:59", "before-2")] // the night the clocks go forward
    [InlineData("2026-03-29", "2026-03-02 09:00", "2026-03-30 00:00", "after-0")]
    public void Nothing_that_had_passed_when_it_came_and_days_end_at_midnight_in_London(string due, string since, string now, string? stage) => StageOn(due, since, now).ShouldBe(stage);

    private static string? StageOn(string due, string since, string now) =>
        Reminders.Stage(Some, LondonTimes.Moment(due), LondonTimes.Instant(since), LondonTimes.Instant(now), Stage.Practised.Calendar)?.Stage;

    private async Task<Person> AFeedbackThatWaits()
    {
        On("2026-03-02 09:00");
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("acknowledgement", child);
        await As(FrontDoorWorker).Completes("triage", child, "no-further-action");
        link = $"/steps/{(await Stage.Step("feedback", child)).Id}";
        return child;
    }

    /// <summary>The kinds of reminder a front door worker gets on a day.</summary>
    private async Task<ImmutableArray<string>> RemindedOn(string day)
    {
        var before = await Reminders_();
        On($"{day} 00:10");
        await Stage.Reminds();
        return [.. (await Reminders_()).Skip(before.Length)];

        async Task<string[]> Reminders_() => [.. (await Stage.TrayOf(Stage.Someone(FrontDoorWorker))).Where(t => t.Link == link && t.Kind is not ("work-waits" or "feedback-waits")).Select(t => t.Kind)];
    }

    private async Task<string[]> Managers() => [.. (await Stage.TrayOf(Stage.Someone(TeamManager))).Where(t => t.Link == link).Select(t => t.Kind)];
}
