using Microsoft.AspNetCore.Mvc;
using Trellis.Platform.Record;
using Trellis.Access;
using Trellis.Components;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Writes a paper for an item, with the header such papers have, or puts another in its place.</summary>
[Does(ActWords.SetAgenda)]
public sealed class PaperModel(MeetingDesk desk) : MeetingPage(desk)
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

    public AgendaItem Item { get; private set; } = null!;

    public Paper? Replaces { get; private set; }

    public IReadOnlyList<Choice> ClassificationChoices => [new("", "None"), new("Public", "Public"), new("Official", "Official"), new("Official – sensitive", "Official – sensitive"), new("Exempt (part B)", "Exempt (part B)")];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Replaces is { } paper)
        {
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
        if (Text.Trim().Length is 0 or > Paper.LongestBody) { ModelState.AddModelError(nameof(Text), Text.Trim().Length == 0 ? "Enter the paper" : "The paper must be 200,000 characters or fewer"); }
        if (ClassificationChoices.All(c => c.Value != Classification)) { ModelState.AddModelError(nameof(Classification), "Select a classification, or none"); }
        foreach (var (field, typed) in new[] { (nameof(ReportOf), ReportOf), (nameof(Author), Author), (nameof(Contact), Contact), (nameof(Wards), Wards) }.Where(f => f.Item2.Length > LongestLine)) { ModelState.AddModelError(field, $"This must be 500 characters or fewer, and is {typed.Length}"); }
        foreach (var (field, _) in new[] { (nameof(Summary), Summary), (nameof(Recommendations), Recommendations), (nameof(Finance), Finance), (nameof(Legal), Legal), (nameof(Background), Background) }.Where(f => f.Item2.Length > LongestPart)) { ModelState.AddModelError(field, "This must be 20,000 characters or fewer"); }
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
