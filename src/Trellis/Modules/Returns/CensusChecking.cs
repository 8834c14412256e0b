using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Trellis.Access;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>Checks the files that were sent, one after the other, and keeps what was found: all of it with the act, or nothing. A check that broke off begins anew.</summary>
public sealed class CensusChecking(TrellisDb db, PracticeModel practice, CheckProgress progress, WorkingCalendar calendar, LondonClock clock)
{
    /// <summary>Of one rule. A file with more of one kind is put right as a whole, not answered child by child.</summary>
    private const int MostKept = 20_000;

    private const int AtOnce = 5_000;

    /// <summary>Checks the file that has waited longest. False: none waits.</summary>
    public async Task<bool> CheckNextAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [Submission.Circle] });
        if (await db.Set<Submission>().Where(s => s.State == Submission.Sent).OrderBy(s => s.SentAt).ThenBy(s => s.Id).FirstOrDefaultAsync(stop) is not { } next) { return false; }
        try
        {
            await CheckAsync(next, stop);
        }
        finally
        {
            progress.Done(next.Id);
            db.ChangeTracker.Clear();
        }

        return true;
    }

    private async Task CheckAsync(Submission submission, CancellationToken stop)
    {
        progress.Set(submission.Id, new HowFar("Reading the file", 0, 0));
        var census = await ReadAsync(db, submission, stop);
        var result = CensusCheck.Run(census, CensusYear.Of(census, submission.Asked, CensusDays.Of(() => calendar)), done => progress.Set(submission.Id, new HowFar("Asking the rules", done, census.Children.Count)));
        progress.Set(submission.Id, new HowFar("Keeping what was found", 0, 0));
        db.Acting.Begin(ActWords.CheckReturn);
        await db.OneAtATimeAsync(submission.Id, stop);
        await db.Entry(submission).ReloadAsync(stop);
        if (submission.State is not Submission.Sent) { return; }
        submission.Check(result, MostKept, clock.Now);
        await using var own = await db.OpenAsync(stop);
        foreach (var some in KeptIssue.Of(result, submission, MostKept).Chunk(AtOnce)) { await KeepAsync(own.Connection, some, stop); }
        var told = result.Rules.SelectMany(r => r.Issues.Take(MostKept)).Select(i => i.Child).OfType<Child>().ToHashSet();
        foreach (var some in census.Children.Index().Where(c => told.Contains(c.Item)).Select(c => (c.Index + 1, c.Item)).Chunk(AtOnce)) { await KeepAsync(own.Connection, submission, some, stop); }
        await CarryAsync(own.Connection, submission, stop);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>What was sent, read again.</summary>
    /// <exception cref="InvalidDataException">It was altered since.</exception>
    internal static async Task<CensusReturn> ReadAsync(TrellisDb db, Submission submission, CancellationToken stop)
    {
        using var file = new MemoryStream((int)submission.Size);
        await using (var own = await db.OpenAsync(stop))
        {
            await using var ask = new NpgsqlCommand("select body from returns.piece where submission_id = $1 order by number", own.Connection) { Parameters = { new() { Value = submission.Id } } };
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { file.Write(row.GetFieldValue<byte[]>(0)); }
        }

        file.Position = 0;
        if (!SHA256.HashData(file).AsSpan().SequenceEqual(submission.Sha256)) { throw new InvalidDataException($"The file {submission.Id} is not what it was when it was sent"); }
        file.Position = 0;
        return CensusReader.Read(file);
    }

    private static async Task KeepAsync(NpgsqlConnection connection, KeptIssue[] issues, CancellationToken stop)
    {
        await using var insert = new NpgsqlCommand("""
            insert into returns.issue (id, submission_id, area, rule, is_error, position, child, line, key, said, shown)
            select i.id, $2, $3, i.rule, i.is_error, i.position, i.child, i.line, i.key, i.said, i.shown::jsonb
            from unnest($1::uuid[], $4::text[], $5::boolean[], $6::integer[], $7::text[], $8::integer[], $9::uuid[], $10::uuid[], $11::text[]) i (id, rule, is_error, position, child, line, key, said, shown)
            """, connection);
        void Add<T>(IEnumerable<T> values, NpgsqlDbType type) => insert.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        Add(issues.Select(i => i.Id), NpgsqlDbType.Uuid);
        insert.Parameters.Add(new() { Value = issues[0].SubmissionId });
        insert.Parameters.Add(new() { Value = issues[0].Area });
        Add(issues.Select(i => i.Rule), NpgsqlDbType.Text);
        Add(issues.Select(i => i.IsError), NpgsqlDbType.Boolean);
        Add(issues.Select(i => i.Position), NpgsqlDbType.Integer);
        Add(issues.Select(i => i.Child), NpgsqlDbType.Text);
        Add(issues.Select(i => i.Line), NpgsqlDbType.Integer);
        Add(issues.Select(i => i.Key), NpgsqlDbType.Uuid);
        Add(issues.Select(i => i.Said), NpgsqlDbType.Uuid);
        Add(issues.Select(i => i.Shown), NpgsqlDbType.Text);
        await insert.ExecuteNonQueryAsync(stop);
    }

    private static async Task KeepAsync(NpgsqlConnection connection, Submission submission, (int Position, Child Child)[] children, CancellationToken stop)
    {
        await using var insert = new NpgsqlCommand("""
            insert into returns.child (submission_id, area, position, number, line, records)
            select $1, $2, c.position, c.number, c.line, c.records::jsonb from unnest($3::integer[], $4::text[], $5::integer[], $6::text[]) c (position, number, line, records)
            """, connection)
        {
            Parameters =
            {
                new() { Value = submission.Id },
                new() { Value = submission.Area },
                new() { Value = children.Select(c => c.Position).ToArray() },
                new() { Value = children.Select(c => c.Child.Identifiers.ChildId.Text ?? "").ToArray() },
                new() { Value = children.Select(c => c.Child.Line).ToArray() },
                new() { Value = children.Select(c => JsonSerializer.Serialize(ShownRecord.Within(c.Child), JsonSerializerOptions.Web)).ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What was answered for the file before it, and says the same still, is answered.</summary>
    private static async Task CarryAsync(NpgsqlConnection connection, Submission submission, CancellationToken stop)
    {
        await using var carry = new NpgsqlCommand("""
            update returns.issue i set answer = b.answer, answered_by = b.answered_by, answered_at = b.answered_at, carried = true
            from (select distinct on (o.said) o.* from returns.issue o where o.answer is not null and o.submission_id = (
              select s.id from returns.submission s where s.area = $2 and s.ending = $3 and s.state in ('checked', 'signed-off') and s.id <> $1 order by s.sent_at desc, s.id desc limit 1)) b
            where i.submission_id = $1 and i.said = b.said
            """, connection)
        {
            Parameters = { new() { Value = submission.Id }, new() { Value = submission.Area }, new() { Value = submission.Ending!.Value } },
        };
        await carry.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>Checks what was sent while the site runs.</summary>
public sealed class CensusChecks(IServiceScopeFactory scopes, TimeProvider time, ILogger<CensusChecks> log) : Repeating("Checking returns that were sent", TimeSpan.FromSeconds(1), time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        while (await scope.ServiceProvider.GetRequiredService<CensusChecking>().CheckNextAsync(stop)) { }
    }
}
