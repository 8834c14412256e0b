using System.Diagnostics;
using System.Globalization;

namespace Trellis.Platform.Storage;

/// <summary>The running server as its <c>postmaster.pid</c> describes it.</summary>
/// <param name="Status">starting, ready, standby, stopping; empty while the file is half-written.</param>
internal sealed record Postmaster(int ProcessId, string SocketFolder, string Status)
{
    private const int SocketLine = 4;
    private const int StatusLine = 7;

    public bool Ready => Status == "ready";

    public static string FileIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>Null when no file is there, or the process it names is not a server of this folder.</summary>
    public static Postmaster? RunningIn(string cluster)
    {
        if (Read(cluster) is not { } lines || ProcessIdOf(lines) is not { } process || !Serves(process, cluster)) { return null; }
        return new(process, LineOf(lines, SocketLine), LineOf(lines, StatusLine));
    }

    /// <summary>
    /// PostgreSQL refuses to start over a file whose number by now belongs to another process, or that was half-written
    /// when the power went. Only such a file is taken away; one that names nobody alive is PostgreSQL's own to judge, as
    /// it also looks for server processes that outlived their parent.
    /// </summary>
    public static async Task ForgetStaleAsync(string cluster, CancellationToken stop)
    {
        if (Read(cluster) is not { } lines || RunningIn(cluster) is not null) { return; }
        if (ProcessIdOf(lines) is { } process && !Alive(process)) { return; }

        var waited = Stopwatch.StartNew();
        while (Survivors(cluster))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(10)) { throw new CannotRunException($"Processes of a server that was killed still use {cluster}. End them, then try again"); }
            await Task.Delay(50, stop);
        }
        File.Delete(FileIn(cluster));
    }

    private static string[]? Read(string cluster)
    {
        try
        {
            return File.ReadAllLines(FileIn(cluster));
        }
        catch (IOException)
        {
            return null; // gone, or going: a server that stops deletes it
        }
    }

    private static int? ProcessIdOf(string[] lines) =>
        lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;

    private static string LineOf(string[] lines, int line) => lines.Length > line ? lines[line].Trim() : "";

    private static bool Alive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The process is a server of this folder, running or ending.</summary>
    public static bool Serves(int process, string cluster)
    {
        string[] command;
        try
        {
            command = OperatingSystem.IsLinux()
                ? File.ReadAllText($"/proc/{process}/cmdline").Split('\0')
                : Shell.Output("ps", "-ww", "-o", "command=", "-p", process.ToString(CultureInfo.InvariantCulture)).Split(" -");
        }
        catch (IOException)
        {
            return false;
        }
        return Path.GetFileName(command[0]) == "postgres" && command.Any(word => word == cluster || word == $"D {cluster}");
    }

    /// <summary>Server processes retitle themselves, but stay in the folder they serve.</summary>
    private static bool Survivors(string cluster) =>
        OperatingSystem.IsLinux() && Directory.EnumerateDirectories("/proc").Any(process => WorksIn(process, cluster));

    private static bool WorksIn(string process, string cluster)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget == cluster;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or somebody else's
        }
    }
}
