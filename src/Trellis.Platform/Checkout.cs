namespace Trellis.Platform;

/// <summary>Where the files of this Trellis lie: the folder with <c>Trellis.slnx</c>, or the one <c>TRELLIS_HOME</c> names.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    public static string Folder(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("TRELLIS_HOME") is { Length: > 0 } named) { return Path.GetFullPath(named); }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Trellis.slnx"))) { return folder.FullName; }
        }
        return AppContext.BaseDirectory;
    }
}
