using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Modules.Library.Open;

/// <summary>One thing of the library that anybody may read.</summary>
[AllowAnonymous]
public sealed class ShowModel(TrellisDb db, LibraryShelf shelf, PracticeModel practice, DocumentStore store) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    public Resource Of { get; private set; } = null!;

    public ResourceVersion Version { get; private set; } = null!;

    public string Kind { get; private set; } = "";

    public string Here => $"/published/{Reference}";

    /// <summary>Markup made of the sections' Markdown, in which no markup of its own is let through.</summary>
    public string Body { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(Guid file)
    {
        if (!await LoadAsync() || Version.Files.Find(f => f.Id == file) is not { } found) { return NotFound(); }
        await store.GiveAsync(found, Response, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnGetSoundAsync(Guid file)
    {
        if (!await LoadAsync() || Version.Files.Find(f => f.Id == file) is not { IsSound: true } found) { return NotFound(); }
        await db.PlayAsync(found, Request, Response, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    private async Task<bool> LoadAsync()
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)));
        if (await shelf.FindAsync(Reference, tracked: false, HttpContext.RequestAborted) is not { IsPublic: true, WithdrawnAt: null, InForce: { } version } found) { return false; }
        (Of, Version, Kind, Body) = (found, version, shelf.TitleOf(found.Kind), PrintedHtml.Of(LibraryShelf.Blocks(version)));
        return true;
    }
}
