using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Oversight;

/// <summary>Who looked at whom. The database decides what the reader may learn: nothing is what it answers otherwise.</summary>
public sealed class Looks(TrellisDb db, AgencyRegister agencies)
{
    public const int PageSize = 50;

    /// <summary>Of one person or one member of staff: more than anybody reads, and little enough to send.</summary>
    public const int MostExported = 20_000;

    private static readonly DateTimeOffset Beginning = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2300, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reference and area of somebody, when the reader may learn who looked at them.</summary>
    public async Task<(string Reference, string Area)?> PersonAsync(Guid person, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select reference, area from oversight.of_person($1)", own.Connection) { Parameters = { new() { Value = person } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetString(0), row.GetString(1)) : null;
    }

    public async Task<(string Name, string Email)?> StaffAsync(Guid staff, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select name, email from oversight.of_staff($1)", own.Connection) { Parameters = { new() { Value = staff } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetString(0), row.GetString(1)) : null;
    }

    /// <summary>The person with this reference, when the reader may learn who looked at them.</summary>
    public async Task<Guid?> NamedAsync(string reference, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select oversight.person_named($1)", own.Connection) { Parameters = { new() { Value = reference.Trim() } } };
        return await ask.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <summary>What was said of an unusual look; null when those words were erased, or it is not for the reader.</summary>
    public async Task<string?> WhyReviewedAsync(Guid flag, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select oversight.why_reviewed($1)", own.Connection) { Parameters = { new() { Value = flag } } };
        return await ask.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <param name="page">From 1, the newest.</param>
    public async Task<LookPage> AtAsync(Guid person, LookFilter filter, int page, int size = PageSize, CancellationToken cancellationToken = default) =>
        await PageAsync(ReadAsync("select id, at, user_id, post_id, agency, sort, what, purpose, address, reference, others, null::uuid[], null::text[] from oversight.looks_at($1, $2, $3, $4, $5, $6, $7)", person, filter, page, size, cancellationToken), size, cancellationToken);

    public async Task<LookPage> ByAsync(Guid staff, LookFilter filter, int page, int size = PageSize, CancellationToken cancellationToken = default) =>
        await PageAsync(ReadAsync("select id, at, user_id, post_id, agency, sort, what, purpose, address, reference, others, people, named from oversight.looks_by($1, $2, $3, $4, $5, $6, $7)", staff, filter, page, size, cancellationToken), size, cancellationToken);

    private async Task<LookPage> PageAsync(IAsyncEnumerable<Look> found, int size, CancellationToken cancellationToken)
    {
        var looks = await found.ToListAsync(cancellationToken);
        var shown = looks.Take(size).ToArray();
        return new LookPage(
            shown, looks.Count > size, await agencies.NamesAsync(shown.Select(l => l.UserId), cancellationToken), await agencies.PostTitlesAsync(shown.Select(l => l.PostId).OfType<Guid>(), cancellationToken),
            (await agencies.ListAsync(cancellationToken: cancellationToken)).ToDictionary(a => a.Code, a => a.Title));
    }

    private async IAsyncEnumerable<Look> ReadAsync(string sql, Guid about, LookFilter filter, int page, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand(sql, own.Connection)
        {
            Parameters =
            {
                new() { Value = about },
                new() { Value = filter.From is { } from ? London.MidnightOf(from) : Beginning },
                new() { Value = filter.To is { } to ? London.MidnightOf(to.AddDays(1)) : End },
                new() { Value = (object?)filter.Agency ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)filter.Sort ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = size + 1 },
                new() { Value = (page - 1) * size },
            },
        };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var people = row.IsDBNull(11) ? [] : row.GetFieldValue<Guid[]>(11).Zip(row.GetFieldValue<string[]>(12)).ToArray();
            yield return new Look(
                row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetGuid(2), row.IsDBNull(3) ? null : row.GetGuid(3), Text(row, 4), row.GetString(5), row.GetString(6), row.GetString(7), Text(row, 8), Text(row, 9),
                people, row.GetInt32(10));
        }
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
