using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Candidates.Public;
using Trellis.Modules.People.Public;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Start;

/// <summary>Begins a process: who is it about, found or new, with brothers and sisters offered from the household.</summary>
[Does(ActWords.StartMatter)]
public sealed class IndexModel(
    TrellisDb db, PracticeModel practice, StepWork work, PeopleRegister people, PeopleTold told, CandidateSearch candidates, RulingOut ruling, HeldTyped held, SourceDesk desk, Views views, LondonClock clock) : PageModel
{
    private Carried? carried;

    [FromRoute]
    public string Process { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Guid? Person { get; set; }

    [BindProperty]
    public Typed Typed { get; set; } = new();

    /// <summary>What was typed and who was shown, locked: no name stands in an address.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Held { get; set; }

    [BindProperty]
    public List<Guid> People { get; set; } = [];

    /// <summary>What of it is added to their record: <c>name</c>, <c>address</c>.</summary>
    [BindProperty]
    public List<string> Also { get; set; } = [];

    [BindProperty]
    public string NameKind { get; set; } = "other-spelling";

    public Process Definition { get; private set; } = null!;

    public PersonSummary? Chosen { get; private set; }

    /// <summary>The area of somebody who is known and whom this reader is not shown. They may say something about them all the same.</summary>
    public string? Unseen { get; private set; }

    /// <summary>What was typed of somebody unseen: kept as what their agency said, for whoever sees them.</summary>
    public Heard? Said { get; private set; }

    public IReadOnlyList<PersonSummary> Household { get; private set; } = [];

    public IReadOnlyList<Matter> Open { get; private set; } = [];

    public CandidatesShown? Shown { get; private set; }

    public IReadOnlyList<SourceAnswer> Answers { get; private set; } = [];

    /// <summary>What was typed of the one chosen that their record does not have.</summary>
    public Heard? New { get; private set; }

    public DateOnly Today => clock.Today;

    /// <summary>Brothers and sisters are offered with a child; whoever an allegation is about is alone in it.</summary>
    public bool IsAboutChildren => Definition.About is ProcessSubject.Child or ProcessSubject.Family;

    public string Who => IsAboutChildren ? "child" : "person";

    public bool KnowsMore => Typed is not { Sex: null or "", Address: null or "", NhsNumber: null or "", Upn: null or "", School: null or "" };

    public bool MayAdd => db.Acting.Actor.May(ActWords.ChangePerson) && Chosen is { } chosen && db.Acting.Actor.SeesAll(chosen.Area);

    public IReadOnlyList<string> SourceTitles => [.. AreasToAsk.SelectMany(desk.TitlesFor).Distinct()];

    public IReadOnlyList<Choice> Sexes => ChoicesOf("sex");

    public IReadOnlyList<Choice> NameKinds => ChoicesOf("name-kind");

    public IReadOnlyList<Choice> Choices => [.. Household.Prepend(Chosen!).Select(p => new Choice(p.Id.ToString(), p.Name) { Hint = p.AgeOn(Today) is { } age ? $"Age {age}" : "Age not known" })];

    /// <summary>Of whom a hidden matter is about nobody outside is asked.</summary>
    private IEnumerable<string> AreasToAsk => Definition.HiddenTo is not null ? [] : db.Acting.Actor.Areas.Where(desk.MayAsk);

    public string AreaTitle(string code) => practice.AreaTitle(code);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        carried = held.Read(Held);
        if (!await LoadAsync()) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (Chosen is not null) { People = [Chosen.Id]; }
        else if (Unseen is null && carried is { } before)
        {
            Typed = before.Typed;
            await LookAsync(finished: true, stop);
        }

        return Page();
    }

    /// <summary>What is typed so far, for the page's script: the candidates alone.</summary>
    public async Task<IActionResult> OnPostLookAsync(CancellationToken stop)
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (!Typed.IsEnough || !ModelState.IsValid) { return new NoContentResult(); }
        await LookAsync(finished: false, stop);
        return Partial("/Modules/Candidates/Public/_Candidates.cshtml", Shown);
    }

    /// <summary>The button: also asks the sources there are.</summary>
    public async Task<IActionResult> OnPostSearchAsync(CancellationToken stop)
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        foreach (var (field, words) in Typed.Faults(Today)) { ModelState.AddModelError($"{nameof(Typed)}.{field}", words); }
        if (!Typed.IsEnough && ModelState.IsValid) { ModelState.AddModelError("Typed.GivenName", "Enter a name, a date of birth or a number to search for"); }
        if (!ModelState.IsValid) { return Page(); }
        if (SourceTitles.Count == 0) { return Redirect($"/start/{Process}?search={held.InAddress(new Carried(Typed, [], Compared: true, []))}"); }

        // What others answered is shown once, where it was asked for: going back does not ask them again.
        var asked = new TypedPerson(Typed.GivenName?.Trim() ?? "", Typed.FamilyName?.Trim() ?? "", Typed.Day, Typed.Sex switch { "F" => "female", "M" => "male", _ => null }, string.IsNullOrWhiteSpace(Typed.Postcode) ? null : Typed.Postcode.Trim());
        var answers = new List<SourceAnswer>();
        foreach (var area in AreasToAsk.Where(a => desk.TitlesFor(a).Count > 0).DistinctBy(a => string.Join('|', desk.TitlesFor(a)))) { answers.AddRange(await desk.AskAsync(asked, ActWords.StartMatter, area)); }
        Answers = answers;
        await LookAsync(finished: true, stop);
        return Page();
    }

    /// <summary>None of those who were shown; or nobody was.</summary>
    [Does(ActWords.RuleOut)]
    public async Task<IActionResult> OnPostNoneAsync([FromForm(Name = nameof(Held))] string? shown)
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (held.Read(shown) is not { } looked) { return Redirect($"/start/{Process}"); }
        ruling.Say(db.Acting.Actor.Areas[0], looked);
        await db.SaveChangesAsync();
        return Redirect($"/people/add?start={Process}&search={held.InAddress(looked with { IsNone = true })}");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        carried = held.Read(Held);
        if (!await LoadAsync() || (Chosen is null && Unseen is null)) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (Unseen is not null)
        {
            var begun = await work.StartAsync(Process, Unseen, [Person!.Value], unseen: true);
            if (Said is { } said && told.HeardUnseen(begun, begun.Id, Person.Value, Unseen, said) is { } fact) { begun.Told(fact); }
            await db.SaveChangesAsync();
            return Redirect($"/steps/{begun.Steps[0].Id}");
        }

        var known = Household.Append(Chosen!).Select(p => p.Id).ToHashSet();
        var about = People.Where(known.Contains).Distinct().ToArray();
        if (about.Length == 0) { ModelState.AddModelError(nameof(People), "Select who it is about"); }
        if (Also.Contains("name") && NameKinds.All(k => k.Value != NameKind)) { ModelState.AddModelError(nameof(NameKind), "Select what kind of name it is"); }
        if (!ModelState.IsValid) { return Page(); }

        var matter = await work.StartAsync(Process, Chosen!.Area, about);
        if (New is { Any: true } heard)
        {
            await told.HeardAsync(Chosen.Id, heard);
            if (MayAdd && Also.Count > 0)
            {
                // Changing who they are is an act of its own, in the same transaction.
                db.CloseAct();
                db.Acting.Begin(ActWords.ChangePerson);
                if ((await told.AlsoAsync(Chosen.Id, heard, Also.Contains("name") ? NameKind : null, Also.Contains("address"))).Refused(out var why))
                {
                    ModelState.AddModelError(nameof(Also), why.Words);
                    return Page();
                }
            }
        }

        await db.SaveChangesAsync();
        return Redirect($"/steps/{matter.Steps[0].Id}");
    }

    /// <summary>Somebody of an area they do not act in, whom they were let in to.</summary>
    private bool Elsewhere => Chosen is { } chosen && !db.Acting.Actor.Areas.Contains(chosen.Area);

    private async Task LookAsync(bool finished, CancellationToken stop)
    {
        var looked = await candidates.FindAsync(Typed, ActWords.StartMatter, finished, stop);
        var actor = db.Acting.Actor;
        carried = Carried.Of(Typed, looked) with { Sources = [.. Answers.Select(a => KeyValuePair.Create(a.Source, a.Outcome switch { SourceOutcome.Found => "found", SourceOutcome.Nothing => "nothing", _ => "not-checked" }))] };
        var search = held.Hold(carried);
        var inAddress = Uri.EscapeDataString(search);
        Shown = new CandidatesShown(looked, Today, Who)
        {
            AreaTitle = AreaTitle,
            TakeThem = person => actor.Areas.Contains(person.Area) ? $"/start/{Process}?person={person.Id}&search={inAddress}" : null,
            // Known where they act, and not shown to them: they may say what they know, and the front door sees about whom.
            TakeUnseen = unseen => unseen.Access is Found.Known && actor.Areas.Contains(unseen.Area) ? $"/start/{Process}?person={unseen.Id}&search={inAddress}" : null,
            AddRelative = likely => (likely.IsTwin || likely.IsSibling) && actor.May(ActWords.AddPerson) && actor.May(ActWords.RelatePerson) && actor.Areas.Contains(likely.Area)
                ? $"/people/add?start={Process}&with={likely.Id}&as={(likely.IsTwin ? "twin" : "sibling")}&search={inAddress}" : null,
            NoneOfThese = actor.May(ActWords.RuleOut) && actor.May(ActWords.AddPerson) ? $"/start/{Process}?handler=None" : null,
            Held = search,
            IsFinished = finished,
        };
    }

    private IReadOnlyList<Choice> ChoicesOf(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUseTo is null).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint, Group = c.Group })];

    private async Task<bool> LoadAsync()
    {
        if (practice.Processes.FirstOrDefault(p => p.Id == Process) is not { } definition || !definition.IsOpenedBy(db.Acting.Actor.Roles)) { return false; }
        Definition = definition;
        if (Person is not { } id) { return true; }
        Chosen = await people.FindAsync(id);
        if (Chosen is null)
        {
            Unseen = await people.WhereKnownAsync(id);
            if (Unseen is not null && carried is { Typed: var typed } && db.Acting.Actor.Agency is not null) { Said = Heard.Unseen(typed.GivenName, typed.FamilyName, typed.Birth(Today), typed.Address, typed.Postcode, typed.NhsNumber, typed.Upn, typed.School); }
            if (Unseen is not null) { await views.SawAsync("person-known", ActWords.StartMatter, [id], Unseen); }
            return Unseen is not null;
        }

        Household = !IsAboutChildren ? [] : [.. (await people.HouseholdsOfAsync([id])).Where(p => p.AgeOn(Today) is null or < 18)];
        await views.SawAsync("person", ActWords.StartMatter, [Chosen.Id, .. Household.Select(p => p.Id)], Chosen.Area);
        if (carried is { } before) { New = await told.NewAsync(id, before.Typed.GivenName, before.Typed.FamilyName, before.Typed.Birth(Today), before.Typed.Address, before.Typed.Postcode, before.Typed.Known().NhsNumber, before.Typed.Known().Upn, before.Typed.School); }
        if (db.Acting.Actor.May(ActWords.ViewMatter)) { Open = await db.Matters.AsNoTracking().Where(m => m.Process == Process && m.ClosedAt == null && m.People.Any(p => p.PersonId == id && p.LeftAt == null)).ToListAsync(); }
        return true;
    }
}
