using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Trellis.Access;
using Trellis.Modules.Messages;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Tests.Support;

namespace Trellis.Tests.Messages;

/// <summary>Keeps what it was given to carry, and answers as it is told.</summary>
internal sealed class Pigeon : ICarrier
{
    private readonly List<Letter> carried = [];

    public Func<Letter, Carried> Answers { get; set; } = _ => new Carried(Handover.Sent, "250");

    /// <summary>Awaited while it is on its way.</summary>
    public Task? Rests { get; set; }

    public IReadOnlyList<Letter> Carried
    {
        get { lock (carried) { return [.. carried]; } }
    }

    public async Task<Carried> CarryAsync(Letter letter, CancellationToken cancellationToken)
    {
        lock (carried) { carried.Add(letter); }
        if (Rests is { } rests) { await rests; }
        return Answers(letter);
    }
}

internal sealed record Told(Guid Id, string Kind, string Topic, string Reference, string Link, bool Settled, DateTimeOffset At);

internal sealed record Posted(Guid Id, string State, bool Gathered, int Attempts, string NextAt, string? Code);

/// <summary>Trays, outboxes and senders of a stage, as tests speak of them.</summary>
internal static class Post
{
    public static readonly Uri Site = new("https://trellis.example");

    public static Sender Sender(this Stage stage, ICarrier carrier)
    {
        var mailing = new Mailing(carrier, Site);
        return new Sender(
            stage.Services.GetRequiredService<Queue>(), mailing, new Letters(stage.Database, Stage.Practised.Model, stage.Services.GetRequiredService<LondonClock>(), mailing).WriteAsync, stage.Clock, NullLogger<Sender>.Instance);
    }

    /// <summary>Everything in somebody's tray, the oldest first.</summary>
    public static async Task<List<Told>> TrayOf(this Stage stage, Actor actor)
    {
        await using var ask = stage.Database.As(DatabaseRoles.Owner).CreateCommand("select id, kind, topic, reference, link, settled_at is not null, at from messages.message where user_id = $1 order by at, id");
        ask.Parameters.Add(new() { Value = actor.UserId });
        await using var row = await ask.ExecuteReaderAsync();
        var found = new List<Told>();
        while (await row.ReadAsync()) { found.Add(new Told(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetBoolean(5), row.GetFieldValue<DateTimeOffset>(6))); }
        return found;
    }

    public static async Task<List<Posted>> EmailsTo(this Stage stage, Actor actor)
    {
        await using var ask = stage.Database.As(DatabaseRoles.Owner).CreateCommand("select id, state, gathered, attempts, next_at, code from messages.email where user_id = $1 order by made_at, id");
        ask.Parameters.Add(new() { Value = actor.UserId });
        await using var row = await ask.ExecuteReaderAsync();
        var found = new List<Posted>();
        while (await row.ReadAsync()) { found.Add(new Posted(row.GetGuid(0), row.GetString(1), row.GetBoolean(2), row.GetInt32(3), LondonTimes.Text(row.GetFieldValue<DateTimeOffset>(4)), row.IsDBNull(5) ? null : row.GetString(5))); }
        return found;
    }

    /// <summary>They choose how to be written to.</summary>
    public static Task<Wishes> Chooses(this Player player, Sending sending, int digestHour = 8, int? quietFrom = null, int? quietTo = null) => player.Does(ActWords.ChooseMessages, async services =>
    {
        var db = services.GetRequiredService<TrellisDb>();
        var setting = await db.MessageSettings.FindAsync(player.Actor.UserId);
        if (setting is null) { db.Add(setting = new MessageSetting { Id = player.Actor.UserId }); }
        var wishes = new Wishes(sending, digestHour, quietFrom, quietTo);
        setting.Choose(wishes, services.GetRequiredService<Platform.Time.LondonClock>().Now, player.Actor.Areas[0]).Refused(out var why).ShouldBeFalse(why?.Words);
        return wishes;
    });

    public static async Task<int> Reminds(this Stage stage)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Reminders>().MakeAsync();
    }

    /// <summary>Tells somebody that something waits for them, as time would. Gives what it is about.</summary>
    public static async Task<Guid> Tells(this Stage stage, Actor actor, bool urgent = false)
    {
        var about = Ids.New();
        await stage.AsTime(outbox => outbox.Tell(new Notice(actor.UserId, "work-waits", "front-door.triage", "RBKC-26-1001", $"/steps/{about}", about, urgent)));
        return about;
    }

    /// <summary>What they were told of is done.</summary>
    public static Task Settles(this Stage stage, Guid about) => stage.AsTime(outbox => outbox.Settle(about));

    private static Task<int> AsTime(this Stage stage, Action<Outbox> tell) => stage.As(stage.Everything).In(async services =>
    {
        var outbox = services.GetRequiredService<Outbox>();
        tell(outbox);
        await using var own = await services.GetRequiredService<TrellisDb>().OpenAsync();
        return await outbox.WriteAsync(own.Connection, null);
    });

    public static async Task Clear(this Stage stage)
    {
        await using var clear = stage.Database.As(DatabaseRoles.Owner).CreateCommand("truncate messages.email_message, messages.email, messages.message, messages.setting");
        await clear.ExecuteNonQueryAsync();
    }
}
