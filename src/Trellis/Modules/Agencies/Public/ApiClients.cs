using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Clients;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Public;

/// <summary>Programs of agencies that ask over the API: who they are by their secret, and by the token they got for it.</summary>
public sealed class ApiClients(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>What a program may be let do: each route of the API asks one of them.</summary>
    public static readonly ImmutableArray<string> Scopes = [ActWords.KnownPerson, ActWords.SearchPeople, ActWords.ViewPerson, ActWords.ViewMatter, ActWords.ViewFigures];

    /// <summary>How long a token is good.</summary>
    public static TimeSpan TokenStands => Client.TokenStands;

    /// <summary>The limit on pages where something secret is tried.</summary>
    public const string Tries = SignIn.SigningIn.Tries;

    /// <summary>A token, good for <see cref="TokenStands"/>; null when id or secret are wrong, ended, or over. Every token is an act; so is every refusal.</summary>
    public async Task<string?> EnterAsync(string id, string secret, CancellationToken cancellationToken)
    {
        var client = Guid.TryParse(id, out var key) && secret.Length is > 0 and <= 100 ? await db.Set<Client>().Include(c => c.Secrets).Include(c => c.Tokens.Where(t => t.UntilAt <= clock.Now)).FirstOrDefaultAsync(c => c.Id == key, cancellationToken) : null;
        if (client is not null)
        {
            await AsAsync(Acting(client.Id, client.Name, client.Agency, client.Areas, client.Scopes, client.SeesArea), ActWords.EnterApi, cancellationToken);
            if (client.Enter(secret, clock.Today, new OnSpot(clock.Now, client.Areas[0])) is { } token)
            {
                db.RemoveRange(client.Tokens.Where(t => t.UntilAt <= clock.Now).ToArray()); // over, and of no use to anybody
                await db.SaveChangesAsync(cancellationToken);
                return token;
            }
        }

        await AsAsync(Actor.TheSystem(practice.Areas[0].Code), ActWords.RefuseSignIn, cancellationToken);
        db.Add(Accounts.Stranger.Refused("client", new OnSpot(clock.Now, practice.Areas[0].Code)));
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Whoever this token was given to, with what it may do now; null when the token is none, is over, or its program or secret has ended.</summary>
    public async Task<Actor?> WithTokenAsync(NpgsqlConnection connection, string token, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("""
            select c.id, c.name, c.agency, c.areas, c.scopes, c.sees_area
            from agencies.client_token t join agencies.client c on c.id = t.client_id join agencies.client_secret s on s.id = t.secret_id
            where t.hash = $1 and t.until_at > $2 and c.ended_at is null and c.until_on >= $3 and s.ended_at is null
            """, connection) { Parameters = { new() { Value = Client.HashOf(token) }, new() { Value = clock.Now.ToUniversalTime() }, new() { Value = clock.Today } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) { return null; }
        return Acting(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4), row.GetBoolean(5));
    }

    /// <summary>In no circle and in no post: what is kept to some people is not for a program.</summary>
    private static Actor Acting(Guid id, string name, string agency, string[] areas, string[] scopes, bool seesArea) =>
        new(id, name, null, agency, [.. areas], [], [], [], [.. scopes.Where(Scopes.Contains)]) { Sees = seesArea ? [.. areas] : [] };

    private async Task AsAsync(Actor actor, string word, CancellationToken cancellationToken)
    {
        db.Acting.As(actor);
        db.Acting.Begin(word);
        await using var own = await db.OpenAsync(cancellationToken);
        await WhoIsAsking.TellAsync(own.Connection, actor, clock.Now, cancellationToken);
    }
}
