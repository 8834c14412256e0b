using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Questionnaires.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Needs;

/// <summary>What is needed of a level, and what is planned.</summary>
/// <param name="Pressing">Of those who must have it: never, overdue, or due soon.</param>
/// <param name="AskedFor">Places agencies ask for in the year to come; null where no round asked.</param>
/// <param name="Waiting">Who wait for a place on a workshop to come.</param>
/// <param name="Free">Free places on workshops to come that are open for booking.</param>
public sealed record LevelWanted(string Level, long Must, long Pressing, decimal? AskedFor, long Waiting, long Free)
{
    /// <summary>How many more places would be needed for whoever it presses.</summary>
    public long Missing => Math.Max(0, Pressing - Free);
}

/// <summary>What an agency needs.</summary>
/// <param name="Must">Null: it named nobody.</param>
/// <param name="Answered">Whether it answered the analysis; null: it was not asked.</param>
public sealed record AgencyWanted(string? Agency, long? Must, long? Pressing, decimal? AskedFor, long Waiting, bool? Answered);

/// <summary>Who wait for a place on a course, and who waited in vain lately.</summary>
public sealed record CourseWaiting(string Title, string Reference, string Level, int Waiting, DateTimeOffset? Since, int Free, int InVain);

/// <summary>Somebody who waits, as numbers need them.</summary>
public sealed record Waiter(string? Agency, string Sector, string Area, string Role, string Level);

/// <summary>All of it.</summary>
public sealed record WantedNow(RoundAnswered? Round, IReadOnlyList<LevelWanted> Levels, IReadOnlyList<AgencyWanted> Agencies, IReadOnlyList<CourseWaiting> Courses, IReadOnlyList<Waiter> Waiters);

/// <summary>Sets beside each other who must have what, what agencies ask for, who waits and what is planned.</summary>
public sealed class Wanted(TrellisDb db, Compliance compliance, RoundsAnswered rounds, PracticeModel practice, LondonClock clock)
{
    /// <summary>Of <c>practice/questionnaires/</c>: its fields <c>places-LEVEL</c> are places of a level.</summary>
    public const string Analysis = "training-needs";

    private const string Places = "places-";

    private static readonly string[] InLine = ["waiting", "offered"];

    private sealed record Waits(Guid CourseId, Guid WorkshopId, string State, DateTimeOffset BookedAt, DateTimeOffset StartsAt, bool Cancelled, string? Agency, string Sector, string Area, string Role);

    private sealed record Held(Guid Id, Guid CourseId, int Places, int Seats);

    /// <param name="analysed">Whether whoever asks sees what agencies answered.</param>
    public async Task<WantedNow> ReadAsync(bool analysed, CancellationToken stop = default)
    {
        var round = analysed ? await rounds.LastAsync(Analysis, stop) : null;
        var counts = await compliance.CountAsync(clock.Today, stop);
        var courses = await db.Set<Course>().AsNoTracking().Select(c => new { c.Id, c.Title, c.Reference, c.Level }).ToDictionaryAsync(c => c.Id, stop);
        var (now, since) = (clock.Now, clock.Now.AddMonths(-practice.Training.TakeUpMonths));
        var held = await db.Set<Workshop>().AsNoTracking().Where(w => w.OpenedAt != null && w.CancelledAt == null && w.StartsAt > now).Select(w => new Held(w.Id, w.CourseId, w.Places, db.Set<Booking>().Count(b => b.WorkshopId == w.Id && b.Seat != null))).ToListAsync(stop);
        var waits = await db.Set<Booking>().AsNoTracking().Where(b => (b.State == "waiting" || b.State == "offered" || b.State == "lapsed") && b.Workshop!.StartsAt > since)
            .Select(b => new Waits(b.Workshop!.CourseId, b.WorkshopId, b.State, b.BookedAt, b.Workshop.StartsAt, b.Workshop.CancelledAt != null, b.Delegate!.Agency, b.Delegate.Sector, b.Area, b.Delegate.Role)).ToListAsync(stop);
        var waiting = waits.FindAll(w => w.StartsAt > now && !w.Cancelled && InLine.Contains(w.State));
        var free = held.GroupBy(h => h.CourseId).ToDictionary(g => g.Key, g => g.Sum(h => Math.Max(0, h.Places - h.Seats)));
        return new WantedNow(
            round,
            [.. practice.Training.Levels.Select(l => new LevelWanted(l.Id, counts.Where(c => c.Level == l.Id).Sum(c => c.Must), counts.Where(c => c.Level == l.Id).Sum(Pressing), AskedFor(round, Places + l.Id), waiting.Count(w => courses[w.CourseId].Level == l.Id), free.Where(f => courses[f.Key].Level == l.Id).Sum(f => (long)f.Value)))],
            [.. Agencies(round, counts, waiting)],
            [.. courses.Values.Select(c => new CourseWaiting(c.Title, c.Reference, c.Level, waiting.Count(w => w.CourseId == c.Id), waiting.Where(w => w.CourseId == c.Id).Min(w => (DateTimeOffset?)w.BookedAt), free.GetValueOrDefault(c.Id), waits.Count(w => w.CourseId == c.Id && (w.State == "lapsed" || (w.State == "waiting" && (w.StartsAt <= now || w.Cancelled))))))
                .Where(c => c.Waiting + c.InVain > 0).OrderByDescending(c => c.Waiting).ThenByDescending(c => c.InVain).ThenBy(c => c.Title, StringComparer.CurrentCulture)],
            [.. waiting.Select(w => new Waiter(w.Agency, w.Sector, w.Area, w.Role, courses[w.CourseId].Level))]);
    }

    private static long Pressing(StandingCount of) => of.Soon + of.Overdue + of.Never;

    private static decimal? AskedFor(RoundAnswered? round, string field) => round?.Agencies.Where(a => a.Numbers.ContainsKey(field)).Sum(a => a.Numbers[field]);

    private static IEnumerable<AgencyWanted> Agencies(RoundAnswered? round, IReadOnlyList<StandingCount> counts, List<Waits> waiting)
    {
        var said = round?.Agencies.ToDictionary(a => a.Agency) ?? [];
        foreach (var agency in counts.Select(c => c.Agency).Concat(waiting.Select(w => w.Agency)).Concat(said.Keys).Distinct())
        {
            var (of, answer) = (counts.Where(c => c.Agency == agency).ToArray(), agency is null ? null : said.GetValueOrDefault(agency));
            yield return new AgencyWanted(agency, of.Length == 0 ? null : of.Sum(c => c.Must), of.Length == 0 ? null : of.Sum(Pressing), answer is { Answered: true } ? answer.Numbers.Where(n => n.Key.StartsWith(Places, StringComparison.Ordinal)).Sum(n => n.Value) : null, waiting.Count(w => w.Agency == agency), answer?.Answered);
        }
    }
}
