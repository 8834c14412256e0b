using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>What pages about one audit share.</summary>
public abstract class AuditPage(TrellisDb db, AuditBook book, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    public Audit Of { get; private set; } = null!;

    public string Here => $"/audits/{Of.Reference}";

    public AuditTemplate? Template => practice.Audit(Of.Template);

    /// <summary>What agencies are called, by code.</summary>
    public IReadOnlyDictionary<string, string> Agencies { get; private set; } = new Dictionary<string, string>();

    public string KindTitle => practice.Codes["audit-kind"].Find(Of.Kind)?.Title ?? Of.Kind;

    public IReadOnlyList<Choice> AreaChoices => [.. Of.Areas.Select(a => new Choice(a, AreaTitle(a)))];

    protected TrellisDb Db => db;

    protected AuditBook Book => book;

    protected AgencyRegister Register => agencies;

    protected PracticeModel Practice => practice;

    protected LondonClock Clock => clock;

    protected Actor Actor => db.Acting.Actor;

    protected CancellationToken Stop => HttpContext.RequestAborted;

    public bool May(string act) => Actor.May(act);

    public string AreaTitle(string area) => practice.AreaTitle(area);

    public string AgencyTitle(string? agency) => agency is null ? "Several agencies" : Agencies.GetValueOrDefault(agency, agency);

    public string GradeTitle(string? grade) => book.GradeTitle(grade);

    public string PartTitle(string part) => book.PartTitle(Of, part);

    public int PartOrder(string part) => book.PartOrder(Of, part);

    protected async Task<bool> FindAsync(bool tracked)
    {
        if (await book.FindAsync(Reference, tracked, Stop) is not { } found) { return false; }
        Of = found;
        Agencies = (await agencies.ListAsync(cancellationToken: Stop)).ToDictionary(a => a.Code, a => a.Title);
        return true;
    }

    protected async Task<IActionResult> SavedAsync(string done, string? to = null)
    {
        await db.SaveChangesAsync(Stop);
        TempData["done"] = done;
        return Redirect(to ?? Here);
    }
}
