using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>
/// Undoing a step done in error or about the wrong child: first what it would undo, then doing it. Refused while a
/// later step stands on it. The trail stays.
/// </summary>
public sealed class Withdrawal(TrellisDb db, StepWork work, PracticeModel practice, WhatHappened happened, LondonClock clock)
{
    /// <summary>What withdrawing would undo, as sentences, and the steps that stand in its way.</summary>
    public sealed record Effects(IReadOnlyList<string> Undone, IReadOnlyList<CaseStep> InTheWay, IReadOnlyList<CaseStep> Opened, IReadOnlyList<Matter> Matters);

    public async Task<Effects> EffectsAsync(CaseStep step, CancellationToken cancellationToken = default)
    {
        var matters = await db.Matters.Include(m => m.People).Include(m => m.Steps).ThenInclude(s => s.People).AsSplitQuery()
            .Where(m => m.BecauseId == step.Id && m.ClosedAt == null).ToListAsync(cancellationToken);

        // What it opened may stand in a matter that was there before it.
        foreach (var matter in await db.Steps.Where(s => s.BecauseId == step.Id).Select(s => s.MatterId).Distinct().ToListAsync(cancellationToken)) { await work.LoadAsync(matter, cancellationToken); }
        var opened = db.Steps.Local.Where(s => s.BecauseId == step.Id).Concat(matters.SelectMany(m => m.Steps)).Distinct()
            .Where(s => s.Id != step.Id && s.State is not (StepState.Withdrawn or StepState.NotNeeded)).ToArray();
        var undone = new List<string>();
        undone.AddRange(opened.Where(s => s.State is StepState.Open).Select(s => $"The step “{work.Definition(s).Title}” that it opened will be taken away"));
        undone.AddRange(matters.Select(m => $"The matter {m.Reference} that it opened will be withdrawn"));
        var facts = await db.Facts.Where(f => f.SourceId == step.Id).Select(f => f.Id).ToListAsync(cancellationToken);
        foreach (var deadline in await db.Deadlines.Where(d => facts.Contains(d.StartedBy) || (d.EndedBy != null && facts.Contains(d.EndedBy.Value))).ToListAsync(cancellationToken))
        {
            var title = practice.TimescalesIn(step.Area).First(t => t.Id == deadline.Timescale).Duty;
            undone.Add(facts.Contains(deadline.StartedBy)
                ? $"The clock “{title}”, due {English.Date(deadline.DueOn)}, will no longer run"
                : $"The clock “{title}”, due {English.Date(deadline.DueOn)}, will run again");
        }

        foreach (var status in await db.Statuses.Where(s => facts.Contains(s.StartedBy) || (s.EndedBy != null && facts.Contains(s.EndedBy.Value))).ToListAsync(cancellationToken))
        {
            var title = practice.Statuses.First(s => s.Id == status.Kind).Title;
            undone.Add(facts.Contains(status.StartedBy)
                ? $"The status “{title}” that began on {English.Date(status.StartsOn)} will be taken away"
                : $"The status “{title}” that ended on {English.Date(status.EndsOn ?? clock.Today)} will be open again");
        }

        return new Effects([.. undone.Distinct()], [.. opened.Where(s => s.State is StepState.Done or StepState.Waiting)], opened, matters);
    }

    /// <param name="wrongPerson">It was about the wrong child: nothing is offered again, and what it said is hidden from their record.</param>
    public async Task<Outcome<StepState>> WithdrawAsync(CaseStep step, bool wrongPerson, CancellationToken cancellationToken = default)
    {
        var effects = await EffectsAsync(step, cancellationToken);
        if (effects.InTheWay.Count > 0)
        {
            var titles = string.Join(" and ", effects.InTheWay.Select(s => $"“{work.Definition(s).Title}”").Distinct());
            return new Refusal("", $"{titles} stands on this step. Withdraw it first");
        }

        var actor = db.Acting.Actor;
        var said = await work.InForceAsync(step.Id, cancellationToken);
        var left = said.Where(f => f.Kind == Matter.LeftKind).ToArray();
        var closed = step.Matter!.ClosedAt is null ? [] : (await work.InForceAsync(step.MatterId, cancellationToken)).Where(f => f.Kind == Matter.ClosedKind);
        var joined = said.Where(f => f.Kind == Matter.JoinedKind).ToArray();
        var openAgain = await work.TakenAwayAsync(step.Matter, left, cancellationToken);
        var result = step.Withdraw([.. said.Except(left)], wrongPerson, actor, clock.Now);
        if (result.Refused(out var why, out var state)) { return why; }

        foreach (var opened in effects.Opened)
        {
            opened.NoLongerNeeded(StepState.Withdrawn, await work.InForceAsync(opened.Id, cancellationToken), clock.Now, actor.Agency);
            if (await work.DraftAsync(opened, cancellationToken) is { } draft) { db.Drafts.Remove(draft); }
        }

        foreach (var matter in effects.Matters) { matter.Withdraw(clock.Now, actor.Agency); }
        foreach (var fact in joined)
        {
            if (db.Matters.Local.FirstOrDefault(m => m.Id == fact.MatterId) is not { } matter) { continue; }
            _ = matter.Leave(fact.PersonId!.Value, clock.Now, actor.Agency, null);
            matter.CloseIfOver(clock.Now, actor.Agency);
        }

        step.Matter.Undo([.. left, .. closed], openAgain, clock.Now, actor.Agency);
        if (!wrongPerson) { CaseStep.Open(step.Matter, work.Definition(step), step.Concerned.Select(p => p.PersonId).ToArray(), step.BecauseId, clock.Now, actor.Agency, step.Agency); }
        else if (step.Matter.Steps.All(s => s.State is StepState.Withdrawn or StepState.NotNeeded)) { step.Matter.Withdraw(clock.Now, actor.Agency); } // nothing true is left in it
        else { step.Matter.CloseIfOver(clock.Now, actor.Agency); }
        if (!wrongPerson) { return state; }

        // That something about somebody else was here is looked at as a breach.
        var wrong = step.Concerned.Select(p => p.PersonId).ToArray();
        await happened.FoundAsync(WhatHappened.AboutSomebodyElse, wrong, [], cancellationToken);
        return state;
    }
}
