using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires;

/// <summary>Disposes of whom a round asked and of what they answered, when the practice model says so. By rule, not by two people: a round is about nobody's record. A hold on its area stops it.</summary>
public sealed class AnswersKept(Database database, Disposal disposal, PracticeModel practice, LondonClock clock)
{
    /// <summary>Until when something of a closed round is kept; null where no schedule says.</summary>
    public static DateOnly? Until(RetentionSchedule? schedule, DateTimeOffset closed) => schedule?.Until(null, null, London.DateOf(closed));

    /// <summary>Returns of how many rounds something went. Saying it twice changes nothing; after a restore it is done again.</summary>
    public async Task<int> PassAsync(CancellationToken stop = default)
    {
        var done = 0;
        foreach (var (round, area, closed, addresses) in await KeptAsync(stop))
        {
            var who = addresses && Due(practice.Retention.Addresses, closed);
            var answers = Due(practice.Retention.Answers, closed);
            if (!who && !answers) { continue; }
            var schedule = (answers ? practice.Retention.Answers : practice.Retention.Addresses)!;
            await disposal.DisposeAsync(Actor.TheSystem(area), area, $"{schedule.Title}. {schedule.Authority}", [], [], new WholePerson(round, async (connection, transaction, act) =>
            {
                await RunAsync(connection, transaction, "select questionnaires.forget_who($1, $2)", round, clock.Now);
                if (answers) { await RunAsync(connection, transaction, "select questionnaires.erase($1, $2, $3)", round, act, clock.Now); }
            }), stop);
            done++;
        }

        return done;

        async Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value }); }
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private bool Due(RetentionSchedule? schedule, DateTimeOffset closed) => Until(schedule, closed) is { } until && until <= clock.Today;

    private async Task<List<(Guid Round, string Area, DateTimeOffset Closed, bool Addresses)>> KeptAsync(CancellationToken stop)
    {
        await using var ask = database.As(DatabaseRoles.Steward).CreateCommand("select id, area, closed_at, addresses from questionnaires.kept($1) where not held");
        ask.Parameters.Add(new NpgsqlParameter { Value = clock.Today });
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<(Guid, string, DateTimeOffset, bool)>();
        while (await row.ReadAsync(stop)) { found.Add((row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3))); }
        return found;
    }
}
