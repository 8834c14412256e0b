using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework;

/// <summary>
/// Two records are found to be about one person. Each says so; nothing is moved. Where both say that a status was in force at one
/// time, which the record would never allow of one person, somebody has to find out which is right: work, not an error.
/// </summary>
public sealed class SamePerson(TrellisDb db, WhatHappened happened, Closed closed)
{
    /// <returns>The statuses on which the two do not agree.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> LinkAsync(Guid one, Guid other, CancellationToken cancellationToken = default)
    {
        if (one == other) { return new Refusal("Other", "This is the same record"); }
        if (await closed.ApartAsync(one, other, cancellationToken)) { return new Refusal("Other", "These records must stay apart"); }
        if (await LinkedAsync(one, other, cancellationToken)) { return new Refusal("Other", "These records are linked already"); }
        await happened.FoundAsync(WhatHappened.FoundToBeOne, [one], [Other(other)], cancellationToken);
        await happened.FoundAsync(WhatHappened.FoundToBeOne, [other], [Other(one)], cancellationToken);

        var periods = await db.Statuses.Where(s => s.PersonId == one || s.PersonId == other).ToListAsync(cancellationToken);
        var conflicts = (from a in periods.Where(p => p.PersonId == one)
                         join b in periods.Where(p => p.PersonId == other) on (a.Kind, a.Area) equals (b.Kind, b.Area)
                         where (b.EndsOn is not { } bEnd || a.StartsOn < bEnd) && (a.EndsOn is not { } aEnd || b.StartsOn < aEnd)
                         select a.Kind).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (conflicts.Length > 0) { await happened.FoundAsync(WhatHappened.Conflicts, [one, other], conflicts.Select(c => new FactDetail { Field = "status", Code = c }), cancellationToken); }
        return conflicts;
    }

    private static FactDetail Other(Guid person) => new() { Field = "other", Code = person.ToString() };

    private Task<bool> LinkedAsync(Guid one, Guid other, CancellationToken cancellationToken)
    {
        var code = other.ToString();
        return db.Facts.AnyAsync(f => f.PersonId == one && f.Kind == WhatHappened.FoundToBeOne && f.Details.Any(d => d.Field == "other" && d.Code == code), cancellationToken);
    }
}
