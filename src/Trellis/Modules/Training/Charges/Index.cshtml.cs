using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Charges;

/// <summary>A charge as the list shows it.</summary>
public sealed record ChargeLine(Charge Charge, Guid Who, string Name, string Organisation, string Email, string Booking, string Workshop, string Course, DateTimeOffset StartsAt);

/// <summary>What people are to pay: invoiced, paid, waived, taken out as a list.</summary>
[Does(ActWords.ListCharges)]
public sealed class IndexModel(TrellisDb db, Views views, LondonClock clock) : PageModel
{
    private const int Most = 2000;

    private static readonly string[] Columns = ["Made on", "Who", "Organisation", "Email", "Course", "Workshop", "Held on", "Booking", "What for", "Pounds", "Rules", "State", "Invoice", "Invoiced on", "Paid on", "Waived on", "Why waived"];

    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("open", "To be paid"), ("all", "All")];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "open";

    [BindProperty]
    public string Invoice { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<ChargeLine> Lines { get; private set; } = [];

    public bool MaySettle => db.Acting.Actor.May(ActWords.SettleCharge);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shows.All(s => s.Value != Show)) { return NotFound(); }
        await LoadAsync("training-charges");
        return Page();
    }

    /// <summary>The list for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (Shows.All(s => s.Value != Show)) { return NotFound(); }
        await LoadAsync("training-charges-export");
        using var kept = new MemoryStream();
        using (var text = new StreamWriter(kept, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var title in Columns) { csv.WriteField(title); }
            csv.NextRecord();
            foreach (var (charge, _, name, organisation, email, booking, workshop, course, starts) in Lines)
            {
                string[] cells =
                [
                    Day(charge.MadeOn), name, organisation, email, course, workshop, Day(London.DateOf(starts)), booking, Charge.Kinds[charge.Kind], charge.Amount.ToString("0.00", CultureInfo.InvariantCulture), charge.Rules, charge.State,
                    charge.Invoice, Day(charge.InvoicedOn), Day(charge.PaidOn), Day(charge.WaivedOn), charge.WaivedWhy,
                ];
                foreach (var cell in cells) { csv.WriteField(cell); }
                csv.NextRecord();
            }
        }

        return File(kept.ToArray(), "text/csv; charset=utf-8", "training-charges.csv");
    }

    [Does(ActWords.SettleCharge)]
    public Task<IActionResult> OnPostInvoiceAsync(Guid charge) => ChangeAsync(charge, c => c.Send(Invoice, clock.Now), "Noted as invoiced");

    [Does(ActWords.SettleCharge)]
    public Task<IActionResult> OnPostPaidAsync(Guid charge) => ChangeAsync(charge, c => c.Pay(clock.Now), "Noted as paid");

    [Does(ActWords.SettleCharge)]
    public Task<IActionResult> OnPostWaiveAsync(Guid charge) => ChangeAsync(charge, c => c.Waive(Why, clock.Now), "Waived");

    private async Task<IActionResult> ChangeAsync(Guid id, Func<Charge, Outcome<Charge>> change, string done)
    {
        if (await db.Set<Charge>().FirstOrDefaultAsync(c => c.Id == id) is not { } charge) { return NotFound(); }
        if (change(charge).Refused(out var why))
        {
            await LoadAsync("training-charges");
            return this.Refuse(why);
        }

        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect("/training/charges");
    }

    private async Task LoadAsync(string what)
    {
        var all = db.Set<Charge>().AsNoTracking();
        if (Show == "open") { all = all.Where(c => c.PaidOn == null && c.WaivedOn == null); }
        var rows = await all.Join(db.Set<Booking>(), c => c.BookingId, b => b.Id, (c, b) => new { c, b }).Join(db.Set<Delegate>(), r => r.c.DelegateId, d => d.Id, (r, d) => new { r.c, r.b, d })
            .OrderBy(r => r.c.MadeOn).ThenBy(r => r.c.Id).Take(Most).Select(r => new ChargeLine(r.c, r.d.Id, r.d.Name, r.d.Organisation, r.d.Email, r.b.Reference, r.b.Workshop!.Reference, r.b.Workshop.Course!.Title, r.b.Workshop.StartsAt)).ToListAsync(HttpContext.RequestAborted);
        await views.SawAsync(what, ActWords.ListCharges, [.. rows.Select(r => r.Who)], cancellationToken: HttpContext.RequestAborted);
        Lines = rows;
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
