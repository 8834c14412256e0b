using Microsoft.EntityFrameworkCore;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Public;

/// <summary>A step of a matter that is to be done, with the time limit that ends first.</summary>
public sealed record WaitingInMatter(Guid Step, string Title, Guid Matter, string Reference, IReadOnlyList<Guid> PeopleIds, IReadOnlyList<string> People, DeadlineLook? Deadline);

/// <summary>Matters of one process, as far as the asker sees them, for a page of those who deal with nothing else. The asker notes the view.</summary>
public sealed class MattersOfProcess(TrellisDb db, PeopleRegister people, PracticeModel practice, WorkingCalendar calendar, LondonClock clock)
{
    /// <summary>What waits in them, the first due first; what has no time limit last.</summary>
    public async Task<IReadOnlyList<WaitingInMatter>> WaitingAsync(string process, CancellationToken stop = default)
    {
        var steps = await db.Steps.AsNoTracking().Include(s => s.People).Include(s => s.Matter).Where(s => s.Process == process && (s.State == StepState.Open || s.State == StepState.Waiting)).OrderBy(s => s.OpenedAt).ThenBy(s => s.Id).ToListAsync(stop);
        var (about, origins) = (steps.SelectMany(s => s.Concerned.Select(p => p.PersonId)).Distinct().ToArray(), steps.Select(s => s.Matter!.OriginId).Distinct().ToArray());
        var clocks = practice.Timescales.Where(t => !t.IsMeasure).SelectMany(t => t.Until.OfType<FactPattern>().Select(u => (u.Kind, t.Id))).ToLookup(c => c.Kind, c => c.Id);
        var deadlines = await db.Deadlines.Where(d => about.Contains(d.PersonId) && d.Ending == null && d.MatterId != null).OrderBy(d => d.DueAt).ToListAsync(stop);
        var names = (await people.OfAsync(about, stop)).ToDictionary(p => p.Id, p => p.Name);
        return [.. steps.Select(s => (Step: s, Due: deadlines.Find(d => d.MatterId == s.MatterId && clocks[s.Kind].Contains(d.Timescale) && s.Concerned.Any(p => p.PersonId == d.PersonId))))
            .OrderBy(s => s.Due is null).ThenBy(s => s.Due?.DueAt).ThenBy(s => s.Step.OpenedAt).ThenBy(s => s.Step.Id)
            .Select(s => new WaitingInMatter(
                s.Step.Id, practice.ProcessIn(s.Step.Area, process).Step(s.Step.Name)?.Title ?? s.Step.Name, s.Step.MatterId, s.Step.Matter!.Reference, [.. s.Step.Concerned.Select(p => p.PersonId)],
                [.. s.Step.Concerned.Select(p => names.GetValueOrDefault(p.PersonId, "Somebody you are not shown"))], s.Due?.Look(practice, calendar, clock.Now)))];
    }

    /// <summary>How many are open, and how many closed.</summary>
    public async Task<(int Open, int Closed)> CountAsync(string process, CancellationToken stop = default)
    {
        var counts = await db.Matters.Where(m => m.Process == process).GroupBy(m => m.ClosedAt == null).Select(g => new { Open = g.Key, Count = g.Count() }).ToListAsync(stop);
        return (counts.Find(c => c.Open)?.Count ?? 0, counts.Find(c => !c.Open)?.Count ?? 0);
    }
}
