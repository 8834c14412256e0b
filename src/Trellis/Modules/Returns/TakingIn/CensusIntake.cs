using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>What would become of a census.</summary>
public sealed record IntakePreview(CheckResult Checked, Weighed Weighed)
{
    public ImmutableArray<ChildChoice> Choices => Weighed.Choices;

    public IntakeCounts Counts => Weighed.Counts;
}

/// <summary>Takes a checked census into the records of children, and says why one cannot be.</summary>
public sealed class CensusIntake(TrellisDb db, IntakeDesk desk, ToldRows told, CensusCodes codes, LondonClock clock)
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

        var telling = Telling.OfCensus(area, agency, result.Year.Ending);
        var others = await told.OthersAsync(telling, [(CensusCodes.Referral, reference.AddYears(-1).AddDays(1), reference)], stop);
        if (others.GetValueOrDefault(CensusCodes.Referral) is > 0 and var own) { return new Refusal("", $"In this year {English.Count(own, "referral", "referrals")} of the area {(own == 1 ? "is" : "are")} recorded here already: a census of them would count each twice"); }
        var (facts, all) = (new CensusFacts(area, agency, codes), result.Census.Children);
        return new IntakePreview(result, await desk.WeighAsync(telling, [.. all.Select((c, i) => CensusChildren.Of(c, i + 1, codes))], c => facts.Of(all[c.Position - 1], reference), stop));
    }

    /// <summary>Takes it in and saves, as the records are now. Null: the very same is in already.</summary>
    /// <param name="by">Who asked for it; null: who acts.</param>
    /// <param name="also">What is done with it, in its transaction and act.</param>
    public async Task<Outcome<Intake?>> TakeInAsync(CheckResult result, byte[] sha256, string fileName, string area, string agency, Guid? by = null, Func<Intake, Task>? also = null, CancellationToken stop = default)
    {
        await desk.AloneAsync(area, stop);
        if ((await LookAsync(result, sha256, area, agency, stop)).Refused(out var why, out var looked)) { return why; }
        if (looked.Weighed.BringsNothing) { return (Intake?)null; }
        var intake = new Intake(looked.Counts)
        {
            Area = area,
            Agency = agency,
            FileName = fileName,
            Sha256 = sha256,
            Ending = result.Year.Ending,
            ReferenceDate = result.Census.Header.Collection.ReferenceDate.Day!.Value,
            TakenBy = by ?? db.Acting.Actor.UserId,
            TakenAt = clock.Now,
        };
        if (also is not null) { await also(intake); }
        await desk.TakeInAsync(intake, looked.Weighed, stop);
        return (Intake?)intake;
    }
}
