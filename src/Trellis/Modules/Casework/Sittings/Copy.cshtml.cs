using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>A copy of the record as it was sent: read by whom it was sent to, which is kept, or by those whose record it is; also as a letter.</summary>
[Does(ActWords.ViewStep)]
public sealed class CopyModel(TrellisDb db, Invitations invitations, PracticeModel practice) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public Invitation Invitation { get; private set; } = null!;

    public SentCopy Copy { get; private set; } = null!;

    public Frozen Written { get; private set; } = null!;

    /// <summary>It was sent to the reader's own agency.</summary>
    public bool IsMine => Invitation.Mine.Code is { } code && code == db.Acting.Actor.Agency;

    public string For => Invitation.Meeting.Called(Invitation.Mine);

    public string Caption => $"{practice.ProcessIn(Invitation.Step.Area, Invitation.Step.Process).Title} {Invitation.Step.Matter!.Reference}";

    public string Why { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync("meeting-record")) { return NotFound(); }
        await ReadAsync();
        return Page();
    }

    /// <summary>That those it was sent to have it is kept, whether they read it here or take the file.</summary>
    private async Task ReadAsync()
    {
        if (!IsMine || Copy.How is not "trellis") { return; }
        db.Acting.Begin(ActWords.ViewStep);
        await invitations.OpenedAsync(Invitation, Copy, db.Acting.Actor.UserId, db.Acting.Actor.Agency, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnGetLetterAsync(string format)
    {
        if (format is not ("pdf" or "docx") || !await LoadAsync("meeting-record-export")) { return NotFound(); }
        await ReadAsync();
        var printed = Letter();
        var name = DocumentName.Clean(string.Create(CultureInfo.InvariantCulture, $"Record {Invitation.Step.Matter!.Reference}.{format}"), format);
        if (format == "docx") { return File(PrintedDocx.Of(printed), PrintedDocx.Type, name); }
        try
        {
            return File(await PrintedPdf.OfAsync(printed, stop: HttpContext.RequestAborted), "application/pdf", name);
        }
        catch (CannotPrintException why)
        {
            Why = why.Message;
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    private Printed Letter() => new(
        Written.Title, $"{Caption}. Copy for {For}", $"Copy for {For}. Do not pass it on", Contents: false,
        [
            new Paragraph(Block.Plain($"This is the record of the meeting{(Invitation.Sitting is { } sitting ? $" of {English.DateTime(sitting.StartsAt)}" : "")}, sent to you on {English.DateTime(Copy.SentAt)}.{(Copy.Withheld > 0 ? $" Where it says {Redacted.Mark} something is withheld from you. You can ask the chair why." : "")}")),
            .. Written.Parts.SelectMany((part, i) => new Block[] { new Heading(2, part.Title, $"part-{i + 1}"), new Grid("", [], [.. part.Answers.Select(a => System.Collections.Immutable.ImmutableArray.Create(a.Label, a.Text))]) }),
        ]);

    private async Task<bool> LoadAsync(string what)
    {
        if (await db.Set<SentCopy>().AsNoTracking().Where(s => s.Id == Id).Select(s => (Guid?)s.InvitedId).FirstOrDefaultAsync() is not { } to
            || await invitations.FindAsync(to, what, ActWords.ViewStep, HttpContext.RequestAborted) is not { } found) { return false; }
        (Invitation, Copy) = (found, found.Copies.First(c => c.Id == Id));
        Written = await invitations.ReadAsync(Copy, HttpContext.RequestAborted);
        return true;
    }
}
