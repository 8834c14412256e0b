using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>Takes an entry out of the chronology, for a reason. That it stood there stays in the record.</summary>
[Does(ActWords.WriteEntry)]
public sealed class WithdrawModel(ReviewDesk desk) : ChronologyPage(desk)
{
    [FromRoute(Name = "entry")]
    public Guid EntryId { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public Entry Entry { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it is withdrawn"); return Page(); }
        Db.Acting.Because(Why);
        if (Entry.Withdraw(Review?.SharedAt, Actor, Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SaveAsync("The entry is withdrawn", Chronology);
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review-chronology") || await Db.Set<Entry>().FirstOrDefaultAsync(e => e.Id == EntryId && e.MatterId == MatterId) is not { } entry) { return false; }
        Entry = entry;
        return MayWrite && (WritesForAll || entry.Agency == Actor.Agency);
    }
}
