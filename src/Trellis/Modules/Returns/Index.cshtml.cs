using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Returns;

/// <summary>The files of returns that were sent, the newest first.</summary>
[Does(ActWords.ViewReturns)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<Submission> Submissions { get; private set; } = [];

    /// <summary>How many issues of each nobody has answered.</summary>
    public IReadOnlyDictionary<Guid, int> Unanswered { get; private set; } = new Dictionary<Guid, int>();

    public bool MaySend => db.Acting.Actor.May(ActWords.SendReturn);

    public bool MayExport => db.Acting.Actor.May(ActWords.ExportLists);

    public string AreaTitle(string code) => practice.AreaTitle(code);

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Submissions = await db.Set<Submission>().AsNoTracking().OrderByDescending(s => s.SentAt).ThenByDescending(s => s.Id).Take(Most).ToListAsync(stop);
        var open = Submissions.Where(s => s.State == Submission.Checked).Select(s => s.Id).ToArray();
        Unanswered = await db.Set<KeptIssue>().Where(i => open.Contains(i.SubmissionId) && i.Answer == null).GroupBy(i => i.SubmissionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
    }
}
