using Spectre.Console;

namespace Trellis.Commands;

/// <summary>A bar on a terminal; nothing where there is none.</summary>
internal sealed class MatchBar : IDisposable
{
    private readonly IAnsiConsole? console;
    private readonly Lock drawing = new();
    private string said = "";

    private MatchBar(IAnsiConsole? console) => this.console = console;

    public static MatchBar For(TextWriter errors)
    {
        if (errors != Console.Error || Console.IsErrorRedirected) { return new MatchBar(null); }
        return new MatchBar(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) }));
    }

    /// <summary>From any thread.</summary>
    public void Show(Matching.Progress progress)
    {
        if (console is null) { return; }
        const int Width = 40;
        var full = (int)(Math.Clamp(progress.Share, 0, 1) * Width);
        var line = $"{progress.What,-10} {new string('█', full)}{new string('░', Width - full)} {progress.Share,4:P0}";
        lock (drawing)
        {
            if (line == said) { return; }
            said = line;
            console.Write(new ControlCode("\r"));
            console.Write(new Text(line));
        }
    }

    public void Dispose()
    {
        lock (drawing)
        {
            if (said.Length == 0 || console is null) { return; }
            console.Write(new ControlCode("\r\u001b[2K"));
            said = "";
        }
    }
}
