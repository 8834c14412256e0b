using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Messages;

/// <summary>Whoever has to do the next thing is told in the save that makes it so, or not at all.</summary>
public sealed class Told_with_the_act(Stage stage) : OnStage(stage), IAsyncLifetime
{
    public Task InitializeAsync() => Stage.Clear();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_step_that_waits_for_a_team_is_told_to_the_team_and_not_to_who_opened_it()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var triage = await Stage.Step("triage", child);

        var told = (await Tray(FrontDoorWorker, number: 2)).Where(t => t.Topic == "front-door.triage").ShouldHaveSingleItem();

        told.ShouldSatisfyAllConditions(
            t => t.Kind.ShouldBe("work-waits"), t => t.Topic.ShouldBe("front-door.triage"), t => t.Link.ShouldBe($"/steps/{triage.Id}"), t => t.Reference.ShouldStartWith("RBKC-26-"));
        (await Tray(FrontDoorWorker)).ShouldBeEmpty();
        (await Tray(FrontDoorWorker, "WCC")).ShouldBeEmpty();
        (await Tray(SocialWorker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_done_asks_for_nothing_any_more()
    {
        var child = await Given.AChild();
        await Given.AContact(child);

        await As(FrontDoorWorker).Completes("triage", child, "referral");

        (await Tray(FrontDoorWorker, number: 2)).Select(t => (t.Topic, t.Settled)).ShouldBe([("front-door.triage", true), ("front-door.acknowledgement", false), ("front-door.referral", false)]);
    }

    [Fact]
    public async Task An_agency_that_is_asked_is_told_those_of_it_who_may_answer_and_nobody_elses()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));

        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police", "rbkc-school-a");

        (await Tray(PoliceOfficer)).ShouldHaveSingleItem().Kind.ShouldBe("agency-asked");
        (await Tray(SchoolLead)).ShouldHaveSingleItem().Kind.ShouldBe("agency-asked");
        (await Tray(HealthProfessional)).ShouldBeEmpty();
        (await Tray(PoliceOfficer)).Select(t => t.Link).Intersect((await Tray(SchoolLead)).Select(t => t.Link)).ShouldBeEmpty("each has a copy of its own");
        (await Stage.EmailsTo(Stage.Someone(PoliceOfficer))).ShouldHaveSingleItem().Gathered.ShouldBeFalse("it is urgent");
    }

    [Fact]
    public async Task An_approval_waits_for_the_approvers_and_what_they_send_back_for_its_author()
    {
        var assessment = await AnAssessmentToApprove();

        (await Tray(TeamManager)).Where(t => t.Kind == "approval-waits").ShouldHaveSingleItem().Link.ShouldBe($"/steps/{assessment.Id}");
        await As(TeamManager).Returns(assessment, "The father’s view is missing");

        (await Tray(SocialWorker)).Where(t => !t.Settled).Select(t => t.Kind).ShouldContain("step-returned");
        (await Tray(TeamManager)).Single(t => t.Kind == "approval-waits").Settled.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_withdrawn_is_told_its_author_unless_they_did_it()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker, number: 2).Completes("triage", child, "no-further-action");

        await As(TeamManager).Withdraws(await Stage.Step("triage", child), "It was about a neighbour");

        (await Tray(FrontDoorWorker, number: 2)).Count(t => t.Kind == "step-withdrawn").ShouldBe(1);
        (await Tray(FrontDoorWorker)).ShouldNotContain(t => t.Kind == "step-withdrawn");
    }

    [Fact]
    public async Task A_referrer_who_waits_to_hear_has_a_message_of_their_own_kind()
    {
        var child = await Given.AChild();
        await Given.AContact(child);

        await As(FrontDoorWorker).Completes("triage", child, "no-further-action");

        (await Tray(FrontDoorWorker, number: 2)).ShouldContain(t => t.Kind == "feedback-waits");
    }

    [Fact]
    public async Task A_save_that_is_refused_leaves_no_message()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        var question = await Stage.Step("information-request", child);

        await Should.ThrowAsync<InvalidOperationException>(() => As(FrontDoorWorker).In(async services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Acting.Begin(ActWords.AskAgencies);
            var asked = await services.GetRequiredService<StepWork>().FindAsync(question.Id);
            (await services.GetRequiredService<StepWork>().AskAsync(asked!, ["police"])).Refused(out _).ShouldBeFalse();
            await db.SaveChangesAsync();
            (await Tray(PoliceOfficer)).ShouldBeEmpty("nobody sees it before the transaction is over");
            throw new InvalidOperationException("and the transaction fails");
#pragma warning disable CS0162
            return true;
#pragma warning restore CS0162
        }));

        (await Tray(PoliceOfficer)).ShouldBeEmpty();
        (await Stage.EmailsTo(Stage.Someone(PoliceOfficer))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_told_anything_outside_an_act()
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => As(FrontDoorWorker).In(async services =>
        {
            var outbox = services.GetRequiredService<Outbox>();
            outbox.Tell(new Notice(Stage.Someone(TeamManager).UserId, "work-waits", "front-door.triage", "RBKC-26-1", "/work", null, Urgent: false));
            await using var own = await services.GetRequiredService<TrellisDb>().OpenAsync();
            return await outbox.WriteAsync(own.Connection, null);
        }));

        refused.MessageText.ShouldBe("a message outside an act");
    }

    [Fact]
    public async Task What_is_told_before_a_save_is_written_with_it_and_refused_where_nothing_was_saved()
    {
        var notice = new Notice(Stage.Someone(Analyst).UserId, "work-waits", "front-door.triage", "RBKC-26-1", "/work", null, Urgent: false);
        await As(FrontDoorWorker).Does(ActWords.ChooseMessages, services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            var setting = new MessageSetting { Id = db.Acting.Actor.UserId };
            setting.Choose(new Wishes(Sending.None, 8, null, null), Stage.Clock.Now, "RBKC").Refused(out _).ShouldBeFalse();
            db.Add(setting);
            services.GetRequiredService<Outbox>().Tell(notice);
            return Task.FromResult(true);
        });
        (await Tray(Analyst)).ShouldHaveSingleItem();

        await Should.ThrowAsync<UnrecordedChangeException>(() => As(FrontDoorWorker).Does(ActWords.ChooseMessages, services =>
        {
            services.GetRequiredService<Outbox>().Tell(notice);
            return Task.FromResult(true);
        }));
        (await Tray(Analyst)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Each_sees_their_own_messages_and_nobody_elses_and_nobody_asking_sees_none()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var mine = (await Tray(FrontDoorWorker, number: 2)).Count;
        mine.ShouldBeGreaterThan(0);

        (await As(FrontDoorWorker, number: 2).Sees(CountAsync)).ShouldBe(mine);
        (await As(TeamManager).Sees(CountAsync)).ShouldBe((await Tray(TeamManager)).Count);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from messages.message")).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from messages.email")).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from messages.setting")).ShouldBe(0);
        (await As(TeamManager).Sees(db => CountAsync(db, "messages.email"))).ShouldBe(0, "the outbox is its owner’s");
        (await As(Administrator).Sees(db => CountAsync(db, "messages.email"))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Nobody_writes_into_anothers_tray_by_hand()
    {
        foreach (var sql in new[] { "insert into messages.message (id, user_id, kind, topic, reference, link, at) select gen_random_uuid(), id, 'late', 'x', 'A-1', '/', now() from agencies.staff limit 1", "delete from messages.message", "update messages.message set kind = 'late'", "insert into messages.email (id, user_id, gathered, urgent, due_at, next_at, made_at) select gen_random_uuid(), id, false, false, now(), now(), now() from agencies.staff limit 1" })
        {
            (await Should.ThrowAsync<PostgresException>(() => Stage.SqlAsync<object>(DatabaseRoles.App, sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    private async Task<CaseStep> AnAssessmentToApprove()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, "assess");
        var assessment = await As(SocialWorker).Completes("assessment", child);
        assessment.State.ShouldBe(StepState.Waiting);
        return assessment;
    }

    private Task<List<Told>> Tray(string role, string area = "RBKC", int number = 1) => Stage.TrayOf(Stage.Someone(role, area, null, number));

    private static Task<long> CountAsync(TrellisDb db) => CountAsync(db, "messages.message");

    private static async Task<long> CountAsync(TrellisDb db, string table)
    {
        await using var own = await db.OpenAsync();
        await using var ask = new NpgsqlCommand($"select count(*) from {table}", own.Connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }
}
