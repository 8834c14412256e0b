using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>What stands against a day and hour: days nobody works, and people who sit elsewhere then.</summary>
public sealed class Clashes(TrellisDb db, WorkingCalendar calendar)
{
    /// <summary>In words for whoever calls it; none when nothing does.</summary>
    /// <param name="but">A meeting that is being moved.</param>
    public async Task<IReadOnlyList<string>> OfAsync(Body body, Guid? with, MeetingWhen when, CancellationToken stop, Guid? but = null)
    {
        var found = new List<string>();
        if (calendar.HolidayOn(when.Day) is { } holiday) { found.Add($"{English.Date(when.Day)} is a bank holiday: {holiday.Title}"); }
        else if (!calendar.IsWorkingDay(when.Day)) { found.Add($"{English.Date(when.Day)} is a {when.Day.DayOfWeek}"); }

        var others = await db.Set<Meeting>().AsNoTracking().Where(m => m.HeldOn == when.Day && m.CancelledAt == null && m.Id != but).ToListAsync(stop);
        others = [.. others.Where(m => m.StartsAt is not { } starts || starts < when.Over && m.Over > when.Starts)];
        if (others.Count == 0) { return found; }

        Guid[] mine = with is { } joint ? [body.Id, joint] : [body.Id];
        var bodies = others.SelectMany(m => new[] { m.BodyId, m.WithBodyId ?? m.BodyId }).Concat(mine).Distinct().ToArray();
        var titles = await db.Set<Body>().AsNoTracking().Where(b => bodies.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Title, stop);
        var holders = (await db.Set<Holder>().AsNoTracking().Where(h => bodies.Contains(h.BodyId) && !h.Deputy).ToListAsync(stop)).FindAll(h => h.StandsOn(when.Day));
        foreach (var other in others)
        {
            var there = holders.FindAll(h => h.BodyId == other.BodyId || h.BodyId == other.WithBodyId);
            var both = holders.Where(h => mine.Contains(h.BodyId)).Select(h => h.Name).Where(n => there.Exists(t => t.Name.Equals(n, StringComparison.OrdinalIgnoreCase))).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
            var at = other.StartsAt is { } starts ? $"at {English.Clock(starts)}" : "on the same day";
            if (mine.Contains(other.BodyId) || other.WithBodyId is { } w && mine.Contains(w)) { found.Add($"{titles[other.BodyId]} meets {at} already"); }
            else if (both.Length > 0) { found.Add($"{string.Join(", ", both)} {(both.Length == 1 ? "sits" : "sit")} in {titles[other.BodyId]} too, which meets {at}"); }
        }

        return found;
    }
}
