using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Returns;

/// <summary>Takes files of returns in, has them answered and signed off, and lets them go. Nothing of a file leaves the machine, and the file itself is given to nobody again.</summary>
public sealed class SubmissionDesk(TrellisDb db, LondonClock clock)
{
    public const int Megabytes = 100;

    /// <summary>Bytes of the largest file: three of the largest authority's.</summary>
    public const int Largest = Megabytes * 1024 * 1024;

    /// <summary>Keeps a file piece by piece, to be checked. Only its beginning is looked at: what is no census is said by the check. The caller saves nothing.</summary>
    /// <param name="asked">The year whose rules are asked; null: the file's own.</param>
    public async Task<Outcome<Submission>> SendAsync(string area, int? asked, string name, Stream content, long length, CancellationToken stop = default)
    {
        if (length > Largest) { return new Refusal("File", $"The file must be {Megabytes} MB or smaller"); }
        if (length == 0) { return new Refusal("File", "The file is empty"); }
        var id = Ids.New();
        await db.OneAtATimeAsync(id, stop);
        var piece = new byte[LookedAtFile.PieceLength];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (size, number) = (0L, 0);
        await using (var own = await db.OpenAsync(stop))
        {
            for (int read; (read = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, stop)) > 0; number++)
            {
                var body = piece.AsMemory(0, read);
                if (number == 0 && !IsXml(body.Span)) { return new Refusal("File", "The file must be XML, as the case system writes it for the department"); }
                hash.AppendData(body.Span);
                size += read;
                await using var keep = new NpgsqlCommand("insert into returns.piece (submission_id, number, area, body) values ($1, $2, $3, $4)", own.Connection)
                {
                    Parameters = { new() { Value = id }, new() { Value = number }, new() { Value = area }, new() { Value = body } },
                };
                await keep.ExecuteNonQueryAsync(stop);
            }
        }

        var submission = new Submission { Id = id, Area = area, FileName = Named(name), Size = size, Sha256 = hash.GetHashAndReset(), Asked = asked, SentBy = db.Acting.Actor.UserId, SentAt = clock.Now };
        submission.Send();
        db.Add(submission);
        await db.SaveChangesAsync(stop);
        return submission;
    }

    /// <summary>One reason for some issues; those that somebody answered meanwhile are left as they are. The caller saves.</summary>
    /// <param name="rule">All of this rule that nobody has answered, or, where it is null, the one.</param>
    public async Task<Outcome<int>> AnswerAsync(Submission submission, string? rule, Guid? one, string why, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(submission.Id, stop);
        await db.Entry(submission).ReloadAsync(stop);
        var issues = await db.Set<KeptIssue>().Where(i => i.SubmissionId == submission.Id && (rule == null ? i.Id == one : i.Rule == rule && i.Answer == null)).ToListAsync(stop);
        return submission.Answer(issues, why, db.Acting.Actor.UserId, clock.Now);
    }

    /// <summary>The caller saves.</summary>
    public async Task<Outcome<Submission>> SignOffAsync(Submission submission, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(submission.Id, stop);
        await db.Entry(submission).ReloadAsync(stop);
        var issues = db.Set<KeptIssue>().Where(i => i.SubmissionId == submission.Id);
        var unanswered = await issues.CountAsync(i => i.Answer == null, stop);
        var answered = await issues.Where(i => i.AnsweredBy != null && !i.Carried).Select(i => i.AnsweredBy!.Value).Distinct().ToListAsync(stop);
        return submission.SignOff(unanswered, answered, db.Acting.Actor.UserId, clock.Now);
    }

    /// <summary>The file and what was found in it go; that it was sent, and thrown away, stays. The caller saves.</summary>
    public async Task<Outcome<Submission>> ThrowAwayAsync(Submission submission, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(submission.Id, stop);
        await db.Entry(submission).ReloadAsync(stop);
        if (submission.ThrowAway(clock.Now).Refused(out var why)) { return why; }
        await using var own = await db.OpenAsync(stop);
        foreach (var table in new[] { "piece", "issue", "child" })
        {
            await using var drop = new NpgsqlCommand($"delete from returns.{table} where submission_id = $1", own.Connection) { Parameters = { new() { Value = submission.Id } } };
            await drop.ExecuteNonQueryAsync(stop);
        }

        return submission;
    }

    private static bool IsXml(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> head = start.StartsWith("\uFEFF"u8) ? start[3..] : start;
        // Of two bytes a letter, with its mark: every other one is nothing.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) { head = head[2..]; }
        foreach (var one in head)
        {
            if (one is (byte)'<') { return true; }
            if (one is not (0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) { return false; }
        }

        return false;
    }

    private static string Named(string given)
    {
        var name = string.Concat(Path.GetFileName(given.Replace('\\', '/')).Where(c => !char.IsControl(c))).Trim();
        return name.Length is > 0 and <= Submission.LongestName ? name : "census.xml";
    }
}
