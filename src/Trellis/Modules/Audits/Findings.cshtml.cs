using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>What the audit found, by the numbers of the records it rests on, and what is to be done about it, in the one list of actions.</summary>
[Does(ActWords.FindInAudit)]
public sealed class FindingsModel(TrellisDb db, AuditBook book, ActionSetting setting, ActionNotes notes, Recommending recommending, Bodies bodies, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string Action { get; set; } = "";

    [BindProperty]
    public string Owner { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    [BindProperty]
    public string Because { get; set; } = "";

    [BindProperty]
    public string Recommended { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public string To { get; set; } = "";

    public IReadOnlyList<Choice> FindingChoices => [.. Of.Findings.OrderBy(f => f.Number).Select(f => new Choice(f.Id.ToString(), $"{f.Number}. {(f.Text.Length > 60 ? f.Text[..60] + "…" : f.Text)}"))];

    public IReadOnlyList<Choice> ToChoices => [.. OwnerChoices.Where(o => o.Value.Length > 0)];

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public bool MayRecommend => May(ActWords.MakeRecommendation) && Of.Findings.Count > 0;

    public static IReadOnlyList<Choice> KindChoices => [new(Finding.Strength, "A strength"), new(Finding.Improvement, "An area for improvement")];

    public IReadOnlyList<Choice> AgencyChoices => [new("", "Several agencies"), .. Of.Agencies.Select(a => new Choice(a, AgencyTitle(a)))];

    public IReadOnlyList<Choice> OwnerChoices => [new("", "Select an agency"), .. Agencies.OrderBy(a => a.Value, StringComparer.CurrentCulture).Select(a => new Choice(a.Key, a.Value))];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var typed = On.Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var numbers = typed.Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        if (numbers.Contains(0)) { return this.Refuse(new Refusal(nameof(On), "Enter the numbers of records, such as 1, 4, 9")); }
        if (Of.Find(Kind, Agency.Length > 0 ? Agency : null, numbers, Text, Clock.Now, Actor).Refused(out var why, out var finding)) { return this.Refuse(why); }
        Db.Add(finding);
        return await SavedAsync($"Finding {finding.Number} is recorded", $"{Here}/findings");
    }

    public async Task<IActionResult> OnPostActionAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (due, wrong) = Due.Read("day it is due", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Due), wrong); }
        if (!Agencies.ContainsKey(Owner)) { ModelState.AddModelError(nameof(Owner), "Select the agency that does it"); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ActionToSet(Of.Areas, Action) { Source = ActionSources.Audit, SourceId = Of.Id, Item = Of.Title, Owner = new ActionOwner(Owner), DueOn = due };
        if ((await setting.SetAsync(asked, Stop)).Refused(out var why, out var set)) { return this.Refuse(why with { Field = why.Field is "DueOn" ? nameof(Due) : nameof(Action) }); }
        await notes.TellAsync(set, _ => [], Stop);
        return await SavedAsync($"Action {set.Reference} is set", Here);
    }

    /// <summary>A recommendation because of a finding: followed by the body that makes it until something has changed.</summary>
    [Does(ActWords.MakeRecommendation)]
    public async Task<IActionResult> OnPostRecommendAsync()
    {
        if (!await LoadAsync() || !MayRecommend) { return NotFound(); }
        if (Of.Findings.Find(f => f.Id.ToString() == Because) is not { } finding) { ModelState.AddModelError(nameof(Because), "Select the finding it is made because of"); return Page(); }
        if (!Guid.TryParse(Body, out var body) || BodyChoices.All(b => b.Value != Body)) { ModelState.AddModelError(nameof(Body), "Select the body that makes it, and agrees when it is done"); }
        if (!Agencies.ContainsKey(To)) { ModelState.AddModelError(nameof(To), "Select the agency it is to"); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ToRecommend(Of.Areas[0], body, finding.Id, $"{Of.Title}, finding {finding.Number}", To, "", Recommended, null, null, "") { Source = ActionSources.Audit, Areas = Of.Areas };
        if ((await recommending.MakeAsync(asked, Stop)).Refused(out var why, out var made)) { return this.Refuse(why with { Field = why.Field is "Agency" ? nameof(To) : nameof(Recommended) }); }
        return await SavedAsync($"Recommendation {made.Reference} is made");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync(tracked: true) || Of.DrawnAt is null || Of.ClosedAt is not null) { return false; }
        BodyChoices = [.. (await bodies.TitlesAsync(Stop)).OrderBy(b => b.Value, StringComparer.CurrentCulture).Select(b => new Choice(b.Key.ToString(), b.Value))];
        return true;
    }
}
