using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Same;

/// <summary>Some matters of a record are about somebody else: they get a record of their own.</summary>
[Does(ActWords.SplitPerson)]
public sealed class SplitModel(TrellisDb db, PracticeModel practice, LondonClock clock, PeopleRegister people, SamePerson same, CaseworkRegister casework, Views views) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid[] Matters { get; set; } = [];

    [BindProperty]
    public string GivenName { get; set; } = "";

    [BindProperty]
    public string FamilyName { get; set; } = "";

    [BindProperty]
    public DateParts Born { get; set; } = new();

    [BindProperty]
    public string Sex { get; set; } = "";

    [BindProperty]
    public string EthnicGroup { get; set; } = "";

    [BindProperty]
    public string? Why { get; set; }

    public PersonSummary Person { get; private set; } = null!;

    public IReadOnlyList<Choice> MatterChoices { get; private set; } = [];

    public IReadOnlyList<Choice> Choices(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUse(clock.Today)).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint, Group = c.Group })];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) { return refused; }
        var (born, fault) = Born.Read("date of birth");
        if (fault is not null) { ModelState.AddDateError(nameof(Born), fault); }
        else if (born > clock.Today.AddMonths(10)) { ModelState.AddModelError(nameof(Born), "Date of birth must be today or in the past, or when a baby is expected"); }
        if (Matters.Length == 0) { ModelState.AddModelError(nameof(Matters), "Select what is about somebody else"); }
        foreach (var (field, text, missing) in new[] { (nameof(GivenName), GivenName, "Enter a first name. If you do not know it, enter what you would call them"), (nameof(FamilyName), FamilyName, "Enter a last name. If you do not know it, enter Unknown") })
        {
            if (string.IsNullOrWhiteSpace(text)) { ModelState.AddModelError(field, missing); }
            else if (text.Trim().Length > People.Person.LongestName) { ModelState.AddModelError(field, "Names must be 100 characters or fewer"); }
        }

        if (practice.Codes["sex"].Find(Sex) is null) { ModelState.AddModelError(nameof(Sex), "Select their sex, or not known"); }
        if (practice.Codes["ethnic-group"].Find(EthnicGroup) is null) { ModelState.AddModelError(nameof(EthnicGroup), "Select their ethnic group, or not yet obtained"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter how you know"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        if ((await same.SplitAsync(Id, Matters, new SomebodyElse(GivenName, FamilyName, born, Sex, EthnicGroup))).Refused(out var why, out var tied)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = tied.InForce ? "Split" : "Proposed. A second person has to agree";
        return Redirect($"/people/{tied.Second}");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (await people.FindAsync(Id) is not { } person) { return NotFound(); }
        Person = person;
        await views.SawAsync("person", ActWords.ViewPerson, [Id], person.Area);
        if (!db.Acting.Actor.SeesAll(person.Area)) { return StatusCode(StatusCodes.Status403Forbidden); }
        MatterChoices = [.. (await casework.MattersOfAsync(Belonging.Of(Id))).Select(m => new Choice(m.Id.ToString(), $"{m.Title} {m.Reference}") { Hint = $"Opened {English.Date(London.DateOf(m.OpenedAt))}" })];
        return null;
    }
}
