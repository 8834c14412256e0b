using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Forms;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Audits;

/// <summary>One record: to its auditors whose it is and their own form; to the lead, when the agencies meet, what all wrote and the grade they agree.</summary>
[Does(ActWords.ViewAudits)]
public sealed class RecordModel(TrellisDb db, AuditBook book, PeopleRegister people, Views views, DocumentStore store, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    [FromRoute(Name = "number")]
    public int Number { get; set; }

    [BindProperty]
    public List<string> Without { get; set; } = [];

    [BindProperty]
    public string Grade { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    public AuditRecord Record { get; private set; } = null!;

    /// <summary>The asker as an auditor of it; null when they are none.</summary>
    public Auditor? Mine { get; private set; }

    public (Guid Person, string Name, Guid Matter)? Whose { get; private set; }

    /// <summary>What was completed, as far as the asker may read it.</summary>
    public IReadOnlyList<Sheet> Sheets { get; private set; } = [];

    public ModelForm? Form { get; private set; }

    public ModelFields? Fields { get; private set; }

    public int FinishedCount => finished.Length;

    public int AuditorCount => Of.Auditors.Count(a => a.Area == Record.Area);

    public bool MayModerate => May(ActWords.ModerateRecord) && Of.ClosedAt is null;

    public Questionnaire? Tool => Practice.Questionnaire(Of.Tool);

    public IReadOnlyList<Choice> GradeChoices => [.. Practice.Codes[AuditTemplate.Grades].Codes.Select(c => new Choice(c.Id, c.Title))];

    public static IReadOnlyList<Choice> WithoutChoices => [new("yes", "Go on without the others")];

    private Guid[] finished = [];
    private Sheet? own;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        await ShowAsync([]);
        return Page();
    }

    [Does(ActWords.RateRecord)]
    public async Task<IActionResult> OnPostAsync(string? go)
    {
        if (!await LoadAsync() || Form is null || Mine is null) { return NotFound(); }
        var values = FormValues.Over(Form.Values, Request.Form, Form.Parts.SelectMany(p => Form.NamesOf(p)));
        Form = new ModelForm(Practice, Tool!.AsStep, [], values, Clock.Now);
        var completing = go is "complete";
        var (answered, errors) = Form.Read(completing);
        if (errors.Count > 0) { await ShowAsync(errors); return Page(); }
        if (own is null) { own = Sheet.Begin(Record, Mine); Db.Add(own); }
        own.Save(values, Clock.Now, Actor);
        if (completing)
        {
            Sheet.Said[] written = [.. Form.Parts.SelectMany(p => p.Section!.Fields.Where(f => Form.IsShown(f, null)).Select(f => new Sheet.Said(f.Label, Form.Text(f, null, answered) ?? "Not given")))];
            var grade = answered.Values[Template!.Grade]!.ToString();
            if (own.Complete(written, grade, Record, Clock.Now, Actor).Refused(out var why)) { await ShowAsync([]); return this.Refuse(why); }
        }

        return await SavedAsync(completing ? $"The form for record {Number} is completed" : "Saved", completing ? Here : $"{Here}/records/{Number}");
    }

    [Does(ActWords.ModerateRecord)]
    public async Task<IActionResult> OnPostShareAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Of.Share(Record, finished, Without.Contains("yes"), Clock.Now, Actor).Refused(out var why)) { await ShowAsync([]); return this.Refuse(why); }
        return await SavedAsync("Shared: its agencies now read what each of them wrote", $"{Here}/records/{Number}");
    }

    [Does(ActWords.ModerateRecord)]
    public async Task<IActionResult> OnPostGradeAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (GradeChoices.All(g => g.Value != Grade)) { ModelState.AddModelError(nameof(Grade), "Select the grade"); await ShowAsync([]); return Page(); }
        if (Of.Grade(Record, Sheets, Grade, Reason, Clock.Now, Actor).Refused(out var why)) { await ShowAsync([]); return this.Refuse(why); }
        return await SavedAsync($"Record {Number} is graded");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync(tracked: true) || Of.Records.Find(r => r.Number == Number) is not { } record) { return false; }
        Record = record;
        Mine = Of.Auditors.Find(a => a.Area == record.Area && a.StaffId == Actor.UserId && Of.ClosedAt is null);
        // Before the agencies meet a record is its auditors' and the lead's.
        if (Mine is null && !May(ActWords.ModerateRecord) && record.SharedAt is null) { return false; }
        finished = [.. (await Book.FinishedAsync(Of, Stop))[record.Id]];
        var sheets = await Db.Set<Sheet>().Where(s => s.RecordId == record.Id).OrderBy(s => s.Agency).ThenBy(s => s.Second).ToListAsync(Stop);
        Sheets = sheets.FindAll(s => s.CompletedAt is not null);
        own = sheets.Find(s => s.AuditorId == Actor.UserId);
        if (Mine is not null && await Db.Set<Subject>().AsNoTracking().FirstOrDefaultAsync(s => s.RecordId == record.Id, Stop) is { } subject && Of.Approvals.Exists(a => a.Area == record.Area))
        {
            await views.SawAsync("audit-record", ActWords.RateRecord, [subject.PersonId], record.Area, subject.MatterId, Stop);
            Whose = await people.FindAsync(subject.PersonId, Stop) is { } person ? (person.Id, person.Name, subject.MatterId) : null;
        }

        var mayWrite = Whose is not null && record.SharedAt is null && own?.CompletedAt is null && May(ActWords.RateRecord) && Tool is not null && Template is not null;
        Form = mayWrite ? new ModelForm(Practice, Tool!.AsStep, [], FormValues.Read(own?.Answers), Clock.Now) : null;
        return true;
    }

    private async Task ShowAsync(IReadOnlyList<AnswerError> errors)
    {
        foreach (var error in errors) { ModelState.AddModelError(error.Key, error.Message); }
        if (Form is null) { return; }
        var all = await Register.ListAsync(cancellationToken: Stop);
        Fields = new ModelFields(Form, Practice, errors, [.. all.Select(a => (a.Code, a.Title, a.Kind))], Clock.Today, _ => false, store);
    }
}
