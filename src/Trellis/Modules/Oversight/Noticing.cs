using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Trellis.Access;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Oversight;

/// <summary>Goes through the latest looks by the rules of <c>practice/access.yaml</c>, and flags what is unusual. Run again it flags nothing twice.</summary>
public sealed class Noticing(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, LondonClock clock, Teller teller, Outbox outbox)
{
    private const string Lead = "information-governance-lead";

    /// <summary>Of a site that was never gone through.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromDays(30);

    /// <summary>Looks are gone through again from so long before the last time: what an hour brought together lies on both sides of it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    private static readonly Guid OneOfThese = new("00000000-0000-7000-8000-00000000f1a6");

    /// <returns>How many flags were raised.</returns>
    public async Task<int> NoticeAsync(CancellationToken cancellationToken = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        await db.OneAtATimeAsync(OneOfThese, cancellationToken);
        await using var own = await db.OpenAsync(cancellationToken);
        var now = clock.Now;
        var from = await FromAsync(own.Connection, now, cancellationToken);
        var found = new List<Unusual>();
        foreach (var rule in practice.Unusual) { found.AddRange(await ByAsync(own.Connection, rule, from, now, cancellationToken)); }
        var known = await FlaggedAsync(own.Connection, [.. found.Select(f => f.Occasion)], cancellationToken);
        var news = found.DistinctBy(f => f.Occasion).Where(f => !known.Contains(f.Occasion) && practice.Areas.Any(a => a.Code == f.Area)).ToArray();
        if (news.Length > 0)
        {
            db.Acting.Begin(ActWords.FlagLooks);
            db.AddRange(news.Select(n => Flag.Raise(n, now)));
            foreach (var area in news.Select(n => n.Area).Distinct().Order(StringComparer.Ordinal)) { await TellAsync(own.Connection, area, now, cancellationToken); }
            await db.SaveChangesAsync(cancellationToken);
        }
        else if (db.Database.CurrentTransaction is { } waited) { await waited.CommitAsync(cancellationToken); }

        await NoteAsync(own.Connection, now, cancellationToken);
        return news.Length;
    }

    private async Task<IReadOnlyList<Unusual>> ByAsync(NpgsqlConnection connection, UnusualRule rule, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (sql, values) = rule.When switch
        {
            UnusualKind.OutOfHours => ("select user_id, role, area, day, null::uuid, hour from oversight.by_the_hour($1, $2)", Array.Empty<object?>()),
            UnusualKind.OutsideNetwork => ("select user_id, role, area, day, person_id, 0 from oversight.outside_network($1, $2)", []),
            UnusualKind.ManyPeople => ("select user_id, role, area, day, null::uuid, 0 from oversight.many_people($1, $2, $3, $4)", [rule.WithinMinutes, rule.MoreThan]),
            UnusualKind.SameSurname => ("select user_id, role, area, day, person_id, 0 from oversight.same_surname($1, $2, $3)", [rule.UnlessBorneBy]),
            _ => ("select user_id, role, area, day, person_id, 0 from oversight.same_household($1, $2)", []),
        };
        await using var ask = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = from }, new() { Value = to } }, CommandTimeout = 300 };
        foreach (var value in values) { ask.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }); }
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<Unusual>();
        while (await row.ReadAsync(cancellationToken))
        {
            var (staff, role, area, day) = (row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3));
            Guid? person = row.IsDBNull(4) ? null : row.GetGuid(4);
            if (rule.ExceptRoles.Contains(role) || (rule.When is UnusualKind.OutOfHours && IsWorkingHour(rule, day, row.GetInt32(5)))) { continue; }
            found.Add(new Unusual(rule.Id, staff, person, area, day, Occasion(rule, staff, person, day)));
        }

        return found;
    }

    private bool IsWorkingHour(UnusualRule rule, DateOnly day, int hour) => calendar.IsWorkingDay(day) && hour >= rule.FromHour && hour < rule.ToHour;

    /// <summary>Who somebody is to them does not change from day to day; when and how much they look does.</summary>
    private static string Occasion(UnusualRule rule, Guid staff, Guid? person, DateOnly day) => rule.When is UnusualKind.SameSurname or UnusualKind.SameHousehold
        ? $"{rule.Id} {staff:N} {person:N}"
        : string.Create(CultureInfo.InvariantCulture, $"{rule.Id} {staff:N} {person:N} {day:yyyyMMdd}");

    private Task TellAsync(NpgsqlConnection connection, string area, DateTimeOffset now, CancellationToken cancellationToken) =>
        teller.TellAsync(connection, outbox, new News(Practice.Occasion.UnusualLook, OneOfThese, "views.unusual", area, area, Closed.Governance, Lead, null, null, string.Create(CultureInfo.InvariantCulture, $"unusual {area} {now.UtcDateTime:yyyyMMddHH}"))
        {
            Link = "/views/unusual",
        }, [], cancellationToken);

    private static async Task<DateTimeOffset> FromAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select until from oversight.gone_through", connection);
        return await ask.ExecuteScalarAsync(cancellationToken) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) - Overlap : now - Beginning;
    }

    private static async Task<HashSet<string>> FlaggedAsync(NpgsqlConnection connection, string[] occasions, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select oversight.flagged($1)", connection) { Parameters = { new() { Value = occasions } } };
        return [.. (string[])(await ask.ExecuteScalarAsync(cancellationToken))!];
    }

    private static async Task NoteAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var note = new NpgsqlCommand("insert into oversight.gone_through (until) values ($1) on conflict (one) do update set until = greatest(gone_through.until, excluded.until)", connection) { Parameters = { new() { Value = now } } };
        await note.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>Goes through the looks every hour, so that the night's are there in the morning.</summary>
public sealed class NoticingNightly(IServiceScopeFactory scopes, TimeProvider time, ILogger<NoticingNightly> log) : Repeating("Going through the looks at records", Hourly, time, log, waits: true)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Noticing>().NoticeAsync(stop);
    }
}
