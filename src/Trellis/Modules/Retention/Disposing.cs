using Npgsql;
using NpgsqlTypes;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Retention;

/// <summary>Does what was approved: erases, as the steward, in one transaction, and keeps of it what figures counted. What stays is that it happened.</summary>
public sealed class Disposing(Database database, Disposal disposal, FigureKeeping figures, PracticeModel practice, Acting acting, LondonClock clock)
{
    /// <returns>The act, and how many rows of the record were erased.</returns>
    /// <exception cref="InvalidOperationException">It was not approved, or was done already.</exception>
    public async Task<(Guid Act, int Rows)> DisposeAsync(Proposal proposal, CancellationToken cancellationToken = default)
    {
        if (proposal is not { Approved: true, DisposedAct: null, PersonId: { } person }) { throw new InvalidOperationException($"The proposal {proposal.Id} is not to be carried out"); }
        var counts = await figures.OfAsync(person, cancellationToken);
        var (facts, words) = await ToEraseAsync(person, cancellationToken);
        // What is hidden is not told by why it went: the proposal says it, to its circle.
        var reason = proposal.KeptTo is not null ? $"The period of its schedule is over: proposal {proposal.Id}"
            : $"{practice.Retention.Find(proposal.Schedule)?.Title ?? proposal.Schedule}: kept until {English.Date(proposal.KeepUntil)}. {practice.Retention.Find(proposal.Schedule)?.Authority}";
        return await disposal.DisposeAsync(acting.Actor, proposal.Area, reason, facts, words, Whole(person, proposal.Id, counts, cancellationToken), cancellationToken);
    }

    /// <summary>Disposes again of somebody whom an older backup brought back. Of whom it never held, nothing is done.</summary>
    /// <param name="entry">As the journal has it, with what is left of its facts and words.</param>
    public async Task<int> AgainAsync(DisposalEntry entry, string reason, CancellationToken cancellationToken)
    {
        var person = entry.Person ?? throw new ArgumentException("Not of a whole person", nameof(entry));
        await using (var ask = database.As(DatabaseRoles.Steward).CreateCommand("select retention.is_there($1)"))
        {
            ask.Parameters.Add(new NpgsqlParameter { Value = person });
            if (await ask.ExecuteScalarAsync(cancellationToken) is not true && entry is { Facts: [], Words: [] }) { return 0; }
        }

        var counts = await figures.OfAsync(person, cancellationToken);
        var (facts, words) = await ToEraseAsync(person, cancellationToken);
        var area = entry.Area ?? throw new ArgumentException("Without its area", nameof(entry));
        return (await disposal.DisposeAsync(Actor.TheSystem(area), area, reason, [.. facts.Union(entry.Facts)], [.. words.Union(entry.Words)], Whole(person, null, counts, cancellationToken), cancellationToken)).Rows;
    }

    /// <param name="proposal">Null: the one that was approved, if the record has it.</param>
    private WholePerson Whole(Guid person, Guid? proposal, IReadOnlyList<KeptCount> counts, CancellationToken cancellationToken) => new(person, async (connection, transaction, act) =>
    {
        await FigureKeeping.KeepAsync(connection, transaction, act, counts, cancellationToken);
        await using var erase = new NpgsqlCommand("select retention.erase($1, $2, $3, $4)", connection, transaction)
        {
            Parameters = { new() { Value = person }, new() { Value = (object?)proposal ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = act }, new() { Value = clock.Now } },
        };
        await erase.ExecuteNonQueryAsync(cancellationToken);
    });

    private async Task<(Guid[] Facts, Guid[] Words)> ToEraseAsync(Guid person, CancellationToken cancellationToken)
    {
        await using var ask = database.As(DatabaseRoles.Steward).CreateCommand("select facts, words from retention.to_erase($1)");
        ask.Parameters.Add(new NpgsqlParameter { Value = person });
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetFieldValue<Guid[]>(0), row.GetFieldValue<Guid[]>(1));
    }
}
