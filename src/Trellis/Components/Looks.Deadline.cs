using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

/// <summary>The looks that are ours rather than GOV.UK's: people, deadlines, chronologies, work. Plain functions, like <see cref="Gov"/>.</summary>
public static partial class Looks
{
    /// <summary>The tag ("3 working days late"), then the exact date and whom it waits for.</summary>
    /// <param name="now">The moment it is looked at, from the injected clock.</param>
    /// <param name="brief">The tag and the date only, for a table cell.</param>
    public static IHtmlContent Deadline(DeadlineLook d, DateTimeOffset now, bool brief = false)
    {
        var (words, colour) = DeadlineWords.Of(d, now);
        return El.Div(
            brief ? "t-deadline t-deadline--brief" : "t-deadline",
            d.Duty is null || brief ? null : El.Span("t-deadline__duty", d.Duty),
            Gov.Tag(words, colour),
            " ",
            El.Span("t-deadline__when", When(d)),
            d.WaitsFor is null || brief || d.State is not DeadlineState.Running ? null : El.Span("t-deadline__who", $"Waits for {d.WaitsFor}"),
            d.Because is null || brief ? null : El.Span("t-deadline__who", d.Because));
    }

    private static string When(DeadlineLook d) => d.State switch
    {
        DeadlineState.Met when d.Done is { } done => $"Done {done}, due {d.Due}",
        DeadlineState.Paused => $"Was due {d.Due}",
        DeadlineState.NotNeeded => $"Was due {d.Due}",
        _ => d.Due.ToString(),
    };
}
