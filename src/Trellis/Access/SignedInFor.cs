using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Trellis.Access;

/// <summary>
/// How long ago somebody showed who they are. However busy they are, after <see cref="Longest"/> they show it again; choosing another
/// post does not begin it anew. Carried in the session's cookie, locked.
/// </summary>
public static class SignedInFor
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const string Since = "since";

    /// <summary>For a cookie that takes another's place; of null, for one that begins.</summary>
    public static AuthenticationProperties GoingOn(AuthenticationProperties? before)
    {
        var going = new AuthenticationProperties();
        if (before?.Items.TryGetValue(Since, out var since) is true) { going.Items[Since] = since; }
        return going;
    }

    /// <summary>Writes when it began, if that is not there yet, and lets the cookie end no later than it may.</summary>
    public static void Begin(AuthenticationProperties properties, DateTimeOffset now)
    {
        if (Read(properties) is null) { properties.Items[Since] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture); }
        if (Read(properties) + Longest is { } ends && ends < properties.ExpiresUtc) { properties.ExpiresUtc = ends; }
    }

    /// <summary>Whether it may last another <paramref name="idle"/> from now. One that does not say since when may not.</summary>
    public static bool MayGoOn(AuthenticationProperties? properties, DateTimeOffset now, TimeSpan idle) => properties is not null && now + idle <= Read(properties) + Longest;

    /// <summary>Whether they showed who they are within the last <paramref name="window"/>.</summary>
    public static bool HasJustCome(AuthenticationProperties? properties, DateTimeOffset now, TimeSpan window) => properties is not null && now < Read(properties) + window;

    private static DateTimeOffset? Read(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Since, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
