using System.Net;
using Trellis.Platform.Messages;
using Trellis.Platform.Storage;
using Trellis.Tests.Messages;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>The tray, the settings and the outbox, as their readers see them.</summary>
public sealed class MessagePageTests(TestSite site) : OnSite(site), IAsyncLifetime
{
    public Task InitializeAsync() => Stage.Clear();

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>At a browser they are known at, with what their role needs set up: those are told too, and have tests of their own.</summary>
    private new async Task<Visitor> SignedIn(string role, string area = "RBKC", string? and = null, int number = 1)
    {
        var visitor = await base.SignedIn(role, area, and, number);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            delete from messages.email e using messages.email_message x, messages.message m where x.email_id = e.id and m.id = x.message_id and m.kind in ('new-device', 'sign-in-changed');
            delete from messages.message where kind in ('new-device', 'sign-in-changed')
            """);
        return visitor;
    }

    [Fact]
    public async Task A_message_leads_to_what_it_is_about_and_is_read_then()
    {
        var child = await Given.AChild(c => c.Named("Bryony Quillfeather"));
        await ATriage(child);
        var worker = await SignedIn(FrontDoorWorker, number: 2);

        var tray = await worker.Opens("/messages");

        Header(tray).ShouldBe("Messages 1 unread");
        var row = tray.Table("Messages, the newest first").ShouldHaveSingleItem();
        row["What happened"].ShouldBe("For your team: Triage");
        row["When"].ShouldBe("2 March 2026, 9am");
        tray.Said.ShouldNotContain("Quillfeather");
        (await tray.Follows("For your team: Triage")).Heading.ShouldBe("Triage");
        tray = await worker.Opens("/messages");
        Header(tray).ShouldBe("Messages");
        tray.Buttons.ShouldBe([$"Mark as unread: For your team: Triage, {row["Matter"]}"]);
        Header(await tray.Presses(tray.Buttons[0])).ShouldBe("Messages 1 unread");
    }

    [Fact]
    public async Task Messages_are_marked_read_one_by_one_or_all()
    {
        for (var i = 0; i < 3; i++) { await ATriage(); }
        var worker = await SignedIn(FrontDoorWorker, number: 2);
        var tray = await worker.Opens("/messages?show=unread");

        tray = await tray.Presses(tray.Buttons[1]);
        tray.Said.ShouldContain("2 unread messages");
        tray.Table("Messages, the newest first").Count.ShouldBe(2);
        tray = await tray.Presses("Mark all as read");

        tray.Done.ShouldBe("All messages marked as read");
        tray.Said.ShouldContain("You have no unread messages");
        (await worker.Opens("/messages")).Table("Messages, the newest first").Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_done_by_now_says_so_and_counts_no_more()
    {
        var child = await Given.AChild();
        await ATriage(child);
        await As(FrontDoorWorker).Completes("triage", child, "referral");
        await As(FrontDoorWorker).Completes("referral", child);

        var tray = await (await SignedIn(FrontDoorWorker, number: 2)).Opens("/messages");

        tray.Table("Messages, the newest first").Select(r => r["Read"]).ShouldAllBe(r => r == "Nothing to do any more");
        Header(tray).ShouldBe("Messages");
    }

    [Fact]
    public async Task Anothers_message_is_not_there()
    {
        await ATriage();
        var theirs = (await Stage.TrayOf(Stage.Someone(FrontDoorWorker, "RBKC", null, 2)))[0].Id;
        var other = await SignedIn(TeamManager);
        var token = (await other.Opens("/messages")).FormOf("Sign out");

        (await other.Opens($"/messages/open?id={theirs}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.Sends(HttpMethod.Post, "/messages?handler=Read", token.Append(new("id", theirs.ToString())))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Count("messages.message", "read_at is not null")).ShouldBe(0);
    }

    [Fact]
    public async Task How_to_be_written_to_is_chosen_and_what_waits_goes_as_it_is_now_wanted()
    {
        await ATriage();
        var reader = Stage.Someone(FrontDoorWorker, "RBKC", null, 2);
        (await Stage.EmailsTo(reader)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Gathered.ShouldBeTrue(), e => e.NextAt.ShouldBe("2026-03-03 08:00"));
        var worker = await SignedIn(FrontDoorWorker, number: 2);
        var page = await worker.Opens("/messages/settings");
        page.Value("When do you want e-mail?").ShouldBe("Once a day");
        var chosen = await Count("record.fact", $"kind = 'message.settings-chosen' and source_id = '{reader.UserId}'");

        page = await page.Fill("At what time?", "3pm").Fill("From", "10pm").Fill("Until", "6am").Presses("Save");

        page.Done.ShouldBe("Your e-mail settings are saved");
        page.Value("At what time?").ShouldBe("3pm");
        (await Stage.EmailsTo(reader)).ShouldHaveSingleItem().NextAt.ShouldBe("2026-03-02 15:00");

        await page.Fill("When do you want e-mail?", "At once").Presses("Save");
        (await Stage.EmailsTo(reader)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Gathered.ShouldBeFalse(), e => e.NextAt.ShouldBe("2026-03-02 09:00"));

        await page.Fill("When do you want e-mail?", "Not at all").Presses("Save");
        (await Stage.EmailsTo(reader)).ShouldBeEmpty();
        (await Stage.TrayOf(reader)).Count.ShouldBe(1);
        (await Count("record.fact", $"kind = 'message.settings-chosen' and source_id = '{reader.UserId}'")).ShouldBe(chosen + 3);
    }

    [Fact]
    public async Task Half_of_the_quiet_hours_is_refused_at_its_question()
    {
        var page = await (await SignedIn(Analyst)).Opens("/messages/settings");

        page = await page.Fill("From", "10pm").Fill("Until", "No quiet hours").Presses("Save");

        page.ErrorAt("Until").ShouldBe("Select both the beginning and the end of your quiet hours, or neither");
        (await Count("messages.setting")).ShouldBe(0);
    }

    [Fact]
    public async Task The_outbox_shows_what_would_go_and_its_owner_decides_about_what_did_not()
    {
        await Stage.As(Stage.Someone(FrontDoorWorker, "RBKC", null, 2)).Chooses(Sending.AtOnce);
        await ATriage();
        var owner = await SignedIn(Administrator);

        var page = await owner.Opens("/messages/outbox");

        page.Said.ShouldContain("No way of sending is set up for this site, so nothing goes out.");
        var waiting = page.Table("Waiting");
        waiting.ShouldContain(r => r["What it says"].StartsWith("Work waits for your team in RBKC-26-", StringComparison.Ordinal) && r["To"] == "Front door worker 2, RBKC" && r["State"] == "Waiting");

        var pigeon = new Pigeon { Answers = _ => new Carried(Handover.Unknown, "connection-lost") };
        await Stage.Sender(pigeon).SendDueAsync();
        page = await owner.Opens("/messages/outbox");
        page.Table("For somebody to decide").ShouldHaveSingleItem()["State"].ShouldBe("Not known whether it was sent The connection was lost");
        page = await page.Presses(page.Buttons.First(b => b.StartsWith("It was sent", StringComparison.Ordinal)));
        page.Done.ShouldBe("Noted as sent");
        page.Table("Sent, the latest first").Count.ShouldBe(1);

        await ATriage();
        pigeon.Answers = _ => new Carried(Handover.Refused, "550");
        await Stage.Sender(pigeon).SendDueAsync();
        page = await owner.Opens("/messages/outbox");
        page.Table("For somebody to decide").ShouldHaveSingleItem()["State"].ShouldBe("Failed Answer 550");
        page = await page.Presses(page.Buttons.First(b => b.StartsWith("Try again", StringComparison.Ordinal)));
        page.Done.ShouldBe("It will be tried again");
        (await Count("record.act", "word in ('outbox.retry', 'outbox.settle')")).ShouldBe(2);
        (await Count("messages.email", "state = 'waiting' and attempts = 0 and not gathered")).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_failed_asks_nothing_of_the_database_for_its_header()
    {
        var worker = await SignedIn(FrontDoorWorker);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "alter table messages.message rename to gone");
        try
        {
            var page = await worker.Opens("/work");

            page.Status.ShouldBe(HttpStatusCode.InternalServerError);
            page.Heading.ShouldNotBeEmpty();
        }
        finally
        {
            await Stage.SqlAsync<object>(DatabaseRoles.Owner, "alter table messages.gone rename to message");
        }
    }

    /// <summary>A contact that was acknowledged and waits for its triage alone.</summary>
    private async Task ATriage(Modules.People.Person? child = null)
    {
        child ??= await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("acknowledgement", child);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "delete from messages.email_message x using messages.message m where m.id = x.message_id and m.settled_at is not null; delete from messages.email e where not exists (select from messages.email_message x where x.email_id = e.id); delete from messages.message where settled_at is not null");
    }

    private static string Header(TestPage page) => string.Join(' ', page.Document.QuerySelector(".t-header__messages")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("unread", " unread", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal);
}
