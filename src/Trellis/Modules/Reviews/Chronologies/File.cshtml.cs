using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>One file: which column is which, what would become of its lines, taking all of it in, and undoing all of it.</summary>
[Does(ActWords.WriteEntry)]
public sealed class FileModel(ReviewDesk desk, Intake intake) : ChronologyPage(desk)
{
    [FromRoute(Name = "incoming")]
    public Guid IncomingId { get; set; }

    /// <summary>Our name to theirs, as chosen.</summary>
    [BindProperty]
    public Dictionary<string, string> Column { get; set; } = [];

    [BindProperty]
    public string Why { get; set; } = "";

    public Incoming Of { get; private set; } = null!;

    public EntriesRead? Read { get; private set; }

    public ImmutableSortedDictionary<string, string> Map { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    public IReadOnlyList<Choice> ColumnChoices => [new("", "Not there"), .. Read!.Columns.Select(c => new Choice(c, c))];

    public bool MayUndo => Of.State is Incoming.TakenIn && MayWrite;

    public string Address => $"{Chronology}/bring-in/{IncomingId}";

    /// <summary>As an entry that is not one yet would say it.</summary>
    public string When(ToEnter asked) => new Entry { MatterId = MatterId, Area = Matter.Area, Agency = Of.Agency, OnDay = asked.On, AtTime = asked.At, Precision = asked.Precision, What = asked.What, Significance = asked.Significance, WrittenAt = Of.BegunAt, WrittenBy = Of.BegunBy }.When;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostMapAsync()
    {
        if (!await LoadAsync() || Read is null) { return NotFound(); }
        var chosen = EntryList.Columns.Where(c => Column.TryGetValue(c.Name, out var theirs) && Read.Columns.Contains(theirs)).ToImmutableSortedDictionary(c => c.Name, c => Column[c.Name]);
        if (chosen.GroupBy(c => c.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            ModelState.AddModelError($"Column[{twice.Last().Key}]", $"“{twice.Key}” is chosen twice. Each column is one thing");
            return Page();
        }

        Of.Read(Intake.ToJson(chosen), Actor, Desk.Clock.Now);
        await Db.SaveChangesAsync();
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostTakeInAsync()
    {
        if (!await LoadAsync() || !MayWrite) { return NotFound(); }
        if ((await intake.TakeInAsync(Of, People, Review?.SharedAt, HttpContext.RequestAborted)).Refused(out var why, out var count))
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", why.Words);
            return await LoadAsync() ? Page() : NotFound();
        }

        return await SaveAsync($"{English(count)} taken in", Chronology);
    }

    public async Task<IActionResult> OnPostThrowAwayAsync()
    {
        if (!await LoadAsync() || !MayWrite) { return NotFound(); }
        if (Of.ThrowAway(Actor, Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SaveAsync("The file is thrown away", Chronology);
    }

    public async Task<IActionResult> OnPostUndoAsync()
    {
        if (!await LoadAsync() || !MayUndo) { return NotFound(); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it is undone"); return Page(); }
        Db.Acting.Because(Why);
        if ((await intake.UndoAsync(Of, Review?.SharedAt, HttpContext.RequestAborted)).Refused(out var why, out var count)) { return this.Refuse(why); }
        return await SaveAsync($"Undone: {English(count)} withdrawn", Chronology);
    }

    private static string English(int count) => Platform.Time.English.Count(count, "entry", "entries");

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review-chronology") || await Db.Set<Incoming>().FirstOrDefaultAsync(i => i.Id == IncomingId && i.MatterId == MatterId) is not { } found) { return false; }
        (Of, Map) = (found, Intake.MapOf(found));
        if (Of.State is Incoming.LookedAt) { Read = await intake.LookAsync(Of, People, HttpContext.RequestAborted); }
        return true;
    }
}
