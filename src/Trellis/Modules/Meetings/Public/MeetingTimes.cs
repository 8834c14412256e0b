using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Public;

/// <summary>A day with hours, as read.</summary>
public sealed record MeetingWhen(DateOnly Day, DateTimeOffset Starts, DateTimeOffset? Ends)
{
    /// <summary>Until then others are asked not to meet.</summary>
    public DateTimeOffset Over => Meeting.OverAt(Starts, Ends);
}

/// <summary>When and where, as typed into the part <c>_Times</c> of a form.</summary>
public sealed class MeetingTimes
{
    private const int Longest = 500;

    public DateParts On { get; set; } = new();

    public string Starts { get; set; } = "";

    public string Ends { get; set; } = "";

    public string How { get; set; } = "";

    public string Place { get; set; } = "";

    public string Link { get; set; } = "";

    public IReadOnlyList<Choice> HowChoices => [.. Meeting.Hows.Select(h => new Choice(h.Key, h.Value))];

    /// <summary>Of a meeting, to be changed.</summary>
    public static MeetingTimes Of(Meeting meeting) => new()
    {
        On = DateParts.Of(meeting.HeldOn),
        Starts = meeting.StartsAt is { } starts ? English.Clock(starts) : "",
        Ends = meeting.EndsAt is { } ends ? English.Clock(ends) : "",
        How = meeting.How ?? "",
        Place = meeting.Place,
        Link = meeting.Link,
    };

    /// <summary>What was meant; null when something is wrong, which is then said at its field.</summary>
    /// <param name="name">What the form calls all of it.</param>
    public MeetingWhen? Read(ModelStateDictionary state, string name, WorkingCalendar calendar)
    {
        void Wrong(string field, string words) => state.AddModelError($"{name}.{field}", words);
        var (day, wrong) = On.Read("day of the meeting", required: true);
        if (wrong is not null) { state.AddDateError($"{name}.{nameof(On)}", wrong); }
        else if (day!.Value.Year < calendar.FirstYear || day.Value.Year > calendar.LastYear) { Wrong(nameof(On), $"The day of the meeting must be between {calendar.FirstYear} and {calendar.LastYear}, the years whose bank holidays are known"); }
        var starts = DateTimeParts.ReadTime(Starts);
        if (starts is null) { Wrong(nameof(Starts), Starts.Trim().Length == 0 ? "Enter from when" : "From when must be a time, like 9:30am or 14:05"); }
        var ends = Ends.Trim().Length == 0 ? null : DateTimeParts.ReadTime(Ends);
        if (ends is null && Ends.Trim().Length > 0) { Wrong(nameof(Ends), "Until when must be a time, like 9:30am or 14:05"); }
        if (ends <= starts) { Wrong(nameof(Ends), "Until when must be after from when"); }
        if (!Meeting.Hows.ContainsKey(How)) { Wrong(nameof(How), "Select how people take part"); }
        if (How is "in-person" or "both" && Place.Trim().Length == 0) { Wrong(nameof(Place), "Enter where it is held"); }
        if (Place.Length > Longest) { Wrong(nameof(Place), "Where it is held must be 500 characters or fewer"); }
        if (Link.Trim().Length > 0 && (Link.Length > Longest || !Uri.TryCreate(Link.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)) { Wrong(nameof(Link), "The address must begin with https:// and be 500 characters or fewer"); }
        return state.IsValid ? new MeetingWhen(day!.Value, London.At(day.Value, starts!.Value), ends is { } end ? London.At(day.Value, end) : null) : null;
    }
}
