using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Disclosure;

/// <summary>One copy: what stays of it and what is withheld, signing, handing over.</summary>
[Does(ActWords.ListDisclosures)]
public sealed class RequestModel(TrellisDb db, Gathering gathering, LockedText locked, Closed closed, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    public static readonly IReadOnlyDictionary<string, string> Marks = new Dictionary<string, string>
    {
        ["third-party"] = "About somebody else?",
        ["agency"] = "Another agency’s",
        ["sensitive"] = "Sensitive",
        ["confidential"] = "In confidence",
    };

    /// <summary>The request. The address names no person.</summary>
    [FromRoute(Name = "request")]
    public Guid RequestId { get; set; }

    [BindProperty]
    public Guid? Item { get; set; }

    [BindProperty]
    public string Decision { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public string How { get; set; } = "";

    public DisclosureRequest Of { get; private set; } = null!;

    public string Reference { get; private set; } = "";

    public Copy? Copy { get; private set; }

    public IReadOnlyList<HandedOver> Handovers { get; private set; } = [];

    public IReadOnlyList<KeptBack> KeptBack { get; private set; } = [];

    /// <summary>What each line says, by line.</summary>
    public IReadOnlyDictionary<Guid, string> Said { get; private set; } = new Dictionary<Guid, string>();

    public int Undecided => Of.Items.Count(i => i.Mark is not null && i.Decision is null);

    public bool MaySign => Of.PreparedBy != db.Acting.Actor.UserId && Of.Items.TrueForAll(i => i.DecidedBy != db.Acting.Actor.UserId);

    public string State => Of.SignedAt is not null ? "Signed" : Of.PreparedAt is not null ? "Ready to be signed" : "Being prepared";

    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    public string Who(Guid? staff) => staff is { } id ? names.GetValueOrDefault(id, "Somebody") : "";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnGetCopyAsync()
    {
        if (!await LoadAsync() || Copy is null) { return NotFound(); }
        await views.SawAsync("disclosure-copy", ActWords.ListDisclosures, [Of.PersonId], Of.Area);
        var (html, json) = await locked.ReadAsync(Copy);
        return File(Rendering.Zip(html, json), "application/zip", $"copy-{Of.Id:N}.zip");
    }

    [Does(ActWords.PrepareDisclosure)]
    public Task<IActionResult> OnPostDecideAsync() => DoAsync(Reason, request => request.Items.Find(i => i.Id == Item) is { } item
        ? request.Decide(item, Decision, Reason, db.Acting.Actor, clock.Now).Refused(out var why, out _) ? why : null
        : new Refusal("Item", "Select a line"), "Decided", $"#i{Of?.Items.Find(i => i.Id == Item)?.Position}");

    [Does(ActWords.PrepareDisclosure)]
    public Task<IActionResult> OnPostExtendAsync() => DoAsync(Why, request => request.Extend(Why, clock.Now, db.Acting.Actor.Agency).Refused(out var why, out _) ? why : null, "Extended by two months");

    [Does(ActWords.PrepareDisclosure)]
    public Task<IActionResult> OnPostPreparedAsync() => DoAsync(null, request => request.Prepared(db.Acting.Actor, clock.Now).Refused(out var why, out _) ? why : null, "Ready for somebody else to sign");

    [Does(ActWords.SignDisclosure)]
    public Task<IActionResult> OnPostSignAsync() => DoAsync(null, async request =>
    {
        if (request.Sign(db.Acting.Actor, clock.Now).Refused(out var why, out _)) { return why; }
        var (html, json, hash) = Rendering.Write(request, Said, Reference, clock.Now);
        db.Add((await locked.FreezeAsync(request, html, json, hash, clock.Now)).Of(request, db.Acting.Actor.Agency));
        return null;
    }, "Signed");

    [Does(ActWords.HandOver)]
    public Task<IActionResult> OnPostHandOverAsync() => DoAsync(How, request =>
    {
        if (Copy is null) { return new Refusal("How", "This is not signed"); }
        if (string.IsNullOrWhiteSpace(How) || How.Length > DisclosureRequest.LongestText) { return new Refusal("How", "Enter how it was handed over, in 500 characters or fewer"); }
        db.Add(new HandedOver { RequestId = request.Id, PersonId = request.PersonId, Area = request.Area, Recipient = request.Recipient, How = How.Trim(), GivenBy = db.Acting.Actor.UserId, GivenAt = clock.Now }.Of(request, db.Acting.Actor.Agency));
        return null;
    }, "Recorded");

    private Task<IActionResult> DoAsync(string? reason, Func<DisclosureRequest, Refusal?> work, string done, string anchor = "") => DoAsync(reason, request => Task.FromResult(work(request)), done, anchor);

    private async Task<IActionResult> DoAsync(string? reason, Func<DisclosureRequest, Task<Refusal?>> work, string done, string anchor = "")
    {
        if (!await LoadAsync()) { return NotFound(); }
        db.Acting.Because(reason);
        if (await work(Of) is { } why) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/disclosures/{Of.Id}{anchor}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<DisclosureRequest>().Include(r => r.Items).FirstOrDefaultAsync(r => r.Id == RequestId) is not { } found) { return false; }
        Of = found;
        Said = await locked.ReadAsync(found.Items);
        await views.SawAsync("disclosure", ActWords.PrepareDisclosure, [found.PersonId], found.Area);
        Reference = await closed.ReferenceAsync(found.PersonId, null);
        Copy = await db.Set<Copy>().AsNoTracking().FirstOrDefaultAsync(c => c.RequestId == found.Id);
        Handovers = await db.Set<HandedOver>().AsNoTracking().Where(h => h.RequestId == found.Id).OrderBy(h => h.GivenAt).ToListAsync();
        KeptBack = await gathering.KeptBackAsync(found.PersonId);
        names = await agencies.NamesAsync([.. Handovers.Select(h => h.GivenBy), .. new[] { found.PreparedBy, found.SignedBy }.OfType<Guid>()]);
        return true;
    }
}
