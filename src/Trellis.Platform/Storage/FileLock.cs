using System.Diagnostics;

namespace Trellis.Platform.Storage;

/// <summary>An advisory lock on a file (<c>flock</c>), which the system releases when its holder dies, however it dies.</summary>
internal static class FileLock
{
    private const int HeldLinux = 11;
    private const int HeldMac = 35;

    /// <exception cref="CannotRunException">Somebody else kept it for longer than <paramref name="patience"/>.</exception>
    public static async Task<FileStream> TakeAsync(string path, bool shared, TimeSpan patience, CancellationToken stop)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (TryTake(path, shared) is { } taken) { return taken; }
            if (waited.Elapsed > patience)
            {
                throw new CannotRunException($"Another Trellis has held {path} for {patience.TotalSeconds:0} seconds. Stop it, then try again");
            }
            await Task.Delay(20, stop);
        }
    }

    public static FileStream? TryTake(string path, bool shared)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, shared ? FileShare.Read : FileShare.None);
        }
        catch (IOException held) when (held.HResult is HeldLinux or HeldMac)
        {
            return null;
        }
    }
}
