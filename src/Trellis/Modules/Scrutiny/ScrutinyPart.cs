using Trellis.Modules.Reports.Public;
using Trellis.Modules.Scrutiny.Public;

namespace Trellis.Modules.Scrutiny;

/// <summary><c>:::scrutiny</c> of a report: what the independent scrutineer wrote of the year.</summary>
public sealed class ScrutinyPart(ScrutinyBook scrutiny) : IReportPart
{
    public IReadOnlyList<string> Names { get; } = ["scrutiny"];

    public async Task<ReportPart> OfAsync(string name, string year, CancellationToken stop = default) =>
        await scrutiny.SummaryAsync(year, stop) is { Length: > 0 } words ? ReportPart.Of(new ReportWords(words)) : ReportPart.Nothing;
}
