using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>A file that was sent: how far its check is; what was found, by rule; what became of it from file to file; signing it off.</summary>
[Does(ActWords.ViewReturns)]
public sealed class ShowModel(TrellisDb db, SubmissionDesk desk, Trends trends, CheckProgress progress, AgencyRegister register, PracticeModel practice, Views views) : ReturnPage(db, views)
{
    /// <param name="Trend">Against the file before; null for the first.</param>
    public sealed record Row(Rule Rule, RuleOutcomeKept Outcome, int Unanswered, RuleTrend? Trend);

    public HowFar Far => progress.Of(Id);

    public string AreaTitle => practice.AreaTitle(Of.Area);

    /// <summary>Rules that found something or went wrong, errors first.</summary>
    public IReadOnlyList<Row> Failed { get; private set; } = [];

    public IReadOnlyList<Row> Skipped { get; private set; } = [];

    /// <summary>Rules of which the file before had issues, and this one has none.</summary>
    public IReadOnlyList<(Rule Rule, int Went)> Gone { get; private set; } = [];

    public IReadOnlyList<TrendLine> Trend { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public int Unanswered => Failed.Sum(f => f.Unanswered);

    public bool IsChecked => Of.State is Submission.Checked or Submission.SignedOff;

    public bool MaySign => Of.State is Submission.Checked && May(ActWords.SignOffReturn);

    public bool MayTakeIn => Of.State is Submission.SignedOff && May(ActWords.TakeInReturn);

    public bool MayThrowAway => Of.State is not Submission.ThrownAway && May(ActWords.ThrowAwayReturn);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    /// <summary>Whether it is checked, and how far it is, for the script of the page.</summary>
    public async Task<IActionResult> OnGetProgressAsync() =>
        await FindAsync(null, ActWords.ViewReturns) ? new JsonResult(new { done = Of.State != Submission.Sent, words = Far.Words }) : NotFound();

    /// <summary>All that was found and answered, as a file.</summary>
    public async Task<IActionResult> OnGetFileAsync(string format)
    {
        if (format is not ("csv" or "xlsx" or "json") || !await FindAsync("return-export", ActWords.ViewReturns) || !IsChecked) { return NotFound(); }
        var issues = await Issues.AsNoTracking().OrderBy(i => i.Rule).ThenBy(i => i.Line).ThenBy(i => i.Id).ToListAsync(HttpContext.RequestAborted);
        var (bytes, type) = IssueFile.Of(Of, issues, Rules, format);
        return File(bytes, type, $"census-{Of.Area.ToLowerInvariant()}-{Of.Year}-issues.{format}");
    }

    [Does(ActWords.SignOffReturn)]
    public async Task<IActionResult> OnPostSignOffAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await desk.SignOffAsync(Of, HttpContext.RequestAborted)).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Signed off", Here);
    }

    [Does(ActWords.ThrowAwayReturn)]
    public async Task<IActionResult> OnPostThrowAwayAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await desk.ThrowAwayAsync(Of, HttpContext.RequestAborted)).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Thrown away", Here);
    }

    private async Task<bool> LoadAsync(bool track = false)
    {
        var stop = HttpContext.RequestAborted;
        if (!await FindAsync("return", ActWords.ViewReturns, track)) { return false; }
        Names = await register.NamesAsync(new[] { Of.SentBy, Of.SignedBy ?? Guid.Empty }.Where(i => i != Guid.Empty), stop);
        if (!IsChecked) { return true; }
        var open = await Issues.Where(i => i.Answer == null).GroupBy(i => i.Rule).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var changes = await trends.ByRuleAsync(Of, stop);
        Trend = await trends.OfAsync(Of.Area, Of.Ending!.Value, stop);
        var rows = Of.RuleOutcomes.Select(o => new Row(Rule(o.Code), o, open.GetValueOrDefault(o.Code), changes.GetValueOrDefault(o.Code))).ToArray();
        Failed = [.. rows.Where(r => r.Outcome.Outcome is not "skipped").OrderBy(r => r.Rule.Severity).ThenByDescending(r => r.Outcome.Count)];
        Skipped = [.. rows.Where(r => r.Outcome.Outcome is "skipped")];
        Gone = [.. changes.Where(c => Of.RuleOutcomes.All(o => o.Code != c.Key || o.Count == 0)).Select(c => (Rule(c.Key), c.Value.Went)).OrderBy(c => c.Item1.Code, StringComparer.Ordinal)];
        return true;
    }
}
