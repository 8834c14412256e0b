using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Training.Answers;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>What the courses of a year reached, changed and cost, beside the findings and recommendations they answer.</summary>
[Does(ActWords.AccountForTraining)]
public sealed class ImpactPageModel(ImpactOfAll impact, AnswerDesk answers, PracticeModel practice, LondonClock clock) : PageModel
{
    private const int Earliest = 2015;
    private const int Shown = 3;

    [FromQuery(Name = "year")]
    public int? First { get; set; }

    public IReadOnlyList<CourseReach> Courses { get; private set; } = [];

    public ILookup<Guid, AnsweredThing> Answered { get; private set; } = null!;

    public IReadOnlyList<int> Years { get; private set; } = [];

    public string LevelTitle(string id) => TrainingRules.TitleOf(practice.Training.Levels, id);

    public async Task<IActionResult> OnGetAsync()
    {
        var (stop, now) = (HttpContext.RequestAborted, TrainingYear.FirstOf(clock.Today));
        First ??= now;
        if (First < Earliest || First > now) { return NotFound(); }
        Years = [.. Enumerable.Range(now - Shown + 1, Shown)];
        var (from, until) = TrainingYear.Span(First.Value);
        Courses = await impact.OfAsync(null, from, until, clock.Now, stop);
        Answered = await answers.OfAsync([.. Courses.Select(c => c.Id)], stop);
        return Page();
    }
}
