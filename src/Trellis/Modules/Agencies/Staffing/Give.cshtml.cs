using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Somebody of the agency takes on a further post.</summary>
[Does(ActWords.GivePost)]
public sealed class GiveModel(Colleagues colleagues) : ColleaguePage(colleagues)
{
    [BindProperty]
    public PostForm Post { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        await Colleagues.OfferAsync(Post, stop);
        return Them.Active ? Page() : Redirect($"/staff/{Who}");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        if (!Them.Active) { return Redirect($"/staff/{Who}"); }
        await Colleagues.OfferAsync(Post, stop);
        if (await Post.ReadAsync(ModelState, nameof(Post), Colleagues, stop) is not { } post) { return Page(); }
        if (Them.Give(post, Colleagues.On).Refused(out var why)) { return this.Refuse(why with { Field = "Post.From" }); }
        await Colleagues.SaveAsync(stop);
        return Back("The post was given");
    }
}
