using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Says who came to the meeting of a step, and where there is no quorum, why the chair goes on.</summary>
[Does(ActWords.Convene)]
public sealed class AttendanceModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    public sealed class Row
    {
        public Guid Id { get; set; }

        /// <summary>A key of <see cref="Attended.States"/>, or online: present, and not in the room.</summary>
        public string State { get; set; } = "";

        public string Deputy { get; set; } = "";
    }

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    [BindProperty]
    public string WentOnBecause { get; set; } = "";

    private const string Online = "online";

    public IReadOnlyList<Choice> States => [new(Attended.Present, "Present"), new(Online, "Present online"), .. Attended.States.Where(s => s.Key != Attended.Present).Select(s => new Choice(s.Key, s.Value))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        if (!MayConvene || Meeting.Now is not { } sitting || sitting.StartsAt > Now) { return Redirect(Here); }
        var came = sitting.Came.ToDictionary(c => c.InvitedId);
        Rows = [.. Meeting.Invited.Select(i => came.TryGetValue(i.Id, out var there) ? new Row { Id = i.Id, State = there.Online ? Online : there.State, Deputy = there.Deputy } : new Row { Id = i.Id, State = sitting.TakenAt is null ? "" : "absent" })];
        WentOnBecause = sitting.WentOnBecause;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        var came = new List<Came>();
        foreach (var (row, i) in Rows.Select((r, i) => (r, i)))
        {
            if (Meeting.Invited.FirstOrDefault(w => w.Id == row.Id) is not { } who) { continue; }
            if (States.All(s => s.Value != row.State)) { ModelState.AddModelError($"Rows[{i}].State", $"Select whether {Meeting.Called(who)} came"); }
            came.Add(new Came(who, row.State is Online ? Attended.Present : row.State, row.State is Online, row.Deputy));
        }

        if (!ModelState.IsValid) { return Page(); }
        if (Meetings.Take(Step, Meeting, came, WentOnBecause).Refused(out var why, out var sitting)) { return this.Refuse(why); }
        return await SaveAsync(sitting.MayDecide ? "Who came is recorded" : "Who came is recorded. There is no quorum: say why you go on, or what becomes of the meeting", sitting.MayDecide ? Here : $"{Here}/attendance");
    }
}
