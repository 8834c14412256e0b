using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Sources;

/// <summary>What could not be checked, until it is: and what was answered after whoever asked had gone on.</summary>
[Does(ActWords.AskSources)]
public sealed class WaitingModel(TrellisDb db, SourceBook book, Safekeeping safe, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    private const int Most = 100;

    private static readonly string[] Open = [Asking.Late, Asking.Waiting, Asking.Trying];

    public sealed record Line(Asking Asking, string Source, TypedPerson Who, string By, Heard? Answer, bool IsSetUp)
    {
        /// <summary>Who was asked about, as typed.</summary>
        public string Name => $"{Who.GivenName} {Who.FamilyName}".Trim();

        /// <summary>What happens next, by itself.</summary>
        public string Next => Asking.State is Asking.Trying ? "Being asked" : !IsSetUp ? Heard.Words("gone") : Asking.NextAt is { } next ? $"Asked again {English.DateTime(next)}" : "Not asked again by itself";
    }

    public IReadOnlyList<Line> Late { get; private set; } = [];

    public IReadOnlyList<Line> NotChecked { get; private set; } = [];

    /// <summary>How many there are in all, when not all are shown.</summary>
    public int? InAll { get; private set; }

    public bool MaySettle => db.Acting.Actor.May(ActWords.SettleAsking);

    public Task OnGetAsync(CancellationToken stop) => LoadAsync(stop);

    [Does(ActWords.SettleAsking)]
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await db.Set<Asking>().FirstOrDefaultAsync(a => a.Id == id && Open.Contains(a.State), stop) is not { } asking) { return NotFound(); }
        var wasLate = asking.State is Asking.Late;
        if (asking.Settle(db.Acting.Actor, clock.Now).Refused(out var why))
        {
            await LoadAsync(stop);
            return this.Refuse(why);
        }

        try
        {
            await db.SaveChangesAsync(stop);
            TempData["done"] = wasLate ? "Noted as seen" : "It is not asked any more";
        }
        catch (DbUpdateConcurrencyException)
        {
            TempData["done"] = "Something happened meanwhile. This is how it stands now";
        }

        return Redirect("/sources/waiting");
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var open = db.Set<Asking>().AsNoTracking().Where(a => Open.Contains(a.State));
        var askings = await open.OrderBy(a => a.State == Asking.Late ? 0 : 1).ThenBy(a => a.AskedAt).ThenBy(a => a.Id).Take(Most).ToListAsync(stop);
        if (askings.Count == Most) { InAll = await open.CountAsync(stop); }
        // Names are shown that were typed about people who may be known to nobody here: the view is of the list.
        await views.SawAsync("sources-waiting", ActWords.AskSources, [], cancellationToken: stop);
        var names = await agencies.NamesAsync(askings.Select(a => a.AskedBy), stop);
        var lines = askings.ConvertAll(a => new Line(a, book.Find(a.Source)?.Title ?? a.Source, Read<TypedPerson>(a, a.Question)!, names.GetValueOrDefault(a.AskedBy, "Somebody"), Read<Heard>(a, a.Answer), book.Find(a.Source) is not null));
        (Late, NotChecked) = (lines.FindAll(l => l.Asking.State is Asking.Late), lines.FindAll(l => l.Asking.State is not Asking.Late));
    }

    private T? Read<T>(Asking asking, byte[]? locked)
        where T : class => locked is null ? null : JsonSerializer.Deserialize<T>(safe.Unlock(Asking.Purposes(asking.Id), locked));
}
