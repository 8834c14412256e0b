using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>One-time codes: nothing is kept until a code shows that the app has the secret.</summary>
[Does(ActWords.SetCodes)]
[BeforeSecondFactor]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class CodesModel(OwnAccount own, Safekeeping safe, LondonClock clock) : PageModel
{
    private static readonly TimeSpan Time = TimeSpan.FromHours(1);

    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    /// <summary>The secret to be, locked: the browser carries it from the page to its form.</summary>
    [BindProperty]
    public string Seed { get; set; } = "";

    public bool HasCodes { get; private set; }

    /// <summary>Otherwise they come through their agency's own sign-in.</summary>
    public bool HasPassword { get; private set; }

    public string Secret { get; private set; } = "";

    public IHtmlContent Qr { get; private set; } = HtmlString.Empty;

    /// <summary>Shown once, with the second factor they come with.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var (staff, _) = await own.LoadAsync(stop);
        Show(staff, OneTimeCodes.NewSeed());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (staff, session) = await own.LoadAsync(stop);
        if (safe.TakeBack(Lent(staff), Seed) is not { } carried)
        {
            Show(staff, OneTimeCodes.NewSeed());
            return this.Refuse(new Refusal(nameof(Code), "This page was open for too long. Scan the new code"));
        }

        var seed = Convert.FromBase64String(carried);
        Show(staff, seed);
        var step = OneTimeCodes.StepOf(Code, seed, clock.Now);
        if (string.IsNullOrWhiteSpace(Code)) { ModelState.AddModelError(nameof(Code), "Enter the code your app shows"); }
        else if (step is null) { ModelState.AddModelError(nameof(Code), "That code is not right. Enter the one your app shows now"); }
        if (Password.Length == 0 && HasPassword) { ModelState.AddModelError(nameof(Password), "Enter your password"); }
        if (!ModelState.IsValid) { return Page(); }
        if (await own.CheckAsync(staff, Password, nameof(Password), stop) is { } wrong) { return this.Refuse(wrong); }

        var next = staff.SetCodes(safe.Lock(OneTimeCodes.PurposeFor(staff.Id), seed), step!.Value, session, own.On);
        if (staff.RecoveryCodesLeft == 0) { RecoveryCodes = staff.MakeRecoveryCodes(own.On); }
        await own.TellAsync(staff, stop);
        await own.GoOnAsync(staff, next, stop);
        if (RecoveryCodes.Count > 0) { return Page(); }
        TempData["done"] = "One-time codes are set up. You are signed out everywhere else";
        return Redirect("/your-sign-in");
    }

    private void Show(Staff staff, byte[] seed)
    {
        ModelState.Remove(nameof(Seed));
        (HasCodes, HasPassword) = (staff.HasCodes, staff.PasswordHash is not null);
        Seed = safe.Lend(Lent(staff), Convert.ToBase64String(seed), Time);
        Secret = string.Join(' ', OneTimeCodes.Text(seed).Chunk(4).Select(c => new string(c)));
        Qr = QrDrawing.Of(OneTimeCodes.Address(seed, staff.Email), "QR code to scan with your authenticator app. The same secret is below, as text.");
    }

    private static string Lent(Staff staff) => $"new one-time codes of {staff.Id}";
}
