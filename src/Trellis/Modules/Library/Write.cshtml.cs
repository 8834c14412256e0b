using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Library;

/// <summary>Writes the version that is not out yet, asks agencies about it, and publishes it.</summary>
[Does(ActWords.WriteLibrary)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class WriteModel(TrellisDb db, LibraryShelf shelf, AgencyRegister agencies, DocumentStore store, WorkingCalendar calendar, LondonClock clock) : LibraryPage(db, shelf, clock)
{
    private const string FileName = "File";

    /// <summary>Of the version these words were read from; another one was written meanwhile by somebody else.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Summary { get; set; } = "";

    [BindProperty]
    public bool Public { get; set; }

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Owner { get; set; } = "";

    [BindProperty]
    public string WhatChanged { get; set; } = "";

    [BindProperty]
    public string Consulted { get; set; } = "";

    /// <summary>What the sections say, in their order.</summary>
    [BindProperty]
    public List<string?> Sections { get; set; } = [];

    [BindProperty]
    public DateParts Until { get; set; } = new();

    /// <summary>Files to be taken out.</summary>
    [BindProperty]
    public List<Guid> TakeOut { get; set; } = [];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> FileChoices => [.. Of.Draft?.Files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new Choice(f.Id.ToString(), f.Name)) ?? []];

    public static IReadOnlyList<Choice> PublicChoices => [new("true", "Anybody may read it, without signing in")];

    public FilesField FileField => new(FileName, "Add a file")
    {
        Optional = true,
        Accept = Kind.Sound ? $"{DocumentCheck.Accept},{SoundCheck.Accept}" : DocumentCheck.Accept,
        Hint = $"{(Kind.Sound ? $"A recording as {SoundCheck.Kinds}, or {DocumentCheck.Kinds}" : DocumentCheck.Kinds)}, up to {store.Limit.Megabytes} MB.{(store.IsScanning ? "" : " Nobody looks at it for viruses here.")}",
    };

    public bool IsFirst => Of.Current is null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync(tracked: false) || Of.WithdrawnAt is not null) { return NotFound(); }
        var from = Of.Draft ?? Of.InForce!;
        (Seen, Name, Summary, Public, Agency, Owner) = (Of.Edition, from.Title, from.Summary, Of.IsPublic, Of.OwnerAgency ?? "", Of.Owner);
        if (Of.Draft is { } draft) { (WhatChanged, Consulted) = (draft.WhatChanged, draft.Consulted); }
        Sections = [.. Kind.Sections.Select(k => from.Sections.Find(s => s.Name == k.Id)?.Text)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync(tracked: true)) { return NotFound(); }
        return await WrittenAsync() ? await SavedAsync("Saved", $"{Here}/write") : Page();
    }

    /// <summary>Saves what is typed, and asks agencies about it.</summary>
    public async Task<IActionResult> OnPostAskAsync()
    {
        if (!await LoadAsync(tracked: true)) { return NotFound(); }
        var (until, wrong) = Until.Read("day comments are asked by", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Until), wrong); }
        if (!await WrittenAsync()) { return Page(); }
        if (Of.Ask(until!.Value, Actor, Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync($"Agencies are asked until {English.Date(until.Value)}");
    }

    /// <summary>Saves what is typed, and publishes it.</summary>
    [Does(ActWords.PublishLibrary)]
    public async Task<IActionResult> OnPostPublishAsync()
    {
        if (!await LoadAsync(tracked: true)) { return NotFound(); }
        if (!await WrittenAsync()) { return Page(); }
        if (Of.Publish(Kind, calendar, Actor, Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync($"Published as version {Of.Current}");
    }

    private async Task<bool> WrittenAsync()
    {
        if (Seen != Of.Edition) { ModelState.AddModelError("", "Somebody else wrote this meanwhile. Copy what you typed, open the page again and put it in"); }
        foreach (var (field, typed, most) in new[] { (nameof(Summary), Summary, ResourceVersion.LongestSummary), (nameof(Owner), Owner, Resource.LongestLine), (nameof(WhatChanged), WhatChanged, Comment.Longest), (nameof(Consulted), Consulted, Comment.Longest) }.Where(f => f.Item2.Length > f.Item3))
        {
            ModelState.AddModelError(field, $"This must be {English.Number(most)} characters or fewer, and is {English.Number(typed.Length)}");
        }

        foreach (var (number, text) in Sections.Index().Where(s => s.Item?.Length > ResourceVersion.LongestSection)) { ModelState.AddModelError($"Sections[{number}]", $"This must be 50,000 characters or fewer, and is {English.Number(text!.Length)}"); }
        if (AgencyChoices.All(a => a.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select an agency, or none"); }
        if (!ModelState.IsValid) { return false; }
        var said = new Drafted(Name, Summary, Public, Agency.Length > 0 ? Agency : null, Owner, WhatChanged, Consulted, [.. Kind.Sections.Select((k, number) => (k.Id, k.Title, Sections.ElementAtOrDefault(number) ?? ""))]);
        var files = Of.Draft is null ? Of.InForce?.Files : null;
        if (Of.Write(said, Actor, Clock.Now).Refused(out var why, out var draft)) { this.Refuse(why with { Field = nameof(Name) }); return false; }
        if (files is not null) { await CarryAsync(files, draft); }
        foreach (var file in draft.Files.Where(f => TakeOut.Contains(f.Id)).ToArray()) { await Db.Entry(file).Collection(f => f.Pieces).LoadAsync(); Db.RemoveRange(file.Pieces); Db.Remove(file); draft.Files.Remove(file); }
        return await AddAsync(draft);
    }

    /// <summary>A new version begins with the files of the one in force.</summary>
    private async Task CarryAsync(IEnumerable<ResourceFile> files, ResourceVersion to)
    {
        foreach (var file in files)
        {
            await Db.Entry(file).Collection(f => f.Pieces).LoadAsync();
            var kept = new ResourceFile { VersionId = to.Id, Version = to, Name = file.Name, Type = file.Type, Size = file.Size, Sha256 = file.Sha256, Scanned = file.Scanned, At = file.At, ById = file.ById };
            kept.Pieces.AddRange(file.Pieces.Select(p => new ResourcePiece { FileId = kept.Id, Number = p.Number, Body = p.Body, File = kept }));
            to.Files.Add(kept);
        }
    }

    private async Task<bool> AddAsync(ResourceVersion to)
    {
        if (Request.Form.Files.FirstOrDefault(f => f.Name == FileName && (f.Length > 0 || f.FileName.Length > 0)) is not { } sent) { return true; }
        await using var content = sent.OpenReadStream();
        if ((await store.LookAsync(FileName, sent.FileName, content, sent.Length, Kind.Sound, HttpContext.RequestAborted)).Refused(out var wrong, out var looked)) { this.Refuse(wrong); return false; }
        to.Files.Add(ResourceFile.Of(looked, to, Clock.Now, Actor.UserId));
        return true;
    }

    private async Task<bool> LoadAsync(bool tracked)
    {
        if (!await FindAsync(tracked)) { return false; }
        AgencyChoices = [new("", "None"), .. (await agencies.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
