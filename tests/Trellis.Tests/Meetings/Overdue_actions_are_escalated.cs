using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Actions;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>What time brings to actions and recommendations: told once for each step, by the system, until it is done or has another date.</summary>
public sealed class Overdue_actions_are_escalated(Stage stage) : OnStage(stage), IAsyncLifetime
{
    public Task InitializeAsync() => Stage.SqlAsync<object>(DatabaseRoles.Owner, "truncate actions.action, actions.recommendation, messages.message cascade");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_overdue_action_goes_to_its_post_then_to_the_board_member_then_to_the_business_manager_each_once()
    {
        var reference = await AnAction("Ten days", "2026-03-02", new ActionOwner("police", "", PoliceOfficer));
        (await Pass("2026-03-02 03:00")).ShouldBe((0, 0), "due today is not overdue");
        (await Pass("2026-03-03 03:00")).ShouldBe((1, 0));
        (await Pass("2026-03-03 04:00")).ShouldBe((0, 0), "once");
        (await Told()).ShouldBe([("police-officer", $"Overdue: action {reference}")], ignoreOrder: true);
        (await Pass("2026-03-13 03:00")).ShouldBe((0, 0), "nine working days");
        (await Pass("2026-03-16 03:00")).ShouldBe((1, 0));
        (await Pass("2026-03-17 03:00")).ShouldBe((0, 0));
        (await Told()).Select(t => t.Role).Distinct().ShouldBe(["police-officer", "board-member"], ignoreOrder: true);
        (await Pass("2026-03-30 03:00")).ShouldBe((1, 0));
        (await Told()).Select(t => t.Role).Distinct().ShouldBe(["police-officer", "board-member", "business-manager"], ignoreOrder: true);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(a.word || ' ' || d.code, ', ' order by f.id) from record.fact f join record.act a on a.id = f.act_id join record.fact_detail d on d.fact_id = f.id and d.field = 'step' where f.kind = 'action.escalated' and a.user_id = $1", Actor.SystemId))
            .ShouldBe("system.escalate-actions owner, system.escalate-actions board-member, system.escalate-actions business-manager");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from messages.message where kind = 'action-overdue' and (link <> lower(link) or reference !~ '^A[0-9]+$')")).ShouldBe(0, "a reference and a link, and nothing else");
    }

    [Fact]
    public async Task Of_one_long_overdue_only_the_last_step_is_told_and_one_of_nobody_says_so()
    {
        await AnAction("Long ago", "2026-03-02", new ActionOwner("charity-b", "Somebody"));
        (await Pass("2026-03-16 03:00")).ShouldBe((1, 0));
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select p.step || ': ' || p.text from actions.progress p where p.kind = 'escalated'")).ShouldBe($"board-member: {Escalating.Nobody}");
        (await Told()).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_another_date_it_begins_anew_and_done_it_stops()
    {
        await AnAction("Another date", "2026-03-02", new ActionOwner("police", "", PoliceOfficer));
        await Pass("2026-03-03 03:00");
        await As(BusinessManager).Does(ActWords.ReDateAction, async services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            var action = await db.Set<ActionPoint>().Include(a => a.Progress).SingleAsync(a => a.Text == "Another date");
            action.ReDate(new DateOnly(2026, 3, 10), "Later", db.Acting.Actor, Stage.Practised.Model.Actions, Stage.Clock.Now).Refused(out _).ShouldBeFalse();
            action.EscalatedNow(Stage.Practised.Model.Actions).ShouldBeEmpty();
            return true;
        });
        (await Pass("2026-03-10 03:00")).ShouldBe((0, 0));
        (await Pass("2026-03-11 03:00")).ShouldBe((1, 0), "the first step again, of the new date");
        await As(PoliceOfficer).Does(ActWords.UpdateAction, async services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            var action = await db.Set<ActionPoint>().Include(a => a.Progress).SingleAsync(a => a.Text == "Another date");
            action.Update(Stage.Practised.Model.Actions.Find("complete")!, "", "Done", db.Acting.Actor, Stage.Clock.Now, new DateOnly(2026, 3, 11)).Refused(out _).ShouldBeFalse();
            return true;
        });
        (await Pass("2026-05-29 03:00")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_action_about_a_matter_is_told_to_no_board_member()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        var step = await Stage.Step("referral", child);
        await As(SocialWorker).Does(ActWords.CompleteStep, async services =>
        {
            (await services.GetRequiredService<ActionSetting>().SetAsync(new ActionToSet([], "See them") { Source = ActionSources.Step, SourceId = step.Id, MatterId = step.MatterId, Owner = new ActionOwner("police"), DueOn = new DateOnly(2026, 3, 3) })).Refused(out _).ShouldBeFalse();
            return true;
        });
        (await Pass("2026-05-29 03:00")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Who_is_to_answer_a_recommendation_is_reminded_before_and_after_and_no_more_once_they_answered()
    {
        await As(BusinessManager).Does(ActWords.MakeRecommendation, services =>
        {
            var by = As(BusinessManager).Actor;
            foreach (var agency in new[] { "police", null })
            {
                services.GetRequiredService<TrellisDb>().Add(new Recommendation { Reference = agency is null ? "R901" : "R900", Areas = ["RBKC"], Source = "review", Recipient = agency ?? "Somebody elsewhere", Agency = agency, Text = "Think again", AnswerDue = new DateOnly(2026, 3, 23), MadeAt = Stage.Clock.Now }.Made(by));
            }

            return Task.FromResult(true);
        });
        (await Pass("2026-03-06 03:00")).ShouldBe((0, 0), "eleven working days before");
        (await Pass("2026-03-09 03:00")).ShouldBe((0, 2));
        (await Pass("2026-03-20 03:00")).ShouldBe((0, 0), "once");
        (await Told()).Select(t => t.Role).Distinct().ShouldBe(["board-member", "business-manager"], ignoreOrder: true);
        await As(BoardMember).Does(ActWords.AnswerRecommendation, async services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            var theirs = await db.Set<Recommendation>().Include(r => r.Followed).ToListAsync();
            theirs.ShouldHaveSingleItem().Reply(Recommendation.NotAccepted, "It is not for us", db.Acting.Actor, Stage.Clock.Now).Refused(out _).ShouldBeFalse();
            return true;
        });
        (await Pass("2026-03-24 03:00")).ShouldBe((0, 1), "the other one");
    }

    private async Task<string> AnAction(string text, string due, ActionOwner owner)
    {
        return await As(BusinessManager).Does(ActWords.SetAction, async services =>
        {
            (await services.GetRequiredService<ActionSetting>().SetAsync(new ActionToSet(["RBKC"], text) { SetOn = new DateOnly(2026, 1, 5), Owner = owner, DueOn = LondonTimes.Day(due) })).Refused(out _, out var set).ShouldBeFalse();
            return set!.Reference;
        });
    }

    private async Task<(int, int)> Pass(string at)
    {
        Stage.Clock.Set(at);
        await using var scope = Stage.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Escalating>().PassAsync();
    }

    private async Task<List<(string Role, string Words)>> Told()
    {
        var told = new List<(string, string)>();
        await using var ask = Stage.Database.As(DatabaseRoles.Owner).CreateCommand("select distinct p.role, m.kind, m.reference from messages.message m join agencies.post p on p.staff_id = m.user_id where m.kind in ('action-overdue', 'answer-due') order by 1");
        await using var row = await ask.ExecuteReaderAsync();
        while (await row.ReadAsync()) { told.Add((row.GetString(0), Stage.Practised.Model.Messages.Kind(row.GetString(1))!.Tray.Replace("{reference}", row.GetString(2), StringComparison.Ordinal))); }
        return told;
    }
}
