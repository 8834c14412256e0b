using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Training.Needs;

namespace Trellis.Modules.Training.Open;

/// <summary>An agency that names somebody.</summary>
/// <param name="Said">What they said to it; null: nothing yet.</param>
/// <param name="ByAccount">They book with an account of it, so it sees their training until they say otherwise.</param>
public sealed record NamedBy(Guid Worker, string Title, Showing? Said, bool ByAccount)
{
    public bool Shows => Said?.Shows ?? ByAccount;
}

/// <summary>Somebody says whether an agency that names them sees when they had which training.</summary>
[AllowAnonymous]
public sealed class NamedModel(OpenDesk desk, AgencyRegister agencies) : OpenPage(desk)
{
    public IReadOnlyList<NamedBy> Names { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        await Desk.Views.SawAsync("training-own", ActWords.GuestShowsTraining, who.Known is { } known ? [known.Id] : [], cancellationToken: Stop);
        var said = await Db.Set<Showing>().AsNoTracking().Where(s => s.Email == who.Email && s.TakenBackAt == null).ToDictionaryAsync(s => s.Agency, Stop);
        var titles = (await agencies.ListAsync(cancellationToken: Stop)).ToDictionary(a => a.Code, a => a.Title);
        var named = await Db.Set<Worker>().AsNoTracking().Where(w => w.Email == who.Email && w.EndedOn == null).Select(w => new { w.Id, w.Agency }).ToListAsync(Stop);
        Names = [.. named.Select(n => new NamedBy(n.Id, titles.GetValueOrDefault(n.Agency, n.Agency), said.GetValueOrDefault(n.Agency), who.Known is { UserId: not null } own && own.Agency == n.Agency)).OrderBy(n => n.Title, StringComparer.CurrentCulture)];
        return Page();
    }

    public Task<IActionResult> OnPostShowAsync(Guid worker) => SayAsync(worker, shows: true);

    public Task<IActionResult> OnPostHideAsync(Guid worker) => SayAsync(worker, shows: false);

    private async Task<IActionResult> SayAsync(Guid worker, bool shows)
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (await Db.Set<Worker>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == worker && w.Email == who.Email && w.EndedOn == null, Stop) is not { } named) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestShowsTraining);
        await Db.OneAtATimeAsync(named.Id, Stop);
        var before = await Db.Set<Showing>().FirstOrDefaultAsync(s => s.Email == who.Email && s.Agency == named.Agency && s.TakenBackAt == null, Stop);
        if (before?.Shows != shows)
        {
            if (before is not null && before.TakeBack(Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
            Db.Add(Showing.Say(named, shows, Desk.Clock.Now));
            await Db.SaveChangesAsync(Stop);
        }

        TempData["done"] = shows ? "Your training is shown" : "Your training is not shown";
        return Redirect("/courses/named");
    }
}
