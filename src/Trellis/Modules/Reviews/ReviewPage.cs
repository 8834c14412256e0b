using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Reviews;

/// <summary>What every page of a review needs.</summary>
public sealed class ReviewDesk(TrellisDb db, CaseworkRegister casework, PeopleRegister people, AgencyRegister agencies, PracticeModel practice, Views views, LondonClock clock)
{
    public TrellisDb Db => db;

    public CaseworkRegister Casework => casework;

    public PeopleRegister People => people;

    public AgencyRegister Agencies => agencies;

    public PracticeModel Practice => practice;

    public Views Views => views;

    public LondonClock Clock => clock;
}

/// <summary>A page of one review. That it was looked at is written before it is shown.</summary>
public abstract class ReviewPage(ReviewDesk desk) : PageModel
{
    [FromRoute(Name = "matter")]
    public Guid MatterId { get; set; }

    public MatterDetail Matter { get; private set; } = null!;

    /// <summary>Null: it has no case name yet.</summary>
    public Review? Review { get; private set; }

    public IReadOnlyList<PersonSummary> People { get; private set; } = [];

    public IReadOnlyDictionary<string, string> AgencyTitles { get; private set; } = new Dictionary<string, string>();

    protected ReviewDesk Desk => desk;

    protected TrellisDb Db => desk.Db;

    protected Actor Actor => desk.Db.Acting.Actor;

    public PracticeModel Practice => desk.Practice;

    public DateOnly Today => desk.Clock.Today;

    /// <summary>What the review is called: its case name, or until it has one the reference of its matter.</summary>
    public string Called => Review?.CaseName ?? Matter.Reference;

    public string Here => $"/reviews/{MatterId}";

    /// <summary>Of those whose review it is; others see their agency's part.</summary>
    public bool Leads => Actor.Circles.Contains(Review.Circle);

    /// <summary>They see the whole chronology: whose review it is, and those it is shared with.</summary>
    public bool SeesAll => Leads || (Review is { } review && Actor.Agency is { } own && review.SharedWith.Contains(Platform.Record.Actor.AgencyCircle(own)));

    public bool May(string word) => Leads && Actor.May(word);

    /// <summary>Agencies that were asked something in it, as far as the reader sees that.</summary>
    public IReadOnlyList<string> AskedAgencies { get; private set; } = [];

    /// <summary>There is no such review, or not for this reader: those whose review it is, and agencies that were asked.</summary>
    /// <param name="what">The kind of view.</param>
    protected async Task<bool> FindAsync(string what)
    {
        if (await desk.Casework.MatterAsync(MatterId) is not { } found || !Practice.Reviews.Processes.Contains(found.Process)) { return false; }
        AskedAgencies = await desk.Casework.AgenciesInAsync(MatterId);
        if (!Leads && (Actor.Agency is not { } own || !Actor.May(ActWords.WriteEntry) || !AskedAgencies.Contains(own))) { return false; }
        Matter = found;
        Review = await Db.Set<Review>().FirstOrDefaultAsync(r => r.MatterId == MatterId);
        await desk.Views.SawAsync(what, ActWords.ViewReviews, Matter.People, Matter.Area, MatterId);
        People = await desk.People.OfAsync(Matter.People);
        AgencyTitles = (await desk.Agencies.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        return true;
    }

    public string AgencyTitle(string code) => AgencyTitles.GetValueOrDefault(code, code);

    public string CodeTitle(string list, string code) => Practice.Codes[list].Find(code)?.Title ?? code;

    protected IReadOnlyList<Choice> ChoicesOf(string list, string? empty = null) =>
        [.. empty is null ? Array.Empty<Choice>() : [new Choice("", empty)], .. Practice.Codes[list].Codes.Where(c => c.InUse(Today)).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint })];

    protected async Task<IActionResult> SaveAsync(string done, string address)
    {
        await Db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect(address);
    }
}
