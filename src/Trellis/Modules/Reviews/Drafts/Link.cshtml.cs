using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>Makes a one-time link for a reader who has no account. Address and code are shown once.</summary>
[Does(ActWords.GiveCopy)]
public sealed class LinkModel(ReviewDesk desk) : ReviewPage(desk)
{
    [FromRoute(Name = "draft")]
    public Guid DraftId { get; set; }

    [FromRoute(Name = "copy")]
    public Guid CopyId { get; set; }

    public ControlledCopy Copy { get; private set; } = null!;

    public IReadOnlyList<CopyLink> Links { get; private set; } = [];

    /// <summary>Shown once, on the page that answers the making.</summary>
    public string? Address { get; private set; }

    public string? Code { get; private set; }

    public DateTimeOffset Now => Desk.Clock.Now;

    public static string Became(CopyLink link, DateTimeOffset now) => link switch
    {
        { OpenedAt: { } opened } => $"Opened {English.DateTime(opened)}",
        { EndedAt: not null, Tries: >= CopyLink.MostTries } => "Closed: too many wrong codes",
        { EndedAt: not null } => "Replaced",
        _ when now >= link.Until => "Not opened in time",
        _ => "Not opened yet",
    };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (CopyLink.Make(Copy, Now, Actor).Refused(out var why, out var made)) { return this.Refuse(why); }
        foreach (var before in await Db.Set<CopyLink>().Where(l => l.CopyId == CopyId && l.OpenedAt == null && l.EndedAt == null).ToListAsync()) { before.End(Now, Actor); }
        Db.Add(made.Link);
        await Db.SaveChangesAsync();
        (Address, Code) = ($"{Request.Scheme}://{Request.Host}/draft/{made.Secret}", $"{made.Code[..3]} {made.Code[3..]}");
        await LoadLinksAsync();
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review-draft") || !May(ActWords.GiveCopy) || await Db.Set<ControlledCopy>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == CopyId && c.DraftId == DraftId && c.MatterId == MatterId && c.ReaderId == null && c.RecalledAt == null) is not { } copy) { return false; }
        Copy = copy;
        await LoadLinksAsync();
        return true;
    }

    private async Task LoadLinksAsync() => Links = await Db.Set<CopyLink>().AsNoTracking().Where(l => l.CopyId == CopyId).OrderByDescending(l => l.MadeAt).ThenByDescending(l => l.Id).ToListAsync();
}
