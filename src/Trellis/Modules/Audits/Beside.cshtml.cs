using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>An audit beside the one it looks at again: like with like only, and where they are not alike, why not.</summary>
[Does(ActWords.ViewAudits)]
public sealed class BesideModel(TrellisDb db, AuditBook book, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    /// <summary>How many records of an area had a grade, then and now, of those graded.</summary>
    public sealed record Line(string Area, string Grade, int Before, int OfBefore, int Now, int OfNow);

    public Audit Before { get; private set; } = null!;

    public IReadOnlyList<string> NotAlike { get; private set; } = [];

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync(tracked: false) || Of.AgainOf is not { } id || await Db.Set<Audit>().AsNoTracking().Include(a => a.Records).FirstOrDefaultAsync(a => a.Id == id, Stop) is not { } before) { return NotFound(); }
        Before = before;
        NotAlike = AuditBook.NotAlike(before, Of);
        Lines = [.. from area in Of.Areas.Intersect(before.Areas)
                    let then = before.Records.FindAll(r => r.Area == area && r.Grade is not null)
                    let now = Of.Records.FindAll(r => r.Area == area && r.Grade is not null)
                    from grade in Practice.Codes[AuditTemplate.Grades].Codes
                    select new Line(area, grade.Id, then.Count(r => r.Grade == grade.Id), then.Count, now.Count(r => r.Grade == grade.Id), now.Count)];
        return Page();
    }
}
