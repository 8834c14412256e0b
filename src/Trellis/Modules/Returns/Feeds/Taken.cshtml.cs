using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Feed;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Feeds;

/// <summary>A feed or a census that was taken into the record: what it brought, who was left out; undoing it.</summary>
[Does(ActWords.ViewReturns)]
public sealed class TakenModel(TrellisDb db, IntakeDesk desk, IntakePairs pairs, AgencyTitles agencies, AgencyRegister register, PracticeModel practice, Views views) : PageModel
{
    /// <summary>How many left-out children are listed.</summary>
    private const int Most = 200;

    private const int LongestReason = 500;

    [FromRoute(Name = "intake")]
    public Guid Id { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public Intake Of { get; private set; } = null!;

    /// <summary>The authority's number of each child that was left out, and why.</summary>
    public IReadOnlyList<(string Number, string Why)> LeftOut { get; private set; } = [];

    public IReadOnlyList<string> Lacking => Of.IsFeed ? [.. DataSetTables.All.Select(t => t.Name).Except(Of.Read.Select(r => r.Name))] : [];

    /// <summary>Pairs of its children with somebody else recorded, which wait for a decision.</summary>
    public int Waiting { get; private set; }

    public bool MayDecide => db.Acting.Actor.May(ActWords.ViewDuplicates);

    public string TakenBy { get; private set; } = "";

    public string Here => $"/returns/taken-in/{Id}";

    public string AreaTitle => practice.AreaTitle(Of.Area);

    public string AgencyTitle => agencies.Of(Of.Agency);

    public IntakeCounts Counts => new(Of.Children, Of.Linked, Of.Added, Of.LeftOut, Of.Came, Of.Changed, Of.Went, Of.Unchanged);

    public bool MayUndo => Of.State is Intake.TakenIn && db.Acting.Actor.May(ActWords.UndoReturn) && db.Acting.Actor.Areas.Contains(Of.Area);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.UndoReturn)]
    public async Task<IActionResult> OnPostUndoAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if (Why.Trim().Length is 0 or > LongestReason) { return this.Refuse(new Refusal(nameof(Why), Why.Trim().Length == 0 ? "Enter why it is undone" : "Why must be 500 characters or fewer")); }
        db.Acting.Because(Why);
        if ((await desk.UndoAsync(Of, HttpContext.RequestAborted)).Refused(out var why, out var undone)) { return this.Refuse(why); }
        TempData["done"] = $"Undone. {English.Count(undone.Gone, "child it added is", "children it added are")} gone{(undone.Kept > 0 ? $", {undone.Kept} stay: somebody has used their records since" : "")}";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync(bool track = false)
    {
        var (stop, all) = (HttpContext.RequestAborted, db.Set<Intake>().AsQueryable());
        if (await (track ? all : all.AsNoTracking()).FirstOrDefaultAsync(i => i.Id == Id, stop) is not { } found) { return false; }
        Of = found;
        await agencies.LoadAsync(stop);
        TakenBy = (await register.NamesAsync([found.TakenBy], stop)).GetValueOrDefault(found.TakenBy, "The system");
        await views.SawAsync("return-taken-in", ActWords.ViewReturns, [], found.Area, cancellationToken: stop);
        Waiting = found.State is Intake.TakenIn ? await pairs.WaitingAsync(found, stop) : 0;
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select number, why from returns.intake_child where intake_id = $1 and outcome = 'left-out' order by position limit $2", own.Connection) { Parameters = { new() { Value = Id }, new() { Value = Most } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var left = new List<(string, string)>();
        while (await row.ReadAsync(stop)) { left.Add((row.GetString(0), row.GetString(1))); }
        LeftOut = left;
        return true;
    }
}
