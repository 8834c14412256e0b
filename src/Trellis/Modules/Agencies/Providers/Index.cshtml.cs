using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Modules.Agencies.Staffing;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Providers;

/// <summary>How an agency signs its people in by itself: set and ended by its own administrator.</summary>
[Does(ActWords.SetProvider)]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class IndexModel(TrellisDb db, Colleagues colleagues, ProviderDirectory directory, Safekeeping safe) : PageModel
{
    private const int MostWords = 10;

    [BindProperty]
    public string Issuer { get; set; } = "";

    [BindProperty]
    public string ClientId { get; set; } = "";

    [BindProperty]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string SecondFactor { get; set; } = "";

    public Provider? Now { get; private set; }

    public string AgencyTitle { get; private set; } = "";

    public string ReturnAddress => $"{Request.Scheme}://{Request.Host}{CodeFlow.ReturnPath}";

    public Task OnGetAsync(CancellationToken stop) => LoadAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        var issuer = Issuer.Trim();
        string[] words = [.. SecondFactor.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (!IsIssuer(issuer)) { ModelState.AddModelError(nameof(Issuer), "Enter an address that begins with https://, without ? or #"); }
        if (ClientId.Trim().Length is 0 or > Provider.LongestClientId) { ModelState.AddModelError(nameof(ClientId), "Enter the client id"); }
        if (Secret.Trim().Length is 0 or > 500) { ModelState.AddModelError(nameof(Secret), "Enter the client secret"); }
        if (words.Length > MostWords || words.Any(w => w.Length > 100)) { ModelState.AddModelError(nameof(SecondFactor), $"Enter at most {MostWords} words, with commas between"); }
        if (!ModelState.IsValid) { return Page(); }
        if (await directory.FindAsync(issuer, cancellationToken: stop) is null) { return this.Refuse(new Refusal(nameof(Issuer), "Nothing there answers as this issuer. Check the address, letter by letter")); }

        Now?.End(colleagues.On);
        var id = Ids.New();
        db.Add(Provider.Begin(id, colleagues.Code, issuer, ClientId.Trim(), safe.Lock(Provider.PurposeFor(id), Encoding.UTF8.GetBytes(Secret.Trim())), words, colleagues.On));
        await db.SaveChangesAsync(stop);
        TempData["done"] = "Your agency’s own sign-in is set up";
        return Redirect("/agencies/sign-in");
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        if (Now is null) { return Redirect("/agencies/sign-in"); }
        Now.End(colleagues.On);
        await db.SaveChangesAsync(stop);
        TempData["done"] = "It has ended: nobody signs in through it any more";
        return Redirect("/agencies/sign-in");
    }

    private static bool IsIssuer(string typed) =>
        typed.Length <= Provider.LongestIssuer && Uri.TryCreate(typed, UriKind.Absolute, out var address) && address is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" };

    private async Task LoadAsync(CancellationToken stop)
    {
        AgencyTitle = (await colleagues.AgencyAsync(stop)).Title;
        var code = colleagues.Code;
        Now = await db.Set<Provider>().FirstOrDefaultAsync(p => p.Agency == code && p.UntilAt == null, stop);
    }
}
