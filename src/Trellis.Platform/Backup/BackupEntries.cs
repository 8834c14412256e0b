using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Trellis.Platform.Backup;

/// <summary>
/// The parts of a backup one after another: a letter, a length of four bytes, the bytes. T begins a table (its name), D is a piece of
/// what COPY gave, M is the manifest and the last.
/// </summary>
internal static class BackupEntries
{
    public const byte Table = (byte)'T';
    public const byte Data = (byte)'D';
    public const byte Manifest = (byte)'M';

    private const int Longest = 1 << 24;

    public static async Task WriteAsync(Stream to, byte kind, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        var head = new byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), bytes.Length);
        await to.WriteAsync(head, stop);
        await to.WriteAsync(bytes, stop);
    }

    public static Task WriteAsync(Stream to, string table, CancellationToken stop) => WriteAsync(to, Table, Encoding.UTF8.GetBytes(table), stop);

    public static Task WriteAsync(Stream to, BackupManifest manifest, CancellationToken stop) => WriteAsync(to, Manifest, JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json), stop);

    /// <summary>Hands each part over as it comes. The buffer is used again for the next.</summary>
    public static async Task<BackupManifest> ReadAsync(Stream from, Func<string, Task> table, Func<ReadOnlyMemory<byte>, ValueTask> data, CancellationToken stop)
    {
        var head = new byte[5];
        var buffer = Array.Empty<byte>();
        while (true)
        {
            await from.ReadExactlyAsync(head, stop);
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1));
            if (length is < 0 or > Longest) { throw new InvalidDataException(); }
            if (buffer.Length < length) { buffer = new byte[length]; }
            await from.ReadExactlyAsync(buffer.AsMemory(0, length), stop);
            switch (head[0])
            {
                case Table: await table(Encoding.UTF8.GetString(buffer, 0, length)); break;
                case Data: await data(buffer.AsMemory(0, length)); break;
                case Manifest when await from.ReadAsync(head.AsMemory(0, 1), stop) == 0: // the last chunk is read, and checked to be the last
                    return JsonSerializer.Deserialize<BackupManifest>(buffer.AsSpan(0, length), BackupManifest.Json) ?? throw new InvalidDataException();
                default: throw new InvalidDataException();
            }
        }
    }
}
