using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Training.Payments;

/// <summary>What a trainer is owed or was paid, as the list shows it.</summary>
public sealed record PaymentLine(Payment Payment, string Name, string Agency, string Workshop, string Course, DateTimeOffset StartsAt);

/// <summary>What trainers are owed: noted as paid, dropped with a reason, taken out as a list.</summary>
[Does(ActWords.ListPay)]
public sealed class IndexModel(TrellisDb db, Programme programme, Views views, LondonClock clock) : PageModel
{
    private const int Most = 2000;

    private static readonly string[] Columns = ["Owed since", "Trainer", "Agency", "Kind of pay", "Course", "Workshop", "Held on", "Days", "Pounds", "Rules", "State", "Reference", "Paid on", "Not owed since", "Why not owed"];

    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("owed", "Owed"), ("all", "All")];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "owed";

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<PaymentLine> Lines { get; private set; } = [];

    public bool MayPay => db.Acting.Actor.May(ActWords.PayTrainer);

    public string KindTitle(string kind) => programme.Rules.Pay.FirstOrDefault(p => p.Id == kind)?.Title ?? kind;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shows.All(s => s.Value != Show)) { return NotFound(); }
        await LoadAsync("training-pay");
        return Page();
    }

    /// <summary>The list for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (Shows.All(s => s.Value != Show)) { return NotFound(); }
        await LoadAsync("training-pay-export");
        string[][] rows = [.. Lines.Select(l => new[]
        {
            Day(l.Payment.MadeOn), l.Name, l.Agency, KindTitle(l.Payment.Kind), l.Course, l.Workshop, Day(London.DateOf(l.StartsAt)), l.Payment.Days.ToString(CultureInfo.InvariantCulture), l.Payment.Amount.ToString("0.00", CultureInfo.InvariantCulture), l.Payment.Rules,
            l.Payment.State, l.Payment.Reference, Day(l.Payment.PaidOn), Day(l.Payment.DroppedOn), l.Payment.DroppedWhy,
        })];
        return File(new SheetFile("Pay of trainers", Columns, rows).Csv(), SheetFile.CsvType, "pay-of-trainers.csv");
    }

    [Does(ActWords.PayTrainer)]
    public Task<IActionResult> OnPostPaidAsync(Guid payment) => ChangeAsync(payment, p => p.Pay(Reference, clock.Now), "Noted as paid");

    [Does(ActWords.PayTrainer)]
    public Task<IActionResult> OnPostDropAsync(Guid payment) => ChangeAsync(payment, p => p.Drop(Why, clock.Now), "Noted as not owed");

    private async Task<IActionResult> ChangeAsync(Guid id, Func<Payment, Outcome<Payment>> change, string done)
    {
        if (await db.Set<Payment>().FirstOrDefaultAsync(p => p.Id == id) is not { } payment) { return NotFound(); }
        if (change(payment).Refused(out var why))
        {
            await LoadAsync("training-pay");
            return this.Refuse(why);
        }

        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect("/training/payments");
    }

    private async Task LoadAsync(string what)
    {
        var all = db.Set<Payment>().AsNoTracking();
        if (Show == "owed") { all = all.Where(p => p.PaidOn == null && p.DroppedOn == null); }
        Lines = await all.Join(db.Set<Trainer>(), p => p.TrainerId, t => t.Id, (p, t) => new { p, t }).Join(db.Set<Workshop>(), r => r.p.WorkshopId, w => w.Id, (r, w) => new { r.p, r.t, w })
            .OrderBy(r => r.p.MadeOn).ThenBy(r => r.p.Id).Take(Most).Select(r => new PaymentLine(r.p, r.t.Name, r.t.Agency, r.w.Reference, r.w.Course!.Title, r.w.StartsAt)).ToListAsync(HttpContext.RequestAborted);
        await views.SawAsync(what, ActWords.ListPay, [.. Lines.Select(l => l.Payment.TrainerId).Distinct()], cancellationToken: HttpContext.RequestAborted);
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
