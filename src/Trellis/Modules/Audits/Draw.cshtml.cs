using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Draws the records of an audit with a seed. Once.</summary>
[Does(ActWords.DrawAudit)]
public sealed class DrawModel(TrellisDb db, AuditBook book, Drawing drawing, AuditNews news, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    [BindProperty]
    public string Seed { get; set; } = "";

    public async Task<IActionResult> OnGetAsync() => await FindAsync(tracked: false) && Of.DrawnAt is null && Of.ClosedAt is null ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(tracked: true)) { return NotFound(); }
        if (Of.MayDraw(Seed) is { } refusal) { return this.Refuse(refusal); }
        if (Template is not { } template || template.Scope != Of.Scope) { return this.Refuse(new Refusal(nameof(Seed), "The practice model draws from other records since this was planned. Plan it again")); }
        var at = Clock.Now;
        var drawn = await drawing.DrawAsync(Of, Seed.Trim(), at, Stop);
        if (drawn.Facts.Count == 0) { return this.Refuse(new Refusal(nameof(Seed), "There are no such records in that time that its auditors could open. Plan the audit for another time")); }
        if (Of.Draw(drawn, Seed, at, Actor).Refused(out var why, out var subjects)) { return this.Refuse(why); }
        Db.AddRange(Of.Strata);
        Db.AddRange(Of.Records);
        Db.AddRange(subjects);
        await news.DrawnAsync(Of, Stop);
        return await SavedAsync($"{English.Count(drawn.Facts.Count, "record is", "records are")} drawn. Whoever answers for the records lets the auditors in");
    }
}
