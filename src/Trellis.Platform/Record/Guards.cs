using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Trellis.Platform.Record;

/// <summary>Tells each connection who is asking; row level security shows nothing to a connection that was not told.</summary>
public sealed class WhoIsAsking(Acting acting) : DbConnectionInterceptor
{
    /// <summary>Of nobody nothing is told: a connection that was not told sees nothing.</summary>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        acting.Actor == Actor.Nobody ? Task.CompletedTask : TellAsync((NpgsqlConnection)connection, acting.Actor, acting.Now, cancellationToken);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        throw new UnrecordedChangeException("Open connections asynchronously");

    /// <summary>For SQL that does not go through a context.</summary>
    /// <param name="at">Now: what somebody was let into for a time, and what was closed to them, is as it stands then.</param>
    public static async Task TellAsync(NpgsqlConnection connection, Actor actor, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await using var tell = new NpgsqlCommand(
            """
            select set_config('trellis.areas', $1, false), set_config('trellis.sees', $2, false), set_config('trellis.circles', $3, false),
              set_config('trellis.holders', $4, false), set_config('trellis.user', $5::text, false), set_config('trellis.at', $6::text, false),
              set_config('trellis.closed_matters', c.matters::text, false), set_config('trellis.closed_people', c.people::text, false)
            from access.closed_to($5, $6) c
            """, connection)
        {
            Parameters =
            {
                new() { Value = string.Join(',', actor.Areas) },
                new() { Value = string.Join(',', actor.Sees) },
                new() { Value = string.Join(',', actor.Audiences) },
                new() { Value = string.Join(',', actor.Holders) },
                new() { Value = actor.UserId },
                new() { Value = at.ToUniversalTime() },
            },
        };
        await tell.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>Bulk updates and raw SQL would pass the record by, so they are refused.</summary>
public sealed class NoWayRound : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Refuse(eventData.CommandSource);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Refuse(eventData.CommandSource);
        return base.NonQueryExecuting(command, eventData, result);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Refuse(eventData.CommandSource);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    private static void Refuse(CommandSource source)
    {
        if (source is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw)
        {
            throw new UnrecordedChangeException($"{source} passes the record by: change entities and save them");
        }
    }
}
