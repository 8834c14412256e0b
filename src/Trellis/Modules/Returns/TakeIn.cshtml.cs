using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Feed;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Returns;

/// <summary>A census that is signed off is read, to be taken into the records of its children: what would become of it is on the page of what was sent.</summary>
[Does(ActWords.TakeInReturn)]
public sealed class TakeInModel(TrellisDb db, FeedDesk desk, AgencyRegister register, PracticeModel practice, Views views) : ReturnPage(db, views)
{
    [BindProperty]
    public string Agency { get; set; } = "";

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    public string AreaTitle => practice.AreaTitle(Of.Area);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Agency = Agencies is [var only] ? only.Value : "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if (Agencies.All(a => a.Value != Agency)) { return this.Refuse(new Refusal(nameof(Agency), "Select whose numbers the children have")); }
        if ((await desk.SendCensusAsync(Of, Agency, HttpContext.RequestAborted)).Refused(out var why, out var sent)) { return this.Refuse(why); }
        return Redirect($"/returns/feeds/{sent.Id}");
    }

    private async Task<bool> LoadAsync(bool track = false)
    {
        if (!await FindAsync("return", ActWords.TakeInReturn, track) || Of.State is not Submission.SignedOff || !May(ActWords.TakeInReturn)) { return false; }
        Agencies = [.. (await register.ListAsync(Of.Area, HttpContext.RequestAborted)).Where(a => a.Kind is "council" && a.Area == Of.Area).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
