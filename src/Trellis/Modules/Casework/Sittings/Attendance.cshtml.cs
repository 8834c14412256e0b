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

        public string State { get; set; } = "";

        public bool Online { get; set; }

        public string Deputy { get; set; } = "";
    }

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    [BindProperty]
    public string WentOnBecause { get; set; } = "";

    public IReadOnlyList<Choice> States => [.. Attended.States.Select(s => new Choice(s.Key, s.Value))];

    public IReadOnlyList<Choice> OnlineChoices => [new("true", "Online")];

    public bool MayGoOn => QuorumMet.Needed(Definition) is { WaivedBy: not null };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        if (!MayConvene || Meeting.Now is not { } sitting || sitting.StartsAt > Now) { return Redirect(Here); }
        var came = sitting.Came.ToDictionary(c => c.InvitedId);
        Rows = [.. Meeting.Invited.Select(i => came.TryGetValue(i.Id, out var there) ? new Row { Id = i.Id, State = there.State, Online = there.Online, Deputy = there.Deputy } : new Row { Id = i.Id, State = sitting.TakenAt is null ? "" : "absent", Online = sitting.How == "online" })];
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
            if (!Attended.States.ContainsKey(row.State)) { ModelState.AddModelError($"Rows[{i}].State", $"Select whether {Meeting.Called(who)} came"); }
            came.Add(new Came(who, row.State, row.Online, row.Deputy));
        }

        if (!ModelState.IsValid) { return Page(); }
        if (Meetings.Take(Step, Meeting, came, WentOnBecause).Refused(out var why, out var sitting)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done(sitting.MayDecide ? "Who came is recorded" : "Who came is recorded. There is no quorum: say why you go on, or what becomes of the meeting", sitting.MayDecide ? Here : $"{Here}/attendance");
    }
}
