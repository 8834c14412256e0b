using Trellis.Platform;

namespace Trellis.Tests.House;

/// <summary>The product's own sources, as text.</summary>
internal static class Sources
{
    public static readonly IReadOnlyList<(string Path, string Text)> All = Read(".cs", ".cshtml");

    public static readonly IReadOnlyList<(string Path, string Text)> Code = [.. All.Where(s => s.Path.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>"Casework" of <c>src/Trellis/Modules/Casework/Matter.cs</c>; null outside the modules.</summary>
    public static string? Module(string path) => path.Split('/') is ["src", "Trellis", "Modules", var module, _, ..] ? module : null;

    public static int Line(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    private static List<(string, string)> Read(params string[] endings)
    {
        var root = Checkout.Root;
        return [.. Directory.EnumerateFiles(Path.Combine(root, "src"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)) && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/wwwroot/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => (f, File.ReadAllText(Path.Combine(root, f))))];
    }
}
