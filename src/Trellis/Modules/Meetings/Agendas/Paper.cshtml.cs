using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Writes a paper for an item, with the header such papers have, or puts another in its place.</summary>
[Does(ActWords.SetAgenda)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class PaperModel(MeetingDesk desk, DocumentStore store) : MeetingPage(desk)
{
    private const int LongestLine = 500;
    private const int LongestPart = 20_000;

    [FromRoute(Name = "item")]
    public Guid ItemId { get; set; }

    /// <summary>The paper this one takes the place of.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string ReportOf { get; set; } = "";

    [BindProperty]
    public string Author { get; set; } = "";

    [BindProperty]
    public string Contact { get; set; } = "";

    [BindProperty]
    public string Wards { get; set; } = "";

    [BindProperty]
    public string Classification { get; set; } = "";

    [BindProperty]
    public string Summary { get; set; } = "";

    [BindProperty]
    public string Recommendations { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Finance { get; set; } = "";

    [BindProperty]
    public string Legal { get; set; } = "";

    [BindProperty]
    public string Background { get; set; } = "";

    /// <summary>The file of the paper it takes the place of goes.</summary>
    [BindProperty]
    public bool WithoutFile { get; set; }

    public FilesField FileField => new("File", "The paper as a file")
    {
        Optional = true,
        Accept = DocumentCheck.Accept,
        Hint = $"{DocumentCheck.Kinds}, up to {store.Limit.Megabytes} MB.{(store.IsScanning ? "" : " Nobody looks at it for viruses here.")} Choose it again if this page comes back with a mistake",
    };

    public IReadOnlyList<Choice> WithoutFileChoices => [new("true", $"Take out “{Replaces?.File?.Name}”")];

    public AgendaItem Item { get; private set; } = null!;

    public Paper? Replaces { get; private set; }

    public IReadOnlyList<Choice> ClassificationChoices => [new("", "None"), new("Public", "Public"), new("Official", "Official"), new("Official – sensitive", "Official – sensitive"), new("Exempt (part B)", "Exempt (part B)")];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Replaces is { } paper)
        {
            await SawAsync("meeting-paper");
            (Name, ReportOf, Author, Contact, Wards, Classification) = (paper.Title, paper.ReportOf, paper.Author, paper.Contact, paper.Wards, paper.Classification);
            (Summary, Recommendations, Text, Finance, Legal, Background) = (paper.Summary, paper.Recommendations, paper.Body, paper.Finance, paper.Legal, paper.Background);
        }
        else { (Name, ReportOf) = (Item.Title, Item.Lead); }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Name.Trim().Length is 0 or > AgendaItem.LongestTitle) { ModelState.AddModelError(nameof(Name), Name.Trim().Length == 0 ? "Enter the title" : "The title must be 300 characters or fewer"); }
        var sent = Request.Form.Files.FirstOrDefault(f => f.Name == FileField.Name && (f.Length > 0 || f.FileName.Length > 0));
        var kept = sent is null && !WithoutFile ? Replaces?.File : null;
        if (Text.Trim().Length > Paper.LongestBody) { ModelState.AddModelError(nameof(Text), "The paper must be 200,000 characters or fewer"); }
        else if (Text.Trim().Length == 0 && sent is null && kept is null) { ModelState.AddModelError(nameof(Text), "Enter the paper, or add it as a file"); }
        if (ClassificationChoices.All(c => c.Value != Classification)) { ModelState.AddModelError(nameof(Classification), "Select a classification, or none"); }
        foreach (var (field, typed) in new[] { (nameof(ReportOf), ReportOf), (nameof(Author), Author), (nameof(Contact), Contact), (nameof(Wards), Wards) }.Where(f => f.Item2.Length > LongestLine)) { ModelState.AddModelError(field, $"This must be 500 characters or fewer, and is {typed.Length}"); }
        foreach (var (field, _) in new[] { (nameof(Summary), Summary), (nameof(Recommendations), Recommendations), (nameof(Finance), Finance), (nameof(Legal), Legal), (nameof(Background), Background) }.Where(f => f.Item2.Length > LongestPart)) { ModelState.AddModelError(field, "This must be 20,000 characters or fewer"); }
        if (sent is not null && ModelState.IsValid)
        {
            await using var content = sent.OpenReadStream();
            if ((await store.LookAsync(FileField.Name, sent.FileName, content, sent.Length, HttpContext.RequestAborted)).Refused(out var wrong, out var looked)) { return this.Refuse(wrong); }
            kept = PaperFile.Of(looked, Item, Clock.Now, Db.Acting.Actor.UserId);
            Db.Add(kept);
        }

        if (!ModelState.IsValid) { return Page(); }

        var paper = new Paper
        {
            ItemId = Item.Id,
            MeetingId = Meeting.Id,
            Item = Item,
            Title = Name.Trim(),
            ReportOf = ReportOf.Trim(),
            Author = Author.Trim(),
            Contact = Contact.Trim(),
            Wards = Wards.Trim(),
            Classification = Classification,
            Summary = Summary.Trim(),
            Recommendations = Recommendations.Trim(),
            Finance = Finance.Trim(),
            Legal = Legal.Trim(),
            Background = Background.Trim(),
            Body = Text.Trim(),
            FileId = kept?.Id,
            File = kept,
            At = Clock.Now,
            ById = Db.Acting.Actor.UserId,
        };
        if (Meeting.Lay(Item, paper, Replaces, Clock.Now, By).Refused(out var why)) { return this.Refuse(why with { Field = nameof(Name) }); }
        await Db.SaveChangesAsync();
        TempData["done"] = "The paper is saved";
        return Redirect($"{Here}/papers/{paper.Id}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !Keeps || ItemOf(ItemId) is not { } item) { return false; }
        Item = item;
        Replaces = Before is { } before ? item.PapersNow.FirstOrDefault(p => p.Id == before) : null;
        return Before is null || Replaces is not null;
    }
}
