using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures;

/// <summary>The published figures held in the database. Works in the caller's transaction; the caller records the act.</summary>
public sealed class PublishedFigures(NpgsqlConnection connection, NpgsqlTransaction? transaction = null)
{
    private const string Columns =
        "id, document, line, section, measure, title, area, period_start, period_end, as_at, unit, value, printed, qualifier, dimension, part, note";

    /// <summary>All figures that hold now, numbered in the order of their documents and lines.</summary>
    public async Task<ImmutableArray<PublishedRow>> Held(CancellationToken cancel) => [.. (await Stored(cancel)).Select(s => s.Row)];

    /// <summary>Adds what is new and replaces what changed; importing the same file again does nothing. The file must have no errors.</summary>
    public async Task<PublishedChanges> Import(PublishedFile file, PublishedRegistry registry, CancellationToken cancel)
    {
        if (!file.Errors.IsEmpty) { throw new ArgumentException("A file with wrong rows is not imported", nameof(file)); }

        await using (var alone = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('figures.published'))", connection, transaction))
        {
            await alone.ExecuteNonQueryAsync(cancel);
        }
        var stored = await Stored(cancel);
        var changes = PublishedChanges.Between(stored.Select(s => s.Row), file.Rows);
        if (changes.Nothing) { return changes; }

        await Register(file, registry, cancel);
        var ids = stored.ToDictionary(s => s.Row.Identity, s => s.Id);
        foreach (var row in changes.Added) { await Insert(row, null, cancel); }
        foreach (var (held, now) in changes.Changed) { await Insert(now, ids[held.Identity], cancel); }
        return changes;
    }

    private async Task<List<(Guid Id, PublishedRow Row)>> Stored(CancellationToken cancel)
    {
        var rows = new List<(Guid, PublishedRow)>();
        await using var select = new NpgsqlCommand($"select {Columns} from figures.published_now order by document, line, id", connection, transaction);
        await using var reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            DateOnly? Day(int i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<DateOnly>(i);
            PartialDate? asAt = !reader.IsDBNull(9) && PartialDate.TryParse(reader.GetString(9), out var date) ? date : null;
            rows.Add((reader.GetGuid(0), new PublishedRow(
                rows.Count + 1, reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6), Day(7), Day(8), asAt,
                reader.GetString(10), reader.GetDecimal(11), reader.GetString(12), reader.GetString(13), reader.GetString(14), reader.GetString(15), reader.GetString(16))));
        }
        return rows;
    }

    private async Task Register(PublishedFile file, PublishedRegistry registry, CancellationToken cancel)
    {
        foreach (var key in file.Rows.Select(r => r.Document).Distinct())
        {
            var document = registry.Documents[key];
            await using var insert = new NpgsqlCommand(
                "insert into figures.published_document (key, title, publisher, printed_date, report_start, report_end) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                connection, transaction);
            Add(insert, key, document.Title, document.Publisher);
            Add(insert, document.Date?.ToString(), NpgsqlDbType.Text);
            Add(insert, document.ReportStart, NpgsqlDbType.Date);
            Add(insert, document.ReportEnd, NpgsqlDbType.Date);
            await insert.ExecuteNonQueryAsync(cancel);
        }
        foreach (var code in file.Rows.Select(r => r.Area).Distinct())
        {
            var area = registry.Areas[code];
            await using var insert = new NpgsqlCommand("insert into figures.published_area (code, name, kind) values ($1, $2, $3) on conflict do nothing", connection, transaction);
            Add(insert, code, area.Name, area.Kind);
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    private async Task Insert(PublishedRow row, Guid? replaces, CancellationToken cancel)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into figures.published_figure
                (replaces, identity, document, section, measure, title, area, unit, printed, qualifier, dimension, part, note, line, value, period_start, period_end, as_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            """,
            connection, transaction);
        Add(insert, replaces, NpgsqlDbType.Uuid);
        Add(insert, row.Identity, row.Document, row.Section, row.Measure, row.Title, row.Area, row.Unit, row.Printed, row.Qualifier, row.Dimension, row.Part, row.Note);
        Add(insert, row.Line, NpgsqlDbType.Integer);
        Add(insert, row.Value, NpgsqlDbType.Numeric);
        Add(insert, row.PeriodStart, NpgsqlDbType.Date);
        Add(insert, row.PeriodEnd, NpgsqlDbType.Date);
        Add(insert, row.AsAt?.ToString(), NpgsqlDbType.Text);
        await insert.ExecuteNonQueryAsync(cancel);
    }

    private static void Add(NpgsqlCommand command, params string[] texts)
    {
        foreach (var text in texts) { Add(command, text, NpgsqlDbType.Text); }
    }

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
