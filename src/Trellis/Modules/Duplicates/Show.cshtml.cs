using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Duplicates;

/// <summary>Two records side by side, what stands against joining first, and a decision. A second reviewer is shown no trace of the first.</summary>
[Does(ActWords.ViewDuplicates)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice, PairList list, Deciding deciding, SideBySide sides, PeopleRegister people, TwoRecords two, AgencyRegister agencies, Views views) : PageModel
{
    private const string NotRelated = "none";

    /// <summary>Who looks alike without being one; any other relationship is recorded on a person's page.</summary>
    private static readonly string[] Relations = ["twin", "sibling", "half-sibling", "cousin"];

    public enum Turn { None, First, Second, Manager }

    public sealed record ReviewLine(string Turn, string Said, string By, DateTimeOffset At, string Settles);

    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>The list it is looked at from, for what comes before and after.</summary>
    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public string? Kept { get; set; }

    [BindProperty]
    public string? Relation { get; set; }

    [BindProperty]
    public string[] Settles { get; set; } = [];

    [BindProperty]
    public string? Why { get; set; }

    public PossiblePair Pair { get; private set; } = null!;

    public PersonSummary One { get; private set; } = null!;

    public PersonSummary Other { get; private set; } = null!;

    public IReadOnlyList<SideLine> Lines { get; private set; } = [];

    public IReadOnlyList<FieldSaid> Matched { get; private set; } = [];

    public IReadOnlyList<ReviewLine> Reviews { get; private set; } = [];

    public Guid? Before { get; private set; }

    public Guid? After { get; private set; }

    public bool NeedsSecond { get; private set; }

    public Turn Mine { get; private set; }

    public string? Guard => PairWords.Guard(Pair.Guard);

    public IReadOnlyList<Choice> SettleChoices => [.. practice.Codes["would-settle"].Codes.Select(c => new Choice(c.Id, c.Title))];

    public IReadOnlyList<Choice> RelationChoices =>
        [.. Relations.Select(k => practice.Codes["relationship"].Find(k)).OfType<Code>().Select(c => new Choice(c.Id, c.Title)), new Choice(NotRelated, "Not related, or not known")];

    public string ListHref => $"/duplicates?show={List}";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await LoadAsync(stop) ? Page() : NotFound();

    [Does(ActWords.DecideDuplicate)]
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!await LoadAsync(stop)) { return NotFound(); }
        if (Mine is not (Turn.First or Turn.Second)) { return this.Refuse(new Refusal("", "Somebody else has just decided about these records")); }
        return await DecidedAsync(stop);
    }

    [Does(ActWords.SettleDuplicate)]
    public async Task<IActionResult> OnPostSettleAsync(CancellationToken stop)
    {
        if (!await LoadAsync(stop)) { return NotFound(); }
        if (Mine is not Turn.Manager) { return this.Refuse(new Refusal("", "Somebody else has just decided about these records")); }
        return await DecidedAsync(stop);
    }

    private async Task<IActionResult> DecidedAsync(CancellationToken stop)
    {
        if (Read() is not { } decision) { return Page(); }
        if (Mine is not Turn.Second && !db.Acting.Actor.May(decision.Said is PossiblePair.Same ? ActWords.SamePerson : ActWords.DifferentPerson)) { return StatusCode(StatusCodes.Status403Forbidden); }
        var reason = decision.Said is PossiblePair.CannotTell || Mine is Turn.Second ? null : Why;
        db.Acting.Because(reason);
        var (turn, after) = (Mine, After);
        PossiblePair pair;
        try
        {
            var decided = turn switch
            {
                Turn.First => await deciding.DecideAsync(Id, decision, stop),
                Turn.Second => await deciding.DecideAgainAsync(Id, decision, stop),
                _ => await deciding.SettleAsync(Id, decision, reason, stop),
            };
            if (decided.Refused(out var why, out pair!)) { return this.Refuse(why.Field is "Other" ? new Refusal(nameof(Said), why.Words) : why); }
        }
        catch (DbUpdateException lost) when (lost is DbUpdateConcurrencyException || lost.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            return this.Refuse(new Refusal("", "Somebody else has just decided about one of these records. Look at them again"));
        }

        TempData["done"] = Done(turn, pair, decision);
        return Redirect(after is { } next ? $"/duplicates/{next}?list={List}" : ListHref);
    }

    private string Done(Turn turn, PossiblePair pair, Decision decision) => (turn, pair.State) switch
    {
        (Turn.Second, PossiblePair.Disagreed) => "Recorded. The first reviewer said otherwise, so a manager decides",
        (Turn.Second, _) => "Recorded. The first reviewer said the same",
        (_, PossiblePair.CannotTell) => "Recorded as not certain yet",
        _ => decision.Said is PossiblePair.Same ? NeedsSecond ? "Proposed. A second person has to agree before they are joined" : "Joined" : "Recorded as two people",
    };

    /// <summary>What was chosen; null when something is missing, and the page says what.</summary>
    private Decision? Read()
    {
        if (Said is null || !PossiblePair.Answers.Contains(Said)) { ModelState.AddModelError(nameof(Said), "Select whether they are one person"); }
        var first = Mine is not Turn.Second;
        Guid? kept = Kept == One.Id.ToString() ? One.Id : Kept == Other.Id.ToString() ? Other.Id : null;
        if (Said is PossiblePair.Same && first && kept is null) { ModelState.AddModelError(nameof(Kept), "Select the record they are shown under"); }
        if (Said is PossiblePair.Different && first && RelationChoices.All(r => r.Value != Relation)) { ModelState.AddModelError(nameof(Relation), "Select how they are related"); }
        var settles = Settles.Distinct().Where(s => SettleChoices.Any(c => c.Value == s)).ToArray();
        if (Said is PossiblePair.CannotTell && settles.Length == 0) { ModelState.AddModelError(nameof(Settles), "Select what would settle it"); }
        if (first && (Said is PossiblePair.Same or PossiblePair.Different) && string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter how you know"); }
        return ModelState.IsValid ? new Decision(Said!, kept, Relation is NotRelated ? null : Relation, Said is PossiblePair.CannotTell ? settles : []) : null;
    }

    private async Task<bool> LoadAsync(CancellationToken stop)
    {
        if (await db.Set<PossiblePair>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == Id, stop) is not { } pair) { return false; }
        Pair = pair;
        if (List is null || list.Shows.All(s => s.Value != List)) { List = list.Shows.Any(s => s.Value == pair.State) ? pair.State : PossiblePair.Waiting; }
        var both = (await people.OfAsync([pair.OneId, pair.OtherId], stop)).ToDictionary(p => p.Id);
        if (both.Count < 2) { return false; }
        (One, Other) = (both[pair.OneId], both[pair.OtherId]);
        await views.SawAsync("duplicate", ActWords.ViewDuplicates, [One.Id, Other.Id], One.Area, cancellationToken: stop);
        Lines = await sides.OfAsync(One, Other, stop);
        Matched = [.. PairWords.Read(pair.Why).OrderByDescending(f => Math.Abs(f.Bits))];
        (Before, After) = await list.BesideAsync(pair, List, stop);
        NeedsSecond = await two.NeedsSecondAsync(pair.OneId, pair.OtherId, stop);
        Mine = WhoseTurn(pair);
        Kept ??= One.Id.ToString();
        if (pair.State is not PossiblePair.Second) { await ReviewsAsync(pair, stop); }
        db.ChangeTracker.Clear();
        return true;
    }

    private Turn WhoseTurn(PossiblePair pair)
    {
        var actor = db.Acting.Actor;
        // Deciding about records of two areas takes somebody who works in both.
        if (!new[] { One.Area, Other.Area }.All(a => actor.SeesAll(a) && actor.Areas.Contains(a))) { return Turn.None; }
        return pair.State switch
        {
            PossiblePair.Waiting or PossiblePair.CannotTell when actor.May(ActWords.DecideDuplicate) => Turn.First,
            PossiblePair.Second when actor.May(ActWords.DecideDuplicate) && pair.FirstBy != actor.UserId => Turn.Second,
            PossiblePair.Disagreed when actor.May(ActWords.SettleDuplicate) && pair.FirstBy != actor.UserId && pair.SecondBy != actor.UserId => Turn.Manager,
            _ => Turn.None,
        };
    }

    private async Task ReviewsAsync(PossiblePair pair, CancellationToken stop)
    {
        var reviews = await db.Set<PairReview>().AsNoTracking().Where(r => r.PairId == pair.Id && r.Round == pair.Round).OrderBy(r => r.At).ToListAsync(stop);
        var names = await agencies.NamesAsync(reviews.Select(r => r.ById), stop);
        Reviews = [.. reviews.Select(r => new ReviewLine(
            r.Turn switch { "first" => "First reviewer", "second" => "Second reviewer", _ => "Manager" }, PairWords.Said(r.Said), names.GetValueOrDefault(r.ById, "Somebody"), r.At,
            string.Join(", ", r.Settles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => practice.Codes["would-settle"].Find(s)?.Title ?? s))))];
    }
}
