using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Answers;

/// <summary>Says which findings and recommendations a course answers, and takes it back.</summary>
[Does(ActWords.LinkCourse)]
public sealed class IndexModel(TrellisDb db, Programme programme, AnswerDesk desk, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    /// <summary>The reference of a recommendation or a finding.</summary>
    [BindProperty]
    public string Answered { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public Course Of { get; private set; } = null!;

    public IReadOnlyList<AnsweredThing> Things { get; private set; } = [];

    public string Here => $"/training/courses/{Of.Reference.ToLowerInvariant()}/answers";

    private CancellationToken Stop => HttpContext.RequestAborted;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if ((await desk.MeantAsync(Answered, Stop)).Refused(out var why, out var meant)) { return this.Refuse(why); }
        await db.OneAtATimeAsync(Of.Id, Stop);
        if (await db.Set<CourseAnswer>().AnyAsync(a => a.CourseId == Of.Id && a.OfId == meant.Id && a.TakenBackAt == null, Stop)) { return this.Refuse(new Refusal(nameof(Answered), "The course is linked to it already")); }
        if (CourseAnswer.Link(Of, meant.Kind, meant.Id, Why, db.Acting.Actor, clock.Now).Refused(out why, out var made)) { return this.Refuse(why); }
        db.Add(made);
        return await SavedAsync("Linked");
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid answer)
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (await db.Set<CourseAnswer>().FirstOrDefaultAsync(a => a.Id == answer && a.CourseId == Of.Id, Stop) is not { } found) { return NotFound(); }
        if (found.TakeBack(Of, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Taken back");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync(Stop);
        TempData["done"] = done;
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync()
    {
        if (await programme.CourseAsync(Reference, tracked: false, Stop) is not { } of) { return false; }
        Of = of;
        Things = [.. (await desk.OfAsync([of.Id], Stop))[of.Id]];
        return true;
    }
}
