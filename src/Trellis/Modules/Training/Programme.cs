using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>A workshop as lists show it.</summary>
/// <param name="Seats">Places that are taken or offered.</param>
/// <param name="Waiting">How many wait for one.</param>
public sealed record Listed(Guid Id, Guid CourseId, string Reference, string Course, string CourseReference, string Area, string Length, string How, string Place, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Capacity, int Places, int Seats, int Waiting, bool Opened, bool Cancelled, bool Taken, string[] Trainers, int Edition)
{
    public int Free => Math.Max(0, Capacity - Seats);

    public string When => London.DateOf(StartsAt) == London.DateOf(EndsAt) ? $"{English.Date(London.DateOf(StartsAt))}, {English.Clock(StartsAt)} to {English.Clock(EndsAt)}" : $"{English.DateTime(StartsAt)} to {English.DateTime(EndsAt)}";

    public string Where => How switch { "online" => "Online", "both" => $"{Place}, or online", _ => Place };
}

/// <summary>Finds courses and workshops, as far as the asker sees them.</summary>
public sealed class Programme(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    private const int Most = 500;

    private sealed record Taken(Guid WorkshopId, long Seats, long Waiting);

    public TrainingRules Rules => practice.Training;

    /// <summary>Courses whose words are found; empty finds all.</summary>
    public Task<List<Course>> CoursesAsync(string words, string programme, bool openOnly, CancellationToken stop = default)
    {
        var found = db.Set<Course>().AsNoTracking();
        if (openOnly) { found = found.Where(c => c.Open); }
        if (programme.Length > 0) { found = found.Where(c => c.Programme == programme); }
        if (words.Trim() is { Length: > 0 } asked)
        {
            var reference = asked.ToUpperInvariant();
            found = found.Where(c => c.Reference == reference || EF.Functions.ToTsVector("english", c.Title + " " + c.Summary + " " + c.Audience).Matches(EF.Functions.WebSearchToTsQuery("english", asked)));
        }

        return found.OrderBy(c => c.Title).Take(Most).ToListAsync(stop);
    }

    public Task<Course?> CourseAsync(string reference, bool tracked, CancellationToken stop = default)
    {
        var asked = reference.ToUpperInvariant();
        return (tracked ? db.Set<Course>() : db.Set<Course>().AsNoTracking()).FirstOrDefaultAsync(c => c.Reference == asked, stop);
    }

    public Task<Workshop?> WorkshopAsync(string reference, bool tracked, CancellationToken stop = default)
    {
        var asked = reference.ToUpperInvariant();
        var all = db.Set<Workshop>().Include(w => w.Course).Include(w => w.Sessions).Include(w => w.Leading).AsSplitQuery();
        return (tracked ? all : all.AsNoTrackingWithIdentityResolution()).FirstOrDefaultAsync(w => w.Reference == asked, stop);
    }

    /// <summary>Workshops by when they begin, with the numbers of their places.</summary>
    /// <param name="course">Of one course; null: of all.</param>
    /// <param name="bookable">Only those that may be booked now.</param>
    public async Task<IReadOnlyList<Listed>> WorkshopsAsync(Guid? course, DateTimeOffset from, DateTimeOffset until, bool bookable, CancellationToken stop = default)
    {
        var found = db.Set<Workshop>().AsNoTracking().Where(w => w.StartsAt >= from && w.StartsAt < until);
        if (course is { } of) { found = found.Where(w => w.CourseId == of); }
        if (bookable) { found = found.Where(w => w.OpenedAt != null && w.CancelledAt == null && w.Course!.Open); }
        var rows = await found.OrderBy(w => w.StartsAt).ThenBy(w => w.Reference).Take(Most).Select(w => new
        {
            w.Id,
            w.CourseId,
            w.Reference,
            Course = w.Course!.Title,
            CourseReference = w.Course.Reference,
            w.Area,
            w.Length,
            w.How,
            w.Place,
            w.StartsAt,
            w.EndsAt,
            w.Capacity,
            w.Places,
            w.OpenedAt,
            w.CancelledAt,
            w.TakenAt,
            w.Edition,
            Trainers = w.Leading.Join(db.Set<Trainer>(), l => l.TrainerId, t => t.Id, (_, t) => t.Name + ", " + t.Agency).ToArray(),
        }).ToListAsync(stop);
        var taken = await TakenAsync([.. rows.Select(r => r.Id)], stop);
        return [.. rows.Select(r => new Listed(
            r.Id, r.CourseId, r.Reference, r.Course, r.CourseReference, r.Area, r.Length, r.How, r.Place, r.StartsAt, r.EndsAt, r.Capacity, r.Places, taken.GetValueOrDefault(r.Id).Seats, taken.GetValueOrDefault(r.Id).Waiting,
            r.OpenedAt is not null, r.CancelledAt is not null, r.TakenAt is not null, r.Trainers, r.Edition))];
    }

    public async Task<Listed> ListedAsync(Workshop of, CancellationToken stop = default) =>
        (await WorkshopsAsync(of.CourseId, of.StartsAt, of.StartsAt.AddTicks(10), bookable: false, stop)).First(w => w.Id == of.Id);

    /// <summary>What stands against a plan: the same trainer, or the same room, at the same time; a day nobody works.</summary>
    public async Task<IReadOnlyList<string>> ClashesAsync(WorkshopPlan plan, Guid? but, WorkingCalendar calendar, CancellationToken stop = default)
    {
        var clashes = new List<string>();
        foreach (var (starts, ends) in plan.Sessions)
        {
            var day = London.DateOf(starts);
            if (calendar.HolidayOn(day) is { } holiday) { clashes.Add($"{English.Date(day)} is a bank holiday: {holiday.Title}"); }
            else if (!calendar.IsWorkingDay(day)) { clashes.Add($"{English.Date(day)} is a {day.DayOfWeek}"); }
            var room = plan.Place.Trim();
            var others = await db.Set<WorkshopSession>().AsNoTracking().Where(s => s.StartsAt < ends && s.EndsAt > starts && s.Workshop!.CancelledAt == null && s.WorkshopId != but)
                .Select(s => new { s.Workshop!.Reference, Course = s.Workshop.Course!.Title, s.Workshop.Place, s.Workshop.How, Trainers = s.Workshop.Leading.Where(l => plan.Trainers.Contains(l.TrainerId)).Join(db.Set<Trainer>(), l => l.TrainerId, t => t.Id, (_, t) => t.Name).ToArray() }).ToListAsync(stop);
            foreach (var other in others)
            {
                if (other.Trainers.Length > 0) { clashes.Add($"{English.List(other.Trainers)} {(other.Trainers.Length == 1 ? "gives" : "give")} {other.Course} ({other.Reference}) then"); }
                if (room.Length > 0 && other.How != "online" && other.Place.Trim().Equals(room, StringComparison.OrdinalIgnoreCase)) { clashes.Add($"{other.Course} ({other.Reference}) is in {other.Place} then"); }
            }
        }

        return [.. clashes.Distinct()];
    }

    public async Task<IReadOnlyDictionary<Guid, (int Seats, int Waiting)>> TakenAsync(Guid[] workshops, CancellationToken stop = default)
    {
        if (workshops.Length == 0) { return new Dictionary<Guid, (int, int)>(); }
        var rows = await db.Database.SqlQuery<Taken>($"select workshop_id as \"WorkshopId\", seats as \"Seats\", waiting as \"Waiting\" from training.taken({workshops})").ToListAsync(stop);
        return rows.ToDictionary(r => r.WorkshopId, r => ((int)r.Seats, (int)r.Waiting));
    }

    public static async Task<string> NextCourseAsync(TrellisDb db, CancellationToken stop = default) => $"T{await db.Database.SqlQuery<long>($"select nextval('training.course_number') as \"Value\"").SingleAsync(stop)}";

    public static async Task<string> NextWorkshopAsync(TrellisDb db, CancellationToken stop = default) => $"W{await db.Database.SqlQuery<long>($"select nextval('training.workshop_number') as \"Value\"").SingleAsync(stop)}";

    /// <summary>Between now and as far as anything is planned.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Ahead => (clock.Now, clock.Now.AddYears(2));
}
