using System.Globalization;
using Microsoft.Net.Http.Headers;
using Npgsql;
using Trellis.Access;
using Trellis.Platform.Documents;

namespace Trellis.Modules.Library;

internal static class LibraryFiles
{
    /// <summary>To be kept and never to be shown.</summary>
    public static async Task GiveAsync(this DocumentStore store, ResourceFile file, HttpResponse to, CancellationToken stop)
    {
        to.ToBeKept(file.Name, $"library.{file.Type}", file.Size);
        await store.WriteAsync("select body from library.piece where file_id = $1 order by number", file.Id, file.Sha256, to.Body, stop);
    }

    /// <summary>
    /// A recording as the browser's own player asks for it: the part of it that is wanted, so that somebody can begin in the middle. It is
    /// told as what it is, and as nothing else: whatever is in it, no page can come of it.
    /// </summary>
    public static async Task PlayAsync(this TrellisDb db, ResourceFile file, HttpRequest asked, HttpResponse to, CancellationToken stop)
    {
        to.ContentType = SoundCheck.Plays[file.Type];
        to.Headers.AcceptRanges = "bytes";
        to.Headers.ContentDisposition = "inline";
        to.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        var (from, until) = (0L, file.Size - 1L);
        if (asked.GetTypedHeaders().Range is { } range && range.Unit == "bytes" && range.Ranges.Count == 1)
        {
            if (Wanted(range.Ranges.First(), file.Size) is not var (first, last))
            {
                to.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                to.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{file.Size}");
                return;
            }

            (from, until) = (first, last);
            to.StatusCode = StatusCodes.Status206PartialContent;
            to.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{until}/{file.Size}");
        }

        to.ContentLength = until - from + 1;
        if (HttpMethods.IsHead(asked.Method)) { return; }
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select number, body from library.piece where file_id = $1 and number between $2 and $3 order by number", own.Connection)
        {
            Parameters = { new() { Value = file.Id }, new() { Value = (int)(from / LookedAtFile.PieceLength) }, new() { Value = (int)(until / LookedAtFile.PieceLength) } },
        };
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            var (start, body) = (row.GetInt32(0) * (long)LookedAtFile.PieceLength, row.GetFieldValue<byte[]>(1));
            var (skip, end) = ((int)Math.Max(0, from - start), (int)Math.Min(body.Length, until - start + 1));
            await to.Body.WriteAsync(body.AsMemory(skip, end - skip), stop);
        }
    }

    /// <summary>First and last byte; null: there is no such part.</summary>
    private static (long From, long Until)? Wanted(RangeItemHeaderValue range, long size) => (range.From, range.To) switch
    {
        ({ } from, var to) when from < size => (from, Math.Min(to ?? size - 1, size - 1)),
        (null, { } last) when last > 0 => (Math.Max(0, size - last), size - 1),
        _ => null,
    };
}
