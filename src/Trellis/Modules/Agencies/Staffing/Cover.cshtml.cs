using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Acting cover: somebody holds a colleague's post beside their own for a time, and acts in it under their own name.</summary>
[Does(ActWords.GiveCover)]
public sealed class CoverModel(TrellisDb db, PracticeModel practice, Colleagues colleagues) : PageModel
{
    public sealed record Line(Guid Id, string Who, string Title, DateOnly From, DateOnly Until, bool MayEnd);

    [BindProperty]
    public Guid? For { get; set; }

    [BindProperty]
    public Guid? Who { get; set; }

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts Until { get; set; } = new();

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public Guid? Ended { get; set; }

    public string AgencyTitle { get; private set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> PostChoices { get; private set; } = [];

    public IReadOnlyList<Choice> StaffChoices { get; private set; } = [];

    private List<Post> posts = [];
    private IReadOnlyList<Post> open = [];

    public Task OnGetAsync(CancellationToken stop) => LoadAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        ModelState.Remove(nameof(Ended));
        var covered = open.FirstOrDefault(p => p.Id == For);
        var who = Who is { } id && StaffChoices.Any(c => c.Value == id.ToString()) ? await colleagues.FindAsync(id, stop) : null;
        if (covered is null) { Say(nameof(For), "Select whose post it is"); }
        if (who is null) { Say(nameof(Who), "Select who acts for them"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why"); }
        var (from, until) = Dates(covered);
        if (ModelState.IsValid) { Check(covered!, who!, from!.Value, until!.Value); }
        if (!ModelState.IsValid) { return Page(); }

        colleagues.Because(Why);
        var own = who!.HeldOn(from!.Value).FirstOrDefault(p => p.Qualification == Needs(covered!))?.Qualification ?? who.HeldOn(from.Value).Select(p => p.Qualification).FirstOrDefault(q => q is not null);
        var cover = new PostToBe(covered!.Agency, covered.Team, covered.Role, $"Acting for {covered.Holder!.Name}, {covered.Title}", covered.Areas, own, from.Value, until);
        if (who.Give(cover, colleagues.On, covered.Id).Refused(out var why)) { return this.Refuse(why); }
        await colleagues.SaveAsync(stop);
        TempData["done"] = $"{who.Name} acts for {covered.Holder.Name} from {English.Date(from.Value)} to {English.Date(until!.Value)}";
        return Redirect("/cover");
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        if (Lines.FirstOrDefault(l => l.Id == Ended) is not { } line) { return NotFound(); }
        if (!line.MayEnd) { return StatusCode(StatusCodes.Status403Forbidden); }
        var post = posts.Single(p => p.Id == line.Id);
        var staff = await colleagues.FindAsync(post.StaffId, stop);
        if (staff!.EndPost(staff.Posts.Single(p => p.Id == post.Id), colleagues.Today.AddDays(-1), colleagues.Today, colleagues.On).Refused(out var why)) { return this.Refuse(why); }
        await colleagues.SaveAsync(stop);
        TempData["done"] = "It has ended";
        return Redirect("/cover");
    }

    private void Say(string field, string words)
    {
        ModelState.Remove(field);
        ModelState.AddModelError(field, words);
    }

    private (DateOnly? From, DateOnly? Until) Dates(Post? covered)
    {
        var (from, fault) = From.Read("first day", required: true);
        if (fault is null && from < colleagues.Today) { fault = new DateFault("First day must be today or later", DatePart.Date); }
        if (fault is not null) { ModelState.AddDateError(nameof(From), fault); }
        var (until, wrong) = Until.Read("last day", required: true);
        if (wrong is null && until < from) { wrong = new DateFault("Last day must be on or after the first day", DatePart.Date); }
        if (wrong is null && from is { } first && until >= first.AddDays(Post.LongestCover)) { wrong = new DateFault($"Last day must be {English.Date(first.AddDays(Post.LongestCover - 1))} or earlier: at most six weeks at a time", DatePart.Date); }
        if (wrong is null && covered?.EndsOn is { } ends && until > ends) { wrong = new DateFault($"The post ends on {English.Date(ends)}: nobody can act for it later", DatePart.Date); }
        if (wrong is not null) { ModelState.AddDateError(nameof(Until), wrong); }
        return (from, until);
    }

    private void Check(Post covered, Agencies.Staff who, DateOnly from, DateOnly until)
    {
        if (covered.StartsOn > from) { ModelState.AddDateError(nameof(From), new DateFault($"The post begins on {English.Date(covered.StartsOn)}", DatePart.Date)); }
        if (who.Id == covered.StaffId) { ModelState.AddModelError(nameof(Who), "Select somebody else than whose post it is"); }
        if (who.Id == colleagues.Actor.UserId) { ModelState.AddModelError(nameof(Who), "Somebody else must let you act for a colleague"); }
        // Held on every day of it, in this agency: the cover ends with the post that shows who they are.
        var own = who.Posts.Where(p => p.Agency == covered.Agency && p.CoversId is null && p.HeldOn(from) && p.HeldOn(until)).ToArray();
        if (own.Length == 0) { ModelState.AddModelError(nameof(Who), "They hold no post of their own here on all these days"); }
        else if (Needs(covered) is { } needed && own.All(p => p.Qualification != needed)) { ModelState.AddModelError(nameof(Who), $"This role is for a {PostForm.Words(needed).ToLower(English.Culture)} alone, and they are not known to be one"); }
    }

    private string? Needs(Post post) => practice.Roles.FirstOrDefault(r => r.Id == post.Role)?.Qualification;

    private async Task LoadAsync(CancellationToken stop)
    {
        var (code, today, actor) = (colleagues.Code, colleagues.Today, colleagues.Actor);
        AgencyTitle = (await colleagues.AgencyAsync(stop)).Title;
        posts = await db.Posts.AsNoTracking().Include(p => p.Holder).Where(p => p.Agency == code && p.Holder!.Active && (p.EndsOn == null || p.EndsOn >= today)).OrderBy(p => p.Holder!.Name).ThenBy(p => p.Id).ToListAsync(stop);
        var roles = await colleagues.RolesAsync(stop);
        // A role that needs a second factor is not a manager's to hand over; nobody hands over where they do not act.
        open = [.. posts.Where(p => p.CoversId is null && p.Areas.All(actor.Areas.Contains) && roles.FirstOrDefault(r => r.Id == p.Role) is { } role && (actor.May(ActWords.GivePost) || role.SecondFactor is not SecondFactor.Required))];
        PostChoices = [.. open.Select(p => new Choice(p.Id.ToString(), $"{p.Holder!.Name}, {p.Title}, {colleagues.AreaTitles(p.Areas)}"))];
        StaffChoices = [.. posts.Where(p => p.CoversId is null && p.Holder!.PasswordHash is not null).DistinctBy(p => p.StaffId).Select(p => new Choice(p.StaffId.ToString(), $"{p.Holder!.Name}, {p.Title}"))];
        Lines = [.. posts.Where(p => p.CoversId is not null).Select(p => new Line(p.Id, p.Holder!.Name, p.Title, p.StartsOn, p.EndsOn!.Value, open.Any(o => o.Id == p.CoversId)))];
    }
}
