using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Actions.Recommendations;

/// <summary>What bodies recommended, by whom it is to, with the answers, and which have none.</summary>
[Does(ActWords.ViewActions)]
public sealed class IndexModel(TrellisDb db, Meetings.Public.Bodies bodies, AgencyRegister register, LondonClock clock) : PageModel
{
    private const int PageSize = 100;

    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("all", "All"), ("unanswered", "Without an answer"), ("late", "Answer overdue"), ("open", "Answered, not closed"), ("closed", "Closed")];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "all";

    [FromQuery(Name = "agency")]
    public string Agency { get; set; } = "";

    [FromQuery(Name = "body")]
    public Guid? Body { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<IGrouping<string, Recommendation>> ByRecipient { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Bodies { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> BodyChoices => [new("", "Any body"), .. Bodies.OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];

    public int Total { get; private set; }

    public int Recipients { get; private set; }

    public int Unanswered { get; private set; }

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public bool MayMake => db.Acting.Actor.May(ActWords.MakeRecommendation);

    public bool SeesAll => db.Acting.Actor.Circles.Contains("boards");

    public bool Narrows => Agency.Length > 0 || Body is not null;

    public string Link(string? show = null, int page = 1)
    {
        var query = new QueryBuilder { { "show", show ?? Show } };
        if (Agency.Length > 0) { query.Add("agency", Agency); }
        if (Body is { } body) { query.Add("body", body.ToString()); }
        if (page > 1) { query.Add("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture)); }
        return "/actions/recommendations" + query;
    }

    public string Made(Recommendation r) => ActionWords.Joined(r.Number.Length > 0 ? $"Number {r.Number}" : "", r.BodyId is { } body ? Bodies.GetValueOrDefault(body) : "", r.MadeOn is { } on ? English.Date(on) : "") is { Length: > 0 } made ? made : "Undated";

    public (string Words, TagColour Colour) Tag(Recommendation r) => RecommendationLook.Tag(r, clock.Today);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid || Shows.All(s => s.Value != Show)) { return NotFound(); }
        var today = clock.Today;
        var all = db.Set<Recommendation>().AsNoTracking();
        var shown = Show switch
        {
            "unanswered" => all.Where(r => r.Response == "" && r.ClosedAt == null),
            "late" => all.Where(r => r.Response == "" && r.ClosedAt == null && r.AnswerDue < today),
            "open" => all.Where(r => r.Response != "" && r.ClosedAt == null),
            "closed" => all.Where(r => r.ClosedAt != null),
            _ => all,
        };
        if (Agency.Length > 0) { shown = shown.Where(r => r.Agency == Agency); }
        if (Body is { } body) { shown = shown.Where(r => r.BodyId == body); }
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        (Total, Unanswered, Recipients) = (await shown.CountAsync(), await shown.CountAsync(r => r.Response == ""), await shown.Select(r => r.Recipient).Distinct().CountAsync());
        ByRecipient = [.. (await shown.OrderBy(r => r.Recipient).ThenBy(r => r.MadeOn).ThenBy(r => r.Line).ThenBy(r => r.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync()).GroupBy(r => r.Recipient)];
        Bodies = await bodies.TitlesAsync();
        AgencyChoices = [new("", "Anybody"), .. (await register.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
        return Page();
    }
}
