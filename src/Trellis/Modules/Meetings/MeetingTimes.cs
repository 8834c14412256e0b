using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>A day with hours, as read.</summary>
public sealed record MeetingWhen(DateOnly Day, DateTimeOffset Starts, DateTimeOffset? Ends)
{
    /// <summary>Until then others are asked not to meet: two hours where nobody said.</summary>
    public DateTimeOffset Over => Ends ?? Starts.AddHours(2);
}

/// <summary>When and where, as typed into a form whose fields are named as here.</summary>
public sealed record MeetingTimes(DateParts Day, string Starts, string Ends, string How, string Place, string Link)
{
    private const int Longest = 500;

    /// <summary>What was meant; null when something is wrong, which is then said at its field.</summary>
    public MeetingWhen? Read(ModelStateDictionary state, WorkingCalendar calendar)
    {
        var (day, wrong) = Day.Read("day of the meeting", required: true);
        if (wrong is not null) { state.AddDateError(nameof(Day), wrong); }
        else if (day!.Value.Year < calendar.FirstYear || day.Value.Year > calendar.LastYear) { state.AddModelError(nameof(Day), $"The day of the meeting must be between {calendar.FirstYear} and {calendar.LastYear}, the years whose bank holidays are known"); }
        var starts = DateTimeParts.ReadTime(Starts);
        if (starts is null) { state.AddModelError(nameof(Starts), Starts.Trim().Length == 0 ? "Enter from when" : "From when must be a time, like 9:30am or 14:05"); }
        var ends = Ends.Trim().Length == 0 ? null : DateTimeParts.ReadTime(Ends);
        if (ends is null && Ends.Trim().Length > 0) { state.AddModelError(nameof(Ends), "Until when must be a time, like 9:30am or 14:05"); }
        if (ends <= starts) { state.AddModelError(nameof(Ends), "Until when must be after from when"); }
        if (!Meeting.Hows.ContainsKey(How)) { state.AddModelError(nameof(How), "Select how people take part"); }
        if (How is "in-person" or "both" && Place.Trim().Length == 0) { state.AddModelError(nameof(Place), "Enter where it is held"); }
        if (Place.Length > Longest) { state.AddModelError(nameof(Place), "Where it is held must be 500 characters or fewer"); }
        if (Link.Trim().Length > 0 && (Link.Length > Longest || !Uri.TryCreate(Link.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)) { state.AddModelError(nameof(Link), "The address must begin with https:// and be 500 characters or fewer"); }
        return state.IsValid ? new MeetingWhen(day!.Value, London.At(day.Value, starts!.Value), ends is { } end ? London.At(day.Value, end) : null) : null;
    }
}
