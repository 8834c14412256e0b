using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>
/// Who a matter is about changes while it runs. Each method is one act; the caller has begun it and saves.
/// docs/decisions/0061 says what somebody who joins has been through and what is still to be done for them.
/// </summary>
public sealed class Joining(TrellisDb db, StepWork work, LondonClock clock)
{
    private Actor Actor => db.Acting.Actor;

    /// <summary>
    /// Lets somebody in as far as the matter has come. Each step that led to what is open is said of them too, on the day they
    /// joined; but what was decided of each child by itself is opened anew for them.
    /// </summary>
    public async Task<Outcome<Participant>> JoinAsync(Matter matter, Guid person, CancellationToken cancellationToken = default)
    {
        var back = matter.Present.All(p => p.PersonId != person) && await UndoTakingOutAsync(matter, person, cancellationToken);
        if (!back && matter.Join(person, clock.Now, Actor.Agency).Refused(out var why, out _)) { return why; }

        var here = matter.Steps.Select(s => s.Id).ToHashSet();
        foreach (var first in matter.Steps.Where(s => s.BecauseId is not { } because || !here.Contains(because)).ToArray()) { await BringToAsync(first, person, cancellationToken); }
        return matter.Present.First(p => p.PersonId == person);
    }

    /// <summary>Takes somebody out of this matter and of every open one it is linked to: they do not belong here, and nothing more is due.</summary>
    public async Task<Outcome<Participant>> TakeOutAsync(Matter matter, Guid person, CancellationToken cancellationToken = default)
    {
        var left = matter.TakeOut(person, clock.Now, Actor.Agency);
        if (left.Refused(out _)) { return left; }
        matter.CloseIfOver(clock.Now, Actor.Agency);
        foreach (var linked in await work.LinkedAsync(matter, cancellationToken))
        {
            if (!linked.Present.Any(p => p.PersonId == person)) { continue; }
            _ = linked.TakeOut(person, clock.Now, Actor.Agency);
            linked.CloseIfOver(clock.Now, Actor.Agency);
        }

        return left;
    }

    /// <summary>Let in again: that they were taken out no longer holds, here or in what it is linked to, and what was due for them is due.</summary>
    private async Task<bool> UndoTakingOutAsync(Matter matter, Guid person, CancellationToken cancellationToken)
    {
        var takenOut = await db.Facts.AsNoTracking().Where(f => f.OriginId == matter.OriginId && f.PersonId == person && f.Kind == Matter.TakenOutKind && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)).ToListAsync(cancellationToken);
        var acts = takenOut.Select(f => f.ActId).Distinct().ToArray();
        foreach (var fact in takenOut)
        {
            var from = await work.LoadAsync(fact.MatterId!.Value, cancellationToken) ?? throw new InvalidOperationException($"The matter {fact.MatterId} cannot be read");
            var said = await db.Facts.AsNoTracking().Where(f => f.MatterId == from.Id && acts.Contains(f.ActId) && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)
                && (f.Kind == Matter.ClosedKind || (f.PersonId == person && (f.Kind == Matter.LeftKind || f.Kind == Matter.TakenOutKind)))).ToListAsync(cancellationToken);
            from.Undo(said, [.. (await work.TakenAwayAsync(from, said, cancellationToken)).Where(t => t.Person == person)], clock.Now, Actor.Agency);
        }

        return matter.Present.Any(p => p.PersonId == person);
    }

    private async Task BringToAsync(CaseStep step, Guid person, CancellationToken cancellationToken)
    {
        if (step.State is StepState.Open) { step.AlsoAbout(person, clock.Now, Actor.Agency); }
        var happened = step.State is StepState.Done or StepState.Waiting;
        if (!happened && step.State is not StepState.NotNeeded) { return; }

        // What an agency answered, it answered about those it was asked about.
        if (happened && step.Agency is null && step.People.All(p => p.PersonId != person))
        {
            var definition = work.Definition(step);
            var fact = definition.PerPerson ? null : (await work.InForceAsync(step.Id, cancellationToken)).FirstOrDefault(f => f.Kind == step.Kind);
            if (fact is null)
            {
                OpenFor(step, definition, person);
                return;
            }

            step.SaidOf(person, fact, clock.Now, Actor.Agency);
        }

        foreach (var next in step.Matter!.Steps.Where(s => s.BecauseId == step.Id).ToArray()) { await BringToAsync(next, person, cancellationToken); }
    }

    private void OpenFor(CaseStep like, Step definition, Guid person)
    {
        if (like.Matter!.Steps.Any(s => s.Name == like.Name && s.State is StepState.Open && s.Concerned.Any(p => p.PersonId == person))) { return; }
        CaseStep.Open(like.Matter, definition, [person], like.BecauseId, clock.Now, Actor.Agency);
    }
}
