using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Somebody leaves: what they began is shown, so that it can be given on, and everything that lets them in ends.</summary>
[Does(ActWords.EndStaff)]
public sealed class LeaveModel(Colleagues colleagues, CaseworkRegister casework) : ColleaguePage(colleagues)
{
    public IReadOnlyList<BegunStep> Begun { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        Begun = await casework.BegunByAsync(Who, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        var posts = Them.PostsIn(Colleagues.Code).Select(p => p.Id).ToArray();
        if (Them.Leave(Colleagues.Code, Colleagues.Today, Colleagues.On).Refused(out var why)) { return Back(why.Words); }
        await Colleagues.EndCoversAsync(posts, Colleagues.Today.AddDays(-1), stop);
        Colleagues.Settle(Them);
        await Colleagues.SaveAsync(stop);
        return Back($"{Name} has left");
    }
}
