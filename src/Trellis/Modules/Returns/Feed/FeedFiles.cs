using System.IO.Compression;
using Trellis.Platform.Record;

namespace Trellis.Modules.Returns.Feed;

/// <summary>The CSV files of a feed, from a folder, from a zip, or as they were sent one by one.</summary>
public static class FeedFiles
{
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Outcome<FeedFile[]> FromFolder(DirectoryInfo folder)
    {
        var files = folder.EnumerateFiles("*.csv").OrderBy(f => f.Name, StringComparer.Ordinal).ToArray();
        if (files.Length == 0) { return new Refusal("File", "The folder has no CSV files"); }
        if (TooMuch(files.Length, files.Sum(f => f.Length)) is { } much) { return much; }
        return files.Select(f => new FeedFile(f.Name, File.ReadAllBytes(f.FullName))).ToArray();
    }

    /// <summary>What was sent: one zip, or CSV files.</summary>
    public static Outcome<FeedFile[]> FromSent(IReadOnlyList<FeedFile> sent)
    {
        if (sent.Count == 0) { return new Refusal("File", "Choose the feed: a zip, or its CSV files"); }
        if (sent is [var one] && one.Content.AsSpan().StartsWith("PK\x03\x04"u8)) { return FromZip(one.Content); }
        if (TooMuch(sent.Count, sent.Sum(f => (long)f.Content.Length)) is { } much) { return much; }
        return sent.Any(f => !f.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) ? new Refusal("File", "Choose one zip, or CSV files alone") : sent.ToArray();
    }

    public static Outcome<FeedFile[]> FromZip(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var entries = zip.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)).OrderBy(e => e.Name, StringComparer.Ordinal).ToArray();
            if (entries.Length == 0) { return new Refusal("File", "The zip has no CSV files"); }
            if (TooMuch(entries.Length, entries.Sum(e => e.Length)) is { } much) { return much; }
            var (files, left) = (new List<FeedFile>(), FeedIntake.Largest);
            foreach (var entry in entries)
            {
                // What an entry says of its length may be a lie.
                using var text = new MemoryStream();
                using var unpacked = entry.Open();
                var piece = new byte[81_920];
                for (int read; (read = unpacked.Read(piece)) > 0;)
                {
                    if ((left -= read) < 0) { return TooMuch(entries.Length, long.MaxValue)!; }
                    text.Write(piece, 0, read);
                }

                files.Add(new FeedFile(entry.Name, text.ToArray()));
            }

            return files.ToArray();
        }
        catch (InvalidDataException)
        {
            return new Refusal("File", "The zip is damaged");
        }
    }

    private static Refusal? TooMuch(int files, long bytes) => files > FeedIntake.MostFiles ? new Refusal("File", $"A feed has {FeedIntake.MostFiles} files at most")
        : bytes > FeedIntake.Largest ? new Refusal("File", $"The files must be {FeedIntake.Largest / 1024 / 1024} MB or smaller together") : null;
}
