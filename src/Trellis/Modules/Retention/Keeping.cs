using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Retention;

/// <summary>Until when somebody's record is kept.</summary>
/// <param name="Schedule">The one that keeps it longest.</param>
/// <param name="Until">The first day it need not be kept.</param>
/// <param name="HeldBy">The title of a hold that stands; null when none does.</param>
/// <param name="KeptTo">The circles that alone know of a matter of theirs, joined by commas; null where none is hidden.</param>
public sealed record Kept(Guid PersonId, string Reference, string Area, string Schedule, DateOnly Until, IReadOnlyList<Guid> Matters, IReadOnlyList<string> Processes, string? HeldBy, string? KeptTo = null);

/// <summary>Works out from facts what is due: of people without an open matter, by references. Of somebody with a matter their process hides only its circle is told.</summary>
public sealed class Keeping(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    public async Task<Kept?> OfAsync(Guid person, CancellationToken cancellationToken = default) => (await ReadAsync(person, null, cancellationToken)).FirstOrDefault();

    /// <summary>The circles that keep a record or a matter, joined by commas, where the asker is in all of them; null: none does, or the asker is not.</summary>
    public async Task<string?> KeptByAsync(Guid? person, Guid? matter, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select retention.kept_by($1, $2)", own.Connection)
        {
            Parameters = { new() { Value = (object?)person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = (object?)matter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid } },
        };
        return await ask.ExecuteScalarAsync(cancellationToken) is string[] { Length: > 0 } circles ? string.Join(',', circles) : null;
    }

    /// <summary>What need not be kept any more, the longest overdue first; what is held stands among it.</summary>
    public async Task<IReadOnlyList<Kept>> DueAsync(CancellationToken cancellationToken = default)
    {
        // Nobody younger than the least age of any schedule can be due, unless they died.
        var youngest = practice.Retention.Schedules.Select(s => s.FromBirth ?? 0).DefaultIfEmpty(0).Min();
        var all = await ReadAsync(null, clock.Today.AddYears(-youngest), cancellationToken);
        return [.. all.Where(k => k.Until <= clock.Today).OrderBy(k => k.Until).ThenBy(k => k.Reference, StringComparer.Ordinal)];
    }

    private async Task<List<Kept>> ReadAsync(Guid? one, DateOnly? bornBefore, CancellationToken cancellationToken)
    {
        var holds = (await db.Set<Hold>().AsNoTracking().Where(h => h.LiftedAt == null).ToListAsync(cancellationToken)).FindAll(h => h.Stands(clock.Today));
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select person_id, reference, area, born, died_on, last_at, processes, closed, matters, kept_to from retention.candidates($1, $2)", own.Connection)
        {
            Parameters = { new() { Value = (object?)one ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = (object?)bornBefore ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date } },
        };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<Kept>();
        while (await row.ReadAsync(cancellationToken))
        {
            var (born, died) = (Day(row, 3), Day(row, 4));
            var last = London.DateOf(row.IsDBNull(5) ? clock.Now : row.GetFieldValue<DateTimeOffset>(5));
            var processes = row.GetFieldValue<string[]>(6);
            var matters = processes.Zip(row.GetFieldValue<DateTimeOffset[]>(7), (process, closed) => (Schedule: Of(process), Closed: London.DateOf(closed)));
            var (schedule, until) = matters.Select(m => (m.Schedule, Until: m.Schedule?.Until(born, died, m.Closed) ?? DateOnly.MaxValue))
                .DefaultIfEmpty((practice.Retention.WithoutMatters, practice.Retention.WithoutMatters?.Until(born, died, last) ?? DateOnly.MaxValue)).MaxBy(m => m.Item2);
            var kept = new Kept(row.GetGuid(0), row.GetString(1), row.GetString(2), schedule?.Id ?? "", until, row.GetFieldValue<Guid[]>(8), processes, null, row.GetFieldValue<string[]>(9) is { Length: > 0 } circles ? string.Join(',', circles) : null);
            found.Add(kept with { HeldBy = holds.Find(h => h.Holds(kept))?.Title });
        }

        return found;
    }

    /// <summary>A process that is no more has no schedule, and what was done in it is kept.</summary>
    private RetentionSchedule? Of(string process) => practice.Retention.Find(practice.Processes.FirstOrDefault(p => p.Id == process)?.Retention);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
