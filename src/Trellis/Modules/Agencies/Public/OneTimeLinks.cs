using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;

namespace Trellis.Modules.Agencies.Public;

/// <summary>Links that let somebody in once. The secret is made when the e-mail that carries it is written; only its hash is kept.</summary>
public static class OneTimeLinks
{
    public const string Address = "/sign-in/link";

    /// <summary>The limit on tries of secrets and codes by whoever has no account: as on those of signing in.</summary>
    public const string Tries = SignIn.SigningIn.Tries;

    private const int Bytes = 32;

    /// <summary>An address that opens this link: another at every asking, each good until one of them is used. Null when the link works no longer.</summary>
    /// <param name="connection">Of the system: nobody else may make one.</param>
    public static async Task<string?> AddressAsync(NpgsqlConnection connection, Guid link, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        await using var make = new NpgsqlCommand("select agencies.make_key($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = link }, new() { Value = SHA256.HashData(secret) }, new() { Value = now.ToUniversalTime() } },
        };
        return await make.ExecuteScalarAsync(cancellationToken) is true ? $"{Address}/{Base64Url.EncodeToString(secret)}" : null;
    }

    /// <summary>The link a secret opens, if there ever was one.</summary>
    internal static async Task<Guid?> OpenedByAsync(NpgsqlConnection connection, string secret, CancellationToken cancellationToken)
    {
        if (!Base64Url.IsValid(secret, out var length) || length != Bytes) { return null; }
        await using var ask = new NpgsqlCommand("select agencies.opened_by($1)", connection) { Parameters = { new() { Value = SHA256.HashData(Base64Url.DecodeFromChars(secret)) } } };
        return await ask.ExecuteScalarAsync(cancellationToken) as Guid?;
    }
}
