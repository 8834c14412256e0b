using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Programmes;

/// <summary>The work programme of a body: by round, what is not allocated, and its task groups.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class IndexModel(TrellisDb db, OnAgenda agenda, LondonClock clock) : PageModel
{
    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Round { get; set; } = "";

    [BindProperty]
    public DateParts Day { get; set; } = new();

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string Lead { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public IReadOnlyList<Choice> KindChoices => [new("item", "An item of a meeting"), new("task-group", "A task group that reports to it")];

    public IReadOnlyList<IGrouping<int, Topic>> Rounds => [.. Of.Topics.Where(t => t.Round is not null && t.State is not "dropped").OrderBy(t => t.Position).GroupBy(t => t.Round!.Value).OrderBy(g => g.Key)];

    public IReadOnlyList<Topic> Unallocated => [.. Of.Topics.Where(t => t is { Unallocated: true, State: "planned" }).OrderBy(t => t.Position)];

    public IReadOnlyList<Topic> Groups => [.. Of.Topics.Where(t => t is { Kind: "task-group" } && t.State is not "dropped").OrderBy(t => t.Position)];

    public IReadOnlyList<Topic> Dropped => [.. Of.Topics.Where(t => t.State is "dropped").OrderBy(t => t.Position)];

    public bool MaySet => db.Acting.Actor.May(ActWords.SetProgramme) && Of.Areas.All(a => db.Acting.Actor.Areas.Contains(a)) && Of.EndedOn is null;

    public bool MayTake => db.Acting.Actor.May(ActWords.SetAgenda) && Of.Areas.All(a => db.Acting.Actor.Areas.Contains(a)) && Of.EndedOn is null;

    public bool MaySeeRecommendations => db.Acting.Actor.May(ActWords.ViewActions);

    /// <summary>Where topics stand on agendas, by their ids.</summary>
    public IReadOnlyDictionary<Guid, TopicPlace> Places { get; private set; } = new Dictionary<Guid, TopicPlace>();

    /// <summary>"Round 4, 27 January 2020"</summary>
    public static string RoundTitle(IGrouping<int, Topic> round) => round.Select(t => t.OnDay).FirstOrDefault(d => d is not null) is { } day ? $"Round {round.Key}, {English.Date(day)}" : $"Round {round.Key}, no day yet";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.SetProgramme)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || !MaySet) { return NotFound(); }
        if (KindChoices.All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what it is"); }
        var round = RoundOf(Round, ModelState, nameof(Round));
        var (day, wrong) = Day.Read("day", required: false);
        if (wrong is not null) { ModelState.AddDateError(nameof(Day), wrong); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Plans(Kind, Name, round, day, Reason, Lead, clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "It is on the programme";
        return Redirect($"/meetings/{BodyId}/programme");
    }

    internal static int? RoundOf(string written, Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary errors, string field)
    {
        if (written.Trim().Length == 0) { return null; }
        if (int.TryParse(written.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return number; }
        errors.AddModelError(field, "The round must be a whole number from 1 to 99");
        return null;
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().Include(b => b.Topics).FirstOrDefaultAsync(b => b.Id == BodyId, HttpContext.RequestAborted) is not { } found) { return false; }
        (Of, Places) = (found, await agenda.OfAsync(found.Topics, HttpContext.RequestAborted));
        return true;
    }
}
