using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Staffing;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Clients;

/// <summary>One program of the actor's agency: its secrets, made and ended. Of another agency's there is none.</summary>
[Does(ActWords.ManageClients)]
public sealed class ShowModel(TrellisDb db, Colleagues colleagues) : PageModel
{
    [FromRoute(Name = "client")]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid? Secret { get; set; }

    public Client It { get; private set; } = null!;

    /// <summary>A secret just made.</summary>
    public string? Made { get; private set; }

    public string May => string.Join(", ", It.Scopes.Select(s => ActWords.Meanings[s]));

    public string Where => colleagues.AreaTitles(It.Areas);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSecretAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }
        if (It.AddSecret(colleagues.On).Refused(out var why, out var secret)) { return this.Refuse(why); }
        await db.SaveChangesAsync(stop);
        Made = secret;
        return Page();
    }

    public async Task<IActionResult> OnPostEndSecretAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop) || It.Secrets.FirstOrDefault(s => s.Id == Secret && s.EndedAt is null) is not { } secret) { return NotFound(); }
        It.EndSecret(secret, colleagues.On);
        await db.SaveChangesAsync(stop);
        return Back("The secret works no longer, nor does any token it got");
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }
        if (It.EndedAt is not null) { return Back("It has ended already"); }
        It.End(colleagues.On);
        await db.SaveChangesAsync(stop);
        return Back("It may ask no longer");
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        var code = colleagues.Code;
        if (await db.Set<Client>().Include(c => c.Secrets).FirstOrDefaultAsync(c => c.Id == Id && c.Agency == code, stop) is not { } found) { return false; }
        It = found;
        return true;
    }

    private RedirectResult Back(string done)
    {
        TempData["done"] = done;
        return Redirect($"/agencies/programs/{Id}");
    }
}
