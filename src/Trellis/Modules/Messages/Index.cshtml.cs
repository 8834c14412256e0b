using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Messages;

/// <summary>Everybody's own tray: what happened, a link, when, read or not.</summary>
[Does(ActWords.ViewMessages)]
public sealed class IndexModel(Tray tray, Acting acting) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Show { get; set; } = "all";

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public bool UnreadOnly => Show is "unread";

    public bool OwnsOutbox => acting.Actor.May(ActWords.ViewOutbox);

    public IReadOnlyList<TrayMessage> Messages { get; private set; } = [];

    public long Total { get; private set; }

    public int Unread { get; private set; }

    public int Pages => (int)Math.Max(1, (Total + Tray.PageSize - 1) / Tray.PageSize);

    public string PageLink(int page) => $"/messages?show={(UnreadOnly ? "unread" : "all")}&page={page}";

    public static string When(TrayMessage message) => English.DateTime(message.At);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid) { return NotFound(); }
        PageNumber = Math.Clamp(PageNumber, 1, 10_000);
        (Messages, Total) = await tray.ReadAsync(UnreadOnly, PageNumber);
        Unread = await tray.UnreadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostReadAsync(Guid id) => await tray.MarkAsync(id, read: true) > 0 ? Back() : NotFound();

    public async Task<IActionResult> OnPostUnreadAsync(Guid id) => await tray.MarkAsync(id, read: false) > 0 ? Back() : NotFound();

    public async Task<IActionResult> OnPostAllAsync()
    {
        await tray.MarkAsync(null, read: true);
        TempData["done"] = "All messages marked as read";
        return Back();
    }

    private RedirectResult Back() => Redirect(PageLink(Math.Clamp(PageNumber, 1, 10_000)));
}
