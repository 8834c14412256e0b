using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Actions;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Practice;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>Another module's act sets an action inside its own save; one about a matter is seen with the matter alone.</summary>
public sealed class Actions_set_by_other_acts(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task An_action_is_written_with_the_act_that_sets_it_or_not_at_all()
    {
        await Stage.TakesInActions("Scrutiny panel", "action,status\nBegin,Open\n", "RBKC");
        var (body, meeting) = (await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from meetings.body where title = 'Scrutiny panel'"), (Guid?)null);
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(As(BusinessManager).Actor);
        var (db, setting, book) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<ActionSetting>(), scope.ServiceProvider.GetRequiredService<ActionBook>());
        var today = LondonTimes.Day("2026-03-02");

        var asked = new ActionToSet(["RBKC"], "Bring the audit back") { BodyId = body, MeetingId = meeting, Item = "Item 6", Owner = new ActionOwner("police", "Detective Chief Inspector", PoliceOfficer), DueOn = today.AddDays(7), Figure = Stage.Practised.Model.Figures[0].Id, Standard = "Standard 4" };
        (await setting.SetAsync(asked with { DueOn = today.AddDays(-1) })).Refused(out var why).ShouldBeTrue();
        why!.Field.ShouldBe("DueOn");
        (await setting.SetAsync(asked with { Figure = "no-such" })).Refused(out _).ShouldBeTrue();
        (await book.OpenOfAsync(body)).Count.ShouldBe(1, "what was refused is not there");

        db.Acting.Begin(ActWords.CallMeeting);
        (await setting.SetAsync(asked)).Refused(out _, out var set).ShouldBeFalse();
        await db.SaveChangesAsync();

        var shown = (await book.OpenOfAsync(body))[0];
        (shown.Reference, shown.Colour, shown.Owner, shown.StatusTitle).ShouldBe((set!.Reference, ActionColour.Amber, "Detective Chief Inspector", "Not started"));
        shown.Why.ShouldEndWith("in 7 days");
        (await book.CountAsync(body)).ShouldBe(new ActionCounts(0, 2, 0, 0, 0));
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind || ' by ' || a.word, ', ' order by f.id) from record.fact f join record.act a on a.id = f.act_id where f.source_id = $1", set.Id)).ShouldBe("action.set by meeting.call, action.assigned by meeting.call, action.aimed by meeting.call");
    }

    [Fact]
    public async Task Of_an_action_of_two_areas_somebody_of_the_second_says_how_far_it_is()
    {
        await Stage.TakesInActions("Both areas", "action,status,agency\nFor both,Open,police\n", "RBKC", "WCC");
        await As(PoliceOfficer, "WCC").Does(ActWords.UpdateAction, async services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            (await db.Set<ActionPoint>().Include(a => a.Progress).SingleAsync(a => a.Text == "For both")).Update(Stage.Practised.Model.Actions.Find("ongoing")!, "", "Some", db.Acting.Actor, Stage.Clock.Now, LondonTimes.Day("2026-03-02")).Refused(out _).ShouldBeFalse();
            return true;
        });
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.area, ' ' order by f.id) from record.fact f join actions.action a on a.id = f.source_id where a.text = 'For both'")).ShouldBe("RBKC RBKC WCC", "set and assigned in the first, said in the second");
    }

    [Fact]
    public async Task An_action_about_a_matter_is_seen_by_who_sees_the_matter_and_by_no_board_and_no_agency()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        var step = await Stage.Step("referral", child);
        var worker = As(SocialWorker);
        await using (var scope = Stage.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Acting>().As(worker.Actor);
            var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
            db.Acting.Begin(ActWords.CompleteStep);
            (await scope.ServiceProvider.GetRequiredService<ActionSetting>().SetAsync(new ActionToSet(["WCC"], "Visit the family") { Source = ActionSources.Step, SourceId = step.Id, MatterId = step.MatterId, Owner = new ActionOwner("police") })).Refused(out _).ShouldBeFalse();
            await db.SaveChangesAsync();
        }

        (await Seen(worker)).ShouldBe(1);
        (await Seen(As(TeamManager))).ShouldBe(1);
        (await Seen(As(BusinessManager))).ShouldBe(0, "no board");
        (await Seen(As(PoliceOfficer))).ShouldBe(0, "no agency, though it is theirs to do");
        (await Seen(As(TeamManager, "WCC"))).ShouldBe(0, "the matter's area, whatever was said");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from actions.action where text = 'Visit the family'")).ShouldBe(0, "nobody asking");
        (await Found(worker)).ShouldBe(1, "by its words, for who sees it");
        (await Found(As(BusinessManager))).ShouldBe(0, "words find nothing for who does not");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from actions.holding('%')")).ShouldBe(0, "nor for nobody");
        (await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select f.matter_id from record.fact f join actions.action a on a.id = f.source_id where a.text = 'Visit the family' limit 1")).ShouldBe(step.MatterId);

        static async Task<int> Found(Player who) => (await who.Sees(db => new ActionFilter { Text = "VISIT the fam" }.HoldingAsync(db)))!.Length;
        static Task<int> Seen(Player who) => who.Sees(db => db.Set<ActionPoint>().CountAsync(a => a.Text == "Visit the family"));
    }
}
