using Microsoft.EntityFrameworkCore;
using Trellis.Components;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Public;

/// <param name="Title">What its process is called.</param>
public sealed record MatterSummary(Guid Id, string Reference, string Title, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt);

/// <summary>Somebody has this step open.</summary>
public sealed record OpenStep(Guid Person, string Title, DateTimeOffset Since);

/// <summary>What is being done about somebody: all that other modules ask of this one. The asker notes the view.</summary>
public sealed class CaseworkRegister(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, LondonClock clock, LateReasons reasons, Chronology chronology)
{
    /// <summary>Matters about them, the newest first.</summary>
    public async Task<IReadOnlyList<MatterSummary>> MattersOfAsync(Guid person, CancellationToken cancellationToken = default)
    {
        var matters = await db.Matters.AsNoTracking().Where(m => m.People.Any(p => p.PersonId == person)).OrderByDescending(m => m.OpenedAt).ToListAsync(cancellationToken);
        return [.. matters.Select(m => new MatterSummary(m.Id, m.Reference, practice.ProcessIn(m.Area, m.Process).Title, m.OpenedAt, m.ClosedAt))];
    }

    /// <summary>Steps of these kinds (<c>process.step</c>) that are open or wait for approval, for each person in them.</summary>
    public async Task<IReadOnlyList<OpenStep>> OpenAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken = default)
    {
        var found = await db.Steps.AsNoTracking().Where(s => (s.State == StepState.Open || s.State == StepState.Waiting) && kinds.Contains(s.Process + "." + s.Name))
            .SelectMany(s => s.People.Where(p => p.LeftAt == null).Select(p => new { p.PersonId, s.Area, s.Process, s.Name, s.OpenedAt })).ToListAsync(cancellationToken);
        return [.. found.Select(f => new OpenStep(f.PersonId, practice.ProcessIn(f.Area, f.Process).Step(f.Name)?.Title ?? f.Name, f.OpenedAt))];
    }

    /// <summary>Time limits that run for them, the first due first, with why one is late where somebody has said so.</summary>
    public async Task<IReadOnlyList<DeadlineLook>> DeadlinesOfAsync(Guid person, CancellationToken cancellationToken = default)
    {
        var running = await db.Deadlines.Where(d => d.PersonId == person && d.Ending == null).OrderBy(d => d.DueAt).ToListAsync(cancellationToken);
        var explained = await reasons.OfAsync(running, cancellationToken);
        return [.. running.Select(d => d.Look(practice, calendar, clock.Now) with { Because = explained.TryGetValue(d.Id, out var late) ? late.AsText : null })];
    }

    /// <summary>Their story as the facts tell it, the newest first; shown by <c>_Chronology</c>.</summary>
    public Task<IReadOnlyList<ChronologyLine>> ChronologyOfAsync(Guid person, CancellationToken cancellationToken = default) => chronology.OfPersonAsync(person, cancellationToken);
}
