using Trellis.Platform.Time;

namespace Trellis.Components;

/// <summary>How a duty stands against its clock.</summary>
public enum DeadlineState { Running, Met, Paused, NotNeeded }

/// <summary>
/// A duty and when it must be done by, as it is shown. Due dates and distances come from the clocks: nothing is computed here
/// but whether a day is today or tomorrow.
/// </summary>
/// <param name="Due">The last moment (or day) it is in time.</param>
public sealed record DeadlineLook(Moment Due)
{
    /// <summary>"Decide on the referral"</summary>
    public string? Duty { get; init; }

    public DeadlineState State { get; init; }

    /// <summary>When it was done; set when <see cref="State"/> is <see cref="DeadlineState.Met"/>.</summary>
    public Moment? Done { get; init; }

    /// <summary>
    /// How far off, counted as the duty counts: negative when late, from <see cref="Done"/> when it is done. Null where nobody counted;
    /// then only the dates speak.
    /// </summary>
    public int? Away { get; init; }

    /// <summary>What <see cref="Away"/> counts, in the singular: "working day", "day", "hour", "working hour".</summary>
    public string Unit { get; init; } = "working day";

    /// <summary>Who has to do it: a person, a team or an agency.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Why it is paused or no longer needed.</summary>
    public string? Because { get; init; }
}

/// <summary>What a deadline says, in words and colour.</summary>
public static class DeadlineWords
{
    /// <summary>"due tomorrow", "3 working days late", "done in time"</summary>
    /// <param name="now">The moment it is looked at.</param>
    public static (string Words, TagColour Colour) Of(DeadlineLook d, DateTimeOffset now) => d.State switch
    {
        DeadlineState.NotNeeded => ("No longer needed", TagColour.Grey),
        DeadlineState.Paused => ("Paused", TagColour.Purple),
        DeadlineState.Met => Met(d),
        _ => Running(d, now),
    };

    private static (string, TagColour) Met(DeadlineLook d) => IsLate(d, d.Done)
        ? ($"Done {Late(d)}", TagColour.Orange)
        : ("Done in time", TagColour.Green);

    private static (string, TagColour) Running(DeadlineLook d, DateTimeOffset now)
    {
        var today = London.DateOf(now);
        if (IsLate(d, Moment.Exactly(now))) { return (Capital(Late(d)), TagColour.Red); }
        if (d.Due.Date == today) { return (d.Due.DayOnly ? "Due today" : $"Due today by {English.Clock(d.Due.At)}", TagColour.Orange); }
        if (d.Due.Date == today.AddDays(1)) { return ("Due tomorrow", TagColour.Yellow); }
        return d.Away is { } away and > 0
            ? ($"Due in {English.Count(away, d.Unit, d.Unit + "s")}", away <= 3 ? TagColour.Yellow : TagColour.Blue)
            : ($"Due {English.Date(d.Due.Date)}", TagColour.Blue);
    }

    private static bool IsLate(DeadlineLook d, Moment? at) =>
        at is { } moment && (d.Due.DayOnly || moment.DayOnly ? moment.Date > d.Due.Date : moment.At > d.Due.At);

    private static string Late(DeadlineLook d) => d.Away is { } away and < 0 ? $"{English.Count(-away, d.Unit, d.Unit + "s")} late" : "late";

    private static string Capital(string text) => char.ToUpper(text[0], English.Culture) + text[1..];
}
