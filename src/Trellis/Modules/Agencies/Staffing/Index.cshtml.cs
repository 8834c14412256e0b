using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Who works in the actor's agency, in which post: now, soon, and no longer.</summary>
[Does(ActWords.ViewStaff)]
public sealed class IndexModel(TrellisDb db, Colleagues colleagues) : PageModel
{
    private const int PageSize = 50;

    public sealed record Line(Guid Who, string Name, bool Invited, string Title, string Where, DateOnly From, DateOnly? Until);

    public static IReadOnlyList<(string Value, string Label)> Shows { get; } = [("now", "Now"), ("coming", "Coming"), ("ended", "Ended")];

    /// <summary>now, coming or ended.</summary>
    [FromQuery(Name = "show")]
    public string Show { get; set; } = "now";

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Sent in the form's body: a name belongs in no address.</summary>
    [BindProperty]
    public string Name { get; set; } = "";

    public string AgencyTitle { get; private set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public int Pages { get; private set; } = 1;

    public string Caption => Show switch { "coming" => "Posts that begin later", "ended" => "Posts that have ended", _ => "Posts held now" };

    public string Link(string show, int page) => $"/staff?show={show}{(page > 1 ? $"&page={page}" : "")}";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!ModelState.IsValid) { return NotFound(); }
        await LoadAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        if (Shows.All(s => s.Value != Show)) { Show = "now"; }
        var (code, today) = (colleagues.Code, colleagues.Today);
        AgencyTitle = (await colleagues.AgencyAsync(stop)).Title;
        var posts = db.Posts.AsNoTracking().Where(p => p.Agency == code);
        posts = Show switch
        {
            "coming" => posts.Where(p => p.StartsOn > today && (p.EndsOn == null || p.EndsOn >= today)),
            "ended" => posts.Where(p => p.EndsOn < today),
            _ => posts.Where(p => p.StartsOn <= today && (p.EndsOn == null || p.EndsOn >= today)),
        };
        if (Name.Trim() is { Length: > 0 } words)
        {
            var like = $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            posts = posts.Where(p => EF.Functions.ILike(p.Holder!.Name, like) || EF.Functions.ILike(p.Holder!.Email, like));
        }

        Pages = Math.Max(1, (await posts.CountAsync(stop) + PageSize - 1) / PageSize);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        var found = await posts.OrderBy(p => p.Holder!.Name).ThenBy(p => p.StartsOn).ThenBy(p => p.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize)
            .Select(p => new { p.StaffId, p.Holder!.Name, Invited = p.Holder.Active && p.Holder.PasswordHash == null, p.Title, p.Areas, p.StartsOn, p.EndsOn }).ToListAsync(stop);
        Lines = [.. found.Select(p => new Line(p.StaffId, p.Name, p.Invited, p.Title, colleagues.AreaTitles(p.Areas), p.StartsOn, p.EndsOn))];
    }
}
