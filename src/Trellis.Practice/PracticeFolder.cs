using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Trellis.Practice.Reading;

namespace Trellis.Practice;

/// <summary>What came of reading a practice folder. The model is null when there is any mistake.</summary>
/// <param name="Mistakes">All of them, by file and line.</param>
public sealed record PracticeReading(PracticeModel? Model, ImmutableArray<Mistake> Mistakes);

/// <summary>One file of a practice folder.</summary>
/// <param name="Path">With forward slashes, from the folder's parent: <c>practice/children/front-door.yaml</c>.</param>
public sealed record PracticeFile(string Path, string Text);

/// <summary>Reads and checks <c>practice/</c>. No exception comes out of what a file says: every mistake has its file and line.</summary>
public static class PracticeFolder
{
    /// <param name="folder">The practice folder.</param>
    /// <param name="knownActs">The act words the program has; null leaves the acts in roles unchecked.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static PracticeReading Read(string folder, IReadOnlySet<string>? knownActs = null)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            return new PracticeReading(null, [new Mistake(new Place(Path.GetFileName(root), 1), "there is no such folder")]);
        }
        var parent = Path.GetDirectoryName(root) ?? root;
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => (Full: f, Path: Path.GetRelativePath(parent, f).Replace('\\', '/')))
            .Where(f => f.Path.EndsWith(".yaml", StringComparison.Ordinal) || f.Path.EndsWith(".yml", StringComparison.Ordinal))
            .Select(f => new PracticeFile(f.Path, File.ReadAllText(f.Full)));
        return Check(files, knownActs);
    }

    /// <summary>The same for files already read.</summary>
    public static PracticeReading Check(IEnumerable<PracticeFile> files, IReadOnlySet<string>? knownActs = null)
    {
        var sorted = files
            .Select(f => f with { Text = f.Text.ReplaceLineEndings("\n").TrimStart('\uFEFF') })
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .ToImmutableArray();
        var mistakes = new Mistakes();
        var model = new PracticeReader(mistakes, knownActs).Read(sorted, VersionOf(sorted));
        return mistakes.Any ? new PracticeReading(null, mistakes.InOrder()) : new PracticeReading(model, []);
    }

    /// <summary>A step keeps the version it was filled in under: the first 12 hex digits of the SHA-256 of every path and text.</summary>
    private static string VersionOf(ImmutableArray<PracticeFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Text}\0"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
