using Npgsql;
using NpgsqlTypes;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Access;

/// <summary>Why somebody finds nothing at an id that exists.</summary>
public enum BarredBy
{
    /// <summary>Nothing: they may see it, and what was asked of it is not there for another reason.</summary>
    Nothing,

    /// <summary>It is not of their area, and they were not let in.</summary>
    Elsewhere,

    /// <summary>It is closed to them, and that it exists is known: the glass can be broken.</summary>
    Restricted,

    /// <summary>To them it does not exist.</summary>
    Hidden,
}

/// <summary>What stands between the actor and a thing.</summary>
/// <param name="What">person, matter or step.</param>
/// <param name="Closure">Of a restricted record: what closes it, and below what that closes.</param>
public sealed record Barred(BarredBy Why, string What, Guid Thing, string Area, Guid? Closure, Guid? ClosedPerson, Guid? ClosedMatter);

/// <summary>What was looked at while the glass stood broken.</summary>
/// <param name="Reference">Of the matter looked at, or of the person.</param>
public sealed record LookedAt(DateTimeOffset At, string What, string Reference);

/// <summary>Asks the database what is closed to the actor, and has it note that they came to it.</summary>
public sealed class Closed(RecordDb db, LondonClock clock)
{
    /// <summary>The circle that oversees what is closed.</summary>
    public const string Governance = "governance";

    /// <summary>Why the actor finds nothing there; null when there is nothing.</summary>
    public async Task<Barred?> WhyAsync(Guid thing, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select why, what, area, closure_id, closed_person, closed_matter from access.barred($1)", own.Connection) { Parameters = { new() { Value = thing } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) { return null; }
        return new Barred(Enum.Parse<BarredBy>(row.GetString(0), ignoreCase: true), row.GetString(1), thing, row.GetString(2), Maybe(row, 3), Maybe(row, 4), Maybe(row, 5));
    }

    /// <summary>The person or matter with this reference, in an area where the actor acts; null when there is none, or it is closed to them.</summary>
    public async Task<(string What, Guid Id, string Area)?> NamedAsync(string reference, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select what, id, area from access.named($1)", own.Connection) { Parameters = { new() { Value = reference } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetString(0), row.GetGuid(1), row.GetString(2)) : null;
    }

    /// <summary>What a closure, a conflict or a broken glass the actor sees is about, by its reference alone.</summary>
    public async Task<string> ReferenceAsync(Guid? person, Guid? matter, CancellationToken cancellationToken = default) => await TextAsync("select access.reference_of($1, $2)", person, matter, cancellationToken) ?? "";

    /// <summary>People and matters that to the actor do not exist: not even counted.</summary>
    public async Task<(Guid[] People, Guid[] Matters)> HiddenAsync(CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select access.hidden_people(), access.hidden_matters()", own.Connection);
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetFieldValue<Guid[]>(0), row.GetFieldValue<Guid[]>(1));
    }

    /// <summary>What brings two records together as it stands, of which the actor may see both: <c>matter</c>, <c>household</c>, <c>linked</c>, <c>identity</c>; null when nothing does.</summary>
    public Task<string?> TogetherAsync(Guid one, Guid other, CancellationToken cancellationToken = default) => TextAsync("select access.together($1, $2)", one, other, cancellationToken);

    /// <summary>Whether two records must never be brought together.</summary>
    public async Task<bool> ApartAsync(Guid one, Guid other, CancellationToken cancellationToken = default) => await TextAsync("select 'apart' where access.apart($1, $2)", one, other, cancellationToken) is not null;

    /// <summary>Why the glass was broken; null when those words were erased, or it is not for the actor to know.</summary>
    public Task<string?> WhyBrokenAsync(Guid glass, CancellationToken cancellationToken = default) => TextAsync("select access.why_broken($1) where $2 is null", glass, null, cancellationToken);

    /// <summary>What was looked at in the hour.</summary>
    public async Task<IReadOnlyList<LookedAt>> LookedAtAsync(Guid glass, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select at, what, coalesce(reference, '') from access.looked_at($1)", own.Connection) { Parameters = { new() { Value = glass } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var looked = new List<LookedAt>();
        while (await row.ReadAsync(cancellationToken)) { looked.Add(new LookedAt(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.GetString(2))); }
        return looked;
    }

    /// <summary>Notes in the record that the actor was refused, or found nothing because it is not for them: ids and act words alone.</summary>
    /// <param name="thing">What they asked for, when the address names something.</param>
    /// <param name="asked">The act word they asked for.</param>
    public async Task NoteAsync(string word, Guid? thing, string asked, CancellationToken cancellationToken = default)
    {
        var actor = db.Acting.Actor;
        if (actor.Areas.IsEmpty) { return; }
        await using var own = await db.OpenAsync(cancellationToken);
        await using var note = new NpgsqlCommand("select access.note($1, $2, $3, $4, $5, $6, $7)", own.Connection)
        {
            Parameters =
            {
                new() { Value = word },
                new() { Value = (object?)thing ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = asked },
                new() { Value = clock.Today },
                new() { Value = (object?)actor.PostId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (object?)actor.Agency ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = actor.Areas[0] },
            },
        };
        await note.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<string?> TextAsync(string sql, Guid? one, Guid? other, CancellationToken cancellationToken)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand(sql, own.Connection)
        {
            Parameters = { new() { Value = (object?)one ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = (object?)other ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid } },
        };
        return await ask.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static Guid? Maybe(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
}
