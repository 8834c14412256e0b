using Npgsql;
using Trellis.Commands;
using Trellis.Modules.Duplicates;
using Trellis.Platform;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>The demonstration of a database: there, or made, or made anew.</summary>
public static class DemonstrationDatabase
{
    private const long Lock = 7206110;

    /// <summary>Migrates, and builds the demonstration unless it is there and whole. One that was interrupted is built anew.</summary>
    /// <param name="reset">Build anew even when it is whole.</param>
    /// <returns>What was built; null when it was there.</returns>
    /// <exception cref="WrongInputException">The database holds records that are not a demonstration's, or is a named server's without a demonstration to reset.</exception>
    public static async Task<Built?> EnsureAsync(Database db, bool reset, int seed, TextWriter output, CancellationToken cancellationToken = default)
    {
        await using var connection = await db.As(DatabaseRoles.Owner).OpenConnectionAsync(cancellationToken);
        await using (var one = new NpgsqlCommand($"select pg_advisory_lock({Lock})", connection) { CommandTimeout = 300 }) { await one.ExecuteNonQueryAsync(cancellationToken); }
        try
        {
            return await EnsureAloneAsync(db, reset, seed, output, cancellationToken);
        }
        finally
        {
            await using var free = new NpgsqlCommand($"select pg_advisory_unlock({Lock})", connection);
            await free.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static async Task<Built?> EnsureAloneAsync(Database db, bool reset, int seed, TextWriter output, CancellationToken cancellationToken)
    {
        var marker = await Marker.ReadAsync(db, cancellationToken);
        if (reset && marker is null && !db.IsEmbedded)
        {
            throw new WrongInputException("The database TRELLIS_DB names is not a demonstration, so it is not reset. Nothing was changed");
        }

        if (marker is not null && (reset || !marker.Ready))
        {
            if (!reset) { await output.WriteLineAsync("A demonstration that was interrupted is built anew"); }
            await Marker.DropAsync(db, cancellationToken);
            marker = null;
        }

        await Migrator.MigrateAsync(db, typeof(DemonstrationDatabase).Assembly, cancellationToken);
        if (marker is not null) { return null; }
        if (!await Marker.IsEmptyAsync(db, cancellationToken)) { throw new WrongInputException("This database holds records, and they are not a demonstration's. Nothing was changed"); }

        var password = Password.Make(Inventions.Read().PasswordWords);
        var practised = Practices.Read();
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await Redrawn.For(db, practised).IfChangedAsync(cancellationToken); // nobody is in it yet: what is built is drawn under this practice
        var build = new DemonstrationBuild(db, practised, DemonstrationSize.Full, seed, services.GetRequiredService<LondonClock>().Today, line => output.WriteLineAsync($"  {line}"));
        await output.WriteLineAsync("Building the demonstration partnership. Everybody in it is invented");
        await Password.KeepAsync(password, cancellationToken: cancellationToken);
        var built = await build.RunAsync(password, cancellationToken);
        // As the first night would have it.
        await services.GetRequiredService<Finding>().FindAsync(everybody: true, stop: cancellationToken);
        return built;
    }
}
