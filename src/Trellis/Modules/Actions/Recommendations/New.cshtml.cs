using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Recommendations;

/// <summary>Records what a body recommends to an agency, or to somebody outside the partnership.</summary>
[Does(ActWords.MakeRecommendation)]
public sealed class NewModel(TrellisDb db, Meetings.Public.Bodies bodies, AgencyRegister register, PracticeModel practice, LondonClock clock) : PageModel
{
    private static readonly (string Id, string Title)[] Sources = [("meeting", "A meeting"), ("review", "A review of a case"), ("audit", "An audit"), ("plan", "A plan"), ("other", "Something else")];

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "The recommendation must be 4,000 characters or fewer")]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string Source { get; set; } = "";

    [BindProperty, StringLength(200, ErrorMessage = "The report must be 200 characters or fewer")]
    public string Report { get; set; } = "";

    [BindProperty, StringLength(20, ErrorMessage = "The number must be 20 characters or fewer")]
    public string Number { get; set; } = "";

    [BindProperty]
    public DateParts Made { get; set; } = new();

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty, StringLength(Recommendation.LongestRecipient, ErrorMessage = "Who it is to must be 200 characters or fewer")]
    public string Recipient { get; set; } = "";

    [BindProperty]
    public DateParts AnswerBy { get; set; } = new();

    [BindProperty]
    public string Figure { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestStandard, ErrorMessage = "The standard must be 500 characters or fewer")]
    public string Standard { get; set; } = "";

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public static IReadOnlyList<Choice> SourceChoices => [.. Sources.Select(s => new Choice(s.Id, s.Title))];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> FigureChoices => [new("", "No figure"), .. practice.Figures.OrderBy(f => f.Title, StringComparer.Ordinal).Select(f => new Choice(f.Id, f.Title))];

    public int AnswerWithin => practice.Actions.Answers.AnswerWithin;

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Made = DateParts.Of(clock.Today);
        if (AreaChoices.Count == 1) { Area = AreaChoices[0].Value; }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var (made, wrongMade) = Made.Read("day it was made", required: true);
        var (due, wrongDue) = AnswerBy.Read("day it is to be answered by");
        if (wrongMade is not null) { ModelState.AddDateError(nameof(Made), wrongMade); }
        if (wrongDue is not null) { ModelState.AddDateError(nameof(AnswerBy), wrongDue); }
        if (made > clock.Today) { ModelState.AddModelError(nameof(Made), "The day it was made must be today or in the past"); }
        if (due < made) { ModelState.AddModelError(nameof(AnswerBy), "The day it is to be answered by must be the same as or after the day it was made"); }
        if (Text.Trim().Length == 0) { ModelState.AddModelError(nameof(Text), "Enter what is recommended"); }
        if (!Guid.TryParse(Body, out var body) || BodyChoices.All(b => b.Value != Body)) { ModelState.AddModelError(nameof(Body), "Select the body that makes it"); }
        if (AreaChoices.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select whose area it is for"); }
        if (SourceChoices.All(s => s.Value != Source)) { ModelState.AddModelError(nameof(Source), "Select where it comes from"); }
        if (FigureChoices.All(f => f.Value != Figure)) { ModelState.AddModelError(nameof(Figure), "Select a figure, or none"); }
        if (AgencyChoices.FirstOrDefault(a => a.Value == Agency) is not { } agency || (Agency.Length == 0 && Recipient.Trim().Length == 0)) { ModelState.AddModelError(nameof(Agency), "Select the agency it is to, or enter who it is"); return Page(); }
        if (!ModelState.IsValid) { return Page(); }

        var recommendation = new Recommendation
        {
            Reference = await RecommendationReferences.NextAsync(db),
            Areas = [Area],
            BodyId = body,
            Source = Source,
            Title = Report.Trim(),
            Recipient = Agency.Length > 0 ? agency.Label : Recipient.Trim(),
            Agency = Agency.Length > 0 ? Agency : null,
            Number = Number.Trim(),
            MadeOn = made,
            Text = Text.Trim(),
            AnswerDue = due ?? made!.Value.AddDays(AnswerWithin),
            Figure = Figure.Length > 0 ? Figure : null,
            Standard = Standard.Trim(),
            MadeAt = clock.Now,
        }.Made(db.Acting.Actor);
        db.Add(recommendation);
        await db.SaveChangesAsync();
        TempData["done"] = $"Recommendation {recommendation.Reference} is recorded";
        return Redirect($"/actions/recommendations/{recommendation.Reference}");
    }

    private async Task LoadAsync()
    {
        BodyChoices = [.. (await bodies.TitlesAsync()).OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];
        AgencyChoices = [new("", "Somebody else"), .. (await register.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
    }
}
