using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>What somebody signs in with and is written to at. Of somebody who works elsewhere too, it is not one agency's to change.</summary>
[Does(ActWords.ChangeEmail)]
public sealed class EmailModel(Colleagues colleagues) : ColleaguePage(colleagues)
{
    [BindProperty]
    public string Email { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } instead) { return instead; }
        var email = InviteModel.EmailIn(Email);
        if (email is null) { return this.Refuse(new Refusal(nameof(Email), "Enter an e-mail address, such as name@example.org")); }
        if (!Colleagues.OnlyHere(Them)) { return this.Refuse(new Refusal(nameof(Email), "They work for another agency too, so their address is not yours alone to change")); }
        if (await Colleagues.WithEmailAsync(email, stop) is { } other && other.Id != Who) { return this.Refuse(new Refusal(nameof(Email), "Somebody else signs in with this address")); }
        if (Them.ChangeEmail(email, Colleagues.On).Refused(out var why)) { return this.Refuse(why); }
        await Colleagues.SaveAsync(stop);
        return Back("The e-mail address was changed");
    }
}
