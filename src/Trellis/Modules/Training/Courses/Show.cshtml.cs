using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Training.Answers;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Courses;

/// <summary>A course: its workshops, and for those who run training what it reached and changed.</summary>
[Does(ActWords.ViewTraining)]
public sealed class ShowModel(TrellisDb db, Programme programme, Impact impact, AnswerDesk answers, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    public Course Of { get; private set; } = null!;

    public IReadOnlyList<Listed> Workshops { get; private set; } = [];

    /// <summary>Null for whoever does not run training.</summary>
    public Reached? Reached { get; private set; }

    /// <summary>Findings and recommendations it answers.</summary>
    public IReadOnlyList<AnsweredThing> Answered { get; private set; } = [];

    public TrainingRules Rules => programme.Rules;

    public Actor Actor => db.Acting.Actor;

    public async Task<IActionResult> OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (await programme.CourseAsync(Reference, tracked: false, stop) is not { } of) { return NotFound(); }
        Of = of;
        Workshops = await programme.WorkshopsAsync(of.Id, clock.Now.AddYears(-2), clock.Now.AddYears(2), bookable: false, stop);
        if (Actor.May(ActWords.AccountForTraining)) { Reached = await impact.OfAsync(of, clock.Now, stop); }
        Answered = [.. (await answers.OfAsync([of.Id], stop))[of.Id]];
        return Page();
    }
}
