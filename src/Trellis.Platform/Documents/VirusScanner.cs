using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Trellis.Platform.Documents;

public enum Scan
{
    /// <summary>No scanner is named.</summary>
    NotScanned,
    Clean,
    Infected,
    NotReached,
}

/// <summary>Shows files to a clamd the operator names (<c>TRELLIS_CLAMD</c>, host:port). One that is named and does not answer: nothing is taken in.</summary>
public sealed class VirusScanner(string? address)
{
    public const string Setting = "TRELLIS_CLAMD";

    private const int Piece = 1 << 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly (string Host, int Port)? clamd = Read(address);

    public bool IsNamed => clamd is not null;

    public static VirusScanner Named() => new(Environment.GetEnvironmentVariable(Setting));

    /// <summary>By clamd's INSTREAM: pieces with their length before them, then a length of nothing.</summary>
    public async Task<Scan> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken stop = default)
    {
        if (clamd is not var (host, port)) { return Scan.NotScanned; }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, patience.Token);
            await using var stream = client.GetStream();
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), patience.Token);
            var length = new byte[4];
            for (var at = 0; at < content.Length; at += Piece)
            {
                var piece = content.Slice(at, Math.Min(Piece, content.Length - at));
                BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
                await stream.WriteAsync(length, patience.Token);
                await stream.WriteAsync(piece, patience.Token);
            }

            await stream.WriteAsync(new byte[4], patience.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var answer = (await reader.ReadToEndAsync(patience.Token)).Trim('\0', '\n', ' ');
            return answer.EndsWith(" OK", StringComparison.Ordinal) ? Scan.Clean : answer.EndsWith(" FOUND", StringComparison.Ordinal) ? Scan.Infected : Scan.NotReached;
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return Scan.NotReached;
        }
    }

    private static (string, int)? Read(string? address)
    {
        if (string.IsNullOrEmpty(address)) { return null; }
        var colon = address.LastIndexOf(':');
        return colon > 0 && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? (address[..colon], port)
            : throw new CannotRunException($"{Setting} is \"{address}\", and must be a host and a port, like clamd.example:3310");
    }
}
