using Npgsql;
using Trellis.Platform.Record;

namespace Trellis.Modules.Returns;

/// <summary>What one file of a return has that the one before it had, or had not.</summary>
/// <param name="Went">Issues of the file before that are no longer there; null of the first.</param>
public sealed record TrendLine(Guid Id, DateTimeOffset SentAt, int Children, int Errors, int Queries, int? Went, int? Stayed, int? Came);

/// <summary>Of one rule: what went, stayed and came since the file before.</summary>
public sealed record RuleTrend(int Went, int Stayed, int Came);

/// <summary>How the issues of a return changed from file to file. An issue is known again by rule, child and record, wherever it stands in the file.</summary>
public sealed class Trends(RecordDb db)
{
    private const string Row = """
        with file as (
          select s.id, s.sent_at, s.children, s.errors, s.queries, lag(s.id) over (order by s.sent_at, s.id) as before
          from returns.submission s where s.area = $1 and s.ending = $2 and s.state in ('checked', 'signed-off'))
        """;

    /// <summary>The checked files of a return, the first first.</summary>
    public async Task<IReadOnlyList<TrendLine>> OfAsync(string area, int ending, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand($"""
            {Row}
            select f.id, f.sent_at, f.children, f.errors, f.queries, f.before is not null,
              (select count(*) from returns.issue b where b.submission_id = f.before and not exists (select from returns.issue i where i.submission_id = f.id and i.key = b.key)),
              (select count(*) from returns.issue i where i.submission_id = f.id and exists (select from returns.issue b where b.submission_id = f.before and b.key = i.key)),
              (select count(*) from returns.issue i where i.submission_id = f.id and not exists (select from returns.issue b where b.submission_id = f.before and b.key = i.key))
            from file f order by f.sent_at, f.id
            """, own.Connection) { Parameters = { new() { Value = area }, new() { Value = ending } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var lines = new List<TrendLine>();
        while (await row.ReadAsync(stop))
        {
            int? Of(int column) => row.GetBoolean(5) ? (int)row.GetInt64(column) : null;
            lines.Add(new TrendLine(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), Of(6), Of(7), Of(8)));
        }

        return lines;
    }

    /// <summary>By rule, against the file before; empty for the first.</summary>
    public async Task<IReadOnlyDictionary<string, RuleTrend>> ByRuleAsync(Submission submission, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand($"""
            {Row}
            select coalesce(i.rule, b.rule), count(*) filter (where i.id is null), count(*) filter (where i.id is not null and b.id is not null), count(*) filter (where b.id is null)
            from (select n.* from returns.issue n where n.submission_id = $3) i
              full join (select n.* from returns.issue n where n.submission_id = (select g.before from file g where g.id = $3)) b on b.key = i.key
            where exists (select from file g where g.id = $3 and g.before is not null)
            group by 1
            """, own.Connection) { Parameters = { new() { Value = submission.Area }, new() { Value = submission.Ending!.Value }, new() { Value = submission.Id } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var rules = new Dictionary<string, RuleTrend>(StringComparer.Ordinal);
        while (await row.ReadAsync(stop)) { rules[row.GetString(0)] = new RuleTrend((int)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3)); }
        return rules;
    }
}
