using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>The path of a review: what it found, what it recommended, what was done, what shows that something changed.</summary>
[Does(ActWords.ViewReviews)]
public sealed class PathModel(ReviewDesk desk, Recommending recommending) : ReviewPage(desk)
{
    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Theme { get; set; } = "";

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public ILookup<Guid, RecommendationSummary> Recommendations { get; private set; } = Array.Empty<RecommendationSummary>().ToLookup(r => r.SourceId);

    public IReadOnlyList<Choice> ThemeChoices => ChoicesOf("review-theme", "Select a theme");

    public bool MayFind => May(ActWords.RecordFinding) && Matter.ClosedAt is null;

    public bool MayRecommend => May(ActWords.MakeRecommendation) && Matter.ClosedAt is null;

    public TagColour Colour(RecommendationSummary r) => !r.Open ? TagColour.Green : r.Evidence.Count > 0 ? TagColour.Blue : r.AnswerDue < Today && r.Response.Length == 0 ? TagColour.Red : TagColour.Yellow;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.RecordFinding)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || !MayFind) { return NotFound(); }
        if (Finding.Write(MatterId, Matter.Area, Findings.Count + 1, Text, Theme, Practice, Actor, Desk.Clock.Now).Refused(out var why, out var finding)) { return this.Refuse(why); }
        Db.Add(finding);
        return await SaveAsync($"Finding {finding.Number} is recorded", $"{Here}/path");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review") || !Leads) { return false; }
        Findings = await Db.Set<Finding>().AsNoTracking().Where(f => f.MatterId == MatterId).OrderBy(f => f.Number).ToListAsync();
        Recommendations = (await recommending.OfAsync([.. Findings.Select(f => f.Id)])).ToLookup(r => r.SourceId);
        return true;
    }
}
