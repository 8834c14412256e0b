using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Returns.Checking;
using Trellis.Returns.Rules;

namespace Trellis.Modules.Returns;

/// <summary>A page about one file that was sent.</summary>
public abstract class ReturnPage(TrellisDb db, Views views) : PageModel
{
    private Dictionary<string, Rule> rules = [];

    [FromRoute(Name = "submission")]
    public Guid Id { get; set; }

    public Submission Of { get; private set; } = null!;

    protected TrellisDb Db => db;

    public string Here => $"/returns/{Id}";

    protected IQueryable<KeptIssue> Issues => db.Set<KeptIssue>().Where(i => i.SubmissionId == Id);

    public bool May(string act) => db.Acting.Actor.May(act) && db.Acting.Actor.Areas.Contains(Of.Area);

    /// <summary>As it is asked in the year of the file.</summary>
    public Rule Rule(string code) => rules[code];

    protected IEnumerable<Rule> Rules => rules.Values;

    /// <param name="what">Under which it is noted that somebody looked; null where nobody's record is shown.</param>
    protected async Task<bool> FindAsync(string? what, string act, bool track = false)
    {
        var all = db.Set<Submission>().AsQueryable();
        if (await (track ? all : all.AsNoTracking()).FirstOrDefaultAsync(s => s.Id == Id, HttpContext.RequestAborted) is not { } found) { return false; }
        Of = found;
        rules = CensusRules.For(found.Ending ?? CensusYear.LastEnding).ToDictionary(r => r.Code);
        if (what is not null) { await views.SawAsync(what, act, [], found.Area, cancellationToken: HttpContext.RequestAborted); }
        return true;
    }

    protected async Task<IActionResult> SavedAsync(string done, string to)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect(to);
    }
}
