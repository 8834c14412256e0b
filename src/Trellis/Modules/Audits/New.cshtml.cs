using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Plans an audit: what it asks, of which records, and which agencies look at them. Or plans one again, of a later time.</summary>
[Does(ActWords.PlanAudit)]
public sealed class NewModel(TrellisDb db, AuditBook book, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : PageModel
{
    /// <summary>The reference of an audit that is made again.</summary>
    [FromQuery(Name = "again")]
    public string? Before { get; set; }

    [BindProperty]
    public string Template { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = Audit.MultiAgency;

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    /// <summary>In the order of <see cref="AreaChoices"/>; empty: as many as the template says.</summary>
    [BindProperty]
    public List<string?> Sizes { get; set; } = [];

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts Until { get; set; } = new();

    [BindProperty]
    public List<string> Agencies { get; set; } = [];

    public Audit? Again { get; private set; }

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> TemplateChoices => [.. practice.Audits.Select(a => new Choice(a.Id, a.Title) { Hint = $"{a.Question} {a.Size} in each area." })];

    public IReadOnlyList<Choice> KindChoices => [.. practice.Codes["audit-kind"].Codes.Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint })];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Again is not { } before) { return Page(); }
        (Template, Name, Kind, Areas, Agencies) = (before.Template, before.Title, before.Kind, [.. before.Areas], [.. before.Agencies]);
        Sizes = [.. AreaChoices.Select(a => Array.IndexOf(before.Areas, a.Value) is >= 0 and var i ? before.Sizes[i].ToString(CultureInfo.InvariantCulture) : "")];
        (From, Until) = (DateParts.Of(before.FromOn.AddYears(1)), DateParts.Of(before.UntilOn.AddYears(1)));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (practice.Audit(Template) is not { } template) { ModelState.AddModelError(nameof(Template), "Select what is audited"); return Page(); }
        if (KindChoices.All(k => k.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what kind of audit it is"); }
        if (Areas.Exists(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select areas from the list"); }
        if (Agencies.Exists(a => AgencyChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Agencies), "Select agencies from the list"); }
        var (from, wrongFrom) = From.Read("first day", required: true);
        var (until, wrongUntil) = Until.Read("last day", required: true);
        if (wrongFrom is not null) { ModelState.AddDateError(nameof(From), wrongFrom); }
        if (wrongUntil is not null) { ModelState.AddDateError(nameof(Until), wrongUntil); }
        var sizes = new List<(string, int)>();
        foreach (var (i, area) in AreaChoices.Index().Where(a => Areas.Contains(a.Item.Value)))
        {
            var typed = Sizes.ElementAtOrDefault(i)?.Trim() ?? "";
            if (typed.Length == 0) { sizes.Add((area.Value, template.Size)); }
            else if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= Audit.MostRecords) { sizes.Add((area.Value, size)); }
            else { ModelState.AddModelError($"Sizes[{i}]", $"How many records must be a number from 1 to {Audit.MostRecords}"); }
        }

        if (!ModelState.IsValid) { return Page(); }
        var planned = Audit.Plan(await book.NextAsync(), template, book.PrintOf(practice.Questionnaire(template.Tool)!), new Planned(Name, Kind, sizes, Agencies, from!.Value, until!.Value), Again, db.Acting.Actor, clock.Now);
        if (planned.Refused(out var why, out var audit)) { return this.Refuse(why.Field is "Title" ? why with { Field = nameof(Name) } : why); }
        db.Add(audit);
        await db.SaveChangesAsync();
        TempData["done"] = "Planned. Name who audits next";
        return Redirect($"/audits/{audit.Reference}/auditors");
    }

    private async Task<bool> LoadAsync()
    {
        AgencyChoices = [.. (await agencies.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
        while (Sizes.Count < AreaChoices.Count) { Sizes.Add(""); }
        return Before is null || (Again = await book.FindAsync(Before, tracked: false)) is { ClosedAt: not null };
    }
}
