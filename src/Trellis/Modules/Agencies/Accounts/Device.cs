using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>A browser somebody signed in with, known again by a random cookie whose hash is kept.</summary>
public sealed class Device : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid StaffId { get; init; }

    public required byte[] KeyHash { get; init; }

    /// <summary>A word of ours, for its holder to know it by: firefox, chrome, edge, safari or other.</summary>
    public required string Browser { get; init; }

    /// <summary>windows, mac, android, iphone, linux or other.</summary>
    public required string System { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; private set; }

    public Staff? Holder { get; init; }

    /// <summary>"Firefox on Windows"</summary>
    public string Title => $"{Words.GetValueOrDefault(Browser, "Another browser")} on {Words.GetValueOrDefault(System, "another system")}";

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the device with its holder to change it");

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["edge"] = "Edge",
        ["firefox"] = "Firefox",
        ["chrome"] = "Chrome",
        ["safari"] = "Safari",
        ["windows"] = "Windows",
        ["android"] = "Android",
        ["iphone"] = "iPhone or iPad",
        ["mac"] = "Mac",
        ["linux"] = "Linux",
    };

    /// <summary>What a browser says of itself, cut down to two words of ours. The first that fits: many say they are others too.</summary>
    public static (string Browser, string System) Kind(string userAgent) => (
        First(userAgent, ("Edg", "edge"), ("Firefox", "firefox"), ("Chrome", "chrome"), ("Safari", "safari")),
        First(userAgent, ("Windows", "windows"), ("Android", "android"), ("iPhone", "iphone"), ("iPad", "iphone"), ("Mac OS", "mac"), ("Linux", "linux")));

    internal void Seen(DateTimeOffset now) => LastAt = now;

    private static string First(string text, params ReadOnlySpan<(string Part, string Word)> known)
    {
        foreach (var (part, word) in known)
        {
            if (text.Contains(part, StringComparison.Ordinal)) { return word; }
        }

        return "other";
    }
}
