using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>Disagreements as far as whoever looks sees them, those to be answered first.</summary>
[Does(ActWords.ViewChallenges)]
public sealed class IndexModel(ChallengeDesk desk, AgencyRegister register, Views views) : PageModel
{
    private const int Most = 200;

    public static readonly IReadOnlyDictionary<string, string> Shows = new Dictionary<string, string> { ["open"] = "Open", ["mine"] = "Mine to answer or raised by me", ["ended"] = "Ended" };

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "open";

    public ChallengeRules Rules => desk.Rules;

    public DateOnly Today => desk.Clock.Today;

    public IReadOnlyList<Disagreement> Lines { get; private set; } = [];

    public bool MayBetween => desk.Actor.May(ActWords.ChallengePartnership);

    public bool MaySeeEvents => desk.Actor.May(ActWords.Assure) || desk.Actor.May(ActWords.AskAssurance);

    private Dictionary<string, string> agencies = [];

    public string AgencyTitle(string code) => agencies.GetValueOrDefault(code, code);

    public string Outcome(string code) => desk.Title("challenge-outcome", code);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Shows.ContainsKey(Show)) { return NotFound(); }
        agencies = (await register.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        var me = desk.Actor.UserId;
        var all = desk.Db.Set<Disagreement>().AsNoTracking().Include(c => c.Turns).AsQueryable();
        all = Show switch { "ended" => all.Where(c => c.State == Disagreement.Closed), "mine" => all.Where(c => c.State != Disagreement.Closed && c.Involved.Contains(me)), _ => all.Where(c => c.State != Disagreement.Closed) };
        Lines = await all.OrderBy(c => c.State != Disagreement.Asked).ThenBy(c => c.DueOn).ThenByDescending(c => c.RaisedAt).Take(Most).ToListAsync();
        await views.SawAsync("challenges", ActWords.ViewChallenges, []);
        return Page();
    }
}
