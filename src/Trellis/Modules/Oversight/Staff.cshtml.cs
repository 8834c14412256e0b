using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Oversight;

/// <summary>What a member of staff looked at and did, by references.</summary>
[Does(ActWords.ListViews)]
public sealed class StaffModel(Looks looks, AgencyRegister agencies, Views views) : LookListModel(agencies)
{
    [FromRoute]
    public Guid Staff { get; set; }

    public string Name { get; private set; } = "";

    public override bool OfStaff => true;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await looks.StaffAsync(Staff) is not var (name, _)) { return NotFound(); }
        Name = name;
        var filter = await FilterAsync();
        Found = await looks.ByAsync(Staff, filter ?? new(null, null, null, null), PageNumber);
        await views.SawAsync("views-of-staff", ActWords.ListViews, [.. Found.Looks.SelectMany(l => l.People, (_, p) => p.Id)]);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (await looks.StaffAsync(Staff) is null) { return NotFound(); }
        if (await FilterAsync() is not { } filter) { return await OnGetAsync(); }
        var found = await looks.ByAsync(Staff, filter, 1, Looks.MostExported);
        await views.SawAsync("views-export", ActWords.ListViews, [.. found.Looks.SelectMany(l => l.People, (_, p) => p.Id)]);
        return File(LooksCsv.Write(found), "text/csv; charset=utf-8", "what-somebody-looked-at.csv");
    }
}
