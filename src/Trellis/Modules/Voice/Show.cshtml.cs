using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Voice;

/// <summary>What was heard once, and all that came of it.</summary>
[Does(ActWords.ViewVoice)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    public Heard Of { get; private set; } = null!;

    public bool MaySay => db.Acting.Actor.May(ActWords.AnswerVoice);

    public IReadOnlyList<Choice> KindChoices => [.. CameOf.Kinds.Select(k => new Choice(k.Key, k.Value))];

    public string TitleOf(string list, string code) => NewModel.CodesOf(practice, list).GetValueOrDefault(code, code);

    public string AreaTitles => string.Join(", ", Of.Areas.Select(a => practice.AreaTitle(a)));

    public async Task<IActionResult> OnGetAsync(Guid heard)
    {
        On = DateParts.Of(clock.Today);
        return await LoadAsync(heard) ? Page() : NotFound();
    }

    [Does(ActWords.AnswerVoice)]
    public async Task<IActionResult> OnPostAsync(Guid heard)
    {
        if (!await LoadAsync(heard)) { return NotFound(); }
        var (on, wrong) = On.Read("day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); return Page(); }
        if (Of.Comes(Kind, Text, on, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "What came of it is recorded";
        return Redirect($"/voice/{heard}");
    }

    private async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<Heard>().Include(h => h.CameOf.OrderBy(c => c.OnDay).ThenBy(c => c.At)).FirstOrDefaultAsync(h => h.Id == id, HttpContext.RequestAborted) is not { } found) { return false; }
        Of = found;
        return true;
    }
}
