using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Reports.Writing;

/// <summary>What the pages of writing use: a report with its parts, as it would be made now, and what is held against it.</summary>
public sealed class WritingDesk(TrellisDb db, ReportMaking making, FindingsExplained explained, AgencyRegister register, PracticeModel practice, PartnershipOverTime over, LondonClock clock)
{
    public TrellisDb Db => db;

    public AgencyRegister Register => register;

    public DateTimeOffset Now => clock.Now;

    public Actor By => db.Acting.Actor;

    /// <summary>With sections, comments, proofs without their texts, and publications; to change or to read.</summary>
    public async Task<WrittenReport?> ReadAsync(Guid id, CancellationToken stop) =>
        await db.Set<WrittenReport>().Include(r => r.Sections).ThenInclude(s => s.Remarks).Include(r => r.Proofs).ThenInclude(p => p.Approvals).Include(r => r.Publications).ThenInclude(p => p.Renditions)
            .AsSplitQuery().FirstOrDefaultAsync(r => r.Id == id, stop);

    /// <summary>Every chapter is theirs who may begin a report; others write those of their own agency.</summary>
    public bool MayWrite(ReportSection section) => By.May(ActWords.WriteReport) && (By.May(ActWords.BeginReport) || (section.Agency is { } agency && agency == By.Agency));

    public Task<AnnualReport> MakeAsync(WrittenReport report, ReportText text, CancellationToken stop) => making.MakeAsync(text.Markdown, report.Year, stop);

    public async Task<ImmutableArray<ReportCheck>> ChecksAsync(WrittenReport report, ReportText text, AnnualReport made, CancellationToken stop) =>
        ReportChecks.Of(report, text, made, practice.Reports, await explained.KeysAsync(stop));

    /// <summary>The safeguarding partners of today.</summary>
    public IReadOnlyList<Signer> Signers() => over.SigningOn(clock.Today)?.Partners.Select(p => new Signer(p.Id, p.Title, p.Register)).ToArray() ?? [];

    /// <summary>The partner whoever acts now signs for; null where their agency does not sign.</summary>
    public Signer? MySigner() => Signers().FirstOrDefault(s => s.Agency is { } agency && agency == By.Agency);
}
