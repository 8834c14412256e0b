using System.Net.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>Somebody joins the agency, or comes back to it: an account without a password, a post, and a link to come in by.</summary>
[Does(ActWords.Invite)]
public sealed class InviteModel(TrellisDb db, Colleagues colleagues) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public PostForm Post { get; set; } = new();

    public Task OnGetAsync(CancellationToken stop) => colleagues.OfferAsync(Post, stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await colleagues.OfferAsync(Post, stop);
        if (Name.Trim().Length is 0 or > Agencies.Staff.LongestName) { ModelState.AddModelError(nameof(Name), Name.Trim().Length is 0 ? "Enter their full name" : $"Full name must have {Agencies.Staff.LongestName} characters or fewer"); }
        var email = EmailIn(Email);
        if (email is null) { ModelState.AddModelError(nameof(Email), "Enter an e-mail address, such as name@example.org"); }
        var post = await Post.ReadAsync(ModelState, nameof(Post), colleagues, stop);
        if (email is null || post is null) { return Page(); }

        var staff = await colleagues.WithEmailAsync(email, stop);
        if (staff is not null && (staff.Active || staff.Posts.Any(p => p.Agency != colleagues.Code)))
        {
            var here = staff.Posts.Any(p => p.Agency == colleagues.Code);
            return this.Refuse(new Refusal(nameof(Email), here ? "Somebody of your agency signs in with this address. Find them and give them a post" : "This address cannot be invited: somebody signs in with it already. Ask them for another, or ask the partnership’s administrator"));
        }

        if (staff is null) { db.Add(staff = Agencies.Staff.Join(Name, email, colleagues.On)); }
        else { staff.Return(colleagues.On); }
        if (staff.Give(post, colleagues.On).Refused(out var why) || staff.Invite(colleagues.On).Refused(out why, out var link)) { return this.Refuse(why with { Field = "Post.From" }); }
        await colleagues.TellAsync(Occasion.Invited, staff, link.Id, stop);
        colleagues.Settle(staff);
        await colleagues.SaveAsync(stop);
        TempData["done"] = $"{staff.Name} was invited";
        return Redirect($"/staff/{staff.Id}");
    }

    /// <summary>An address as accounts keep it; null when it is none.</summary>
    internal static string? EmailIn(string typed)
    {
        var email = typed.Trim().ToLowerInvariant();
        return email.Length is > 0 and <= Agencies.Staff.LongestEmail && MailAddress.TryCreate(email, out var read) && read.Address == email && read.Host.Contains('.', StringComparison.Ordinal) && !email.Any(char.IsWhiteSpace) ? email : null;
    }
}
