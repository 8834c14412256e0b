using Trellis.Platform;

namespace Trellis.Tests.House;

/// <summary>The tests there are, by the names a paper gives them: <c>Class.Method</c>, or <c>Class</c> for all of it.</summary>
internal static class NamedTests
{
    private static readonly HashSet<string> Here =
    [
        .. typeof(NamedTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0).SelectMany(method => new[] { type.Name, $"{type.Name}.{method.Name}" })),
    ];

    public static bool Have(string name) => Here.Contains(name) || IsInBrowserTests(name);

    private static bool IsInBrowserTests(string name)
    {
        var parts = name.Split('.');
        var file = Checkout.Folder("tests", "Trellis.BrowserTests", $"{parts[0]}.cs");
        return parts is [_, var method] && File.Exists(file) && File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal);
    }
}
