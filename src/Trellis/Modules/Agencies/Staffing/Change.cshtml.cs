using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Somebody moves: one post ends the day before another begins.</summary>
[Does(ActWords.GivePost)]
public sealed class ChangeModel(Colleagues colleagues) : ColleaguePage(colleagues)
{
    [FromRoute]
    public Guid Post { get; set; }

    [BindProperty]
    public PostForm New { get; set; } = new();

    public Post Was { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await LoadAsync(stop) is { } instead) { return instead; }
        New.Show(Was, Was.StartsOn > Colleagues.Today ? Was.StartsOn : Colleagues.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await LoadAsync(stop) is { } instead) { return instead; }
        if (await New.ReadAsync(ModelState, nameof(New), Colleagues, stop) is not { } post) { return Page(); }
        var last = post.From.AddDays(-1);
        if (Was.EndsOn is null || Was.EndsOn > last)
        {
            if (Them.EndPost(Was, last, Colleagues.Today, Colleagues.On).Refused(out var why)) { return this.Refuse(why with { Field = "New.From" }); }
            await Colleagues.EndCoversAsync([Was.Id], last, stop);
        }

        if (Them.Give(post, Colleagues.On).Refused(out var refused)) { return this.Refuse(refused with { Field = "New.From" }); }
        Them.EndBareCovers(Colleagues.Code, last, Colleagues.Today, Colleagues.On);
        await Colleagues.SaveAsync(stop);
        return Back("The post was changed");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        if (PostOf(Post) is not { CoversId: null } was) { return NotFound(); }
        Was = was;
        await Colleagues.OfferAsync(New, stop);
        return was.EndsOn is { } ended && ended < Colleagues.Today ? Redirect($"/staff/{Who}") : null;
    }
}
