using System.Text;
using Npgsql;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Messages;

/// <summary>What one message of an e-mail says.</summary>
/// <param name="About">What has to be done, if anything: of a message with a one-time link, that link.</param>
public sealed record Said(Guid Message, string Kind, string Reference, bool Settled, Guid? About = null);

/// <summary>E-mails as they go out: for each message the words of its kind, its reference and a link, and nothing else.</summary>
public sealed class Letters(Database database, PracticeModel practice, LondonClock clock, Mailing mailing)
{
    private const string NoSite = "(address of this site)";

    /// <summary>For the sender. Null: all of it is settled or read of elsewhere, or the account is closed.</summary>
    public async Task<Letter?> WriteAsync(Guid email, Guid user, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(cancellationToken);
        await WhoIsAsking.TellAsync(connection, Actor.TheSystem(), clock.Now, cancellationToken);
        var said = (await ReadAsync(connection, [email], cancellationToken))[email].Where(s => !s.Settled).ToArray();
        var addresses = await PostHolders.AddressesAsync(connection, [user], cancellationToken);
        if (said.Length == 0 || !addresses.TryGetValue(user, out var to)) { return null; }
        var links = new Dictionary<Guid, string>();
        foreach (var one in said.Where(s => HasOneTimeLink(s)))
        {
            if (await OneTimeLinks.AddressAsync(connection, one.About!.Value, clock.Now, cancellationToken) is { } address) { links[one.Message] = address; }
        }

        said = [.. said.Where(s => !HasOneTimeLink(s) || links.ContainsKey(s.Message))];
        if (said.Length == 0) { return null; }
        var (subject, body) = Words(said, links);
        return new Letter(email, to.Address, subject, body);
    }

    /// <summary>What e-mails are about. The asker is the system or owns the outbox.</summary>
    public static async Task<ILookup<Guid, Said>> ReadAsync(NpgsqlConnection connection, Guid[] emails, CancellationToken cancellationToken = default)
    {
        await using var ask = new NpgsqlCommand("select email_id, message_id, kind, reference, settled, about_id from messages.contents($1)", connection) { Parameters = { new() { Value = emails } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<(Guid Email, Said Said)>();
        while (await row.ReadAsync(cancellationToken)) { found.Add((row.GetGuid(0), new Said(row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.IsDBNull(5) ? null : row.GetGuid(5)))); }
        return found.ToLookup(f => f.Email, f => f.Said);
    }

    /// <param name="oneTime">The secret addresses of one-time links, by message: none but for the e-mail that goes out.</param>
    public (string Subject, string Body) Words(IReadOnlyList<Said> said, IReadOnlyDictionary<Guid, string>? oneTime = null)
    {
        var body = new StringBuilder();
        foreach (var one in said) { body.Append(Line(one)).Append('\n').Append(Link(Where(one, oneTime))).Append("\n\n"); }
        body.Append("This e-mail holds no details. Sign in to read more.\nChange how often you get e-mail: ").Append(Link("/messages/settings")).Append('\n');
        return (said.Count == 1 ? Line(said[0]) : $"{English.Count(said.Count, "message", "messages")} in Trellis", body.ToString());
    }

    private bool HasOneTimeLink(Said one) => one.About is not null && practice.Messages.Kind(one.Kind)?.OneTimeLink is true;

    private string Where(Said one, IReadOnlyDictionary<Guid, string>? oneTime) =>
        !HasOneTimeLink(one) ? $"/messages/open?id={one.Message}" : oneTime?.GetValueOrDefault(one.Message) ?? $"{OneTimeLinks.Address}/(known only to whom the e-mail is to)";

    /// <summary>A kind that is gone from the practice model still has its reference.</summary>
    private string Line(Said one) => practice.Messages.Kind(one.Kind)?.Email.Replace("{reference}", one.Reference, StringComparison.Ordinal) ?? one.Reference;

    private string Link(string path) => mailing.Site is { } site ? new Uri(site, path).ToString() : NoSite + path;
}
