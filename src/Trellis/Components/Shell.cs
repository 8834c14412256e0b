namespace Trellis.Components;

/// <param name="Act">Shown only to those who may do this; null for everyone who has signed in.</param>
public sealed record NavigationLink(string Text, string Href, string? Act = null);

/// <summary>What stands round every page. One is registered with the services; without it pages get these defaults.</summary>
public sealed record Shell
{
    public string Service { get; init; } = "Trellis";

    /// <summary>The partnership whose site it is, shown beside the service's name.</summary>
    public string? Partnership { get; init; }

    /// <summary>The people in it are invented, and every page says so.</summary>
    public bool Demonstration { get; init; }

    public IReadOnlyList<NavigationLink> Navigation { get; init; } =
    [
        new("Work list", "/work"),
        new("Record a contact", "/contact"),
        new("Find a person", "/people"),
        new("Figures", "/figures"),
        new("Reports", "/reports"),
    ];

    /// <summary>Where somebody's messages are; null where there are none.</summary>
    public NavigationLink? Messages { get; init; }

    /// <summary>How many messages whoever asks has not read.</summary>
    public Func<HttpContext, Task<int>>? Unread { get; init; }

    public IReadOnlyList<NavigationLink> Footer { get; init; } =
    [
        new("Accessibility statement", "/accessibility"),
        new("Privacy", "/privacy"),
        new("How the figures are made", "/figures/how"),
        new("What we publish", "/published"),
        new("Book training", "/courses"),
    ];

    /// <summary>Where the quick exit of public pages goes: a page nobody would ask about.</summary>
    public string QuickExit { get; init; } = "https://www.bbc.co.uk/weather";

    public string SignOut { get; init; } = "/sign-out";

    public string YourSignIn { get; init; } = "/your-sign-in";

    public string SignIn { get; init; } = "/sign-in";

    public static Shell Of(HttpContext context) => context.RequestServices.GetService<Shell>() ?? Default;

    /// <summary>The link whose part of the site a page is in: the longest address it begins with.</summary>
    public NavigationLink? Here(PathString path) => Navigation
        .Where(link => path.StartsWithSegments(link.Href, StringComparison.OrdinalIgnoreCase))
        .MaxBy(link => link.Href.Length);

    private static Shell Default { get; } = new();
}
