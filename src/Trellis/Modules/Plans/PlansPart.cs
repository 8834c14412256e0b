using Trellis.Modules.Plans.Public;
using Trellis.Modules.Reports.Public;

namespace Trellis.Modules.Plans;

/// <summary><c>:::plans</c> of a report: what came of each priority, in the words of those who keep the plans.</summary>
public sealed class PlansPart(PlanProgressBook progress) : IReportPart
{
    public IReadOnlyList<string> Names { get; } = ["plans"];

    public async Task<ReportPart> OfAsync(string name, string year, CancellationToken stop = default) =>
        new([.. (await progress.OfYearAsync(year, stop)).GroupBy(p => p.Plan).SelectMany(plan => plan.SelectMany(p => (ReportPiece[])[new ReportHeading(p.Priority, 4), new ReportWords(p.Words)]).Prepend(new ReportHeading(plan.Key)))]);
}
