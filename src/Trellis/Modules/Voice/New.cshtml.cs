using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Voice;

/// <summary>Records what was heard on one occasion.</summary>
[Does(ActWords.LogVoice)]
public sealed class NewModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter what it is called"), StringLength(Heard.LongestTitle, ErrorMessage = "What it is called must be 200 characters or fewer")]
    public string Name { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public string Who { get; set; } = "";

    [BindProperty]
    public string How { get; set; } = "";

    [BindProperty]
    public string People { get; set; } = "";

    [BindProperty, StringLength(Heard.LongestText, ErrorMessage = "What they were asked must be 2,000 characters or fewer")]
    public string Asked { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter what was heard"), StringLength(Heard.LongestSaid, ErrorMessage = "What was heard must be 4,000 characters or fewer")]
    public string Said { get; set; } = "";

    [BindProperty, StringLength(Heard.LongestText, ErrorMessage = "Their own words must be 2,000 characters or fewer")]
    public string OwnWords { get; set; } = "";

    [BindProperty]
    public string[] Themes { get; set; } = [];

    [BindProperty, StringLength(Heard.LongestTitle, ErrorMessage = "Who led it must be 200 characters or fewer")]
    public string LedBy { get; set; } = "";

    [BindProperty]
    public bool Young { get; set; }

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> WhoChoices => Choices("voice-who");

    public IReadOnlyList<Choice> HowChoices => Choices("voice-how");

    public IReadOnlyList<Choice> ThemeChoices => Choices("review-theme");

    public IReadOnlyList<Choice> YoungChoices => [new("true", "Young scrutineers asked the questions")];

    public void OnGet() => On = DateParts.Of(clock.Today);

    public async Task<IActionResult> OnPostAsync()
    {
        var (on, wrong) = On.Read("day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); }
        else if (on > clock.Today) { ModelState.AddModelError(nameof(On), "The day must be today or in the past"); }
        if (Areas.Length == 0 || Areas.Any(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it was in"); }
        if (WhoChoices.All(c => c.Value != Who)) { ModelState.AddModelError(nameof(Who), "Select whose voice it is"); }
        if (HowChoices.All(c => c.Value != How)) { ModelState.AddModelError(nameof(How), "Select how they were heard"); }
        if (Themes.Any(t => ThemeChoices.All(c => c.Value != t))) { ModelState.AddModelError(nameof(Themes), "Select themes of the list"); }
        int? people = null;
        if (People.Trim().Length > 0)
        {
            if (int.TryParse(People.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000) { people = number; }
            else { ModelState.AddModelError(nameof(People), "How many took part must be a whole number from 1"); }
        }

        if (!ModelState.IsValid) { return Page(); }
        var heard = new Heard
        {
            Areas = Areas,
            OnDay = on!.Value,
            Who = Who,
            How = How,
            People = people,
            Title = Name.Trim(),
            Asked = Asked.Trim(),
            Said = Said.Trim(),
            OwnWords = OwnWords.Trim(),
            Themes = Themes,
            Agency = db.Acting.Actor.Agency,
            LedBy = LedBy.Trim(),
            YoungScrutineers = Young,
            MadeAt = clock.Now,
        }.Logged(db.Acting.Actor);
        db.Add(heard);
        await db.SaveChangesAsync();
        TempData["done"] = "What was heard is recorded";
        return Redirect($"/voice/{heard.Id}");
    }

    internal static IReadOnlyDictionary<string, string> CodesOf(PracticeModel practice, string list) =>
        practice.Codes[list].Codes.ToDictionary(c => c.Id, c => c.Title);

    private IReadOnlyList<Choice> Choices(string list) => [.. CodesOf(practice, list).Select(c => new Choice(c.Key, c.Value))];
}
