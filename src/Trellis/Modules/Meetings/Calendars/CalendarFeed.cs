using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Meetings.Agendas;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Calendars;

/// <summary>Answers calendars that ask for somebody's coming meetings by their secret address (RFC 5545). Nobody is signed in.</summary>
public static class CalendarFeed
{
    public const string Address = "/calendar";

    private sealed record Row(Guid? Id, Guid? BodyId, string? Body, string? Title, DateOnly? HeldOn, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, string? Place, string? How, bool? Cancelled, int? Edition);

    public static void Map(WebApplication site) => site.MapGet($"{Address}/{{secret}}.ics", async (string secret, HttpContext http, TrellisDb db, LondonClock clock, CancellationToken stop) =>
    {
        if (CalendarLink.HashOf(secret) is not { } hash) { return Results.NotFound(); }
        var rows = await db.Database.SqlQuery<Row>($"""
            select id as "Id", body_id as "BodyId", body as "Body", title as "Title", held_on as "HeldOn", starts_at as "StartsAt", ends_at as "EndsAt", place as "Place", how as "How", cancelled as "Cancelled", edition as "Edition"
            from meetings.calendar({hash}, {clock.Today})
            """).ToListAsync(stop);
        if (rows.Count == 0) { return Results.NotFound(); }
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(CalendarFile.Of(rows.Where(r => r.Id is not null).Select(r => Entry(r, $"{http.Request.Scheme}://{http.Request.Host}")), clock.Now), CalendarFile.Type);
    }).AllowAnonymous();

    private static CalendarEntry Entry(Row row, string site) => new(
        row.Id!.Value, row.Edition ?? 0, row.HeldOn!.Value, row.StartsAt, row.StartsAt is { } starts ? Meeting.OverAt(starts, row.EndsAt) : null,
        row.Title is { Length: > 0 } title ? $"{row.Body}: {title}" : row.Body!, row.Place is { Length: > 0 } place ? place : row.How == "online" ? "Online" : "", Join: "", $"{site}/meetings/{row.BodyId}/{row.Id}", row.Cancelled is true);
}
