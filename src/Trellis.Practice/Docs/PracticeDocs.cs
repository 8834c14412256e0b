using System.Globalization;
using Trellis.Platform.Timescales;
using Trellis.Practice.Docs;

namespace Trellis.Practice;

/// <summary>The pages of <c>docs/</c> that are written from the model. The same model gives the same text, byte for byte.</summary>
public static class PracticeDocs
{
    /// <summary><c>docs/timescales.md</c>: each duty with its dated terms and where they come from.</summary>
    public static string Timescales(PracticeModel model)
    {
        var page = new Markdown()
            .Heading(1, "Timescales")
            .Line("Written from `practice/`; change it there. A clock keeps the term that was in force on the day it started.")
            .Line("\"Not verified\" means that the limit was not read in a published text: check it before you rely on it.")
            .Line();
        foreach (var process in model.Processes)
        {
            var timescales = model.Timescales.Where(t => t.Id.StartsWith($"{process.Id}.", StringComparison.Ordinal)).ToList();
            if (timescales.Count == 0) { continue; }
            page.Heading(2, process.Title);
            foreach (var timescale in timescales) { Timescale(page, timescale, 3); }
        }
        foreach (var local in model.Local)
        {
            var own = local.Timescales.Where(t => !Same(t, model.Timescales.FirstOrDefault(c => c.Id == t.Id))).ToList();
            if (own.Count == 0) { continue; }
            page.Heading(2, $"In {model.Areas.First(a => a.Code == local.Area).Title} only");
            foreach (var timescale in own) { Timescale(page, timescale, 3); }
        }
        return page.ToString();
    }

    /// <summary><c>docs/record.md</c>: what the record holds: fact kinds with their coded details, statuses, circles, and the acts.</summary>
    /// <param name="acts">The program's act words and what each means.</param>
    public static string Record(PracticeModel model, IEnumerable<(string Act, string What)>? acts = null)
    {
        var page = new Markdown()
            .Heading(1, "The record")
            .Line("Written from `practice/` and the program; change it there. Facts hold codes, numbers and dates, never words or names.")
            .Line();
        if (acts is not null) { RecordDocs.Acts(page, model, acts); }
        RecordDocs.Facts(page, model);
        RecordDocs.Statuses(page, model);
        RecordDocs.Sight(page, model);
        RecordDocs.Circles(page, model);
        MessageDocs.Messages(page, model);
        return page.ToString();
    }

    /// <summary><c>docs/figures.md</c>: what is counted, how it may be split, and how it stands beside national figures.</summary>
    public static string Figures(PracticeModel model) => FigureDocs.Page(model);

    /// <summary><c>docs/sharing-agreements.md</c>: the register of sharing agreements.</summary>
    public static string SharingAgreements(PracticeModel model) => AgreementDocs.Page(model);

    private static void Timescale(Markdown page, Timescale timescale, int level)
    {
        page.Heading(level, timescale.Duty)
            .Line($"`{timescale.Id}`, {timescale.Basis}")
            .Line()
            .Line($"- from: {PatternWords.Of(timescale.From)}")
            .Line($"- until: {PatternWords.Of(timescale.Until)}");
        if (!timescale.Unless.IsEmpty) { page.Line($"- unless: {PatternWords.Of(timescale.Unless)}"); }
        foreach (var (begins, ends) in timescale.Pauses) { page.Line($"- stands still from {PatternWords.Of(begins)} until {PatternWords.Of(ends)}"); }
        if (timescale.Of is { } of) { page.Line($"- one clock for each `{of}`"); }
        if (timescale.By is { } by) { page.Line($"- the limit depends on `{by.Field}` of `{by.Kind}`"); }
        page.Line().Table("In force from", "Limit", "Authority", "Read in a published text", "Note");
        foreach (var term in timescale.Terms)
        {
            page.Row(
                term.InForceFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Limit(term), Source(term),
                term.Verified ? "yes" : "**not verified**", term.Note ?? "");
        }
        page.Line();
    }

    private static string Limit(DatedTerm term) => term switch
    {
        { Limit: { } limit } => Words(limit),
        { ByCode.Count: > 0 } => string.Join(", ", term.ByCode.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}: {Words(l.Value)}")),
        _ => "none",
    };

    private static string Words(Limit limit) => limit.Kind switch
    {
        LimitKind.NotBefore => $"not before {limit}",
        LimitKind.Backwards => $"at least {limit} before",
        _ => $"{limit}",
    };

    private static string Source(DatedTerm term) =>
        string.Join(", ", new[] { term.Authority, term.Edition, term.Paragraph }.Where(p => !string.IsNullOrEmpty(p)));

    private static bool Same(Timescale own, Timescale? common) =>
        common is not null && own.Terms.SequenceEqual(common.Terms, TermsAlike.Instance) && own.Duty == common.Duty;

    /// <summary>Two terms read from the same lines are not the same object: their limits for codes are compared one by one.</summary>
    private sealed class TermsAlike : IEqualityComparer<DatedTerm>
    {
        public static readonly TermsAlike Instance = new();

        public bool Equals(DatedTerm? x, DatedTerm? y) =>
            x is not null && y is not null && x.InForceFrom == y.InForceFrom && Limit(x) == Limit(y) && Source(x) == Source(y);

        public int GetHashCode(DatedTerm obj) => obj.InForceFrom.GetHashCode();
    }
}
