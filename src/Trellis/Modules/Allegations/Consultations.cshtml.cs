using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Allegations;

/// <summary>The log of consultations, with quick entry.</summary>
[Does(ActWords.ViewAllegations)]
public sealed class ConsultationsModel(AllegationDesk desk, Views views) : PageModel
{
    private const int PageSize = 25;

    public AllegationDesk Desk => desk;

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string AskedBy { get; set; } = "";

    [BindProperty]
    public string ToldBy { get; set; } = "";

    [BindProperty]
    public string Sector { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string Question { get; set; } = "";

    [BindProperty]
    public string Advice { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public IReadOnlyList<Consultation> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public async Task OnGetAsync()
    {
        On = DateParts.Of(desk.Clock.Today);
        await LoadAsync();
    }

    [Does(ActWords.Consult)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (desk.Areas is [var only]) { Area = only.Value; }
        var (on, fault) = On.Read("day", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(On), fault); }
        if (AskedBy.Trim().Length is 0 or > Consultation.LongestAsker) { ModelState.AddModelError(nameof(AskedBy), AskedBy.Trim().Length == 0 ? "Enter who asked" : "Who asked must be 200 characters or fewer"); }
        if (desk.Choices(Consultation.Askers).All(c => c.Value != ToldBy)) { ModelState.AddModelError(nameof(ToldBy), "Select what they are"); }
        if (desk.Sectors.All(c => c.Value != Sector)) { ModelState.AddModelError(nameof(Sector), "Select the sector"); }
        if (desk.Areas.All(c => c.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area"); }
        if (Question.Trim().Length is 0 or > Consultation.LongestWords) { ModelState.AddModelError(nameof(Question), Question.Trim().Length == 0 ? "Enter what they asked" : "What they asked must be 4,000 characters or fewer"); }
        if (desk.Choices(Consultation.Advices).All(c => c.Value != Advice)) { ModelState.AddModelError(nameof(Advice), "Select what you advised"); }
        if (Words.Trim().Length is 0 or > Consultation.LongestWords) { ModelState.AddModelError(nameof(Words), Words.Trim().Length == 0 ? "Enter your advice" : "Your advice must be 4,000 characters or fewer"); }
        if (!ModelState.IsValid) { return await AgainAsync(); }

        var given = new Consultation
        {
            Reference = $"L{await desk.Db.Database.SqlQuery<long>($"select nextval('allegations.reference') as \"Value\"").SingleAsync()}",
            Area = Area,
            OnDate = on!.Value,
            AskedBy = AskedBy.Trim(),
            ToldBy = ToldBy,
            Sector = Sector,
            Question = Question.Trim(),
            Advice = Advice,
            Words = Words.Trim(),
            At = desk.Clock.Now,
            ById = desk.Actor.UserId,
        };
        if (given.Given(desk.Actor).Refused(out var why, out _))
        {
            ModelState.AddModelError(why.Field, why.Words);
            return await AgainAsync();
        }

        desk.Db.Add(given);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"Consultation {given.Reference} is recorded";
        return Redirect("/allegations/consultations");
    }

    private async Task<IActionResult> AgainAsync()
    {
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        await views.SawAsync("consultations", ActWords.ViewAllegations, []);
        Total = await desk.Db.Set<Consultation>().CountAsync();
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        Lines = await desk.Db.Set<Consultation>().AsNoTracking().OrderByDescending(c => c.OnDate).ThenByDescending(c => c.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync();
    }
}
