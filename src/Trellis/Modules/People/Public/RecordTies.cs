using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Modules.People.Same;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Public;

/// <summary>Two records, and whether what was said of them is in force.</summary>
public sealed record Tied(Guid Tie, Guid First, Guid Second, bool InForce, bool Ended);

/// <summary>Somebody whose matters stood in the record of another.</summary>
public sealed record SomebodyElse(string GivenName, string FamilyName, DateOnly? Born, string Sex, string EthnicGroup);

/// <summary>
/// Says that two records are one person, or two, or that part of one is about another. Each is one act; the caller has begun it and saves.
/// Of what the actor may not open, and of what must stay apart, it knows nothing, in the same words.
/// </summary>
public sealed class RecordTies(TrellisDb db, LondonClock clock)
{
    public const string NotThere = "Enter the reference of a record you may open";

    /// <param name="folded">Leads to the other from now on.</param>
    /// <param name="kept">What both are shown with.</param>
    public async Task<Outcome<Tied>> JoinAsync(Guid folded, Guid kept, CancellationToken cancellationToken = default)
    {
        if (folded == kept) { return new Refusal("Other", "This is the same record"); }
        if ((await BothAsync(folded, kept, cancellationToken)).Refused(out var why, out var both)) { return why; }
        switch (await TextAsync("select people.not_joined($1, $2)", folded, kept, cancellationToken))
        {
            case "apart": return new Refusal("Other", NotThere);
            case "linked": return new Refusal("Other", "These records are linked already");
            case "different": return new Refusal("Other", "These are known to be different people. Take that back first if it was wrong");
        }

        var ties = await db.Set<SameAs>().AsNoTracking().Where(s => s.EndedAt == null && (s.FoldedId == folded || s.FoldedId == kept)).ToListAsync(cancellationToken);
        if (ties.Exists(t => t.FoldedId == folded)) { return new Refusal("Other", ties.Exists(t => t.InForce && t.FoldedId == folded) ? "This record leads to another already. Join that one" : "This record is about to be joined with another: a second person has to agree"); }
        if (ties.Exists(t => t.FoldedId == kept)) { return new Refusal("Other", "The record to keep leads to another itself, or is about to. Join that one"); }

        var tie = new SameAs { FoldedId = folded, KeptId = kept, Area = both.One.Area, OtherArea = both.Other.Area, ProposedBy = db.Acting.Actor.UserId, ProposedAt = clock.Now, NeedsSecond = await IsClosedAsync([folded, kept], cancellationToken) };
        tie.Begin(db.Acting.Actor.Agency);
        db.Add(tie);
        return Of(tie);
    }

    /// <summary>The second agrees.</summary>
    public async Task<Outcome<Tied>> AgreeAsync(Guid tie, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(tie, cancellationToken) is not { } found) { return new Refusal("", "There is nothing to agree to. Look at it again"); }
        return found.Agree(db.Acting.Actor.UserId, clock.Now, db.Acting.Actor.Agency).Refused(out var why) ? why : Of(found);
    }

    /// <summary>Undoes it; where one of the records is closed to all but some, once a second agrees.</summary>
    public async Task<Outcome<Tied>> UndoAsync(Guid tie, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(tie, cancellationToken) is not { } found) { return new Refusal("", "There is nothing to undo. Look at it again"); }
        return found.Undo(db.Acting.Actor.UserId, await IsClosedAsync([found.First, found.Second], cancellationToken), clock.Now, db.Acting.Actor.Agency).Refused(out var why) ? why : Of(found);
    }

    /// <summary>A record of their own for somebody else, with these matters of this one; closed as this one is.</summary>
    public async Task<Outcome<Tied>> SplitAsync(Guid from, Guid[] matters, SomebodyElse who, CancellationToken cancellationToken = default)
    {
        await db.OneAtATimeAsync(from, cancellationToken);
        if (await db.People.FirstOrDefaultAsync(p => p.Id == from, cancellationToken) is not { } person) { return new Refusal("Matters", NotThere); }
        if (!db.Acting.Actor.SeesAll(person.Area) || !db.Acting.Actor.Areas.Contains(person.Area)) { return new Refusal("Matters", "This record is another area’s"); }
        if ((await db.Set<Split>().AsNoTracking().Where(s => s.FromId == from && s.EndedAt == null).ToListAsync(cancellationToken)).Exists(s => s.Matters.Intersect(matters).Any())) { return new Refusal("Matters", "Some of it is split off already, or is about to be"); }
        if (string.IsNullOrWhiteSpace(who.GivenName)) { return new Refusal("GivenName", "Enter a first name. If you do not know it, enter what you would call them"); }
        if (string.IsNullOrWhiteSpace(who.FamilyName)) { return new Refusal("FamilyName", "Enter a last name. If you do not know it, enter Unknown"); }

        var other = new Person { Reference = await PeopleTold.NextReferenceAsync(db, cancellationToken), Area = person.Area, GivenName = who.GivenName.Trim(), FamilyName = who.FamilyName.Trim(), Born = who.Born, Sex = who.Sex, EthnicGroup = who.EthnicGroup, HouseholdId = Ids.New() };
        var closed = await IsClosedAsync([from], cancellationToken);
        if (closed)
        {
            if (await db.Set<Closure>().AsNoTracking().FirstOrDefaultAsync(c => c.PersonId == from && c.UntilAt == null, cancellationToken) is not { } closure) { return new Refusal("", "Somebody who is named for this record has to split it"); }
            if (Closure.Close(other.Id, null, person.Area, closure.Kind, closure.Named, clock.Now, db.Acting.Actor.Agency).Refused(out var why, out var same)) { return why; }
            db.Add(same);
        }

        other.Added(Moment.Exactly(clock.Now));
        var split = new Split { FromId = from, ToId = other.Id, Area = person.Area, OtherArea = person.Area, Matters = matters, ProposedBy = db.Acting.Actor.UserId, ProposedAt = clock.Now, NeedsSecond = closed };
        split.Begin(db.Acting.Actor.Agency);
        db.AddRange(other, split, DifferentFrom.Begin(person, other, clock.Now, db.Acting.Actor.Agency));
        return Of(split);
    }

    /// <summary>They look alike and are two.</summary>
    public async Task<Outcome<bool>> TellApartAsync(Guid one, Guid other, CancellationToken cancellationToken = default)
    {
        if (one == other) { return new Refusal("Other", "This is the same record"); }
        if ((await BothAsync(one, other, cancellationToken)).Refused(out var why, out var both)) { return why; }
        switch (await TextAsync("select people.not_joined($1, $2)", one, other, cancellationToken))
        {
            case "apart": return new Refusal("Other", NotThere);
            case "linked": return new Refusal("Other", "These records are linked. Part them first");
            case "different": return new Refusal("Other", "This is recorded already");
        }

        if (await db.Set<SameAs>().AnyAsync(s => s.EndedAt == null && ((s.FoldedId == one && s.KeptId == other) || (s.FoldedId == other && s.KeptId == one)), cancellationToken)) { return new Refusal("Other", "It is proposed to join these records. Take that back first"); }
        db.Add(DifferentFrom.Begin(both.One, both.Other, clock.Now, db.Acting.Actor.Agency));
        return true;
    }

    /// <summary>That they are two was wrong, or is not sure.</summary>
    public async Task<Outcome<bool>> TakeBackApartAsync(Guid told, CancellationToken cancellationToken = default) =>
        await db.Set<DifferentFrom>().FirstOrDefaultAsync(d => d.Id == told, cancellationToken) is not { } found ? new Refusal("", "There is nothing to take back. Look at it again")
        : found.End(clock.Now, db.Acting.Actor.Agency).Refused(out var why) ? why : true;

    /// <summary>On what two records do not agree that one person has once: <c>birth-date</c>, <c>sex</c>, <c>nhs</c>, <c>upn</c>.</summary>
    public async Task<IReadOnlyList<string>> DisagreeAsync(Guid one, Guid other, CancellationToken cancellationToken = default)
    {
        var people = await db.People.AsNoTracking().Include(p => p.Identifiers).Where(p => p.Id == one || p.Id == other).ToListAsync(cancellationToken);
        if (people is not [var a, var b]) { return []; }
        var found = new List<string>();
        if (a.Born is not null && b.Born is not null && a.Born != b.Born && a.BornAs is Ages.ToTheDay && b.BornAs is Ages.ToTheDay) { found.Add("birth-date"); }
        if (a.Sex is not "U" && b.Sex is not "U" && a.Sex != b.Sex) { found.Add("sex"); }
        foreach (var kind in (string[])["nhs", "upn"])
        {
            var (mine, theirs) = (Values(a, kind), Values(b, kind));
            if (mine.Length > 0 && theirs.Length > 0 && !mine.Intersect(theirs).Any()) { found.Add(kind); }
        }

        return found;
    }

    private static string[] Values(Person person, string kind) => [.. person.Identifiers.Where(i => i.Kind == kind && i.Stands && i.UntilOn is null).Select(i => i.Value)];

    /// <summary>Nothing stands against joining two records: they are not known to be two, not joined already, and need not stay apart.</summary>
    public async Task<bool> MayBeOneAsync(Guid one, Guid other, CancellationToken cancellationToken = default) => await TextAsync("select people.not_joined($1, $2)", one, other, cancellationToken) is null;

    /// <summary>Two records that nobody is to bring together: to whoever asks, the other is not there.</summary>
    internal async Task<bool> MustStayApartAsync(Guid one, Guid other, CancellationToken cancellationToken = default) => await TextAsync("select people.not_joined($1, $2)", one, other, cancellationToken) is "apart";

    internal async Task<bool> IsClosedAsync(Guid[] records, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select people.is_closed($1)", own.Connection) { Parameters = { new() { Value = records } } };
        return await ask.ExecuteScalarAsync(cancellationToken) is true;
    }

    internal async Task<RecordTie?> FindAsync(Guid tie, CancellationToken cancellationToken = default)
    {
        await db.OneAtATimeAsync(tie, cancellationToken);
        return await db.Set<SameAs>().FirstOrDefaultAsync(s => s.Id == tie, cancellationToken) ?? (RecordTie?)await db.Set<Split>().FirstOrDefaultAsync(s => s.Id == tie, cancellationToken);
    }

    /// <summary>Both records, with nobody else deciding about either.</summary>
    private async Task<Outcome<(Person One, Person Other)>> BothAsync(Guid one, Guid other, CancellationToken cancellationToken)
    {
        foreach (var id in new[] { one, other }.Order()) { await db.OneAtATimeAsync(id, cancellationToken); }
        var both = await db.People.Where(p => p.Id == one || p.Id == other).ToListAsync(cancellationToken);
        if (both.Count < 2) { return new Refusal("Other", NotThere); }
        if (both.Exists(p => !db.Acting.Actor.SeesAll(p.Area) || !db.Acting.Actor.Areas.Contains(p.Area))) { return new Refusal("Other", "One of these records is another area’s. Ask its front door to look at them with you"); }
        return (both.First(p => p.Id == one), both.First(p => p.Id == other));
    }

    private async Task<string?> TextAsync(string sql, Guid one, Guid other, CancellationToken cancellationToken)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand(sql, own.Connection) { Parameters = { new() { Value = one }, new() { Value = other } } };
        return await ask.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static Tied Of(RecordTie tie) => new(tie.Id, tie.First, tie.Second, tie.InForce, tie.EndedAt is not null);
}
