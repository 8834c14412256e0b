using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Documents;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Printing;

namespace Trellis.Modules.Library;

/// <summary>One thing in the library: what it says, its versions, who was sent it, which teams talked about it.</summary>
[Does(ActWords.ViewLibrary)]
public sealed class ShowModel(TrellisDb db, LibraryShelf shelf, AgencyRegister agencies, DocumentStore store, Outbox outbox, LondonClock clock) : LibraryPage(db, shelf, clock)
{
    /// <summary>How many of those it was sent to, by agency, say that they have read it.</summary>
    public sealed record Rate(string Agency, int Sent, int Read);

    [FromQuery(Name = "version")]
    public int? Number { get; set; }

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public ResourceVersion Version { get; private set; } = null!;

    /// <summary>Markup made of the sections' Markdown, in which no markup of its own is let through.</summary>
    public string Body { get; private set; } = "";

    public string Owner { get; private set; } = "";

    /// <summary>What the asker was sent and has not said yet that they have read.</summary>
    public IReadOnlyList<Reader> Unread { get; private set; } = [];

    public IReadOnlyList<Comment> Comments { get; private set; } = [];

    public IReadOnlyList<Rate> Rates { get; private set; } = [];

    public IReadOnlyList<Sending> Sendings { get; private set; } = [];

    public IReadOnlyList<Discussion> Discussions { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Agencies { get; private set; } = new Dictionary<string, string>();

    public bool MayComment => Of.WithdrawnAt is null && Version.PublishedAt is null && Version.AskedUntil >= Clock.Today && Actor.May(ActWords.CommentLibrary);

    public bool MayDiscuss => Of.WithdrawnAt is null && Of.Current is not null && Actor.May(ActWords.DiscussLibrary);

    public bool MaySend => Of.WithdrawnAt is null && Of.Current is not null && Actor.May(ActWords.SendLibrary);

    public bool MayWithdraw => Of.WithdrawnAt is null && Actor.May(ActWords.WithdrawLibrary);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync(tracked: false)) { return NotFound(); }
        return Page();
    }

    [Does(ActWords.ReadLibrary)]
    public async Task<IActionResult> OnPostReadAsync()
    {
        if (!await LoadAsync(tracked: false)) { return NotFound(); }
        foreach (var reader in await Db.Set<Reader>().Where(r => r.ResourceId == Of.Id && r.UserId == Actor.UserId && r.ReadAt == null).ToListAsync()) { reader.Read(Clock.Now); outbox.Settle(reader.SendingId); }
        return await SavedAsync("Thank you: it is noted that you have read it");
    }

    [Does(ActWords.CommentLibrary)]
    public async Task<IActionResult> OnPostCommentAsync()
    {
        if (!await LoadAsync(tracked: false)) { return NotFound(); }
        if (Comment.Say(Of, Words, Actor, Clock.Now).Refused(out var why, out var comment)) { return this.Refuse(why); }
        Db.Add(comment);
        return await SavedAsync("Your comment is with those who write it", $"{Here}?version={Version.Number}");
    }

    [Does(ActWords.WithdrawLibrary)]
    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        if (!await LoadAsync(tracked: true)) { return NotFound(); }
        if (Of.Withdraw(Why, Actor, Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Withdrawn");
    }

    /// <summary>A file of a version, to be kept and never to be shown.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid file)
    {
        if (!await FindAsync(tracked: false) || Of.Versions.SelectMany(v => v.Files).FirstOrDefault(f => f.Id == file) is not { } found) { return NotFound(); }
        await store.GiveAsync(found, Response, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    /// <summary>A recording, or the part of it the player asks for.</summary>
    public async Task<IActionResult> OnGetSoundAsync(Guid file)
    {
        if (!await FindAsync(tracked: false) || Of.Versions.SelectMany(v => v.Files).FirstOrDefault(f => f.Id == file) is not { IsSound: true } found) { return NotFound(); }
        await Db.PlayAsync(found, Request, Response, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    /// <summary>The version to be printed, as PDF or Word file.</summary>
    public async Task<IActionResult> OnGetPrintAsync(string format)
    {
        if (format is not ("pdf" or "docx") || !await LoadAsync(tracked: false)) { return NotFound(); }
        var printed = new Printed(Version.Title, Kind.Title, $"{Of.Reference}, version {Version.Number}", Contents: false, [new Paragraph(Block.Plain(Version.Summary)), .. LibraryShelf.Blocks(Version)]);
        var name = DocumentName.Clean($"{Version.Title}.{format}", format);
        if (format == "docx") { return File(PrintedDocx.Of(printed), PrintedDocx.Type, name); }
        try
        {
            return File(await PrintedPdf.OfAsync(printed, stop: HttpContext.RequestAborted), "application/pdf", name);
        }
        catch (CannotPrintException why)
        {
            ModelState.AddModelError("", why.Message);
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(bool tracked)
    {
        if (!await FindAsync(tracked) || (Number is { } asked ? Of.Versions.Find(v => v.Number == asked) : Of.InForce ?? Of.Draft) is not { } version) { return false; }
        Version = version;
        Body = PrintedHtml.Of(LibraryShelf.Blocks(version));
        Owner = await Shelf.OwnerOfAsync(Of);
        Agencies = (await agencies.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        Unread = await Db.Set<Reader>().AsNoTracking().Where(r => r.ResourceId == Of.Id && r.UserId == Actor.UserId && r.ReadAt == null).ToListAsync();
        Comments = await Db.Set<Comment>().AsNoTracking().Where(c => c.VersionId == version.Id).OrderBy(c => c.At).ToListAsync();
        Discussions = await Db.Set<Discussion>().AsNoTracking().Where(d => d.ResourceId == Of.Id).OrderByDescending(d => d.HeldOn).ToListAsync();
        if (Actor.May(ActWords.SendLibrary))
        {
            Sendings = await Db.Set<Sending>().AsNoTracking().Where(s => s.ResourceId == Of.Id).OrderByDescending(s => s.At).ToListAsync();
            var rates = await Db.Set<Reader>().Where(r => r.ResourceId == Of.Id).GroupBy(r => r.Agency).Select(g => new { g.Key, Sent = g.Count(), Read = g.Count(r => r.ReadAt != null) }).ToListAsync();
            Rates = [.. rates.Select(r => new Rate(Agencies.GetValueOrDefault(r.Key, r.Key), r.Sent, r.Read)).OrderBy(r => r.Agency, StringComparer.CurrentCulture)];
        }

        return true;
    }
}
