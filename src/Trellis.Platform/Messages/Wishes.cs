using Trellis.Platform.Time;

namespace Trellis.Platform.Messages;

/// <summary>When somebody wants e-mail. <c>None</c>: their tray is enough.</summary>
public enum Sending { AtOnce, Digest, None }

/// <summary>How somebody wants to be written to, in London hours.</summary>
/// <param name="DigestHour">0 to 23.</param>
/// <param name="QuietFrom">From this hour nothing that is not urgent goes out; null without quiet hours. May be later than <paramref name="QuietTo"/>: overnight.</param>
public sealed record Wishes(Sending Sending, int DigestHour, int? QuietFrom, int? QuietTo)
{
    /// <summary>When an e-mail about something told now is to go; null for never.</summary>
    public DateTimeOffset? DueAt(DateTimeOffset now, bool urgent)
    {
        if (Sending is Sending.None) { return null; }
        if (urgent) { return now; }
        var at = Sending is Sending.Digest ? NextDigest(now) : now;
        return QuietUntil(at) ?? at;
    }

    /// <summary>The end of the quiet hours it is in; null when it is in none.</summary>
    public DateTimeOffset? QuietUntil(DateTimeOffset at)
    {
        if (QuietFrom is not { } from || QuietTo is not { } to || from == to) { return null; }
        var (day, hour) = (London.DateOf(at), London.Wall(at).Hour);
        var quiet = from < to ? hour >= from && hour < to : hour >= from || hour < to;
        return quiet ? London.At(hour < to ? day : day.AddDays(1), new TimeOnly(to, 0)) : null;
    }

    private DateTimeOffset NextDigest(DateTimeOffset now)
    {
        var today = London.At(London.DateOf(now), new TimeOnly(DigestHour, 0));
        return today > now ? today : London.At(London.DateOf(now).AddDays(1), new TimeOnly(DigestHour, 0));
    }
}
