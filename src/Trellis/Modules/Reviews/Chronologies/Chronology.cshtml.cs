using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Printing;
using Trellis.Sheets;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>The chronology of a review: one agency's part, or all of them in one.</summary>
[Does(ActWords.ViewReviews)]
public sealed class ChronologyModel(ReviewDesk desk) : ChronologyPage(desk)
{
    private const int PageSize = 100;

    [FromQuery(Name = "agency")]
    public string? Agency { get; set; }

    [FromQuery(Name = "person")]
    public Guid? Person { get; set; }

    [FromQuery(Name = "theme")]
    public string? Theme { get; set; }

    [FromQuery(Name = "significance")]
    public string? Significance { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateParts From { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public DateParts To { get; set; } = new();

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>With whom it is to be shared.</summary>
    [BindProperty]
    public List<string> With { get; set; } = [];

    public IReadOnlyList<Choice> WithChoices => [.. AskedAgencies.Select(a => new Choice(a, AgencyTitle(a)))];

    public ImmutableArray<Told> All { get; private set; } = [];

    public IEnumerable<Told> Shown => All.Skip((PageNumber - 1) * PageSize).Take(PageSize);

    public int Pages => Math.Max(1, (All.Length + PageSize - 1) / PageSize);

    public EntryFilter Filter { get; private set; } = new();

    public IReadOnlyList<Incoming> Files { get; private set; } = [];

    public string What => SeesAll ? "Integrated chronology" : "Your agency’s chronology";

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> PersonChoices => [new("", "Anybody"), .. People.Select(p => new Choice(p.Id.ToString(), p.Name))];

    public IReadOnlyList<Choice> ThemeChoices => ChoicesOf("review-theme", "Any theme");

    public IReadOnlyList<Choice> SignificanceChoices => ChoicesOf("event-significance", "Any");

    public string NameOf(Guid person) => People.FirstOrDefault(p => p.Id == person)?.Name ?? "Somebody you are not shown";

    public bool MayWithdraw(Entry entry) => MayWrite && (WritesForAll || entry.Agency == Actor.Agency);

    public TagColour Colour(string significance) => significance switch { "key" => TagColour.Red, "significant" => TagColour.Yellow, _ => TagColour.Grey };

    public string Link(int page = 1, string? handler = null, string? format = null)
    {
        var query = new QueryBuilder();
        if (handler is not null) { query.Add("handler", handler); }
        if (format is not null) { query.Add("format", format); }
        if (Filter.Agency is { } agency) { query.Add("agency", agency); }
        if (Filter.Person is { } person) { query.Add("person", person.ToString()); }
        if (Filter.Theme is { } theme) { query.Add("theme", theme); }
        if (Filter.Significance is { } significance) { query.Add("significance", significance); }
        Add("From", Filter.From);
        Add("To", Filter.To);
        if (page > 1) { query.Add("page", page.ToString(CultureInfo.InvariantCulture)); }
        return Chronology + query;

        void Add(string name, DateOnly? day)
        {
            if (day is not { } on) { return; }
            query.Add($"{name}.Day", on.Day.ToString(CultureInfo.InvariantCulture));
            query.Add($"{name}.Month", on.Month.ToString(CultureInfo.InvariantCulture));
            query.Add($"{name}.Year", on.Year.ToString(CultureInfo.InvariantCulture));
        }
    }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync("review-chronology") ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(string format)
    {
        if (format is not ("docx" or "xlsx" or "pdf") || !await LoadAsync("review-chronology-export")) { return NotFound(); }
        var name = DocumentName.Clean($"Chronology {Called}.{format}", format);
        if (format == "xlsx") { return File(WorkbookFile.Of("Chronology", ["When", "Agency", "Whom", "Source", "What happened", "Who was seen", "Comment", "Significance", "Themes", "Marks"], All.Select(Cells)), WorkbookFile.Type, name); }
        var printed = Printed();
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

    [Does(ActWords.ShareChronology)]
    public async Task<IActionResult> OnPostShareAsync()
    {
        if (!await LoadAsync("review-chronology") || !WritesForAll) { return NotFound(); }
        if (Review is null) { ModelState.AddModelError("", "Give the review its case name first"); return Page(); }
        var count = await Db.Set<Entry>().CountAsync(e => e.MatterId == MatterId && e.WithdrawnAt == null);
        if (Review.Share(count, [.. With.Where(AskedAgencies.Contains)], Actor, Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SaveAsync("The chronology is shared", Chronology);
    }

    private async Task<bool> LoadAsync(string what)
    {
        if (!await FindAsync(what)) { return false; }
        if (Request.Method == "GET") { With = [.. AskedAgencies]; }
        PageNumber = Math.Max(1, PageNumber);
        var (from, wrongFrom) = From.Read("first day");
        var (to, wrongTo) = To.Read("last day");
        if (wrongFrom is not null) { ModelState.AddDateError(nameof(From), wrongFrom); }
        if (wrongTo is not null) { ModelState.AddDateError(nameof(To), wrongTo); }
        Filter = new EntryFilter(Some(Agency), Person, from, to, Some(Theme), Some(Significance));
        var entries = await Db.Set<Entry>().AsNoTracking().Where(e => e.MatterId == MatterId && e.WithdrawnAt == null).ToListAsync();
        AgencyChoices = [new("", "Any agency"), .. entries.Select(e => e.Agency).Distinct().OrderBy(AgencyTitle, StringComparer.Ordinal).Select(a => new Choice(a, AgencyTitle(a)))];
        All = Integrated.Of(entries, Filter, Practice.Reviews);
        PageNumber = Math.Min(PageNumber, Pages);
        Files = await Db.Set<Incoming>().AsNoTracking().Where(i => i.MatterId == MatterId && (i.State == Incoming.TakenIn || i.State == Incoming.LookedAt)).OrderByDescending(i => i.BegunAt).ToListAsync();
        return true;
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public IEnumerable<string> Marks(Told told)
    {
        if (told.AlsoBy.Length > 0) { yield return $"Also told by {English.List([.. told.AlsoBy.Select(AgencyTitle)])}"; }
        if (told.Otherwise) { yield return "Told for another time of the day"; }
    }

    private string[] Cells(Told told)
    {
        var e = told.Entry;
        var silence = told.SilenceBefore > 0 ? new[] { $"{told.SilenceBefore} days without an entry before" } : [];
        return [e.When, AgencyTitle(e.Agency), e.PersonId is { } person ? NameOf(person) : "", e.Source, e.What, e.Seen, e.Comment, CodeTitle("event-significance", e.Significance), string.Join("; ", e.Themes.Select(t => CodeTitle("review-theme", t))), string.Join("; ", silence.Concat(Marks(told)))];
    }

    private Printed Printed() => new(
        $"{What}: {Called}", $"{Matter.Title} {Matter.Reference}", $"{Called}. Confidential. {English.Date(Today)}", Contents: false,
        [
            new Paragraph(Block.Plain($"{English.Count(All.Length, "entry", "entries")}{(Filter.Narrows ? ", only some of the chronology" : "")}. Taken out on {English.DateTime(Desk.Clock.Now)}.")),
            new Grid("", ["When", "Agency", "What happened", "Comment and marks"], [.. All.Select(Cells).Select(c => ImmutableArray.Create(c[0], Lines(c[1], c[2], c[3]), Lines(c[4], c[5].Length > 0 ? $"Seen: {c[5]}" : ""), Lines(c[6], c[7], c[8], c[9])))]),
        ]);

    private static string Lines(params string[] lines) => string.Join("\n", lines.Where(l => l.Length > 0));
}
