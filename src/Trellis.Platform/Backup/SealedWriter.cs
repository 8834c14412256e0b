using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Trellis.Platform.Backup;

/// <summary>
/// Encrypts a stream in chunks of a mebibyte, each with AES-GCM under its number, the last one marked as the last: a chunk that was
/// altered, left out, moved or cut off does not open. The head (what kind of key, the salt) is bound into every chunk.
/// </summary>
internal sealed class SealedWriter : Stream
{
    internal const int ChunkLength = 1 << 20;
    internal const int TagLength = 16;
    internal const int SaltLength = 32;
    internal const int HeadLength = 8 + 1 + SaltLength;

    private readonly Stream to;
    private readonly AesGcm cipher;
    private readonly byte[] head;
    private readonly byte[] plain = new byte[ChunkLength];
    private readonly byte[] locked = new byte[4 + ChunkLength + TagLength];
    private int filled;
    private ulong number;

    public SealedWriter(Stream to, BackupKey key)
    {
        this.to = to;
        head = [.. Magic, key.Mode, .. RandomNumberGenerator.GetBytes(SaltLength)];
        cipher = new AesGcm(key.ForFile(head[9..]), TagLength);
        to.Write(head);
    }

    /// <summary>"TRELLIS" and the number of the format.</summary>
    internal static ReadOnlySpan<byte> Magic => "TRELLIS\x01"u8;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    internal static byte[] Nonce(ulong number, bool last)
    {
        var nonce = new byte[12];
        nonce[0] = last ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (filled == ChunkLength) { Lock(last: false); } // a full chunk waits: it may turn out to be the last
            var some = Math.Min(buffer.Length, ChunkLength - filled);
            buffer[..some].CopyTo(plain.AsSpan(filled));
            filled += some;
            buffer = buffer[some..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Writes the last chunk. Without it the file is one that was cut off.</summary>
    public void Finish() => Lock(last: true);

    public override void Flush() => to.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) { cipher.Dispose(); }
        base.Dispose(disposing);
    }

    private void Lock(bool last)
    {
        BinaryPrimitives.WriteInt32BigEndian(locked, filled);
        cipher.Encrypt(Nonce(number++, last), plain.AsSpan(0, filled), locked.AsSpan(4, filled), locked.AsSpan(4 + filled, TagLength), head);
        to.Write(locked.AsSpan(0, 4 + filled + TagLength));
        filled = 0;
    }
}
