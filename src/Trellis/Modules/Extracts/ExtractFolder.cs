using System.Globalization;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Modules.Extracts;

/// <summary>Where the files lie: a folder the operator names (<c>TRELLIS_EXTRACTS</c>), carried to where people can reach it when the site is down. Names of files hold a date and an id.</summary>
public sealed class ExtractFolder(string path)
{
    public const string Setting = "TRELLIS_EXTRACTS";

    public static ExtractFolder Named() => new(Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named ? named : Path.Combine(DataFolder.Path, "extracts"));

    /// <summary>Somebody's newest; null when there is none.</summary>
    public string? NewestOf(Guid holding) => Of(holding).LastOrDefault();

    /// <summary>Written whole or not at all. Only the site reads it.</summary>
    public void Keep(Guid holding, DateTimeOffset at, string html)
    {
        Directory.CreateDirectory(path);
        var file = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"trellis-{London.DateOf(at):yyyy-MM-dd}-{holding:N}.html"));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        using (var writer = new StreamWriter($"{file}.partial", options)) { writer.Write(html); }
        File.Move($"{file}.partial", file, overwrite: true);
    }

    public void DeleteOf(Guid holding)
    {
        foreach (var file in Of(holding)) { File.Delete(file); }
    }

    /// <summary>By the date in the name: a copy brought back from elsewhere is as old as it was.</summary>
    public void DeleteBefore(DateTimeOffset when)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"trellis-{London.DateOf(when):yyyy-MM-dd}");
        foreach (var file in All("trellis-*.html").Where(f => string.CompareOrdinal(Path.GetFileName(f), day) < 0)) { File.Delete(file); }
    }

    private string[] Of(Guid holding) => [.. All($"trellis-*-{holding:N}.html").Order(StringComparer.Ordinal)];

    private string[] All(string pattern) => Directory.Exists(path) ? Directory.GetFiles(path, pattern) : [];
}
