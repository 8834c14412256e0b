using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Retention;

/// <summary>What is due, proposed, held and gone; proposing, and lifting a hold.</summary>
[Does(ActWords.ListRetention)]
public sealed class IndexModel(TrellisDb db, Keeping keeping, PracticeModel practice, Closed closed, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    private const int Most = 100;

    [BindProperty]
    public Guid? Person { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public Guid? Lifted { get; set; }

    [BindProperty]
    public string WhyLifted { get; set; } = "";

    public IReadOnlyList<Kept> Due { get; private set; } = [];

    public int DueInAll { get; private set; }

    public IReadOnlyList<Proposal> Undecided { get; private set; } = [];

    public IReadOnlyList<Proposal> Decided { get; private set; } = [];

    public IReadOnlyList<(Hold Hold, string What)> Holds { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Due.Where(k => k.HeldBy is null && Undecided.All(p => p.PersonId != k.PersonId)).Select(k => new Choice(k.PersonId.ToString(), k.Reference))];

    public IReadOnlyList<Choice> HoldChoices => [.. Holds.Where(h => MayLift(h.Hold)).Select(h => new Choice(h.Hold.Id.ToString(), h.Hold.Title) { Hint = h.What })];

    /// <summary>Who governs information lifts theirs, a circle its own; each sees what stands.</summary>
    private bool MayLift(Hold hold) => hold.KeptTo is not null || db.Acting.Actor.Circles.Contains(Closed.Governance);

    public bool MayHold => db.Acting.Actor.May(ActWords.PlaceHold);

    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    public string Title(string schedule) => practice.Retention.Find(schedule)?.Title ?? schedule;

    public string Who(Guid staff) => names.GetValueOrDefault(staff, "Somebody");

    public Task OnGetAsync() => LoadAsync();

    [Does(ActWords.ProposeDisposal)]
    public async Task<IActionResult> OnPostProposeAsync()
    {
        await LoadAsync();
        var kept = Due.FirstOrDefault(k => k.PersonId == Person);
        if (kept is null) { ModelState.AddModelError(nameof(Person), "Select a record"); }
        else if (Undecided.Any(p => p.PersonId == Person)) { ModelState.AddModelError(nameof(Person), "This is proposed already"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter what you checked"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        if (Proposal.Propose(kept!, db.Acting.Actor, clock.Today, clock.Now).Refused(out var why, out var proposal)) { return this.Refuse(why); }
        db.Add(proposal);
        await db.SaveChangesAsync();
        TempData["done"] = "Proposed. Somebody else decides";
        return Redirect("/retention");
    }

    [Does(ActWords.LiftHold)]
    public async Task<IActionResult> OnPostLiftAsync()
    {
        await LoadAsync();
        var hold = await db.Set<Hold>().FirstOrDefaultAsync(h => h.Id == Lifted && h.LiftedAt == null);
        if (hold is null || !MayLift(hold)) { ModelState.AddModelError(nameof(Lifted), "Select which is lifted"); }
        if (string.IsNullOrWhiteSpace(WhyLifted)) { ModelState.AddModelError(nameof(WhyLifted), "Enter why it is lifted"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(WhyLifted);
        if (hold!.Lift(clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Lifted";
        return Redirect("/retention");
    }

    private async Task LoadAsync()
    {
        var due = await keeping.DueAsync();
        (Due, DueInAll) = ([.. due.Take(Most)], due.Count);
        var proposals = await db.Set<Proposal>().AsNoTracking().OrderByDescending(p => p.ProposedAt).Take(Most).ToListAsync();
        Undecided = [.. proposals.Where(p => p.Approved is null || p is { Approved: true, DisposedAct: null })];
        Decided = [.. proposals.Except(Undecided)];
        await views.SawAsync("retention-list", ActWords.ListRetention, [.. Due.Select(k => k.PersonId)]);
        names = await agencies.NamesAsync(proposals.SelectMany(p => new[] { p.ProposedBy, p.DecidedBy ?? p.ProposedBy }));
        var holds = new List<(Hold, string)>();
        foreach (var h in await db.Set<Hold>().AsNoTracking().Where(h => h.LiftedAt == null).OrderBy(h => h.FromOn).ThenBy(h => h.Id).ToListAsync())
        {
            holds.Add((h, h.PersonId is not null || h.MatterId is not null ? await closed.ReferenceAsync(h.PersonId, h.MatterId) : h.Process is { } process ? practice.Processes.FirstOrDefault(p => p.Id == process)?.Title ?? process : "Everything"));
        }

        Holds = holds;
    }
}
