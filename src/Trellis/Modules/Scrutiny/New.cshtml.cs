using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Scrutiny;

/// <summary>Puts a piece of scrutiny on the plan of a year.</summary>
[Does(ActWords.PlanScrutiny)]
public sealed class NewModel(ScrutinyDesk desk) : PageModel
{
    public ScrutinyDesk Desk => desk;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Asks { get; set; } = "";

    [BindProperty]
    public string Year { get; set; } = "";

    [BindProperty]
    public string Method { get; set; } = "";

    [BindProperty]
    public string[] Tasks { get; set; } = [];

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public string Lead { get; set; } = "";

    [BindProperty]
    public bool Young { get; set; }

    [BindProperty]
    public DateParts By { get; set; } = new();

    public IReadOnlyList<Choice> YearChoices => [.. new[] { desk.ThisYear, Period.Shift(desk.ThisYear, 1) }.Select(y => new Choice(y, y))];

    public static IReadOnlyList<Choice> YoungChoices => [new("true", "Young scrutineers take part")];

    public void OnGet() => (Year, Areas) = (desk.ThisYear, [.. desk.Areas.Select(a => a.Value)]);

    public async Task<IActionResult> OnPostAsync()
    {
        if (desk.Areas is [var only]) { Areas = [only.Value]; }
        Length(nameof(Name), Name, Activity.LongestTitle, "Enter what it is called", "What it is called must be 200 characters or fewer");
        Length(nameof(Asks), Asks, Activity.LongestAsks, "Enter the question it is to answer", "The question must be 2,000 characters or fewer");
        Length(nameof(Lead), Lead, Activity.LongestTitle, "Enter who leads it", "Who leads it must be 200 characters or fewer");
        if (YearChoices.All(y => y.Value != Year)) { ModelState.AddModelError(nameof(Year), "Select the year it is planned for"); }
        if (desk.Choices(ScrutinyDesk.Methods).All(m => m.Value != Method)) { ModelState.AddModelError(nameof(Method), "Select how it looks"); }
        if (Tasks.Length == 0 || Tasks.Any(t => desk.Choices(ScrutinyDesk.Tasks).All(c => c.Value != t))) { ModelState.AddModelError(nameof(Tasks), "Select what it serves"); }
        if (Areas.Length == 0 || Areas.Any(a => desk.Areas.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it is for"); }
        var (by, wrong) = By.Read("day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(By), wrong); }
        else if (Period.FinancialYear(Year) is var (first, last) && (by < first || by > last)) { ModelState.AddModelError(nameof(By), $"The day must be in {Year}"); }
        if (!ModelState.IsValid) { return Page(); }
        var activity = new Activity
        {
            Reference = await desk.NextActivityAsync(),
            Areas = Areas,
            Year = Year,
            Title = Name.Trim(),
            Asks = Asks.Trim(),
            Method = Method,
            Tasks = Tasks,
            Lead = Lead.Trim(),
            YoungScrutineers = Young,
            PlannedOn = by!.Value,
            MadeAt = desk.Clock.Now,
        }.Planned(desk.Actor);
        desk.Db.Add(activity);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"{activity.Reference} is on the plan";
        return Redirect($"/scrutiny/{activity.Reference}");
    }

    private void Length(string field, string written, int longest, string empty, string tooLong)
    {
        if (written.Trim().Length == 0) { ModelState.AddModelError(field, empty); }
        else if (written.Trim().Length > longest) { ModelState.AddModelError(field, tooLong); }
    }
}
