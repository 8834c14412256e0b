using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>A post ends: at once, or at the end of a day.</summary>
[Does(ActWords.GivePost)]
public sealed class EndModel(Colleagues colleagues) : ColleaguePage(colleagues)
{
    [FromRoute]
    public Guid Post { get; set; }

    /// <summary>now or day.</summary>
    [BindProperty]
    public string When { get; set; } = "";

    [BindProperty]
    public DateParts Last { get; set; } = new();

    public Post Was { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await LoadAsync(stop) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await LoadAsync(stop) is { } instead) { return instead; }
        DateOnly? last = When is "now" ? Colleagues.Today.AddDays(-1) : null;
        if (When is not ("now" or "day")) { ModelState.AddModelError(nameof(When), "Select when it ends"); }
        if (When is "day")
        {
            (last, var fault) = Last.Read("last day", required: true);
            if (fault is null && last < Colleagues.Today) { fault = new DateFault("Last day must be today or later. To end it at once, select “Now”", DatePart.Date); }
            if (fault is not null) { ModelState.AddDateError(nameof(Last), fault); }
        }

        if (!ModelState.IsValid) { return Page(); }
        if (Them.EndPost(Was, last!.Value, Colleagues.Today, Colleagues.On).Refused(out var why)) { return this.Refuse(why with { Field = nameof(When) }); }
        Them.EndBareCovers(Colleagues.Code, last.Value, Colleagues.Today, Colleagues.On);
        await Colleagues.EndCoversAsync([Was.Id], last.Value, stop);
        await Colleagues.SaveAsync(stop);
        return Back(When is "now" ? "The post has ended" : "The post will end");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        if (PostOf(Post) is not { } was) { return NotFound(); }
        Was = was;
        return was.EndsOn is { } ended && ended < Colleagues.Today ? Redirect($"/staff/{Who}") : null;
    }
}
