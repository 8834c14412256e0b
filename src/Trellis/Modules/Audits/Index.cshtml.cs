using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Audits;

/// <summary>Audits the asker may know of, and those agencies made by themselves.</summary>
[Does(ActWords.ViewAudits)]
public sealed class IndexModel(TrellisDb db, AuditBook book, AgencyRegister agencies) : PageModel
{
    private const int Most = 200;

    private Dictionary<string, string> titles = [];

    public IReadOnlyList<Audit> Audits { get; private set; } = [];

    public IReadOnlyList<Reported> Reported { get; private set; } = [];

    public bool MayPlan => db.Acting.Actor.May(ActWords.PlanAudit);

    public bool MayReport => db.Acting.Actor.May(ActWords.ReportAudit);

    public string Agency(string code) => titles.GetValueOrDefault(code, code);

    public string Grade(string code) => book.GradeTitle(code);

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Audits = await db.Set<Audit>().AsNoTracking().Include(a => a.Records).Include(a => a.Approvals).AsSplitQuery().OrderByDescending(a => a.MadeAt).ThenBy(a => a.Id).Take(Most).ToListAsync(stop);
        Reported = await db.Set<Reported>().AsNoTracking().OrderByDescending(r => r.FinishedOn).ThenBy(r => r.Id).Take(Most).ToListAsync(stop);
        titles = (await agencies.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
    }
}
