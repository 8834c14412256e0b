using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>To whom the record of a meeting can be sent: those who were invited, and what each was sent so far.</summary>
[Does(ActWords.SendRecord)]
public sealed class SendModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    public ILookup<Guid, SentCopy> Sent { get; private set; } = null!;

    protected override bool OnlyReads => HttpMethods.IsGet(Request.Method);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindMeetingAsync() || !IsTheirs) { return NotHere(); }
        if (!MaySend) { return Redirect(Here); }
        Sent = (await Db.Set<SentCopy>().AsNoTracking().Where(s => s.StepId == Id).OrderBy(s => s.SentAt).ToListAsync()).ToLookup(s => s.InvitedId);
        return Page();
    }
}
