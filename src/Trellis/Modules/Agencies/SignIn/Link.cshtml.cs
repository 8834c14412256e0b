using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.Passwords;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>What a one-time link opens. Looking at it uses nothing up: mail programs open links before people do.</summary>
[AllowAnonymous]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class LinkModel(Entrance entrance, AgencyRegister agencies, Providers.CodeFlow flow, LondonClock clock) : PageModel
{
    /// <summary><c>Later</c>: taken up, and the post begins another day. <c>Elsewhere</c>: only the link lets them in. <c>Nothing</c>: it works no longer.</summary>
    public enum Opens { Nothing, Invitation, SecondFactor, Later, Elsewhere }

    [FromRoute]
    public string? Secret { get; set; }

    [BindProperty]
    public string New { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public Opens What { get; private set; }

    public string Email { get; private set; } = "";

    public string AgencyTitle { get; private set; } = "";

    public DateOnly Begins { get; private set; }

    /// <summary>The agency, if it has a sign-in of its own.</summary>
    public string? ThroughAgency { get; private set; }

    public string Title => What switch
    {
        Opens.Invitation => "Come in to Trellis",
        Opens.SecondFactor => "Set up your second factor again",
        Opens.Later => "Your password is set",
        Opens.Elsewhere => "Use the link you were sent",
        _ => "This link works no longer",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (Secret is null) { What = Opens.Elsewhere; }
        else if (await FindAsync(stop) is null) { Response.StatusCode = StatusCodes.Status404NotFound; }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is not var (staff, link)) { return RedirectToPage(); }
        return link.Kind is Link.Invitation ? await AcceptAsync(staff, link, stop) : await ComeBackAsync(staff, link, stop);
    }

    private async Task<IActionResult> AcceptAsync(Agencies.Staff staff, Link link, CancellationToken stop)
    {
        if (New.Length == 0) { return this.Refuse(new Refusal(nameof(New), "Enter a password")); }
        if (await entrance.AcceptAsync(link.Id, New, stop) is not { } accepted) { return RedirectToPage(); }
        if (accepted.Refused(out var why)) { return this.Refuse(why); }
        if (await entrance.FindAsync(staff.Id, stop) is not null) { return LocalRedirect(await entrance.GoOnAsync(HttpContext, staff.Id, "password", null, stop)); }
        (What, Begins) = (Opens.Later, entrance.NextPost(staff)!.StartsOn);
        return Page();
    }

    private async Task<IActionResult> ComeBackAsync(Agencies.Staff staff, Link link, CancellationToken stop)
    {
        if (Password.Length == 0) { return this.Refuse(new Refusal(nameof(Password), "Enter your password")); }
        // The link and the password: whoever reads somebody's mail has one of them.
        if (Password.Length > PasswordRules.Longest || await entrance.WithPasswordAsync(staff.Email, Password, stop) is not { } known || known.Id != staff.Id)
        {
            return this.Refuse(new Refusal(nameof(Password), $"That is not right. After {Agencies.Staff.MostTries} wrong tries wait {Agencies.Staff.TriesWithin.TotalMinutes} minutes"));
        }

        return await entrance.ComeBackAsync(link.Id, stop) ? LocalRedirect(await entrance.GoOnAsync(HttpContext, staff.Id, "password", null, stop)) : RedirectToPage();
    }

    private async Task<(Agencies.Staff Staff, Link Link)?> FindAsync(CancellationToken stop)
    {
        if (Secret is null || await entrance.BySecretAsync(Secret, stop) is not var (staff, link)) { return null; }
        What = link.Kind is Link.Invitation ? Opens.Invitation : Opens.SecondFactor;
        Email = staff.Email;
        AgencyTitle = (await agencies.ListAsync(cancellationToken: stop)).FirstOrDefault(a => a.Code == entrance.NextPost(staff)!.Agency)?.Title ?? "an agency";
        ThroughAgency = (await flow.OfAgencyAsync(entrance.NextPost(staff)!.Agency, stop))?.Agency;
        Begins = entrance.NextPost(staff)!.StartsOn < clock.Today ? clock.Today : entrance.NextPost(staff)!.StartsOn;
        return (staff, link);
    }
}
