using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Oversight;

/// <summary>Every look at somebody and every act about them. Names nobody but those who looked.</summary>
[Does(ActWords.ListViews)]
public sealed class PersonModel(Looks looks, AgencyRegister agencies, Views views) : LookListModel(agencies)
{
    [FromRoute]
    public Guid Id { get; set; }

    public string Reference { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await looks.PersonAsync(Id) is not var (reference, area)) { return NotFound(); }
        Reference = reference;
        var filter = await FilterAsync();
        await views.SawAsync("views-of-person", ActWords.ListViews, [Id], area);
        Found = await looks.AtAsync(Id, filter ?? new(null, null, null, null), PageNumber);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (await looks.PersonAsync(Id) is not var (reference, area)) { return NotFound(); }
        if (await FilterAsync() is not { } filter) { return await OnGetAsync(); }
        await views.SawAsync("views-export", ActWords.ListViews, [Id], area);
        return File(LooksCsv.Write(await looks.AtAsync(Id, filter, 1, Looks.MostExported)), "text/csv; charset=utf-8", $"who-looked-{reference}.csv");
    }
}
