using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Trellis.Platform.Backup;

/// <summary>Opens what <see cref="SealedWriter"/> wrote. Gives nothing out of a chunk that is not whole.</summary>
internal sealed class SealedReader : Stream
{
    private readonly Stream from;
    private readonly AesGcm cipher;
    private readonly byte[] head = new byte[SealedWriter.HeadLength];
    private readonly byte[] locked = new byte[SealedWriter.ChunkLength + SealedWriter.TagLength];
    private readonly byte[] plain = new byte[SealedWriter.ChunkLength];
    private int at;
    private int filled;
    private ulong number;
    private bool ended;

    /// <exception cref="WrongInputException">It is no backup, or is locked with the other kind of key.</exception>
    public SealedReader(Stream from, BackupKey key)
    {
        this.from = from;
        if (from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan(0, 8).SequenceEqual(SealedWriter.Magic)) { throw new WrongInputException("This is no backup that Trellis made"); }
        if (head[8] != key.Mode) { throw new WrongInputException(head[8] == BackupKey.FromPassphrase ? "This backup was made with a passphrase, not with a key file" : "This backup was made with a key file, not with a passphrase"); }
        cipher = new AesGcm(key.ForFile(head[9..]), SealedWriter.TagLength);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="WrongInputException">The file was cut off or altered, or the key is another.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (at == filled && !ended) { Open(); }
        var some = Math.Min(buffer.Length, filled - at);
        plain.AsSpan(at, some).CopyTo(buffer);
        at += some;
        return some;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) { cipher.Dispose(); }
        base.Dispose(disposing);
    }

    private void Open()
    {
        Span<byte> four = stackalloc byte[4];
        if (from.ReadAtLeast(four, 4, throwOnEndOfStream: false) < 4) { throw CutOff(); }
        var length = BinaryPrimitives.ReadInt32BigEndian(four);
        if (length is < 0 or > SealedWriter.ChunkLength) { throw Altered(); }
        if (from.ReadAtLeast(locked.AsSpan(0, length + SealedWriter.TagLength), length + SealedWriter.TagLength, throwOnEndOfStream: false) < length + SealedWriter.TagLength) { throw CutOff(); }
        var last = !Opens(length, last: false);
        if (last && !Opens(length, last: true)) { throw Altered(); }
        (at, filled, ended) = (0, length, last);
        number++;
        if (last && from.ReadByte() >= 0) { throw new WrongInputException("Something was added at the end of this backup. Nothing was changed"); }
    }

    private bool Opens(int length, bool last)
    {
        try
        {
            cipher.Decrypt(SealedWriter.Nonce(number, last), locked.AsSpan(0, length), locked.AsSpan(length, SealedWriter.TagLength), plain.AsSpan(0, length), head);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static WrongInputException CutOff() => new("This backup was cut off: its end is missing. Nothing was changed");

    private WrongInputException Altered() => new(number == 0
        ? "The key does not open this backup, or the backup was altered at its beginning. Nothing was changed"
        : string.Create(CultureInfo.InvariantCulture, $"This backup was altered or damaged about {number * SealedWriter.ChunkLength / 1_000_000} MB from its beginning. Nothing was changed"));
}
