using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Messages;

/// <summary>How somebody wants to be written to: at once, once a day, or not; and when not.</summary>
[Does(ActWords.ChooseMessages)]
public sealed class SettingsModel(TrellisDb db, PracticeModel practice, LondonClock clock, Replanning replanning) : PageModel
{
    [BindProperty]
    public string Sending { get; set; } = "";

    [BindProperty]
    public string DigestHour { get; set; } = "";

    [BindProperty]
    public string QuietFrom { get; set; } = "";

    [BindProperty]
    public string QuietTo { get; set; } = "";

    public IReadOnlyList<MessageKind> Urgent => [.. practice.Messages.Kinds.Where(k => k.Urgent)];

    /// <summary>"7am", "midday".</summary>
    public static IReadOnlyList<Choice> Hours { get; } = [.. Enumerable.Range(0, 24).Select(h => new Choice(Text(h), HourWords(h)))];

    public async Task OnGetAsync()
    {
        var now = (await SettingAsync())?.Wishes ?? practice.Messages.Wishes;
        (Sending, DigestHour, QuietFrom, QuietTo) = (WishesRow.Word(now.Sending), Text(now.DigestHour), Text(now.QuietFrom), Text(now.QuietTo));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Sending is not ("at-once" or "digest" or "none")) { ModelState.AddModelError(nameof(Sending), "Select when you want e-mail"); }
        var digest = Hour(DigestHour);
        if (Sending is "digest" && digest is null) { ModelState.AddModelError(nameof(DigestHour), "Select the hour of your daily e-mail"); }
        if (QuietFrom.Length > 0 && Hour(QuietFrom) is null) { ModelState.AddModelError(nameof(QuietFrom), "Select an hour"); }
        if (QuietTo.Length > 0 && Hour(QuietTo) is null) { ModelState.AddModelError(nameof(QuietTo), "Select an hour"); }
        if (!ModelState.IsValid) { return Page(); }

        var setting = await SettingAsync();
        if (setting is null)
        {
            setting = new MessageSetting { Id = db.Acting.Actor.UserId };
            db.Add(setting);
        }

        var wishes = new Wishes(WishesRow.Read(Sending), digest ?? practice.Messages.Wishes.DigestHour, Hour(QuietFrom), Hour(QuietTo));
        if (setting.Choose(wishes, clock.Now, db.Acting.Actor.Areas[0]).Refused(out var why)) { return this.Refuse(why); }

        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.SaveChangesAsync();
            await replanning.AsNowWantedAsync(wishes);
            await transaction.CommitAsync();
        }

        TempData["done"] = "Your e-mail settings are saved";
        return Redirect("/messages/settings");
    }

    private Task<MessageSetting?> SettingAsync() => db.MessageSettings.FirstOrDefaultAsync(s => s.Id == db.Acting.Actor.UserId);

    private static int? Hour(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and <= 23 ? hour : null;

    private static string Text(int? hour) => hour?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string HourWords(int hour) => hour switch { 0 => "midnight", 12 => "midday", < 12 => $"{hour}am", _ => $"{hour - 12}pm" };
}
