using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Lets somebody in again who lost their second factor, after it was made sure who they are.</summary>
[Does(ActWords.SetUpAgain)]
public sealed class SecondFactorModel(Colleagues colleagues, PracticeModel practice) : ColleaguePage(colleagues)
{
    private const string Checks = "identity-check";

    /// <summary>A code of the list <c>identity-check</c>.</summary>
    [BindProperty]
    public string How { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<Choice> Ways => [.. practice.Codes[Checks].Codes.Where(c => c.InUse(Colleagues.Today)).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint })];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await LoadAsync(stop) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await LoadAsync(stop) is { } instead) { return instead; }
        if (Ways.All(w => w.Value != How)) { ModelState.AddModelError(nameof(How), "Select how you made sure"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter what happened, and how you made sure that it is they"); }
        if (!ModelState.IsValid) { return Page(); }
        Colleagues.Because(Why);
        if (Them.LoseSecondFactor(How, Colleagues.On).Refused(out var why, out var link)) { return this.Refuse(why with { Field = nameof(How) }); }
        await Colleagues.TellAsync(Occasion.SetUpAgain, Them, link.Id, stop);
        Colleagues.Settle(Them);
        await Colleagues.SaveAsync(stop);
        return Back($"{Name} was sent a link");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken stop) =>
        await FindAsync(stop) ?? (Them.Active && Them.PasswordHash is not null && (Them.HasSecondFactor || Them.WaitsForLink) ? null : Redirect($"/staff/{Who}"));
}
