using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Disclosure;

/// <summary>Somebody asked. Opening the request lets whoever opens it read the record until the copy is signed.</summary>
[Does(ActWords.OpenDisclosure)]
public sealed class NewModel(TrellisDb db, Gathering gathering, LockedText locked, Closed closed, Views views, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty, StringLength(200, ErrorMessage = "The name must be 200 characters or fewer")]
    public string Recipient { get; set; } = "";

    [BindProperty, StringLength(DisclosureRequest.LongestText, ErrorMessage = "How you checked must be 500 characters or fewer")]
    public string Verified { get; set; } = "";

    [BindProperty, StringLength(DisclosureRequest.LongestText, ErrorMessage = "What it is for must be 500 characters or fewer")]
    public string Purpose { get; set; } = "";

    [BindProperty]
    public DateParts Received { get; set; } = new();

    public static IReadOnlyList<Choice> Kinds =>
    [
        new(DisclosureRequest.SubjectAccess, "The person themselves, or somebody who acts for them") { Hint = "A subject access request" }, new("court", "A court"), new("other-parent", "Another parent"),
    ];

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var found = string.IsNullOrWhiteSpace(Reference) ? null : await closed.NamedAsync(Reference.Trim());
        var (received, wrong) = Received.Read("day it was received", required: true);
        if (found is not { What: "person" }) { ModelState.AddModelError(nameof(Reference), "Enter the reference of a person whose record is open to you"); }
        if (Kinds.All(k => k.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select who the copy is for"); }
        if (string.IsNullOrWhiteSpace(Recipient)) { ModelState.AddModelError(nameof(Recipient), "Enter the name of who gets it"); }
        if (string.IsNullOrWhiteSpace(Verified)) { ModelState.AddModelError(nameof(Verified), "Enter how you checked who they are"); }
        if (string.IsNullOrWhiteSpace(Purpose) && Kind is "court" or "other-parent") { ModelState.AddModelError(nameof(Purpose), "Enter what it is for"); }
        if (wrong is not null) { ModelState.AddDateError(nameof(Received), wrong); }
        else if (received > clock.Today) { ModelState.AddModelError(nameof(Received), "The day it was received must be today or in the past"); }
        if (!ModelState.IsValid) { return Page(); }

        var (actor, now) = (db.Acting.Actor, clock.Now);
        var request = new DisclosureRequest
        {
            PersonId = found!.Value.Id,
            Area = found.Value.Area,
            Kind = Kind,
            Recipient = Recipient.Trim(),
            Verified = Verified.Trim(),
            Purpose = Purpose.Trim(),
            ReceivedOn = received!.Value,
            OpenedBy = actor.UserId,
            OpenedAt = now,
        }.Opened(now, actor.Agency);
        db.Add(request);
        await db.SaveChangesAsync();

        // Only now may they read what it is about.
        await views.SawAsync("disclosure", ActWords.OpenDisclosure, [request.PersonId], request.Area);
        var items = await gathering.OfAsync(request);
        await locked.LockAsync(items);
        db.Acting.Begin(ActWords.OpenDisclosure);
        request.Gathered(items, now, actor.Agency);
        db.AddRange(items);
        await db.SaveChangesAsync();
        return Redirect($"/disclosures/{request.Id}");
    }
}
