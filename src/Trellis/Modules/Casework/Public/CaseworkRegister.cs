using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Public;

/// <param name="Title">What its process is called.</param>
public sealed record MatterSummary(Guid Id, string Reference, string Title, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt)
{
    /// <summary>Of the records it was asked for, those it stands in.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<Guid> In { get; init; } = [];
}

/// <summary>A status of somebody, and in whose record it stands.</summary>
public sealed record StatusSummary(Guid Person, string Title, DateOnly StartsOn, DateOnly? EndsOn);

/// <summary>A step somebody began and did not complete: the reference of its matter, and what the step is called.</summary>
public sealed record BegunStep(string Reference, string Title);

/// <summary>A matter as programs see it.</summary>
/// <param name="People">Ids, of those in it and those who left.</param>
public sealed record MatterDetail(Guid Id, string Reference, string Process, string Title, string Area, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, IReadOnlyList<Guid> People, IReadOnlyList<StepSummary> Steps);

/// <param name="State">open, waiting, done, withdrawn or not-needed.</param>
/// <param name="Agency">Whose step it is, when it is one agency's.</param>
public sealed record StepSummary(Guid Id, string Name, string Title, string State, string? Agency, DateTimeOffset OpenedAt, DateTimeOffset? CompletedAt);

/// <summary>A step as something to disagree with.</summary>
/// <param name="HiddenTo">The circle that alone knows of its matter.</param>
/// <param name="Author">Whoever completed it.</param>
public sealed record StepToDispute(Guid Id, string Title, Guid Matter, string Reference, string Area, string? VisibleTo, string? HiddenTo, string? Agency, Guid? Author, IReadOnlyList<Guid> People);

/// <summary>A matter with what is open in it.</summary>
/// <param name="Open">Titles of its steps that are to be done.</param>
public sealed record RunningMatter(Guid Id, string Reference, string Process, string Title, string Area, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, IReadOnlyList<Guid> People, IReadOnlyList<string> Open);

/// <summary>Somebody has this step open.</summary>
public sealed record OpenStep(Guid Person, string Title, DateTimeOffset Since);

/// <summary>What is being done about somebody: all that other modules ask of this one. The asker notes the view.</summary>
public sealed class CaseworkRegister(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, LondonClock clock, LateReasons reasons, Chronology chronology, OnePerson one)
{
    /// <summary>Matters about them, the newest first, from all their records.</summary>
    public async Task<IReadOnlyList<MatterSummary>> MattersOfAsync(Guid person, CancellationToken cancellationToken = default) => await MattersOfAsync(await one.OfAsync(person, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<MatterSummary>> MattersOfAsync(Belonging whose, CancellationToken cancellationToken = default)
    {
        var records = whose.Everywhere;
        var matters = await db.Matters.AsNoTracking().Include(m => m.People).Where(m => m.People.Any(p => records.Contains(p.PersonId))).OrderByDescending(m => m.OpenedAt).ToListAsync(cancellationToken);
        return [.. matters.Where(m => m.People.Exists(p => whose.Has(p.PersonId, m.Id))).Select(m => new MatterSummary(m.Id, m.Reference, practice.ProcessIn(m.Area, m.Process).Title, m.OpenedAt, m.ClosedAt) { In = [.. m.People.Select(p => p.PersonId).Where(p => whose.Has(p, m.Id))] })];
    }

    /// <summary>Open matters with any of these people in them, the newest first; <see cref="MatterSummary.In"/> says whose.</summary>
    public async Task<IReadOnlyList<MatterSummary>> OpenOfAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellationToken = default)
    {
        if (people.Count == 0) { return []; }
        var open = await db.Matters.AsNoTracking().Where(m => m.ClosedAt == null && m.People.Any(p => p.LeftAt == null && people.Contains(p.PersonId))).OrderByDescending(m => m.OpenedAt).ThenBy(m => m.Id)
            .Select(m => new { m.Id, m.Reference, m.Process, m.Area, m.OpenedAt, In = m.People.Where(p => p.LeftAt == null && people.Contains(p.PersonId)).Select(p => p.PersonId).ToArray() }).ToListAsync(cancellationToken);
        return [.. open.Select(m => new MatterSummary(m.Id, m.Reference, practice.ProcessIn(m.Area, m.Process).Title, m.OpenedAt, null) { In = m.In })];
    }

    /// <summary>Their statuses, the latest first, from all their records.</summary>
    public async Task<IReadOnlyList<StatusSummary>> StatusesOfAsync(Belonging whose, CancellationToken cancellationToken = default)
    {
        var records = whose.Everywhere;
        var statuses = await db.Statuses.Where(s => records.Contains(s.PersonId)).OrderByDescending(s => s.StartsOn).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        if (whose.Given.Count + whose.Taken.Count > 0)
        {
            var begun = statuses.Select(s => s.StartedBy).ToArray();
            var of = await db.Facts.AsNoTracking().Where(f => begun.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.MatterId, cancellationToken);
            statuses = statuses.FindAll(s => whose.Has(s.PersonId, of.GetValueOrDefault(s.StartedBy)));
        }

        return [.. statuses.Select(s => new StatusSummary(s.PersonId, practice.Statuses.FirstOrDefault(r => r.Id == s.Kind)?.Title ?? s.Kind, s.StartsOn, s.EndsOn))];
    }

    /// <summary>A matter with its steps, as far as the asker sees them; null: there is none, or not for them.</summary>
    public async Task<MatterDetail?> MatterAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (await db.Matters.AsNoTracking().Include(m => m.People).Include(m => m.Steps).AsSplitQuery().FirstOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } matter) { return null; }
        var process = practice.ProcessIn(matter.Area, matter.Process);
        var steps = matter.Steps.OrderBy(s => s.OpenedAt).ThenBy(s => s.Id)
            .Select(s => new StepSummary(s.Id, s.Name, process.Step(s.Name)?.Title ?? s.Name, s.State is StepState.NotNeeded ? "not-needed" : s.State.ToString().ToLowerInvariant(), s.Agency, s.OpenedAt, s.CompletedAt));
        return new MatterDetail(matter.Id, matter.Reference, matter.Process, process.Title, matter.Area, matter.OpenedAt, matter.ClosedAt, [.. matter.People.Select(p => p.PersonId)], [.. steps]);
    }

    /// <summary>A step that was completed, or that others were asked; null: there is none, or not for the asker.</summary>
    public async Task<StepToDispute?> StepAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (await db.Steps.AsNoTracking().Include(s => s.People).Include(s => s.Matter).FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { Matter: { } matter } step) { return null; }
        return new StepToDispute(step.Id, practice.ProcessIn(step.Area, step.Process).Step(step.Name)?.Title ?? step.Name, matter.Id, matter.Reference, step.Area, step.VisibleTo, matter.HiddenTo, step.Agency, step.AuthorId, [.. step.Concerned.Select(p => p.PersonId)]);
    }

    /// <summary>Accounts of staff who are let into a matter by name now, as far as the asker sees who is.</summary>
    public async Task<IReadOnlyList<Guid>> LetInByNameAsync(Guid matter, CancellationToken cancellationToken = default)
    {
        var now = clock.Now;
        return await db.Involvements.AsNoTracking().Where(i => i.MatterId == matter && i.StaffId != null && (i.UntilAt == null || i.UntilAt > now)).Select(i => i.StaffId!.Value).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Matters of these processes, the newest first, as far as the asker sees them, with what is open in each.</summary>
    public async Task<IReadOnlyList<RunningMatter>> OfProcessesAsync(IReadOnlyCollection<string> processes, CancellationToken cancellationToken = default)
    {
        var found = await db.Matters.AsNoTracking().Where(m => processes.Contains(m.Process)).Include(m => m.People).Include(m => m.Steps).AsSplitQuery().OrderByDescending(m => m.OpenedAt).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        return [.. found.Select(m => new RunningMatter(m.Id, m.Reference, m.Process, practice.ProcessIn(m.Area, m.Process).Title, m.Area, m.OpenedAt, m.ClosedAt, [.. m.People.Select(p => p.PersonId)],
            [.. m.Steps.Where(s => (s.State is StepState.Open or StepState.Waiting) && s.Agency is null).OrderBy(s => s.OpenedAt).ThenBy(s => s.Id).Select(s => practice.ProcessIn(s.Area, s.Process).Step(s.Name)?.Title ?? s.Name).Distinct()]))];
    }

    /// <summary>Agencies that were asked something in a matter, or let into it, as far as the asker sees that.</summary>
    public async Task<IReadOnlyList<string>> AgenciesInAsync(Guid matter, CancellationToken cancellationToken = default) =>
        [.. (await db.Steps.Where(s => s.MatterId == matter && s.Agency != null).Select(s => s.Agency!).ToListAsync(cancellationToken))
            .Concat(await db.Involvements.Where(i => i.MatterId == matter && i.Agency != null).Select(i => i.Agency!).ToListAsync(cancellationToken)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The area of a matter; null: there is none, or not for the asker.</summary>
    public Task<string?> AreaOfAsync(Guid matter, CancellationToken cancellationToken = default) => db.Matters.Where(m => m.Id == matter).Select(m => (string?)m.Area).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The story of a matter, the newest first.</summary>
    public Task<IReadOnlyList<ChronologyLine>> ChronologyOfMatterAsync(Guid matter, CancellationToken cancellationToken = default) => chronology.OfMatterAsync(matter, cancellationToken);

    /// <summary>What a member of staff began and did not complete, for whoever looks after the people of their agency; nothing for anybody else.</summary>
    public async Task<IReadOnlyList<BegunStep>> BegunByAsync(Guid staff, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select reference, process, name, area from casework.drafts_of($1)", own.Connection) { Parameters = { new() { Value = staff } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var begun = new List<BegunStep>();
        while (await row.ReadAsync(cancellationToken)) { begun.Add(new BegunStep(row.GetString(0), practice.ProcessIn(row.GetString(3), row.GetString(1)).Step(row.GetString(2))?.Title ?? "A step")); }
        return begun;
    }

    /// <summary>Steps of these kinds (<c>process.step</c>) that are open or wait for approval, for each person in them.</summary>
    public async Task<IReadOnlyList<OpenStep>> OpenAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken = default)
    {
        var found = await db.Steps.AsNoTracking().Where(s => (s.State == StepState.Open || s.State == StepState.Waiting) && kinds.Contains(s.Process + "." + s.Name))
            .SelectMany(s => s.People.Where(p => p.LeftAt == null).Select(p => new { p.PersonId, s.Area, s.Process, s.Name, s.OpenedAt })).ToListAsync(cancellationToken);
        return [.. found.Select(f => new OpenStep(f.PersonId, practice.ProcessIn(f.Area, f.Process).Step(f.Name)?.Title ?? f.Name, f.OpenedAt))];
    }

    /// <summary>Time limits that run for them, the first due first, from all their records, with why one is late where somebody has said so.</summary>
    public async Task<IReadOnlyList<DeadlineLook>> DeadlinesOfAsync(Belonging whose, CancellationToken cancellationToken = default)
    {
        var records = whose.Everywhere;
        var running = (await db.Deadlines.Where(d => records.Contains(d.PersonId) && d.Ending == null).OrderBy(d => d.DueAt).ThenBy(d => d.Timescale).ThenBy(d => d.StartedAt).ThenBy(d => d.StartedBy).ToListAsync(cancellationToken)).FindAll(d => whose.Has(d.PersonId, d.MatterId));
        var explained = await reasons.OfAsync(running, cancellationToken);
        return [.. running.Select(d => d.Look(practice, calendar, clock.Now) with { Because = explained.TryGetValue(d.Id, out var late) ? late.AsText : null })];
    }

    /// <summary>Their story as the facts of all their records tell it, the newest first; shown by <c>_Chronology</c>.</summary>
    public async Task<IReadOnlyList<ChronologyLine>> ChronologyOfAsync(Guid person, CancellationToken cancellationToken = default) => await ChronologyOfAsync(await one.OfAsync(person, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ChronologyLine>> ChronologyOfAsync(Belonging whose, CancellationToken cancellationToken = default) => chronology.OfAsync(whose, cancellationToken);
}
