using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Makes a one-time link for somebody who is invited and has no account. Address and code are shown once.</summary>
[Does(ActWords.Convene)]
public sealed class LinkModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    [FromRoute(Name = "invited")]
    public Guid InvitedId { get; set; }

    public Invited Who { get; private set; } = null!;

    public IReadOnlyList<GuestLink> Links { get; private set; } = [];

    /// <summary>Shown once, on the page that answers the making.</summary>
    public string? Address { get; private set; }

    public string? Code { get; private set; }

    public static string Became(GuestLink link, DateTimeOffset now) => link switch
    {
        { OpenedAt: { } opened } => $"Opened {English.DateTime(opened)}",
        { EndedAt: not null, Tries: >= GuestLink.MostTries } => "Closed: too many wrong codes",
        { EndedAt: not null } => "Replaced or taken back",
        _ when now >= link.Until => "Not opened in time",
        _ => "Not opened yet",
    };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotHere();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if ((await Meetings.LinkAsync(Step, Who, HttpContext.RequestAborted)).Refused(out var why, out var made)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        (Address, Code) = ($"{Request.Scheme}://{Request.Host}/invited/{made.Secret}", $"{made.Code[..3]} {made.Code[3..]}");
        await LoadLinksAsync();
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindMeetingAsync() || !Actor.May(ActWords.Convene) || Meeting.Invited.FirstOrDefault(i => i.Id == InvitedId && i.Code is null) is not { } who) { return false; }
        Who = who;
        await LoadLinksAsync();
        return true;
    }

    private async Task LoadLinksAsync() => Links = await Db.Set<GuestLink>().AsNoTracking().Where(l => l.InvitedId == InvitedId).OrderByDescending(l => l.MadeAt).ThenByDescending(l => l.Id).ToListAsync();
}
