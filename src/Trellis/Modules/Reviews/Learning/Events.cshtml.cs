using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>The practitioners' events of a review: called, invited to and attended as meetings of its matter; here what was learnt at each.</summary>
[Does(ActWords.ViewReviews)]
public sealed class EventsModel(ReviewDesk desk, MeetingsHeld meetings) : ReviewPage(desk)
{
    public sealed record Line(StepSummary Step, MeetingHeld Held, int Findings);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayConvene => May(ActWords.Convene) && Matter.ClosedAt is null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync("review") || !Leads) { return NotFound(); }
        var steps = Matter.Steps.Where(s => IsEvent(Practice, Matter, s)).OrderBy(s => s.OpenedAt).ToList();
        var held = await meetings.OfAsync([.. steps.Select(s => s.Id)]);
        var found = await Db.Set<Finding>().Where(f => f.MatterId == MatterId && f.EventId != null).GroupBy(f => f.EventId!.Value).ToDictionaryAsync(g => g.Key, g => g.Count());
        Lines = [.. steps.Select(s => new Line(s, held[s.Id], found.GetValueOrDefault(s.Id)))];
        return Page();
    }

    public static bool IsEvent(Practice.PracticeModel practice, MatterDetail matter, StepSummary step) => step.State is "open" or "done" or "waiting" && practice.Reviews.Events.Contains($"{matter.Process}.{step.Name}");
}
