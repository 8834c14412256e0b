using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>The programme as those who run it, and those who give it, see it: workshops to come or over, with the numbers of their places.</summary>
[Does(ActWords.ViewTraining)]
public sealed class IndexModel(TrellisDb db, Programme programme, LondonClock clock) : PageModel
{
    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("coming", "To come"), ("over", "Over"), ("courses", "Courses")];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "coming";

    public IReadOnlyList<Listed> Workshops { get; private set; } = [];

    public IReadOnlyList<Course> Courses { get; private set; } = [];

    public Actor Actor => db.Acting.Actor;

    public Practice.TrainingRules Rules => programme.Rules;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shows.All(s => s.Value != Show)) { return NotFound(); }
        var (now, stop) = (clock.Now, HttpContext.RequestAborted);
        if (Show == "courses") { Courses = await programme.CoursesAsync("", "", openOnly: false, stop); }
        else if (Show == "over") { Workshops = [.. (await programme.WorkshopsAsync(null, now.AddYears(-1), now, bookable: false, stop)).Reverse()]; }
        else { Workshops = await programme.WorkshopsAsync(null, now.AddHours(-12), now.AddYears(2), bookable: false, stop); }
        return Page();
    }

    public static string State(Listed of) => of switch { { Cancelled: true } => "Cancelled", { Opened: false } => "Not open yet", { Taken: true } => "Attendance taken", _ => "Open" };
}
