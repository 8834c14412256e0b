using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>The one list of actions, as far as the asker sees it: overdue first.</summary>
[Does(ActWords.ViewActions)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, Meetings.Public.Bodies bodies, AgencyRegister agencies, LondonClock clock) : PageModel
{
    private const int PageSize = 50;

    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("open", "Open"), ("overdue", "Overdue"), ("agency", "My agency’s"), ("to-agree", "Complete, to be agreed"), ("ended", "Ended"), ("all", "All")];

    public sealed record Line(string Reference, string Text, string Item, Guid? BodyId, DateOnly? SetOn, string? Agency, string Owner, DateOnly? DueOn, string Status, string StatusWritten, DateTimeOffset? AgreedAt);

    [BindProperty(SupportsGet = true)]
    public string Show { get; set; } = "open";

    [BindProperty(SupportsGet = true)]
    public Guid? Body { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public int Overdue { get; private set; }

    public IReadOnlyDictionary<Guid, string> Bodies { get; private set; } = new Dictionary<Guid, string>();

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public bool SeesAll => db.Acting.Actor.Circles.Contains("boards");

    public string Caption => Shows.First(s => s.Value == Show).Label;

    public string Counted => $"{English.Count(Total, "action", "actions")}{(Overdue > 0 ? $", {English.Number(Overdue)} overdue" : "")}.";

    public IReadOnlyList<Choice> BodyChoices => [new("", "Any body"), .. Bodies.OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];

    private IReadOnlyDictionary<string, string> titles = new Dictionary<string, string>();

    public string Link(string show, Guid? body, int page) => $"/actions?show={show}{(body is { } b ? $"&body={b}" : "")}{(page > 1 ? $"&page={page}" : "")}";

    public string SetBy(Line line) => string.Join(", ", new[] { line.BodyId is { } body ? Bodies.GetValueOrDefault(body) : null, line.SetOn is { } on ? English.Date(on) : null, line.Item }.Where(t => !string.IsNullOrEmpty(t)));

    public string StatusTitle(Line line) => practice.Actions.Find(line.Status)?.Title ?? line.Status;

    /// <summary>What the tracker wrote is shown beside what it means where the two differ by more than capital letters and stops.</summary>
    public bool WrittenOtherwise(Line line) => line.StatusWritten.Length > 0 && !line.StatusWritten.Trim(' ', '.').Equals(StatusTitle(line), StringComparison.OrdinalIgnoreCase);

    public (string Words, TagColour Colour)? Tag(Line line) => Looks(practice.Actions.Colour(line.Status, line.DueOn, line.SetOn, clock.Today), line.AgreedAt);

    internal static (string Words, TagColour Colour)? Looks(ActionLook look, DateTimeOffset? agreed) => look.Colour switch
    {
        ActionColour.Red => (look.Words, TagColour.Red),
        ActionColour.Amber => (look.Words, TagColour.Yellow),
        ActionColour.Green => (look.Words, TagColour.Green),
        _ => agreed is null ? null : ("Agreed", TagColour.Blue),
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid || Shows.All(s => s.Value != Show)) { return NotFound(); }
        var (today, mine) = (clock.Today, db.Acting.Actor.Agency);
        var ended = practice.Actions.Statuses.Where(s => s.Ends).Select(s => s.Id).ToArray();
        var all = db.Set<ActionPoint>().AsNoTracking().Where(a => Body == null || a.BodyId == Body);
        var shown = Show switch
        {
            "open" => all.Where(a => !ended.Contains(a.Status)),
            "overdue" => all.Where(a => !ended.Contains(a.Status) && a.DueOn < today),
            "agency" => all.Where(a => a.Agency == mine && !ended.Contains(a.Status)),
            "to-agree" => all.Where(a => ended.Contains(a.Status) && a.AgreedAt == null),
            "ended" => all.Where(a => ended.Contains(a.Status)),
            _ => all,
        };
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        Total = await shown.CountAsync();
        Overdue = Show is "to-agree" or "ended" ? 0 : await shown.CountAsync(a => !ended.Contains(a.Status) && a.DueOn < today);
        Lines = await shown.OrderBy(a => a.DueOn == null).ThenBy(a => a.DueOn).ThenBy(a => a.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize)
            .Select(a => new Line(a.Reference, a.Text, a.Item, a.BodyId, a.SetOn, a.Agency, a.Owner, a.DueOn, a.Status, a.StatusWritten, a.AgreedAt)).ToListAsync();
        titles = (await agencies.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        Lines = [.. Lines.Select(l => l with { Owner = string.Join(", ", new[] { l.Owner, l.Agency is { } code ? titles.GetValueOrDefault(code, code) : "" }.Where(t => t.Length > 0)) })];
        Bodies = await bodies.TitlesAsync();
        return Page();
    }
}
