using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Oversight;

/// <summary>What one looked at oneself.</summary>
[Does(ActWords.ViewSignIn)]
public sealed class MineModel(Looks looks, Acting acting, AgencyRegister agencies, Views views) : LookListModel(agencies)
{
    public override bool OfStaff => true;

    public async Task OnGetAsync()
    {
        var filter = await FilterAsync();
        Found = await looks.ByAsync(acting.Actor.UserId, filter ?? new(null, null, null, null), PageNumber);
        await views.SawAsync("views-of-own", ActWords.ViewSignIn, [.. Found.Looks.SelectMany(l => l.People, (_, p) => p.Id)]);
    }

    public async Task<Microsoft.AspNetCore.Mvc.IActionResult> OnGetCsvAsync()
    {
        if (await FilterAsync() is not { } filter)
        {
            await OnGetAsync();
            return Page();
        }

        var found = await looks.ByAsync(acting.Actor.UserId, filter, 1, Looks.MostExported);
        await views.SawAsync("views-export", ActWords.ViewSignIn, [.. found.Looks.SelectMany(l => l.People, (_, p) => p.Id)]);
        return File(LooksCsv.Write(found), "text/csv; charset=utf-8", "what-you-looked-at.csv");
    }
}
