using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>Hears how steps stand after a save, whatever moved them, and tells whoever has to do the next thing.</summary>
public sealed class StepNews(PracticeModel practice, Teller teller) : IHearsSaves
{
    public async Task HearAsync(RecordDb db, Outbox outbox, CancellationToken cancellationToken)
    {
        var changed = db.ChangeTracker.Entries<CaseStep>().Where(Moved).OrderBy(e => e.Entity.Id).ToArray();
        if (changed.Length == 0) { return; }
        var matters = changed.Where(e => e.Entity.Matter is null).Select(e => e.Entity.MatterId).Distinct().ToArray();
        var references = matters.Length == 0 ? [] : await db.Set<Matter>().Where(m => matters.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Reference, cancellationToken);
        await using var own = await db.OpenAsync(cancellationToken);
        foreach (var entry in changed)
        {
            var step = entry.Entity;
            if (entry.State is EntityState.Modified) { outbox.Settle(step.Id); }
            if (OccasionOf(entry) is not { } occasion) { continue; }
            var news = Of(step, occasion, step.Matter?.Reference ?? references[step.MatterId], practice);
            await teller.TellAsync(own.Connection, outbox, news, Uninterested(db, step, occasion), cancellationToken);
        }
    }

    /// <summary>What is told of a step that waits for somebody, or did.</summary>
    internal static News Of(CaseStep step, Occasion occasion, string reference, PracticeModel practice)
    {
        var definition = practice.ProcessIn(step.Area, step.Process).Step(step.Name);
        var (role, agency) = Turn(definition, step.State, step.Agency);
        return new News(occasion, step.Id, step.Kind, reference, step.Area, step.VisibleTo, role, agency, step.AuthorId);
    }

    /// <summary>Whose turn it is: a role, or an agency. Neither, where nobody in particular has to do it.</summary>
    internal static (string? Role, string? Agency) Turn(Step? definition, StepState state, string? agency) => (state, agency) switch
    {
        (StepState.Waiting, _) => (definition?.ApprovedBy, null),
        (_, not null) => (null, agency),
        _ => (definition?.Team, null),
    };

    private static bool Moved(EntityEntry<CaseStep> entry) =>
        entry.State is EntityState.Added || (entry.State is EntityState.Modified && entry.Property(s => s.State).OriginalValue != entry.Entity.State);

    private Occasion? OccasionOf(EntityEntry<CaseStep> entry)
    {
        var step = entry.Entity;
        var was = entry.State is EntityState.Added ? (StepState?)null : entry.Property(s => s.State).OriginalValue;
        return (was, step.State) switch
        {
            (_, StepState.Waiting) => Occasion.ApprovalWaits,
            (StepState.Waiting, StepState.Open) => Occasion.StepReturned,
            (StepState.Waiting or StepState.Done, StepState.Withdrawn) => Occasion.StepWithdrawn,
            (_, StepState.Open) when step.Agency is null => Occasion.WorkWaits,
            // An agency's copy of what it is asked; what it began itself it need not be told of.
            (_, StepState.Open) when practice.ProcessIn(step.Area, step.Process).Step(step.Name) is { AskAgencies: true } => Occasion.AgencyAsked,
            _ => null,
        };
    }

    /// <summary>Who did it, and of an approval the author, who may not give it.</summary>
    private static Guid[] Uninterested(RecordDb db, CaseStep step, Occasion occasion) =>
        occasion is Occasion.ApprovalWaits && step.AuthorId is { } author ? [db.Acting.Actor.UserId, author] : [db.Acting.Actor.UserId];
}
