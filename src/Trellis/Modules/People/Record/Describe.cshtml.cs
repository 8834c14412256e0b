using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Record;

/// <summary>Birth date and how well it is known, sex, ethnic group.</summary>
[Does(ActWords.ChangePerson)]
public sealed class DescribeModel(TrellisDb db, PracticeModel practice, LondonClock clock, Views views) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public DateParts Born { get; set; } = new();

    [BindProperty]
    public string BornAs { get; set; } = Ages.ToTheDay;

    [BindProperty]
    public string Sex { get; set; } = "";

    [BindProperty]
    public string EthnicGroup { get; set; } = "";

    [BindProperty]
    public string Identity { get; set; } = "";

    [BindProperty]
    public string? Why { get; set; }

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUse(clock.Today)).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint, Group = c.Group })];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) { return refused; }
        (Born, BornAs, Sex, EthnicGroup, Identity) = (DateParts.Of(Person.Born), Person.BornAs, Person.Sex, Person.EthnicGroup, Person.Identity);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) { return refused; }
        var (born, fault) = Born.Read("date of birth");
        if (fault is not null) { ModelState.AddDateError(nameof(Born), fault); }
        foreach (var (field, value, list, missing) in new[] { (nameof(Identity), Identity, "identity", "Select how they are known"), (nameof(BornAs), BornAs, "birth-precision", "Select how well the date of birth is known"), (nameof(Sex), Sex, "sex", "Select their sex, or not known"), (nameof(EthnicGroup), EthnicGroup, "ethnic-group", "Select their ethnic group, or not yet obtained") })
        {
            if (practice.Codes[list].Find(value) is null) { ModelState.AddModelError(field, missing); }
        }

        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it changes"); }
        if (!ModelState.IsValid) { return Page(); }
        db.Acting.Because(Why);
        if (Person.Describe(born, BornAs, Sex, EthnicGroup, Identity, Moment.Exactly(clock.Now)).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Saved";
        return Redirect($"/people/{Id}/details");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (await db.People.FirstOrDefaultAsync(p => p.Id == Id) is not { } person) { return NotFound(); }
        Person = person;
        await views.SawAsync("person", ActWords.ViewPerson, [person.Id], person.Area);
        return db.Acting.Actor.SeesAll(person.Area) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
