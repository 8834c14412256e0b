using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.SignIn;

[AllowAnonymous]
public sealed class IndexModel(TrellisDb db, IPasswordHasher<Staff> hasher, LondonClock clock) : PageModel
{
    private const string Wrong = "The email address or password is not right";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Email)) { ModelState.AddModelError(nameof(Email), "Enter your email address"); }
        if (string.IsNullOrEmpty(Password)) { ModelState.AddModelError(nameof(Password), "Enter your password"); }
        if (!ModelState.IsValid) { return Page(); }

        var email = Email.Trim().ToLowerInvariant();
        var staff = await db.Staff.AsNoTracking().Include(s => s.Posts).FirstOrDefaultAsync(s => s.Email == email && s.Active);
        var post = staff?.Posts.Where(p => p.HeldOn(clock.Today)).OrderBy(p => p.StartsOn).FirstOrDefault();

        // A hash is worked out either way, so that the time taken does not tell whether the address is known.
        var kept = staff?.PasswordHash ?? UnknownHash(hasher);
        var matches = hasher.VerifyHashedPassword(staff!, kept, Password) is not PasswordVerificationResult.Failed;
        if (staff is null || post is null || !matches)
        {
            ModelState.AddModelError(nameof(Password), Wrong);
            return Page();
        }

        await SignedIn.SignInAsync(HttpContext, staff.Id, staff.Name, post.Id, post.Title);
        return LocalRedirect(Url.IsLocalUrl(To) ? To : "/work");
    }

    private static string? unknown;

    private static string UnknownHash(IPasswordHasher<Staff> hasher) => unknown ??= hasher.HashPassword(null!, Guid.NewGuid().ToString());
}
