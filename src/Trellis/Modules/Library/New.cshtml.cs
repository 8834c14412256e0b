using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Library;

/// <summary>Begins something new: its kind, its title and whose area it is for. Then it is written.</summary>
[Does(ActWords.WriteLibrary)]
public sealed class NewModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    public IReadOnlyList<Choice> KindChoices => [.. practice.Library.Kinds.Select(k => new Choice(k.Id, k.Title))];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public void OnGet() => Areas = [.. AreaChoices.Select(a => a.Value)];

    public async Task<IActionResult> OnPostAsync()
    {
        if (practice.Library.Kind(Kind) is not { } kind) { ModelState.AddModelError(nameof(Kind), "Select what it is"); return Page(); }
        if (Areas.Count == 0 || Areas.Exists(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select the areas it is for"); return Page(); }
        var resource = new Resource
        {
            Reference = await ResourceReferences.NextAsync(db),
            Kind = kind.Id,
            Title = Name.Trim(),
            Areas = [.. Areas.Distinct().Order(StringComparer.Ordinal)],
            MadeAt = clock.Now,
        };
        var empty = new Drafted(Name, "", IsPublic: false, db.Acting.Actor.Agency, "", "", "", [.. kind.Sections.Select(s => (s.Id, s.Title, ""))]);
        if (resource.Write(empty, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why with { Field = nameof(Name) }); }
        db.Add(resource);
        await db.SaveChangesAsync();
        return Redirect($"/library/{resource.Reference}/write");
    }
}
