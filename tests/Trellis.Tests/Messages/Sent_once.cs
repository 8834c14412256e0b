using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Messages;

/// <summary>The outbox: each e-mail goes out once, later when it must, and otherwise somebody decides.</summary>
public sealed class Sent_once(Stage stage) : OnStage(stage), IAsyncLifetime
{
    private readonly Pigeon pigeon = new();

    private static readonly string Address = Stage.EmailOf(FrontDoorWorker, number: 2);

    private Actor Reader => Stage.Someone(FrontDoorWorker, "RBKC", null, 2);

    public Task InitializeAsync() => Stage.Clear();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Two_senders_at_once_send_each_e_mail_once()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce);
        for (var i = 0; i < 40; i++) { await Stage.Tells(Reader); }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Stage.Sender(pigeon).SendDueAsync())));

        pigeon.Carried.Count.ShouldBe(40);
        pigeon.Carried.Select(c => c.Id).Distinct().Count().ShouldBe(40);
        (await Stage.EmailsTo(Reader)).ShouldAllBe(e => e.State == "sent" && e.Attempts == 1 && e.Code == "250");
    }

    [Fact]
    public async Task After_a_crash_between_sending_and_noting_it_a_person_decides()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce);
        await Stage.Tells(Reader);
        pigeon.Answers = _ => throw new InvalidOperationException("the machine stops");
        await Should.ThrowAsync<InvalidOperationException>(() => Stage.Sender(pigeon).SendDueAsync());
        pigeon.Answers = _ => new Carried(Handover.Sent, "250");

        (await Stage.Sender(pigeon).SendDueAsync()).ShouldBe(0, "it may have been sent");
        (await OnlyAsync()).State.ShouldBe("sending");
        Stage.Clock.Pass(Queue.Lease + TimeSpan.FromSeconds(1));
        (await Stage.Sender(pigeon).SendDueAsync()).ShouldBe(0);

        (await OnlyAsync()).ShouldSatisfyAllConditions(e => e.State.ShouldBe("unknown"), e => e.Code.ShouldBe(Queue.Interrupted));
        pigeon.Carried.Count.ShouldBe(1);

        await DecideAsync(ActWords.RetryEmail, (email, now) => email.TryAgain(now, "RBKC"));
        (await Stage.Sender(pigeon).SendDueAsync()).ShouldBe(1);
        (await OnlyAsync()).State.ShouldBe("sent");
        pigeon.Carried[1].Id.ShouldBe(pigeon.Carried[0].Id, "under the same id, so that a receiver can tell");
    }

    [Fact]
    public async Task A_slow_sender_may_still_say_that_it_was_sent_until_somebody_has_decided()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce);
        await Stage.Tells(Reader);
        var rest = new TaskCompletionSource();
        pigeon.Rests = rest.Task;
        var slow = Stage.Sender(pigeon).SendDueAsync();
        await UntilAsync(() => pigeon.Carried.Count == 1);
        Stage.Clock.Pass(Queue.Lease + TimeSpan.FromSeconds(1));
        await Stage.Sender(pigeon).SendDueAsync();
        (await OnlyAsync()).State.ShouldBe("unknown");

        rest.SetResult();
        await slow.WaitAsync(TimeSpan.FromSeconds(30));

        (await OnlyAsync()).State.ShouldBe("sent");
    }

    [Fact]
    public async Task What_an_old_claim_says_after_a_new_one_is_not_noted()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce);
        await Stage.Tells(Reader);
        var queue = Stage.Services.GetRequiredService<Queue>();
        var old = await queue.ClaimAsync(CancellationToken.None);
        Stage.Clock.Pass(Queue.Lease + TimeSpan.FromSeconds(1));
        (await queue.SweepAsync(CancellationToken.None)).ShouldBe(1);
        await DecideAsync(ActWords.RetryEmail, (email, now) => email.TryAgain(now, "RBKC"));
        var anew = await queue.ClaimAsync(CancellationToken.None);

        await queue.NoteAsync(old!, new Carried(Handover.Refused, "550"), 0, CancellationToken.None);
        (await OnlyAsync()).State.ShouldBe("sending");
        await queue.NoteAsync(anew!, new Carried(Handover.Sent, "250"), 0, CancellationToken.None);

        (await OnlyAsync()).State.ShouldBe("sent");
    }

    [Fact]
    public async Task It_is_tried_again_later_each_time_and_then_given_up()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce);
        await Stage.Tells(Reader);
        pigeon.Answers = _ => new Carried(Handover.Later, "421");
        for (var attempt = 1; attempt < Backoff.MostAttempts; attempt++)
        {
            await Stage.Sender(pigeon).SendDueAsync();
            (await OnlyAsync()).ShouldSatisfyAllConditions(e => e.State.ShouldBe("waiting"), e => e.Attempts.ShouldBe(attempt), e => e.Code.ShouldBe("421"));
            Stage.Clock.Pass((Backoff.After(attempt, 0) - TimeSpan.FromSeconds(1)));
            await Stage.Sender(pigeon).SendDueAsync();
            pigeon.Carried.Count.ShouldBe(attempt, "not before its time");
            Stage.Clock.Pass(Backoff.After(attempt, 1));
        }

        await Stage.Sender(pigeon).SendDueAsync();

        (await OnlyAsync()).ShouldSatisfyAllConditions(e => e.State.ShouldBe("failed"), e => e.Attempts.ShouldBe(Backoff.MostAttempts));
        Stage.Clock.Pass(TimeSpan.FromDays(1));
        await Stage.Sender(pigeon).SendDueAsync();
        pigeon.Carried.Count.ShouldBe(Backoff.MostAttempts);
    }

    [Fact]
    public async Task What_the_provider_will_never_take_fails_at_once_and_what_was_lost_on_the_way_is_not_known()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce);
        await Stage.Tells(Reader);
        pigeon.Answers = _ => new Carried(Handover.Refused, "550");
        await Stage.Sender(pigeon).SendDueAsync();
        (await OnlyAsync()).ShouldSatisfyAllConditions(e => e.State.ShouldBe("failed"), e => e.Code.ShouldBe("550"));

        await DecideAsync(ActWords.RetryEmail, (email, now) => email.TryAgain(now, "RBKC"));
        pigeon.Answers = _ => new Carried(Handover.Unknown, "connection-lost");
        await Stage.Sender(pigeon).SendDueAsync();
        (await OnlyAsync()).ShouldSatisfyAllConditions(e => e.State.ShouldBe("unknown"), e => e.Code.ShouldBe("connection-lost"));

        await DecideAsync(ActWords.SettleEmail, (email, now) => email.WasSent(now, "RBKC"));
        (await OnlyAsync()).State.ShouldBe("sent");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact where kind in ('e-mail.found-sent', 'e-mail.tried-again') and source_id = $1", (await OnlyAsync()).Id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_digest_says_everything_of_the_day_in_one_and_not_what_is_done_by_then()
    {
        await Stage.As(Reader).Chooses(Sending.Digest, 16);
        await Stage.Tells(Reader);
        var done = await Stage.Tells(Reader);
        await Stage.Tells(Reader);
        await Stage.Settles(done);
        Stage.On("2026-03-02 15:59");
        await Stage.Sender(pigeon).SendDueAsync();
        pigeon.Carried.ShouldNotContain(c => c.To == Address);

        Stage.On("2026-03-02 16:00");
        await Stage.Sender(pigeon).SendDueAsync();

        var letter = pigeon.Carried.Where(c => c.To == Address).ShouldHaveSingleItem();
        letter.Subject.ShouldBe("2 messages in Trellis");
        letter.Body.ShouldStartWith("Work waits for your team in RBKC-26-1001\nhttps://trellis.example/messages/open?id=");
        letter.Body.ShouldNotContain((await Stage.TrayOf(Reader)).Single(t => t.Settled).Id.ToString());
        (await OnlyAsync()).Gathered.ShouldBeTrue();
    }

    [Fact]
    public async Task A_digest_of_nothing_that_is_left_to_do_is_not_sent()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce, quietFrom: 8, quietTo: 12);
        await Stage.Settles(await Stage.Tells(Reader));
        Stage.On("2026-03-02 13:00");

        await Stage.Sender(pigeon).SendDueAsync();

        (await OnlyAsync()).State.ShouldBe("dropped");
        pigeon.Carried.ShouldBeEmpty();
    }

    [Fact]
    public async Task Quiet_hours_hold_back_what_waited_for_another_reason_too_and_never_what_is_urgent()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce, quietFrom: 19, quietTo: 7);
        Stage.On("2026-03-28 18:59");
        await Stage.Tells(Reader);
        Stage.On("2026-03-28 23:00"); // the sender was not running in between
        await Stage.Tells(Reader);
        await Stage.Tells(Reader, urgent: true);

        await Stage.Sender(pigeon).SendDueAsync();

        pigeon.Carried.Count.ShouldBe(1);
        var held = (await Stage.EmailsTo(Reader)).Where(e => e.State == "waiting").ToArray();
        held.Length.ShouldBe(2);
        held.ShouldAllBe(e => e.NextAt == "2026-03-29 07:00" && e.Attempts == 0);
    }

    [Fact]
    public async Task An_account_that_was_closed_gets_nothing_more()
    {
        await Stage.As(Reader).Chooses(Sending.AtOnce);
        await Stage.Tells(Reader);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update agencies.staff set active = false where id = $1", Reader.UserId);
        try
        {
            await Stage.Sender(pigeon).SendDueAsync();
        }
        finally
        {
            await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update agencies.staff set active = true where id = $1", Reader.UserId);
        }

        (await OnlyAsync()).State.ShouldBe("dropped");
    }

    private async Task<Posted> OnlyAsync() => (await Stage.EmailsTo(Reader)).ShouldHaveSingleItem();

    private async Task DecideAsync(string word, Func<Email, DateTimeOffset, Outcome<string>> decide) => await As(Administrator).Does(word, async services =>
    {
        var email = await services.GetRequiredService<TrellisDb>().Emails.FindAsync((await OnlyAsync()).Id);
        decide(email!, Stage.Clock.Now).Refused(out var why).ShouldBeFalse(why?.Words);
        return email;
    });

    private static async Task UntilAsync(Func<bool> so)
    {
        for (var i = 0; i < 500 && !so(); i++) { await Task.Delay(20); }
        so().ShouldBeTrue();
    }
}
