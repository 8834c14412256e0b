using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Sources;

/// <summary>How a source has answered in the last 30 days.</summary>
/// <param name="Waiting">Questions it could not be asked yet.</param>
public sealed record Standing(DateTimeOffset? TriedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? FailedAt, string? Code, long Waiting)
{
    public static Standing None { get; } = new(null, null, null, null, 0);

    /// <summary>Null: it was not asked.</summary>
    public bool? Answers => TriedAt is null ? null : FailedAt is null || AnsweredAt > FailedAt;
}

/// <summary>The outside indexes there are, when each was last asked, and whether it answers. Nothing in it is about anybody.</summary>
[Does(ActWords.ViewSources)]
public sealed class IndexModel(TrellisDb db, SourceBook book, PracticeModel practice, Acting acting) : PageModel
{
    public IReadOnlyList<(Source Source, Standing Standing)> Lines { get; private set; } = [];

    public long Waiting => Lines.Sum(l => l.Standing.Waiting);

    public bool MaySettle => acting.Actor.May(ActWords.SettleAsking);

    public async Task OnGetAsync(CancellationToken stop)
    {
        var standing = await StandingAsync(stop);
        Lines = [.. book.All.Where(s => acting.Actor.Areas.Any(s.Serves)).Select(s => (s, standing.GetValueOrDefault(s.Code, Standing.None)))];
    }

    public string AreasOf(Source source) => source.Areas.Count == 0 ? "All" : string.Join(", ", source.Areas.Select(a => practice.Areas.First(known => known.Code == a).Title));

    private async Task<Dictionary<string, Standing>> StandingAsync(CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select source, tried_at, answered_at, failed_at, code, waiting from sources.standing()", own.Connection);
        await using var row = await ask.ExecuteReaderAsync(stop);
        var standing = new Dictionary<string, Standing>(StringComparer.Ordinal);
        while (await row.ReadAsync(stop)) { standing[row.GetString(0)] = new Standing(When(row, 1), When(row, 2), When(row, 3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5)); }
        return standing;
    }

    private static DateTimeOffset? When(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
