using System.Collections.Immutable;
using System.Text;
using Trellis.Modules.Plans.Public;
using Trellis.Modules.Scrutiny.Public;
using static Trellis.Modules.Reports.ReportHtml;

namespace Trellis.Modules.Reports;

/// <summary>What people wrote for the annual report of a year, beside its figures.</summary>
/// <param name="Plans">Of priorities of plans, in the order of the plans.</param>
/// <param name="Scrutiny">Of the independent scrutineer; empty while nobody wrote it.</param>
public sealed record ReportWords(ImmutableArray<ProgressOfPriority> Plans, string Scrutiny)
{
    public static readonly ReportWords None = new([], "");

    public bool Same(ReportWords other) => Scrutiny == other.Scrutiny && Plans.SequenceEqual(other.Plans);

    /// <summary><c>:::plans</c>: each plan, each priority of it that has words.</summary>
    internal string PlansHtml()
    {
        if (Plans.IsEmpty) { return "<p>No progress of a plan was written for this year.</p>"; }
        var html = new StringBuilder();
        foreach (var plan in Plans.GroupBy(p => p.Plan))
        {
            html.Append("<h3>").Append(Text(plan.Key)).Append("</h3>\n");
            foreach (var priority in plan) { html.Append("<h4>").Append(Text(priority.Priority)).Append("</h4>\n").Append(Paragraphs(priority.Words)); }
        }

        return html.ToString();
    }

    /// <summary><c>:::scrutiny</c></summary>
    internal string ScrutinyHtml() => Scrutiny.Length == 0 ? "<p>The independent scrutineer has not written of this year yet.</p>" : Paragraphs(Scrutiny);

    private static string Paragraphs(string words) =>
        string.Concat(words.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => $"<p>{Text(p)}</p>\n"));
}

/// <summary>Reads what was written for the annual report of a year.</summary>
public sealed class ReportWordsReading(PlanProgressBook plans, ScrutinyBook scrutiny)
{
    public async Task<ReportWords> ReadAsync(string year, CancellationToken stop = default) => new([.. await plans.OfYearAsync(year, stop)], await scrutiny.SummaryAsync(year, stop));
}
