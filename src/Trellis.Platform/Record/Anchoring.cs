using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Record;

/// <summary>Where seals are anchored: a file on another machine's disk, an address that keeps what is posted to it, or both.</summary>
/// <param name="File"><c>TRELLIS_ANCHOR_FILE</c>: lines are added to it, and never taken away.</param>
/// <param name="Address"><c>TRELLIS_ANCHOR_URL</c>: each is posted as JSON, over TLS where it leaves this machine.</param>
public sealed record AnchorPlaces(string? File, Uri? Address)
{
    public bool Any => File is not null || Address is not null;

    /// <exception cref="WrongInputException">The address is none.</exception>
    public static AnchorPlaces Read(Func<string, string?> setting)
    {
        var (file, address) = (setting("TRELLIS_ANCHOR_FILE"), setting("TRELLIS_ANCHOR_URL"));
        if (string.IsNullOrEmpty(address)) { return new(string.IsNullOrEmpty(file) ? null : file, null); }
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? new(string.IsNullOrEmpty(file) ? null : file, uri)
            : throw new WrongInputException("TRELLIS_ANCHOR_URL must be an address that begins with https://, or with http:// on this machine");
    }
}

/// <summary>Writes the newest seal down outside the database: every hour, and when the site stops.</summary>
public sealed class Anchoring(Database database, AnchorPlaces places, HttpClient http, TimeProvider time, ILogger<Anchoring> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private Anchor? last;

    /// <summary>Null: nothing was sealed yet. The same seal is written once by one process.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="HttpRequestException">The address did not take it.</exception>
    public async Task<Anchor?> AnchorAsync(CancellationToken cancellationToken = default)
    {
        if (await Anchors.LatestAsync(database, cancellationToken) is not { } anchor || anchor == last) { return last; }
        if (places.File is { } file)
        {
            await using var lines = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
            await lines.WriteAsync(Encoding.UTF8.GetBytes($"{anchor.Line()}\n"), cancellationToken);
            lines.Flush(flushToDisk: true);
        }

        if (places.Address is { } address)
        {
            using var body = new StringContent(anchor.Line(), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(address, body, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        return last = anchor;
    }

    /// <summary>Whatever stops after this seals nothing any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        if (!places.Any) { return; }
        try
        {
            await AnchorAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is NpgsqlException or IOException or UnauthorizedAccessException or HttpRequestException or TaskCanceledException)
        {
            // The next round writes a newer seal, which stands for this one too. The operator must know.
            log.LogError("Anchoring the newest seal failed and will be tried again: {Failure}", failed.GetType().Name);
        }
    }
}
