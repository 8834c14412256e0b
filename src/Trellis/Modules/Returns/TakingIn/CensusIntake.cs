using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Public;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>What would become of a census.</summary>
public sealed record IntakePreview(CheckResult Checked, ImmutableArray<ChildChoice> Choices, IntakeCounts Counts)
{
    internal IReadOnlyList<(ChildChoice Child, CensusRow Row)> Rows { get; init; } = [];

    internal ToldChanges Changes { get; init; } = ToldChanges.None;
}

/// <summary>
/// Takes a checked census into the records of children: all of it in one transaction, or none. A later file of the same or another year
/// corrects what an earlier one said; what it says no more, of its own year, is taken back. The same file again changes nothing.
/// </summary>
public sealed class CensusIntake(TrellisDb db, NumberedPeople people, ToldRows told, CensusCodes codes, LondonClock clock)
{
    /// <summary>What would become of it, or why nothing can. Nothing is written.</summary>
    /// <param name="sha256">Of the file: a submission that was signed off stands for its errors.</param>
    public async Task<Outcome<IntakePreview>> LookAsync(CheckResult result, byte[] sha256, string area, string agency, CancellationToken stop = default)
    {
        if (!result.Census.IsWhole) { return new Refusal("", "The file could not be read to its end"); }
        if (result.Count(RuleOutcome.Crashed) > 0) { return new Refusal("", "A rule of the census went wrong itself: what it would have found is not known"); }
        if (result.Census.Header.Collection.ReferenceDate.Day is not { } reference) { return new Refusal("", "The file gives no reference date"); }
        if (result.Errors > 0 && !await db.Set<Submission>().AnyAsync(s => s.Area == area && s.State == Submission.SignedOff && s.Sha256 == sha256, stop))
        {
            return new Refusal("", $"The file has {English.Count(result.Errors, "error that is", "errors that are")} not signed off. Send it at /returns, answer them and have it signed off, or put them right");
        }

        if (await told.OwnCaseworkAsync(area, reference.AddYears(-1).AddDays(1), reference, stop) is > 0 and var own) { return new Refusal("", $"In this year {English.Count(own, "referral", "referrals")} of the area {(own == 1 ? "is" : "are")} recorded here already: a census of them would count each twice"); }
        var matching = new ChildMatching(await people.ToldByAsync(agency, area, stop), await people.ByUpnAsync(area, stop), codes);
        ImmutableArray<ChildChoice> choices = [.. matching.Decide(result.Census.Children)];
        var facts = new CensusFacts(area, agency, codes);
        var rows = choices.Where(c => c.As is not null).SelectMany(c => facts.Of(c.Child, reference).Select(r => (Child: c, Row: r))).ToArray();
        var changes = await told.CompareAsync(area, result.Year.Ending, rows.Select(r => (r.Row, r.Child.As!.Id)), stop);
        return new IntakePreview(result, choices, new IntakeCounts(
            choices.Length, choices.Count(c => c.Outcome is ChildMatching.Linked), choices.Count(c => c.Outcome is ChildMatching.Added), choices.Count(c => c.Outcome is ChildMatching.LeftOut),
            changes.Came.Count, changes.Changed.Count, changes.Went.Count, changes.Unchanged))
        { Rows = rows, Changes = changes };
    }

    /// <summary>Takes it in and saves, as the records are now. Null: the very same is in already.</summary>
    public async Task<Outcome<Intake?>> TakeInAsync(CheckResult result, byte[] sha256, string fileName, string area, string agency, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(CensusRow.Hash($"intake {area}"), stop);
        if ((await LookAsync(result, sha256, area, agency, stop)).Refused(out var why, out var looked)) { return why; }
        var (counts, changes, now) = (looked.Counts, looked.Changes, clock.Now);
        if (counts is { Added: 0, Came: 0, Changed: 0, Went: 0 }) { return (Intake?)null; }
        var intake = new Intake
        {
            Area = area,
            Agency = agency,
            FileName = fileName,
            Sha256 = sha256,
            Ending = result.Year.Ending,
            ReferenceDate = result.Census.Header.Collection.ReferenceDate.Day!.Value,
            TakenBy = db.Acting.Actor.UserId,
            TakenAt = now,
            Children = counts.Children,
            Linked = counts.Linked,
            Added = counts.Added,
            LeftOut = counts.LeftOut,
            Came = counts.Came,
            Changed = counts.Changed,
            Went = counts.Went,
            Unchanged = counts.Unchanged,
        };
        intake.Begin();
        db.Add(intake);
        await db.SavePartAsync(stop);
        var added = await people.AddAsync([.. looked.Choices.Where(c => c.Outcome is ChildMatching.Added).Select(c => c.As!)], area, agency, stop);
        var known = looked.Choices.Where(c => c.As is not null).ToArray();
        var sources = await people.TellAsync([.. known.Select(c => c.As!)], area, agency, stop);
        await told.KeepChildrenAsync(intake, looked.Choices, known.Zip(sources).ToDictionary(k => k.First.Position, k => k.Second), stop);
        await db.SayManyAsync(added, stop);
        var said = await told.SayAsync(changes, area, agency, stop);
        await db.SayManyAsync(said.Select(s => s.Fact), stop);
        await told.KeepAsync(intake, said, changes, stop);
        db.Attach(intake);
        intake.Finish();
        db.Entry(intake).Property(i => i.State).IsModified = true;
        await db.SaveChangesAsync(stop);
        return (Intake?)intake;
    }

    /// <summary>Takes back all that the latest census of an area brought, as if it had never come; in the record both acts stay. Saves.</summary>
    /// <returns>How many of the people it added were taken away, and how many stay: somebody has used their records.</returns>
    public async Task<Outcome<(int Gone, int Kept)>> UndoAsync(Intake intake, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(CensusRow.Hash($"intake {intake.Area}"), stop);
        await db.Entry(intake).ReloadAsync(stop);
        if (intake.State is not Intake.TakenIn) { return new Refusal("", "Somebody else has undone this already"); }
        if (await db.Set<Intake>().AnyAsync(i => i.Area == intake.Area && i.State == Intake.TakenIn && i.TakenAt > intake.TakenAt, stop)) { return new Refusal("", "A later census of the area stands on this one. Undo that one first"); }
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
