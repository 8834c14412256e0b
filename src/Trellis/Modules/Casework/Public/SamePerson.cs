using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Public;

/// <summary>
/// Two records are found to be about one person. Each says so; nothing is moved. Where both say that a status was in force at one
/// time, which the record would never allow of one person, or do not agree on a birth date or a number, somebody has to find out which is
/// right: work, not an error. When the two are parted again, that work is taken away.
/// </summary>
public sealed class SamePerson(TrellisDb db, WhatHappened happened, StepWork work, RecordTies ties, LondonClock clock)
{
    internal const string Process = "records";
    private const string Step = "two-records";

    /// <summary>Joins two records; where one is closed to all but some, it waits until a second agrees.</summary>
    /// <param name="folded">Leads to the other from now on.</param>
    public async Task<Outcome<string[]>> LinkAsync(Guid folded, Guid kept, CancellationToken cancellationToken = default)
    {
        if ((await ties.JoinAsync(folded, kept, cancellationToken)).Refused(out var why, out var tied)) { return why; }
        return tied.InForce ? await FollowAsync(tied, cancellationToken) : Array.Empty<string>();
    }

    /// <summary>The second agrees: the two are joined, or parted.</summary>
    public async Task<Outcome<Tied>> AgreeAsync(Guid tie, CancellationToken cancellationToken = default)
    {
        if ((await ties.AgreeAsync(tie, cancellationToken)).Refused(out var why, out var tied)) { return why; }
        if (tied.InForce) { await FollowAsync(tied, cancellationToken); }
        else { await ForgetAsync(tied, cancellationToken); }
        return tied;
    }

    /// <summary>They are not one after all.</summary>
    public async Task<Outcome<Tied>> UndoAsync(Guid tie, CancellationToken cancellationToken = default)
    {
        if ((await ties.UndoAsync(tie, cancellationToken)).Refused(out var why, out var tied)) { return why; }
        if (tied.Ended) { await ForgetAsync(tied, cancellationToken); }
        return tied;
    }

    /// <summary>On what the two do not agree: statuses both say were in force at one time, and what a person has once.</summary>
    public async Task<(IReadOnlyList<string> Statuses, IReadOnlyList<string> Other)> ConflictsAsync(Guid one, Guid other, CancellationToken cancellationToken = default)
    {
        var periods = await db.Statuses.Where(s => s.PersonId == one || s.PersonId == other).ToListAsync(cancellationToken);
        var statuses = (from a in periods.Where(p => p.PersonId == one)
                        join b in periods.Where(p => p.PersonId == other) on (a.Kind, a.Area) equals (b.Kind, b.Area)
                        where (b.EndsOn is not { } bEnd || a.StartsOn < bEnd) && (a.EndsOn is not { } aEnd || b.StartsOn < aEnd)
                        select a.Kind).Distinct().Order(StringComparer.Ordinal).ToArray();
        return (statuses, await ties.DisagreeAsync(one, other, cancellationToken));
    }

    private async Task<string[]> FollowAsync(Tied tied, CancellationToken cancellationToken)
    {
        var (statuses, other) = await ConflictsAsync(tied.First, tied.Second, cancellationToken);
        if (statuses.Count + other.Count > 0)
        {
            var details = statuses.Select(s => new FactDetail { Field = "status", Code = s }).Concat(other.Select(o => new FactDetail { Field = "conflict", Code = o }));
            await happened.FoundAsync(WhatHappened.Conflicts, [tied.First, tied.Second], details, cancellationToken);
        }

        return [.. statuses, .. other];
    }

    /// <summary>What they did not agree on no longer has to agree. What somebody found out about it already stays.</summary>
    private async Task ForgetAsync(Tied tied, CancellationToken cancellationToken)
    {
        var open = await db.Matters.Where(m => m.Process == Process && m.ClosedAt == null && m.People.Any(p => p.PersonId == tied.First) && m.People.Any(p => p.PersonId == tied.Second) && m.Steps.All(s => s.Name == Step && s.State == StepState.Open))
            .Select(m => m.Id).ToListAsync(cancellationToken);
        foreach (var id in open)
        {
            var matter = (await work.LoadAsync(id, cancellationToken))!;
            foreach (var step in matter.Steps.ToArray())
            {
                step.NoLongerNeeded(StepState.Withdrawn, await work.InForceAsync(step.Id, cancellationToken), clock.Now, db.Acting.Actor.Agency);
                if (await work.DraftAsync(step, cancellationToken) is { } draft) { db.Drafts.Remove(draft); }
            }

            matter.Withdraw(clock.Now, db.Acting.Actor.Agency);
        }

        // What was said of the two in one breath, and of nobody else.
        var said = await db.Facts.AsNoTracking().Where(f => (f.PersonId == tied.First || f.PersonId == tied.Second) && f.Kind == WhatHappened.Conflicts && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)).ToListAsync(cancellationToken);
        foreach (var fact in said.GroupBy(f => f.Recorded).Where(g => g.Select(f => f.PersonId).Distinct().Count() == 2).SelectMany(g => g)) { await happened.NoLongerAsync(fact, cancellationToken); }
    }

    /// <summary>Some matters of a record are about somebody else, who gets a record of their own in which they are shown.</summary>
    public async Task<Outcome<Tied>> SplitAsync(Guid from, IReadOnlyCollection<Guid> matters, SomebodyElse who, CancellationToken cancellationToken = default)
    {
        var asked = matters.Distinct().ToArray();
        if (asked.Length == 0) { return new Refusal("Matters", "Select what is about somebody else"); }
        if (await db.Matters.CountAsync(m => asked.Contains(m.Id) && m.People.Any(p => p.PersonId == from), cancellationToken) < asked.Length) { return new Refusal("Matters", "Select matters of this record"); }
        return await ties.SplitAsync(from, asked, who, cancellationToken);
    }
}
