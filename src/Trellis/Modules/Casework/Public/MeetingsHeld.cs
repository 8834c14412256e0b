using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.People.Public;

namespace Trellis.Modules.Casework.Public;

/// <summary>How the meeting of a step went.</summary>
/// <param name="On">The day it is called for or was held; null: it is not called.</param>
/// <param name="Invited">How many are invited.</param>
/// <param name="Came">How many came; null: nobody said yet.</param>
/// <param name="Agencies">Codes of the agencies that came.</param>
/// <param name="Names">Everybody who could be known by name from it: invited, deputies.</param>
public sealed record MeetingHeld(Guid Step, DateTimeOffset? On, int Invited, int? Came, IReadOnlyList<string> Agencies, IReadOnlyList<string> Names);

/// <summary>Meetings of steps as other modules may know them, as far as the asker sees them. The asker notes the view.</summary>
public sealed class MeetingsHeld(TrellisDb db, PeopleRegister people)
{
    public async Task<IReadOnlyDictionary<Guid, MeetingHeld>> OfAsync(IReadOnlyCollection<Guid> steps, CancellationToken stop = default)
    {
        var sittings = await db.Set<Sitting>().AsNoTracking().Include(s => s.Came).Where(s => steps.Contains(s.StepId)).OrderBy(s => s.Number).ToListAsync(stop);
        var invited = await db.Set<Invited>().AsNoTracking().Where(i => steps.Contains(i.StepId)).ToListAsync(stop);
        var names = (await people.OfAsync(invited.Select(i => i.PersonId).OfType<Guid>(), stop)).ToDictionary(p => p.Id, p => p.Name);
        return steps.Distinct().ToDictionary(id => id, id =>
        {
            var own = sittings.FindAll(s => s.StepId == id);
            var latest = own.Find(s => s.Ending is null) ?? own.FindLast(s => s.Ending is Sitting.Held);
            var there = latest is { TakenAt: not null } ? latest.Came.Where(c => c.State == Attended.Present).Select(c => c.InvitedId).ToHashSet() : null;
            var asked = invited.FindAll(i => i.StepId == id);
            return new MeetingHeld(
                id, latest?.StartsAt, asked.Count(i => i.WithdrawnAt is null), there?.Count, [.. asked.Where(i => i.Code is not null && there?.Contains(i.Id) is true).Select(i => i.Code!).Distinct().Order(StringComparer.Ordinal)],
                [.. asked.Select(i => i.PersonId is { } person ? names.GetValueOrDefault(person, i.Name) : i.Name).Concat(own.SelectMany(s => s.Came).Select(c => c.Deputy)).Where(n => n.Length > 0).Distinct()]);
        });
    }
}
