using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Trellis.Platform.Storage;

/// <summary>Applies the numbered SQL files embedded in an assembly, forward only, each in a transaction, one process at a time.</summary>
public static class Migrator
{
    private const long Lock = 7206101;

    /// <summary>A migration of a big table takes as long as it takes, and whoever comes second waits for the first.</summary>
    private const int NoLimit = 0;

    /// <summary>Number, name and text of every migration, in order.</summary>
    public static IReadOnlyList<(int Number, string Name, string Sql)> In(Assembly assembly)
    {
        var found = new List<(int, string, string)>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.Contains(".Migrations.", StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..^".sql".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            found.Add((int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd().ReplaceLineEndings("\n")));
        }

        return found;
    }

    /// <summary>Brings the database up to date. Returns the names of what was applied.</summary>
    /// <exception cref="CannotRunException">A migration that was applied has changed since, or the database is newer than this program.</exception>
    public static Task<IReadOnlyList<string>> MigrateAsync(Database database, Assembly assembly, CancellationToken cancellationToken = default) => MigrateAsync(database, assembly, _ => true, cancellationToken);

    /// <summary>Those alone that a backup had, so that it can be restored as it was.</summary>
    public static async Task<IReadOnlyList<string>> MigrateAsync(Database database, Assembly assembly, Func<int, bool> wanted, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(cancellationToken);
        await using (var wait = new NpgsqlCommand($"select pg_advisory_lock({Lock})", connection) { CommandTimeout = NoLimit }) { await wait.ExecuteNonQueryAsync(cancellationToken); }
        try
        {
            await RunAsync(connection, null, "create table if not exists public.migration (number integer primary key, name text not null, hash text not null, applied timestamptz not null default now())", cancellationToken);
            var applied = await AppliedAsync(connection, cancellationToken);
            var known = In(assembly);
            if (applied.Keys.Except(known.Select(k => k.Number)).FirstOrDefault() is var newer and not 0)
            {
                throw new CannotRunException($"The database has migration {newer}, which this version of Trellis does not know. Run a newer version");
            }

            var done = new List<string>();
            foreach (var (number, name, sql) in known.Where(k => wanted(k.Number)))
            {
                var hash = HashOf(sql);
                if (applied.TryGetValue(number, out var was))
                {
                    if (was != hash) { throw new CannotRunException($"Migration {name} was changed after it was applied. Add a new one instead"); }
                    continue;
                }

                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await RunAsync(connection, transaction, sql, cancellationToken);
                await using var note = new NpgsqlCommand("insert into public.migration (number, name, hash) values ($1, $2, $3)", connection, transaction)
                {
                    Parameters = { new() { Value = number }, new() { Value = name }, new() { Value = hash } },
                };
                await note.ExecuteNonQueryAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                done.Add(name);
            }

            return done;
        }
        finally
        {
            await RunAsync(connection, null, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    /// <summary>What is kept beside a migration that was applied.</summary>
    public static string HashOf(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static async Task<Dictionary<int, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select number, hash from public.migration", connection);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(cancellationToken)) { applied[reader.GetInt32(0)] = reader.GetString(1); }
        return applied;
    }

    private static async Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { AllResultTypesAreUnknown = true, CommandTimeout = NoLimit };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
