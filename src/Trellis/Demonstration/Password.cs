using System.Globalization;
using System.Security.Cryptography;
using Trellis.Platform.Storage;

namespace Trellis.Demonstration;

/// <summary>One password for all who are invented, made when the demonstration is built and kept beside it.</summary>
public static class Password
{
    public const string FileName = "demonstration-password.txt";

    public static string Make(IReadOnlyList<string> words) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', Enumerable.Range(0, 4).Select(_ => words[RandomNumberGenerator.GetInt32(words.Count)]))}-{RandomNumberGenerator.GetInt32(1000, 10000)}");

    /// <summary>Only its owner may read the file.</summary>
    public static async Task KeepAsync(string password, string? folder = null, CancellationToken cancellationToken = default)
    {
        folder ??= DataFolder.Path;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        await using var file = new StreamWriter(path, options);
        await file.WriteLineAsync(password.AsMemory(), cancellationToken);
    }

    /// <summary>Null when it was built from another folder.</summary>
    public static async Task<string?> ReadAsync(string? folder = null, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(folder ?? DataFolder.Path, FileName);
        return File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : null;
    }
}
