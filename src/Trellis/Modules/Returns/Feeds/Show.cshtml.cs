using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Feed;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Feeds;

/// <summary>A feed that was sent, or a census: how far reading it is, what is wrong in it, or what would become of it; having it taken in.</summary>
[Does(ActWords.ViewReturns)]
public sealed class ShowModel(TrellisDb db, FeedDesk desk, CheckProgress progress, AgencyTitles agencies, AgencyRegister register, PracticeModel practice, Views views) : PageModel
{
    [FromRoute(Name = "feed")]
    public Guid Id { get; set; }

    public SentFeed Of { get; private set; } = null!;

    public string Here => $"/returns/feeds/{Id}";

    public string AreaTitle => practice.AreaTitle(Of.Area);

    public string AgencyTitle => agencies.Of(Of.Agency);

    public string SentBy { get; private set; } = "";

    public HowFar Far => progress.Of(Id);

    public bool IsUnderWay => SentFeed.UnderWay.Contains(Of.State);

    public bool MayTakeIn => Of.MayBeTakenIn && May(ActWords.TakeInReturn);

    public bool MayThrowAway => Of.State is SentFeed.Reading or SentFeed.Sent && May(ActWords.ThrowAwayReturn);

    public (string Words, TagColour Colour) Stage => Of.State switch
    {
        SentFeed.Reading => ("Being read", TagColour.Grey),
        SentFeed.Asked => ("Being taken in", TagColour.Grey),
        SentFeed.TakenIn => ("Taken in", TagColour.Green),
        SentFeed.ThrownAway => ("Thrown away", TagColour.Grey),
        _ => Of.Wrong.Count > 0 || Of.Looked.Refused is not null ? ("Cannot be taken in", TagColour.Red) : ("To be looked at", TagColour.Blue),
    };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    /// <summary>Whether it is done, and how far it is, for the script of the page.</summary>
    public async Task<IActionResult> OnGetProgressAsync() =>
        await db.Set<SentFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == Id, HttpContext.RequestAborted) is { } found ? new JsonResult(new { done = !SentFeed.UnderWay.Contains(found.State), words = Far.Words }) : NotFound();

    [Does(ActWords.TakeInReturn)]
    public async Task<IActionResult> OnPostTakeInAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await desk.AskAsync(Of, HttpContext.RequestAborted)).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        return Redirect(Here);
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
