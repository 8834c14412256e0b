using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Clients;

/// <summary>A program of an agency that asks over the API: with its own credentials, for its own acts, in its own name.</summary>
public sealed class Client : Entity
{
    public const int LongestName = 60;

    /// <summary>At once, so that one can take the other's place without a gap.</summary>
    public const int MostSecrets = 2;

    public static readonly TimeSpan TokenStands = TimeSpan.FromMinutes(15);

    public required string Agency { get; init; }

    public required string Name { get; init; }

    /// <summary>Act words.</summary>
    public required string[] Scopes { get; init; }

    public required string[] Areas { get; init; }

    public required bool SeesArea { get; init; }

    /// <summary>Its last day.</summary>
    public required DateOnly UntilOn { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? UsedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public List<ClientSecret> Secrets { get; init; } = [];

    public List<ClientToken> Tokens { get; init; } = [];

    public bool WorksOn(DateOnly day) => EndedAt is null && day <= UntilOn;

    public static (Client Client, string Secret) Begin(string agency, string name, string[] scopes, string[] areas, bool seesArea, DateOnly untilOn, OnSpot on)
    {
        var client = new Client { Agency = agency, Name = name.Trim(), Scopes = scopes, Areas = areas, SeesArea = seesArea, UntilOn = untilOn, MadeAt = on.Now };
        client.Say("client.begun", on);
        return (client, client.NewSecret(on));
    }

    /// <summary>Another secret, beside the one there is. It is shown once; its hash is kept.</summary>
    public Outcome<string> AddSecret(OnSpot on)
    {
        if (EndedAt is not null) { return new Refusal("", "This program may ask no longer"); }
        if (Secrets.Count(s => s.EndedAt is null) >= MostSecrets) { return new Refusal("", "Two secrets work already. End one before you make another"); }
        Say("client.secret-made", on);
        return NewSecret(on);
    }

    public void EndSecret(ClientSecret secret, OnSpot on)
    {
        secret.End(on.Now);
        Say("client.secret-ended", on);
    }

    public void End(OnSpot on)
    {
        EndedAt = on.Now;
        foreach (var secret in Secrets) { secret.End(on.Now); }
        Say("client.ended", on);
    }

    /// <summary>A token for a secret that works; null for any other.</summary>
    public string? Enter(string secret, DateOnly today, OnSpot on)
    {
        var hash = HashOf(secret);
        if (!WorksOn(today) || Secrets.FirstOrDefault(s => s.EndedAt is null && CryptographicOperations.FixedTimeEquals(s.Hash, hash)) is not { } shown) { return null; }
        var token = Random();
        Tokens.Add(new ClientToken { ClientId = Id, Holder = this, SecretId = shown.Id, Hash = HashOf(token), MadeAt = on.Now, UntilAt = on.Now + TokenStands });
        UsedAt = on.Now;
        Say("client.entered", on);
        return token;
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private string NewSecret(OnSpot on)
    {
        var secret = Random();
        Secrets.Add(new ClientSecret { ClientId = Id, Holder = this, Hash = HashOf(secret), MadeAt = on.Now });
        return secret;
    }

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private void Say(string kind, OnSpot on) => Happened(new Fact { Kind = kind, SourceId = Id, Area = on.Area, Agency = Agency, Occurred = Moment.Exactly(on.Now) });
}

/// <summary>What a program shows to get a token.</summary>
public sealed class ClientSecret : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ClientId { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Client? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the secret with its program to change it");

    internal void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>What a program asks with, for a quarter of an hour. It says nothing by itself: the row is looked up at every request.</summary>
public sealed class ClientToken : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ClientId { get; init; }

    public required Guid SecretId { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset UntilAt { get; init; }

    public Client? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the token with its program to change it");
}
