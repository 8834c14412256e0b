using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Feed;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Feeds;

/// <summary>A feed that was sent: what is wrong in it, or what would become of it; taking it in.</summary>
[Does(ActWords.ViewReturns)]
public sealed class ShowModel(TrellisDb db, FeedDesk desk, AgencyTitles agencies, AgencyRegister register, PracticeModel practice, Views views) : PageModel
{
    [FromRoute(Name = "feed")]
    public Guid Id { get; set; }

    public SentFeed Of { get; private set; } = null!;

    public string Here => $"/returns/feeds/{Id}";

    public string AreaTitle => practice.AreaTitle(Of.Area);

    public string AgencyTitle => agencies.Of(Of.Agency);

    public string SentBy { get; private set; } = "";

    public bool MayTakeIn => Of.State is SentFeed.Sent && Of.Wrong.Count == 0 && Of.Looked.Refused is null && May(ActWords.TakeInReturn);

    public bool MayThrowAway => Of.State is SentFeed.Sent && May(ActWords.ThrowAwayReturn);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.TakeInReturn)]
    public async Task<IActionResult> OnPostTakeInAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await desk.TakeInAsync(Of, HttpContext.RequestAborted)).Refused(out var why, out var taken)) { return this.Refuse(why); }
        TempData["done"] = "Taken into the record";
        return Redirect($"/returns/taken-in/{taken.Id}");
    }

    [Does(ActWords.ThrowAwayReturn)]
    public async Task<IActionResult> OnPostThrowAwayAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await desk.ThrowAwayAsync(Of, HttpContext.RequestAborted)).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Thrown away";
        return Redirect("/returns/feeds");
    }

    private bool May(string act) => db.Acting.Actor.May(act) && db.Acting.Actor.Areas.Contains(Of.Area);

    private async Task<bool> LoadAsync(bool track = false)
    {
        var (stop, all) = (HttpContext.RequestAborted, db.Set<SentFeed>().AsQueryable());
        if (await (track ? all : all.AsNoTracking()).FirstOrDefaultAsync(f => f.Id == Id, stop) is not { } found) { return false; }
        Of = found;
        await agencies.LoadAsync(stop);
        SentBy = (await register.NamesAsync([found.SentBy], stop)).GetValueOrDefault(found.SentBy, "somebody who has left");
        await views.SawAsync("return-feed", ActWords.ViewReturns, [], found.Area, cancellationToken: stop);
        return true;
    }
}
