using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;

namespace Trellis.Platform.Record;

/// <summary>The duties and statuses facts are joined by, in each area, and the calendar they count in.</summary>
public sealed record Rules(Func<string, IReadOnlyList<Timescale>> TimescalesIn, IReadOnlyList<StatusRule> Statuses, WorkingCalendar Calendar);

/// <summary>
/// What follows from facts: a person's statuses and deadlines in an area, worked out from all their facts there and
/// written where they differ from what is kept. Run in the transaction that wrote the facts; running it again changes nothing.
/// </summary>
public sealed class Consequences(Rules rules)
{
    /// <summary>More people than these in one save keep everybody else of the area waiting, not each for themselves.</summary>
    private const int Many = 500;

    internal async Task FollowAsync(DatabaseFacade database, IReadOnlyCollection<(Guid Person, string Area)> touched, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)database.GetDbConnection();
        var transaction = (NpgsqlTransaction)database.CurrentTransaction!.GetDbTransaction();
        foreach (var area in touched.GroupBy(t => t.Area, t => t.Person))
        {
            await FollowAsync(connection, transaction, area.Key, [.. area.Order()], cancellationToken);
        }
    }

    /// <summary>Works out and keeps what follows for these people in an area. Returns the number of rows that had to change.</summary>
    public async Task<int> FollowAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string area, Guid[] people, CancellationToken cancellationToken = default)
    {
        // One at a time for a person: two saves at once would each follow from half of the facts. Of very many, nobody else in the area: the
        // database has only so many locks.
        var sql = people.Length > Many ? "select pg_advisory_xact_lock(hashtextextended($2, 7207)) where $1 is not null"
            : "select pg_advisory_xact_lock(hashtextextended(p::text || $2, 7206)) from (select pg_advisory_xact_lock_shared(hashtextextended($2, 7207))) area, unnest($1) p";
        await using (var wait = new NpgsqlCommand(sql, connection, transaction)
        {
            Parameters = { new() { Value = people }, new() { Value = area } },
        })
        {
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }

        var facts = (await FactReader.AboutAsync(connection, transaction, people, area, cancellationToken)).ToLookup(f => f.PersonId);
        var timescales = rules.TimescalesIn(area);
        var statuses = new List<StatusRow>();
        var deadlines = new List<DeadlineRow>();
        foreach (var person in people)
        {
            var (periods, clocks) = Derived.From([.. facts[person]], timescales, rules.Statuses, rules.Calendar);
            statuses.AddRange(periods.Select(p => StatusRow.Of(p, person, area)));
            deadlines.AddRange(clocks.Select(c => DeadlineRow.Of(c, person, area)));
        }

        return await KeptRows.ReplaceAsync(connection, transaction, area, people, statuses, deadlines, cancellationToken);
    }

    /// <summary>What would have been kept of these people in an area at a moment, from what had been recorded by then, under the rules of now. Nothing is written.</summary>
    /// <param name="connection">Of somebody who may read every fact.</param>
    /// <param name="timescale">The one whose clocks are drawn; null for none.</param>
    /// <param name="kinds">The kinds of facts that are enough for what is asked; null for all.</param>
    public async Task<(IReadOnlyList<StatusRow> Statuses, IReadOnlyList<DeadlineRow> Deadlines)> AsKnownAsync(
        NpgsqlConnection connection, string area, Guid[] people, DateTimeOffset at, string? timescale, string[]? kinds, CancellationToken cancellationToken = default)
    {
        var facts = (await FactReader.OfKindsAsync(connection, people, area, kinds, cancellationToken)).ToLookup(f => f.PersonId);
        var timescales = rules.TimescalesIn(area).Where(t => t.Id == timescale).ToArray();
        var statuses = new List<StatusRow>();
        var deadlines = new List<DeadlineRow>();
        foreach (var person in people)
        {
            var (periods, clocks) = Derived.From(new Timeline(facts[person]).AsKnownOn(at), timescales, rules.Statuses, rules.Calendar);
            statuses.AddRange(periods.Select(p => StatusRow.Of(p, person, area)));
            deadlines.AddRange(clocks.Select(c => DeadlineRow.Of(c, person, area)));
        }

        return (statuses, deadlines);
    }
}
