using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Names who audits the records of each area, before they are drawn.</summary>
[Does(ActWords.PlanAudit)]
public sealed class AuditorsModel(TrellisDb db, AuditBook book, AuditNews news, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public List<string> Second { get; set; } = [];

    [BindProperty]
    public Guid Auditor { get; set; }

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public static IReadOnlyList<Choice> SecondChoices => [new("second", "They are the second auditor of their agency, and are not told the first grade")];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Area.Length == 0 && AreaChoices.Count == 1) { Area = AreaChoices[0].Value; }
        if (await Register.StaffAtAsync(Email, Stop) is not { } staff) { return this.Refuse(new Refusal(nameof(Email), Email.Trim().Length == 0 ? "Enter the e-mail address of the auditor" : "Nobody with this e-mail address signs in to Trellis")); }
        var held = await Register.HeldByAsync(staff.Id, Clock.Today, Stop);
        var agency = held.Select(p => p.Agency).FirstOrDefault(a => Of.Agencies.Contains(a)) ?? "";
        if (Of.Name(Area, staff.Id, agency, Second.Contains("second"), Clock.Now, Actor).Refused(out var why, out var named)) { return this.Refuse(why); }
        Db.Add(named);
        news.Named(Of, named);
        return await SavedAsync($"{staff.Name} audits", $"{Here}/auditors");
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Of.Unname(Auditor, Clock.Now, Actor).Refused(out var why, out var gone)) { return this.Refuse(why); }
        Db.Remove(gone);
        news.Unnamed(gone);
        return await SavedAsync("Left out", $"{Here}/auditors");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync(tracked: true)) { return false; }
        Names = await Register.NamesAsync(Of.Auditors.Select(a => a.StaffId), Stop);
        return true;
    }
}
