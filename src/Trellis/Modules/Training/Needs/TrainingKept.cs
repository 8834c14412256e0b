using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Needs;

/// <summary>Disposes of who came to training and who was to, when the practice model says so. By rule, not by two people: they are about nobody's record. A hold on everything in an area stops it.</summary>
public sealed class TrainingKept(Database database, Disposal disposal, PracticeModel practice, LondonClock clock)
{
    /// <summary>Returns of how many something went. Saying it twice changes nothing; after a restore it is done again.</summary>
    public async Task<int> PassAsync(CancellationToken stop = default)
    {
        if (practice.Retention.Training is not { AfterClosing: { } years } schedule) { return 0; }
        var (done, partnership) = (0, practice.Areas.First(a => a.Kind is "partnership").Code);
        foreach (var (id, kind, area) in await KeptAsync(clock.Today.AddYears(-years), stop))
        {
            var where = area ?? partnership;
            await disposal.DisposeAsync(Actor.TheSystem(where), where, $"{schedule.Title}. {schedule.Authority}", [], [], new WholePerson(id, async (connection, transaction, _) =>
            {
                await using var forget = new NpgsqlCommand("select training.forget($1, $2)", connection, transaction) { Parameters = { new() { Value = kind }, new() { Value = id } } };
                await forget.ExecuteNonQueryAsync(stop);
            }), stop);
            done++;
        }

        return done;
    }

    private async Task<List<(Guid Id, string Kind, string? Area)>> KeptAsync(DateOnly before, CancellationToken stop)
    {
        await using var ask = database.As(DatabaseRoles.Steward).CreateCommand("select id, kind, area from training.kept($1, $2) where not held");
        ask.Parameters.Add(new NpgsqlParameter { Value = before });
        ask.Parameters.Add(new NpgsqlParameter { Value = clock.Today });
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<(Guid, string, string?)>();
        while (await row.ReadAsync(stop)) { found.Add((row.GetGuid(0), row.GetString(1), await row.IsDBNullAsync(2, stop) ? null : row.GetString(2))); }
        return found;
    }
}
