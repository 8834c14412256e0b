using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trellis.Components;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>A workshop as typed: the first session as a meeting is, further ones in lines.</summary>
public sealed class WorkshopForm
{
    public MeetingTimes Times { get; set; } = new();

    /// <summary>Further sessions, one in each line: <c>12/3/2026 9:30 12:30</c>.</summary>
    public string More { get; set; } = "";

    public string Area { get; set; } = "";

    public string Length { get; set; } = "";

    public string Capacity { get; set; } = "25";

    public string Cost { get; set; } = "0";

    public string Notes { get; set; } = "";

    public List<string> Trainers { get; set; } = [];

    /// <summary>How many times it is held, a number of weeks apart, the first counted.</summary>
    public string Repeats { get; set; } = "1";

    public string Weeks { get; set; } = "4";

    public static WorkshopForm Of(Workshop workshop) => new()
    {
        Times = new MeetingTimes { On = DateParts.Of(workshop.Day), Starts = English.Clock(workshop.StartsAt), Ends = English.Clock(workshop.Sessions.MinBy(s => s.Number)!.EndsAt), How = workshop.How, Place = workshop.Place, Link = workshop.Link },
        More = string.Join('\n', workshop.Sessions.OrderBy(s => s.Number).Skip(1).Select(s => $"{London.DateOf(s.StartsAt).ToString("d/M/yyyy", CultureInfo.InvariantCulture)} {London.Wall(s.StartsAt).ToString("H:mm", CultureInfo.InvariantCulture)} {London.Wall(s.EndsAt).ToString("H:mm", CultureInfo.InvariantCulture)}")),
        Area = workshop.Area,
        Length = workshop.Length,
        Capacity = workshop.Capacity.ToString(CultureInfo.InvariantCulture),
        Cost = workshop.Cost.ToString(CultureInfo.InvariantCulture),
        Notes = workshop.Notes,
    };

    /// <summary>What was meant; null when something is wrong, which is then said at its field.</summary>
    public WorkshopPlan? Read(ModelStateDictionary state, string name, WorkingCalendar calendar)
    {
        void Wrong(string field, string words) => state.AddModelError($"{name}.{field}", words);
        var first = Times.Read(state, $"{name}.{nameof(Times)}", calendar);
        if (Times.Ends.Trim().Length == 0) { Wrong("Times.Ends", "Enter until when"); }
        if (!int.TryParse(Capacity.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var capacity)) { Wrong(nameof(Capacity), "The number of places must be a number, like 25"); }
        if (!decimal.TryParse(Cost.Trim().TrimStart('£'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var cost)) { Wrong(nameof(Cost), "The cost must be an amount in pounds, like 150 or 80.50"); }
        var sessions = new List<(DateTimeOffset, DateTimeOffset)>();
        if (first?.Ends is { } end) { sessions.Add((first.Starts, end)); }
        foreach (var (number, line) in More.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Index())
        {
            if (Session(line, calendar) is { } session) { sessions.Add(session); }
            else { Wrong(nameof(More), $"Line {number + 1} must be a day and two times, like 12/3/2026 9:30 12:30"); }
        }

        if (sessions.Order().Zip(sessions.Order().Skip(1)).Any(p => p.Second.Item1 < p.First.Item2)) { Wrong(nameof(More), "Sessions must not overlap"); }
        return state.IsValid ? new WorkshopPlan(Area, Length, capacity, Times.How, Times.Place, Times.Link, Notes, cost, sessions, [.. Trainers.Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty)]) : null;
    }

    private static (DateTimeOffset, DateTimeOffset)? Session(string line, WorkingCalendar calendar)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 3 || !DateOnly.TryParseExact(parts[0], "d/M/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year < calendar.FirstYear || day.Year > calendar.LastYear) { return null; }
        return DateTimeParts.ReadTime(parts[1]) is { } starts && DateTimeParts.ReadTime(parts[2]) is { } ends && ends > starts ? (London.At(day, starts), London.At(day, ends)) : null;
    }
}
