using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Messages;

/// <param name="To">Whom it is to; null when their account is closed.</param>
public sealed record OutboxRow(Email Email, string? To, string Subject, string Body, int Messages);

/// <summary>Everything that goes out by e-mail: what waits, what went, and what somebody has to decide about.</summary>
[Does(ActWords.ViewOutbox)]
public sealed class OutboxModel(TrellisDb db, Letters letters, Mailing mailing, LondonClock clock) : PageModel
{
    private const int Most = 50;

    public IReadOnlyList<OutboxRow> Undecided { get; private set; } = [];

    public IReadOnlyList<OutboxRow> Waiting { get; private set; } = [];

    public IReadOnlyList<OutboxRow> Sent { get; private set; } = [];

    public int WaitingInAll { get; private set; }

    public bool Sends => mailing.Carrier is not null;

    public bool MayDecide => db.Acting.Actor.May(ActWords.RetryEmail);

    public async Task OnGetAsync() => await LoadAsync();

    [Does(ActWords.RetryEmail)]
    public Task<IActionResult> OnPostAgainAsync(Guid id) => DecideAsync(id, (email, now, area) => email.TryAgain(now, area), "It will be tried again");

    [Does(ActWords.SettleEmail)]
    public Task<IActionResult> OnPostSentAsync(Guid id) => DecideAsync(id, (email, now, area) => email.WasSent(now, area), "Noted as sent");

    public static string When(Email email) => email.State switch
    {
        "waiting" when email.Attempts > 0 => $"Next attempt {English.DateTime(email.NextAt)}",
        "waiting" => English.DateTime(email.NextAt),
        _ => email.TriedAt is { } tried ? English.DateTime(tried) : English.DateTime(email.DueAt),
    };

    public static string StateWords(Email email) => email.State switch
    {
        "waiting" => email.Attempts > 0 ? "Waiting for another attempt" : "Waiting",
        "sending" => "Being sent",
        "sent" => "Sent",
        "failed" => "Failed",
        _ => "Not known whether it was sent",
    };

    /// <summary>The provider's code, with words for ours.</summary>
    public static string Why(Email email) => email.Code switch
    {
        null => "",
        Queue.Interrupted => "Trellis stopped while sending it",
        "connection-lost" => "The connection was lost",
        "no-connection" => "No connection",
        "timeout" => "No answer in time",
        "tls" => "No safe connection",
        "address" => "The address is none",
        var code => $"Answer {code}",
    };

    public static string Attempts(Email email) => email.Attempts.ToString(CultureInfo.InvariantCulture);

    private async Task<IActionResult> DecideAsync(Guid id, Func<Email, DateTimeOffset, string, Outcome<string>> decide, string done)
    {
        if (await db.Emails.FirstOrDefaultAsync(e => e.Id == id) is not { } email) { return NotFound(); }
        if (decide(email, clock.Now, db.Acting.Actor.Areas[0]).Refused(out var why))
        {
            await LoadAsync();
            return this.Refuse(why);
        }

        try
        {
            await db.SaveChangesAsync();
            TempData["done"] = done;
        }
        catch (DbUpdateConcurrencyException)
        {
            TempData["done"] = "Somebody else was first. This is how it stands now";
        }

        return Redirect("/messages/outbox");
    }

    private async Task LoadAsync()
    {
        var emails = db.Emails.AsNoTracking();
        WaitingInAll = await emails.CountAsync(e => e.State == "waiting" || e.State == "sending");
        Undecided = await RowsAsync(emails.Where(e => e.State == "failed" || e.State == "unknown").OrderBy(e => e.MadeAt));
        Waiting = await RowsAsync(emails.Where(e => e.State == "waiting" || e.State == "sending").OrderBy(e => e.NextAt));
        Sent = await RowsAsync(emails.Where(e => e.State == "sent").OrderByDescending(e => e.TriedAt));
    }

    private async Task<IReadOnlyList<OutboxRow>> RowsAsync(IOrderedQueryable<Email> some)
    {
        var emails = await some.ThenBy(e => e.Id).Take(Most).ToListAsync();
        await using var own = await db.OpenAsync();
        var said = await Letters.ReadAsync(own.Connection, [.. emails.Select(e => e.Id)]);
        var addresses = await PostHolders.AddressesAsync(own.Connection, [.. emails.Select(e => e.UserId).Distinct()]);
        return [.. emails.Select(email =>
        {
            var all = said[email.Id].ToArray();
            // What is settled will not be said any more; of what went, all of it was.
            var goes = email.State is "sent" ? all : [.. all.Where(s => !s.Settled)];
            var (subject, body) = letters.Words(goes);
            return new OutboxRow(email, addresses.TryGetValue(email.UserId, out var to) ? to.Name : null, goes.Length == 0 ? "Nothing left to say" : subject, body, goes.Length);
        })];
    }
}
