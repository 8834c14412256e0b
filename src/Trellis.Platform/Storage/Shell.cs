using System.ComponentModel;
using System.Diagnostics;

namespace Trellis.Platform.Storage;

/// <summary>Runs the small tools a server's start needs. None of them is given anything a person typed.</summary>
internal static class Shell
{
    public static Process Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) { start.Environment[name] = value; }

        try
        {
            return Process.Start(start) ?? throw new CannotRunException($"{command[0]} did not start");
        }
        catch (Win32Exception missing)
        {
            throw new CannotRunException($"Trellis needs the command {command[0]} to start its database: {missing.Message}", missing);
        }
    }

    public static bool Succeeds(params IReadOnlyList<string> command)
    {
        try
        {
            return Run(command).Code == 0;
        }
        catch (CannotRunException)
        {
            return false;
        }
    }

    public static string Output(params IReadOnlyList<string> command)
    {
        var (code, words) = Run(command);
        return code == 0 ? words.Trim() : throw new CannotRunException($"{string.Join(' ', command)} ended with {code}: {words.Trim()}");
    }

    public static (int Code, string Words) Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(command, environment);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var words = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, words + errors.GetAwaiter().GetResult());
    }
}
