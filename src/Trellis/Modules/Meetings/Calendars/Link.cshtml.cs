using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Calendars;

/// <summary>Makes, replaces and switches off the address by which one's calendar asks for one's meetings.</summary>
[Does(ActWords.SetCalendar)]
public sealed class LinkModel(TrellisDb db, LondonClock clock) : PageModel
{
    /// <summary>The address, just made: never shown again.</summary>
    public string? Made { get; private set; }

    public DateTimeOffset? Since { get; private set; }

    public async Task OnGetAsync() => Since = (await NowAsync())?.MadeAt;

    public async Task<IActionResult> OnPostMakeAsync()
    {
        await db.OneAtATimeAsync(db.Acting.Actor.UserId, HttpContext.RequestAborted);
        if (await NowAsync() is { } before)
        {
            before.End(db.Acting.Actor, clock.Now);
            await db.SaveChangesAsync();
            db.Acting.Begin(ActWords.SetCalendar);
        }

        var (link, secret) = CalendarLink.Make(db.Acting.Actor, clock.Now);
        db.Add(link);
        await db.SaveChangesAsync();
        (Since, Made) = (link.MadeAt, $"{Request.Scheme}://{Request.Host}{CalendarFeed.Address}/{secret}.ics");
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (await NowAsync() is { } link)
        {
            link.End(db.Acting.Actor, clock.Now);
            await db.SaveChangesAsync();
        }

        TempData["done"] = "Your calendar gets your meetings no longer";
        return Redirect("/your-sign-in/calendar");
    }

    private Task<CalendarLink?> NowAsync() => db.Set<CalendarLink>().FirstOrDefaultAsync(l => l.UserId == db.Acting.Actor.UserId && l.EndedAt == null);
}
