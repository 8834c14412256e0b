using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>Where a form was to go, and what was typed in it.</summary>
public sealed record TypedForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>
/// What was typed is not lost when a session ends: it is kept on the server, encrypted, for the same person in the same post,
/// until they have signed in again. Nothing is kept in the browser.
/// </summary>
public sealed class CarryOn(TrellisDb db, Safekeeping safe, LondonClock clock)
{
    private const string Token = "__RequestVerificationToken";

    /// <summary>More than any form of ours can hold.</summary>
    private const int Longest = 512 * 1024;

    /// <returns>The address that leads back to it.</returns>
    public async Task<string> HoldAsync(Actor writer, TypedForm form, CancellationToken cancellationToken)
    {
        var held = new HeldForm
        {
            StaffId = writer.UserId,
            PostId = writer.PostId ?? throw new InvalidOperationException("Forms are kept for people in a post"),
            HeldAt = clock.Now,
            Body = safe.Lock(Purpose(writer), JsonSerializer.SerializeToUtf8Bytes(form)),
        };
        var tooOld = clock.Now - HeldForm.KeptFor;
        db.RemoveRange(await db.Set<HeldForm>().Where(h => h.HeldAt < tooOld).ToListAsync(cancellationToken));
        db.Add(held);
        await db.SaveChangesAsync(cancellationToken);
        return $"/carry-on?form={held.Id}";
    }

    /// <summary>Null when it is not there, too old, or another's: also one's own in another post.</summary>
    public async Task<TypedForm?> FindAsync(Guid id, Actor reader, CancellationToken cancellationToken)
    {
        var tooOld = clock.Now - HeldForm.KeptFor;
        var held = await db.Set<HeldForm>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == id && h.StaffId == reader.UserId && h.PostId == reader.PostId && h.HeldAt >= tooOld, cancellationToken);
        return held is null ? null : JsonSerializer.Deserialize<TypedForm>(safe.Unlock(Purpose(reader), held.Body));
    }

    public static TypedForm Read(string path, IFormCollection form) =>
        new(path, [.. form.Where(f => f.Key != Token).SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))]);

    /// <summary>A form sent when its session had ended for want of a request, and for no other reason, is kept; its writer signs in again.</summary>
    public static async Task HoldWhatCameTooLate(HttpContext http, RequestDelegate next)
    {
        if (await WriterAsync(http) is not { } writer)
        {
            await next(http);
            return;
        }

        var form = Read(http.Request.Path + http.Request.QueryString, await http.Request.ReadFormAsync(http.RequestAborted));
        var back = await http.RequestServices.GetRequiredService<CarryOn>().HoldAsync(writer, form, http.RequestAborted);
        http.Response.Redirect($"/sign-in?to={Uri.EscapeDataString(back)}");
    }

    /// <summary>Keeps a form only of a page, sent from a page of ours, and none with a password in it.</summary>
    private static async Task<Actor?> WriterAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.User.Identity?.IsAuthenticated is true || !http.Request.HasFormContentType || http.Request.ContentLength > Longest
            || http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not { } page || page.ViewEnginePath.StartsWith("/Agencies/", StringComparison.Ordinal)) { return null; }
        var cookies = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        if (cookies.CookieManager.GetRequestCookie(http, cookies.Cookie.Name!) is not { } cookie || cookies.TicketDataFormat.Unprotect(cookie) is not { } ticket
            || ticket.Properties.ExpiresUtc < http.RequestServices.GetRequiredService<LondonClock>().Now - HeldForm.KeptFor) { return null; }
        var (writer, _) = await http.RequestServices.GetRequiredService<SignedIn>().ActorAsync(ticket.Principal, http.RequestAborted);
        if (writer == Actor.Nobody) { return null; }
        var nobody = http.User;
        http.User = ticket.Principal;
        var ours = await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        http.User = nobody;
        return ours ? writer : null;
    }

    private static string Purpose(Actor writer) => $"form of {writer.UserId} in {writer.PostId}";
}
