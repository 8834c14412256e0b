using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Library.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>What the audit taught, with questions for teams to think about, published in the library.</summary>
[Does(ActWords.PublishAudit)]
public sealed class SummaryModel(TrellisDb db, AuditBook book, Briefings briefings, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Summary { get; set; } = "";

    /// <summary>In the order of <see cref="Parts"/>.</summary>
    [BindProperty]
    public List<string?> Sections { get; set; } = [];

    public IReadOnlyList<LibrarySection> Parts => briefings.Sections;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Name, Summary) = ($"What we learnt: {Of.Title}", Template?.Question ?? "");
        var drawn = string.Join(", and ", Of.Strata.GroupBy(s => s.Area).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Sum(s => s.Drawn)} of {g.Sum(s => s.Population)} in {AreaTitle(g.Key)}")));
        Sections = [.. Parts.Select(p => p.Id switch
        {
            "why-it-matters" => Template?.Question,
            "what-happened" => $"We looked at {drawn}, from {English.Date(Of.FromOn)} to {English.Date(Of.UntilOn)}.",
            "what-we-learnt" => Listed(Finding.Strength),
            "what-to-do" => Listed(Finding.Improvement),
            _ => null,
        })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        foreach (var (i, part) in Parts.Index().Where(p => p.Item.Required && string.IsNullOrWhiteSpace(Sections.ElementAtOrDefault(p.Index)))) { ModelState.AddModelError($"Sections[{i}]", $"Write “{part.Title}”"); }
        if (string.IsNullOrWhiteSpace(Summary)) { ModelState.AddModelError(nameof(Summary), "Write what it is in a sentence or two"); }
        if (!ModelState.IsValid) { return Page(); }
        var learnt = new Learnt(Name, Summary, Of.Areas, Parts.Index().ToDictionary(p => p.Item.Id, p => Sections.ElementAtOrDefault(p.Index) ?? ""));
        if ((await briefings.PublishAsync(learnt, Stop)).Refused(out var why, out var library)) { return this.Refuse(why with { Field = why.Field is "Summary" ? nameof(Summary) : nameof(Name) }); }
        if (Of.Publish(library, Clock.Now, Actor).Refused(out why)) { return this.Refuse(why); }
        return await SavedAsync("Published in the library", $"/library/{library}");
    }

    private string Listed(string kind) => string.Join('\n', Of.Findings.Where(f => f.Kind == kind).OrderBy(f => f.Number).Select(f => $"- {f.Text}"));

    private async Task<bool> LoadAsync()
    {
        while (Sections.Count < Parts.Count) { Sections.Add(null); }
        return await FindAsync(tracked: true) && Of.Findings.Count > 0 && Of.Summary is null;
    }
}
