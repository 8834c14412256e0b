using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>What an agency sees of a meeting it is invited to: when and where, its report, what it says itself, what it was sent. Of the others, nothing.</summary>
[Does(ActWords.Contribute)]
public sealed class InvitationModel(TrellisDb db, Invitations invitations, StepMeetings meetings, PeopleRegister people, PracticeModel practice, LondonClock clock) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public SaidForm Said { get; set; } = new();

    public Invitation Invitation { get; private set; } = null!;

    public string Caption => $"{practice.ProcessIn(Invitation.Step.Area, Invitation.Step.Process).Title} {Invitation.Step.Matter!.Reference}";

    /// <summary>Whom it is about: whoever is invited knows of the matter, and who is in it.</summary>
    public string About { get; private set; } = "";

    /// <summary>With what the meeting decided.</summary>
    public bool MayDisagree => db.Acting.Actor.May(ActWords.RaiseChallenge) && Invitation.Step.State is StepState.Done or StepState.Waiting;

    public Moment? ReportDue => meetings.ReportsDue(Invitation.Meeting);

    public CaseStep? Report => Invitation.Mine.ReportId is { } id ? Invitation.Step.Matter!.Steps.Find(s => s.Id == id) : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Said = SaidForm.Of(Invitation.Mine);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Said.IsBehind(Invitation.Meeting, Invitation.Mine, ModelState)) { return Page(); }
        if (Said.Read(Invitation.Meeting.Definition, ModelState) is not { } contribution) { return Page(); }
        if (Invitation.Mine.Say(Invitation.Step, contribution, "themselves", clock.Now, db.Acting.Actor).Refused(out var why)) { return this.Refuse(why with { Field = why.Field.Length == 0 ? "" : $"Said.{why.Field}" }); }
        await db.SaveChangesAsync();
        TempData["done"] = "What you say is with the chair";
        return Redirect($"/invitations/{Id}");
    }

    /// <summary>An invitation of one's own agency: whoever sees the area reads it on the meeting's own pages.</summary>
    private async Task<bool> LoadAsync()
    {
        if (await invitations.FindAsync(Id, "invitation", ActWords.Contribute, HttpContext.RequestAborted) is not { } found || found.Mine.Code is null || found.Mine.Code != db.Acting.Actor.Agency) { return false; }
        Invitation = found;
        About = English.List([.. (await people.OfAsync(found.Step.Matter!.Present.Select(p => p.PersonId))).Select(p => p.Name)]);
        return true;
    }
}
