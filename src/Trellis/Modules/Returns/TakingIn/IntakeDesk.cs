using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>What would become of what a file says: who each child is, and what would be new, changed or taken back.</summary>
public sealed record Weighed(Telling Telling, ImmutableArray<ChildChoice> Choices, IntakeCounts Counts)
{
    internal IReadOnlyList<(ChildChoice Child, ToldRow Row)> Rows { get; init; } = [];

    internal ToldChanges Changes { get; init; } = ToldChanges.None;

    public bool BringsNothing => Counts is { Added: 0, Came: 0, Changed: 0, Went: 0 };
}

/// <summary>
/// Takes what a return says of children into their records: all of it in one transaction, or none. A later file of its stream corrects what an
/// earlier one said, and what it says no more is taken back. The same again changes nothing.
/// </summary>
public sealed class IntakeDesk(TrellisDb db, NumberedPeople people, TwoRecords two, ToldRows told, LondonClock clock)
{
    /// <summary>One at a time in an area, whatever is taken in, until the transaction ends.</summary>
    public Task AloneAsync(string area, CancellationToken stop = default) => db.OneAtATimeAsync(ToldRow.Hash($"intake {area}"), stop);

    /// <summary>Nothing is written.</summary>
    public async Task<Weighed> WeighAsync(Telling telling, IReadOnlyList<ToldChild> children, Func<ToldChild, IEnumerable<ToldRow>> rowsOf, CancellationToken stop = default)
    {
        var leads = await two.LeadsAsync(stop);
        var matching = new ChildMatching(await people.ToldByAsync(telling.Agency, telling.Area, stop), await people.ByUpnAsync(telling.Area, stop), leads);
        var choices = await InRecordsAsync(matching.Decide(children), leads, telling.Area, stop);
        var rows = choices.Where(c => c.As is not null).SelectMany(c => rowsOf(c.Child).Select(r => (Child: c, Row: r))).ToArray();
        var changes = await told.CompareAsync(telling, rows.Select(r => (r.Row, r.Child.Record!.Value)), stop);
        return new Weighed(telling, choices, new IntakeCounts(
            choices.Length, choices.Count(c => c.Outcome is ChildMatching.Linked), choices.Count(c => c.Outcome is ChildMatching.Added), choices.Count(c => c.Outcome is ChildMatching.LeftOut),
            changes.Came.Count - changes.Moved, changes.Changed.Count + changes.Moved, changes.Went.Count - changes.Moved, changes.Unchanged))
        { Rows = rows, Changes = changes };
    }

    /// <summary>
    /// Where people have joined a child's record with another of the area, what is told from now on stands in the one both are shown with. Not where
    /// the file has two children of that one person: each row stays where it is, until the case system has them as one.
    /// </summary>
    private async Task<ImmutableArray<ChildChoice>> InRecordsAsync(IReadOnlyList<ChildChoice> choices, IReadOnlyDictionary<Guid, Guid> leads, string area, CancellationToken stop)
    {
        Guid Lead(Guid person) => leads.GetValueOrDefault(person, person);
        var several = choices.Where(c => c.As is not null).CountBy(c => Lead(c.As!.Id)).Where(c => c.Value > 1).Select(c => c.Key).ToHashSet();
        var joined = choices.Where(c => c.As is not null && leads.ContainsKey(c.As.Id)).Select(c => Lead(c.As!.Id)).Distinct().ToArray();
        var here = await people.InAreaAsync(joined, area, stop);
        return [.. choices.Select(c => c.As is null ? c : c with { Record = here.Contains(Lead(c.As.Id)) && !several.Contains(Lead(c.As.Id)) ? Lead(c.As.Id) : c.As.Id })];
    }

    /// <summary>Takes it in and saves, within the act under way.</summary>
    public async Task TakeInAsync(Intake intake, Weighed weighed, CancellationToken stop = default)
    {
        var (telling, changes) = (weighed.Telling, weighed.Changes);
        intake.Begin();
        db.Add(intake);
        await db.SavePartAsync(stop);
        var added = await people.AddAsync([.. weighed.Choices.Where(c => c.Outcome is ChildMatching.Added).Select(c => c.As!)], telling.Area, telling.Agency, stop);
        var known = weighed.Choices.Where(c => c.As is not null).ToArray();
        if (telling.IsFeed)
        {
            var said = await people.SaidByAsync(telling.Agency, telling.Area, stop);
            known = Array.FindAll(known, c => said.GetValueOrDefault(c.Number) != c.Child.Said);
        }

        var sources = await people.TellAsync([.. known.Select(c => c.As!)], telling.Area, telling.Agency, stop);
        var of = known.Zip(sources).ToDictionary(k => k.First.Position, k => k.Second);
        await told.KeepChildrenAsync(intake, telling.IsFeed ? [.. weighed.Choices.Where(c => c.As is null || of.ContainsKey(c.Position))] : weighed.Choices, of, stop);
        await db.SayManyAsync(added, stop);
        var facts = await told.SayAsync(changes, telling.Area, telling.Agency, stop);
        await db.SayManyAsync(facts.Select(s => s.Fact), stop);
        await told.KeepAsync(intake, facts, changes, stop);
        db.Attach(intake);
        intake.Finish(telling.IsFeed ? [.. weighed.Rows.Select(r => (CensusYear.NameOf(r.Row.On.Month >= 4 ? r.Row.On.Year + 1 : r.Row.On.Year), r.Row.Kind)).Distinct().Order()] : []);
        db.Entry(intake).Property(i => i.State).IsModified = true;
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Takes back all that the latest file of a stream brought, as if it had never come; in the record both acts stay. Saves.</summary>
    /// <returns>How many of the people it added were taken away, and how many stay: somebody has used their records.</returns>
    public async Task<Outcome<(int Gone, int Kept)>> UndoAsync(Intake intake, CancellationToken stop = default)
    {
        await AloneAsync(intake.Area, stop);
        await db.Entry(intake).ReloadAsync(stop);
        if (intake.State is not Intake.TakenIn) { return new Refusal("", "Somebody else has undone this already"); }
        if (await db.Set<Intake>().AnyAsync(i => i.Area == intake.Area && i.Stream == intake.Stream && i.State == Intake.TakenIn && i.TakenAt > intake.TakenAt, stop)) { return new Refusal("", $"A later {(intake.IsFeed ? "feed" : "census")} of the area stands on this one. Undo that one first"); }
        var now = clock.Now;
        var unused = await db.Database.SqlQuery<Guid[]>($"select returns.added_and_unused({intake.Id}) as \"Value\"").SingleAsync(stop);
        intake.BeginUndoing(now);
        db.Entry(intake).Property(i => i.Kept).IsModified = true;
        await db.SavePartAsync(stop);
        await told.TakeBackAsync(intake, unused, stop);
        db.Attach(intake);
        intake.Undo(intake.Added - unused.Length, now);
        await db.Database.SqlQuery<int>($"select returns.take_away({intake.Id}, {unused}) as \"Value\"").SingleAsync(stop);
        await db.SaveChangesAsync(stop);
        return (unused.Length, intake.Added - unused.Length);
    }
}
