using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Another link for somebody invited who has not come: the one before works no longer.</summary>
[Does(ActWords.Invite)]
public sealed class InviteAgainModel(Colleagues colleagues) : ColleaguePage(colleagues)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ?? Redirect($"/staff/{Who}");

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        if (!Them.Active || Them.Invite(Colleagues.On).Refused(out _, out var link)) { return Back("They have taken up their invitation, or left"); }
        await Colleagues.TellAsync(Occasion.Invited, Them, link.Id, stop);
        Colleagues.Settle(Them);
        await Colleagues.SaveAsync(stop);
        return Back($"A new link was sent to {Name}");
    }
}
