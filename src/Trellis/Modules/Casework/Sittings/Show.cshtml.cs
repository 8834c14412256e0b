using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>The meeting of a step: when, who is invited and has reported, whether there is a quorum, what each said, who was sent the record.</summary>
[Does(ActWords.ViewStep)]
public sealed class ShowModel(StepDesk desk, StepMeetings meetings, ActionBook actions) : MeetingStepPage(desk, meetings)
{
    /// <param name="Report">Of the agency's report; null: it was not asked for one.</param>
    /// <param name="Late">The report is not there, and its time is over.</param>
    public sealed record Line(Invited Who, string Called, StepState? Report, bool Late, string Came);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public Moment? ReportsDue { get; private set; }

    public QuorumMet? Quorum { get; private set; }

    public IReadOnlyList<SentCopy> Sent { get; private set; } = [];

    public IReadOnlyList<ActionSummary> Actions { get; private set; } = [];

    protected override bool OnlyReads => true;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        if (!IsTheirs) { return NotHere(); }
        ReportsDue = Meetings.ReportsDue(Meeting);
        var late = ReportsDue is { } due && due.Date < Clock.Today;
        var came = Meeting.Latest?.Came.ToDictionary(c => c.InvitedId) ?? [];
        Lines = [.. Meeting.Invited.Select(i =>
        {
            var report = i.ReportId is { } id ? Step.Matter!.Steps.Find(s => s.Id == id)?.State : null;
            return new Line(i, Meeting.Called(i), report, late && report is StepState.Open, came.TryGetValue(i.Id, out var there) ? $"{Attended.States[there.State]}{(there.Deputy.Length > 0 ? $": {there.Deputy}" : "")}{(there.Online ? ", online" : "")}" : "");
        })];
        Quorum = Meetings.Quorum(Meeting, Meeting.Latest is { TakenAt: not null } sitting ? Meeting.Everyone.Where(i => sitting.Came.Exists(c => c.InvitedId == i.Id && c.State == Attended.Present)) : Meeting.Invited);
        Sent = await Db.Set<SentCopy>().AsNoTracking().Where(s => s.StepId == Id).OrderBy(s => s.SentAt).ToListAsync();
        Actions = await actions.OfSourceAsync(ActionSources.Step, Id, HttpContext.RequestAborted);
        return Page();
    }
}
