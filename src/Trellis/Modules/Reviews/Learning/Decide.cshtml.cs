using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>One review from elsewhere: whether it applies here, what is done, and what is recommended because of it.</summary>
[Does(ActWords.ViewReviews)]
public sealed class DecideModel(ReviewDesk desk, Recommending recommending, Bodies bodies, RecommendForm form) : PageModel
{
    [FromRoute(Name = "considered")]
    public Guid Id { get; set; }

    [BindProperty]
    public string Applies { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public string Doing { get; set; } = "";

    [BindProperty]
    public RecommendForm.Typed Asked { get; set; } = new();

    public Considered Of { get; private set; } = null!;

    public RecommendForm Form => form;

    public IReadOnlyList<RecommendationSummary> Recommendations { get; private set; } = [];

    public bool MayDecide => desk.Db.Acting.Actor.May(ActWords.LogReview);

    public bool MayRecommend => MayDecide && desk.Db.Acting.Actor.May(ActWords.MakeRecommendation) && Of.Applies is "yes" or "partly";

    public static IReadOnlyList<Choice> AppliesChoices => [.. Considered.Answers.Select(a => new Choice(a.Key, a.Value))];

    public string KindTitle => desk.Practice.Codes["other-review-kind"].Find(Of.Kind)?.Title ?? Of.Kind;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Applies, Why, Doing) = (Of.Applies ?? "", Of.Why, Of.Doing);
        return Page();
    }

    [Does(ActWords.LogReview)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Of.Decide(Applies, Why, Doing, desk.Db.Acting.Actor, desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Decided");
    }

    [Does(ActWords.MakeRecommendation)]
    public async Task<IActionResult> OnPostRecommendAsync()
    {
        if (!await LoadAsync() || !MayRecommend) { return NotFound(); }
        if (form.Read(Asked, ModelState) is not { } read) { return Page(); }
        var area = Of.Areas.FirstOrDefault(desk.Db.Acting.Actor.Areas.Contains) ?? Of.Areas[0];
        if ((await recommending.MakeAsync(new ToRecommend(area, read.Body, Id, Of.Title, read.Agency, Asked.Recipient, Asked.Text, read.AnswerBy, read.Figure, Asked.Standard))).Refused(out var why, out var made)) { return this.Refuse(why with { Field = $"Asked.{why.Field}" }); }
        return await SavedAsync($"Recommendation {made.Reference} is made");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await desk.Db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/reviews/considered/{Id}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await desk.Db.Set<Considered>().FirstOrDefaultAsync(c => c.Id == Id) is not { } found) { return false; }
        Of = found;
        Recommendations = await recommending.OfAsync([Id]);
        if (MayRecommend) { await form.FillAsync(bodies); }
        return true;
    }
}
