using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trellis.Access;
using Trellis.Matching.Index;
using Trellis.Modules.People.Public;
using Trellis.Platform.Storage;

namespace Trellis.Modules.Candidates;

/// <param name="From">The oldest transaction that was open when it was last read: what it and later ones did is still to be read.</param>
public sealed record Kept(PeopleIndex People, ulong From);

/// <summary>
/// The index as a file, for a start that need not ask the database for everybody. As sensitive as the records: locked in pieces under the
/// product's keys, each bound to its place. What does not open whole, or is of another database, another edition or too old, is not used.
/// </summary>
/// <param name="folder">Null: nothing is kept.</param>
public sealed class SavedIndex(string? folder, Safekeeping safe, ILogger<SavedIndex> log)
{
    private const int Piece = 1 << 20;
    private const string Name = "index-of-people";

    /// <summary>What changed since must still be there to be read.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static string? Folder { get; } = Path.Combine(DataFolder.Path, "index");

    private string? File => folder is null ? null : Path.Combine(folder, Name);

    /// <param name="world">The database it is of.</param>
    public void Keep(PeopleIndex people, string world, ulong from, DateTimeOffset at)
    {
        if (File is not { } file) { return; }
        Directory.CreateDirectory(folder!);
        using var plain = new MemoryStream();
        using (var head = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            head.Write(EveryName.Edition);
            head.Write(world);
            head.Write(from);
            head.Write(at.ToUnixTimeSeconds());
        }

        people.Save(plain);
        // Of a name of its own: other processes may keep theirs in the same folder.
        var partial = $"{file}.{Guid.NewGuid():N}.partial";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        using (var to = new FileStream(partial, options))
        {
            var whole = RandomNumberGenerator.GetBytes(16);
            to.Write(whole);
            var (bytes, length) = (plain.GetBuffer(), (int)plain.Length);
            Span<byte> size = stackalloc byte[4];
            for (var start = 0; start < length || start == 0; start += Piece)
            {
                var locked = safe.Lock(Purpose(whole, start, last: start + Piece >= length), bytes.AsSpan(start, Math.Min(Piece, length - start)).ToArray());
                BinaryPrimitives.WriteInt32LittleEndian(size, locked.Length);
                to.Write(size);
                to.Write(locked);
            }
        }

        System.IO.File.Move(partial, file, overwrite: true);
    }

    /// <summary>Null: there is none that may be used, and the database has to be read.</summary>
    public Kept? Load(string world, DateTimeOffset now)
    {
        if (File is not { } file || !System.IO.File.Exists(file)) { return null; }
        try
        {
            using var plain = Open(file);
            using var head = new BinaryReader(plain, Encoding.UTF8, leaveOpen: true);
            if (head.ReadInt32() != EveryName.Edition || head.ReadString() != world) { return null; }
            var from = head.ReadUInt64();
            var at = DateTimeOffset.FromUnixTimeSeconds(head.ReadInt64());
            if (at > now || now - at > Longest) { return null; }
            return new Kept(PeopleIndex.Load(plain), from);
        }
        catch (Exception wrong) when (wrong is CryptographicException or InvalidDataException or EndOfStreamException)
        {
            log.LogWarning("The saved index of people cannot be used, so the database is read: {Failure}", wrong.GetType().Name);
            return null;
        }
    }

    public void Drop()
    {
        if (File is { } file) { System.IO.File.Delete(file); }
    }

    private static string Purpose(byte[] whole, int at, bool last) => string.Create(CultureInfo.InvariantCulture, $"index of people {Convert.ToHexString(whole)} {at}{(last ? " last" : "")}");

    private MemoryStream Open(string file)
    {
        using var from = System.IO.File.OpenRead(file);
        var whole = new byte[16];
        from.ReadExactly(whole);
        var plain = new MemoryStream();
        Span<byte> size = stackalloc byte[4];
        while (from.ReadAtLeast(size, 4, throwOnEndOfStream: false) is var got && got > 0)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(size);
            if (got < 4 || length <= 0 || length > from.Length - from.Position) { throw new InvalidDataException("The saved index was cut off"); }
            var locked = new byte[length];
            from.ReadExactly(locked);
            plain.Write(safe.Unlock(Purpose(whole, (int)plain.Length, last: from.Position == from.Length), locked));
        }

        plain.Position = 0;
        return plain;
    }
}
