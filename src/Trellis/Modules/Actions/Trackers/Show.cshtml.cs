using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Trackers;

/// <summary>One tracker: which column is which, what would become of its rows, taking all of it in, and undoing all of it.</summary>
[Does(ActWords.ImportActions)]
public sealed class ShowModel(TrellisDb db, TrackerIntake intake, PracticeModel practice, LondonClock clock) : PageModel
{
    private const int Shown = 100;

    [FromRoute(Name = "tracker")]
    public Guid Id { get; set; }

    /// <summary>Our name to theirs, as chosen.</summary>
    [BindProperty]
    public Dictionary<string, string> Column { get; set; } = [];

    /// <summary>What a word nobody knows means: by its place in <see cref="TrackerPreview.Unknown"/> and in what was said before.</summary>
    [BindProperty]
    public List<string> Written { get; set; } = [];

    [BindProperty]
    public List<string> Means { get; set; } = [];

    [BindProperty]
    public string Why { get; set; } = "";

    public Tracker Of { get; private set; } = null!;

    public TrackerPreview? Preview { get; private set; }

    public TrackerMap Map { get; private set; } = TrackerMap.None;

    public bool Waits => Of.State is Tracker.LookedAt;

    public bool MayTakeIn => Preview is { Taken.Errors.IsEmpty: true };

    public bool MayUndo => Of.State is Tracker.TakenIn && db.Acting.Actor.May(ActWords.UndoActions);

    public ImmutableArray<TrackerColumn> Columns => TrackerColumns.Of(Of.Kind);

    public IReadOnlyList<TrackerRow> Rows => [.. Preview!.Rows.Take(Shown)];

    /// <summary>Words to be mapped: those nobody knows, and those somebody said the meaning of.</summary>
    public IReadOnlyList<string> WordsToMap => [.. Preview!.Unknown.Concat(Map.Words.Keys).Distinct(StringComparer.OrdinalIgnoreCase)];

    public IReadOnlyList<Choice> ColumnChoices => [new("", "Not there"), .. Preview!.Columns.Select(c => new Choice(c, c))];

    public IReadOnlyList<Choice> StatusChoices => [new("", "Not known: the tracker is refused"), .. practice.Actions.Statuses.Select(s => new Choice(s.Id, s.Title))];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? await PageAsync() : NotFound();

    /// <summary>Which column is which, and what words mean.</summary>
    public async Task<IActionResult> OnPostMapAsync()
    {
        if (!await LoadAsync() || !Waits) { return NotFound(); }
        var preview = await intake.LookAsync(Of);
        db.ChangeTracker.Clear();
        if (!await LoadAsync()) { return NotFound(); }
        var chosen = Columns.Where(c => Column.TryGetValue(c.Name, out var theirs) && preview.Columns.Contains(theirs)).ToImmutableSortedDictionary(c => c.Name, c => Column[c.Name]);
        if (chosen.GroupBy(c => c.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            ModelState.AddModelError($"Column[{twice.Last().Key}]", $"“{twice.Key}” is chosen twice. Each column is one thing");
            return await PageAsync();
        }

        var words = Written.Zip(Means).Where(w => w.First.Length is > 0 and <= 200 && practice.Actions.Find(w.Second) is not null).DistinctBy(w => w.First).ToImmutableSortedDictionary(w => w.First, w => w.Second);
        Of.Read((Map with { Columns = chosen, Words = words }).ToJson(), clock.Now);
        await db.SaveChangesAsync();
        return Redirect($"/actions/trackers/{Id}");
    }

    public async Task<IActionResult> OnPostTakeInAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if ((await intake.TakeInAsync(Of)).Refused(out var why, out var taken))
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("", why.Words);
            return await LoadAsync() ? await PageAsync() : NotFound();
        }

        return await SavedAsync($"Taken in: {taken.Added} added, {taken.Changed} changed, {taken.Unchanged} held already");
    }

    public async Task<IActionResult> OnPostThrowAwayAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if ((await intake.ThrowAwayAsync(Of)).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Thrown away");
    }

    [Does(ActWords.UndoActions)]
    public async Task<IActionResult> OnPostUndoAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it is undone"); return Page(); }
        db.Acting.Because(Why);
        if ((await intake.UndoAsync(Of)).Refused(out var why, out var gone)) { return this.Refuse(why with { Field = nameof(Why) }); }
        return await SavedAsync($"Undone: {gone} taken away");
    }

    public string StatusTitle(TrackerRow row) => row.Status.Title;

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/actions/trackers/{Id}");
    }

    private async Task<IActionResult> PageAsync()
    {
        if (Waits) { Preview = await intake.LookAsync(Of); }
        return Page();
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Tracker>().FirstOrDefaultAsync(t => t.Id == Id) is not { } found) { return false; }
        (Of, Map) = (found, TrackerMap.OfJson(found.Map));
        return true;
    }
}
