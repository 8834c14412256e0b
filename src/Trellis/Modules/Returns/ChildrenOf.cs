using System.Text.Json;
using Npgsql;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Returns;

/// <summary>A child of a file some issue is about.</summary>
/// <param name="Position">In the file, from 1.</param>
public sealed record ListedChild(int Position, string Number, int Line, int Errors, int Queries, int Unanswered)
{
    public string Name => Number.Length > 0 ? Number : $"Child {Position} of the file, without a number";
}

/// <summary>Children some issue is about, as the file has them.</summary>
public sealed class ChildrenOf(RecordDb db)
{
    /// <summary>Those with the most errors first.</summary>
    public async Task<(IReadOnlyList<ListedChild> Children, int All)> ListAsync(Guid submission, int skip, int take, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("""
            select c.position, c.number, c.line, count(*) filter (where i.is_error), count(*) filter (where not i.is_error), count(*) filter (where i.answer is null), count(*) over ()
            from returns.child c join returns.issue i on i.submission_id = c.submission_id and i.position = c.position
            where c.submission_id = $1 group by c.position, c.number, c.line order by 4 desc, 5 desc, 1 offset $2 limit $3
            """, own.Connection) { Parameters = { new() { Value = submission }, new() { Value = skip }, new() { Value = take } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var (children, all) = (new List<ListedChild>(), 0);
        while (await row.ReadAsync(stop))
        {
            children.Add(new ListedChild(row.GetInt32(0), row.GetString(1), row.GetInt32(2), (int)row.GetInt64(3), (int)row.GetInt64(4), (int)row.GetInt64(5)));
            all = (int)row.GetInt64(6);
        }

        return (children, all);
    }

    /// <summary>Everything the file has of a child, and the child's number; null where no issue is about them.</summary>
    public async Task<(string Number, int Line, IReadOnlyList<ShownRecord> Records)?> FindAsync(Guid submission, int position, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select number, line, records::text from returns.child where submission_id = $1 and position = $2", own.Connection) { Parameters = { new() { Value = submission }, new() { Value = position } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetString(0), row.GetInt32(1), JsonSerializer.Deserialize<ShownRecord[]>(row.GetString(2), JsonSerializerOptions.Web)!) : null;
    }
}
