using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;

namespace Trellis.Modules.Questionnaires.Rounds;

/// <summary>A page about one round, for those who keep the partnership's business.</summary>
public abstract class RoundPage(TrellisDb db) : PageModel
{
    [FromRoute(Name = "round")]
    public Guid RoundId { get; set; }

    public Round Round { get; private set; } = null!;

    public string Here => $"/questionnaires/{RoundId}";

    protected TrellisDb Db => db;

    protected Actor Actor => db.Acting.Actor;

    protected CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>May it be done by whoever asks: they are of all its areas.</summary>
    public bool May(string word) => Actor.May(word) && Round.Areas.All(a => Actor.Areas.Contains(a));

    protected async Task<bool> FindAsync()
    {
        if (await db.Set<Round>().FirstOrDefaultAsync(r => r.Id == RoundId, Stop) is not { } round) { return false; }
        Round = round;
        return true;
    }

    protected Task<Invitee?> InviteeAsync(Guid id) => db.Set<Invitee>().FirstOrDefaultAsync(i => i.Id == id && i.RoundId == RoundId, Stop);
}
