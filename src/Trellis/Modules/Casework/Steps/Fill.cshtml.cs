using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Forms;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Fills in a step. Short forms are one page; long ones a list of tasks with a page each. Saved as a draft until it is completed.</summary>
[Does(ActWords.CompleteStep)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class FillModel(StepDesk desk) : StepPage(desk)
{
    /// <summary>Which part, of a long form; null shows the list of tasks.</summary>
    [FromQuery]
    public string? Part { get; set; }

    /// <summary>Edition of the draft this form began from.</summary>
    [BindProperty]
    public int Edition { get; set; }

    public StepFields Fields { get; private set; } = null!;

    public IReadOnlyList<AnswerError> Errors { get; private set; } = [];

    public IReadOnlyList<FormPart> Shown { get; private set; } = [];

    public bool TaskList => Form.IsLong && Part is null;

    /// <summary>Somebody saved another version meanwhile.</summary>
    public StepClash? Conflict { get; private set; }

    /// <summary>What others had saved here before it was saved over, where it says something else.</summary>
    public IReadOnlyList<StepClash> Before { get; private set; } = [];

    /// <summary>Somebody completed the step meanwhile; what this person typed is shown to be kept.</summary>
    public string? CompletedBy { get; private set; }

    /// <summary>It is no longer to be filled in.</summary>
    public bool Over { get; private set; }

    public IReadOnlyList<(string Label, string Text)> Mine { get; private set; } = [];

    /// <summary>What still stands in the way of completing it.</summary>
    private IReadOnlyList<AnswerError> ready = [];

    public bool AllReady => ready.Count == 0;

    public bool PartReady(FormPart part) => Form.ErrorsOf(part, ready).Count == 0;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Step.State is not StepState.Open || Asks || IsAnothers) { return Redirect($"/steps/{Id}"); }
        Edition = await Db.Drafts.Where(d => d.StepId == Id).Select(d => d.Edition).FirstOrDefaultAsync();
        return await ShowAsync([]);
    }

    public async Task<IActionResult> OnPostAsync(string go)
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (IsAnothers) { return Redirect($"/steps/{Id}"); }
        var draft = await Db.Drafts.FirstOrDefaultAsync(d => d.StepId == Id);
        var kept = draft is null ? await Writing.KeptAsync(Step, Definition) : await Writing.ReadAsync(Step, draft.Answers);
        var values = FormValues.Over(kept, Request.Form, Form.Parts.SelectMany(p => Form.NamesOf(p, KeptFromMe)));
        // Somebody who may not save must not leave a file behind either.
        var mine = Step.State is StepState.Open && !Asks && (draft is null || draft.Edition == Edition);
        var files = await Documents.TakeInAsync(Step, Form, values, mine ? Request.Form.Files : new FormFileCollection(), f => !KeptFromMe(f));
        Form = await Writing.FormAsync(Step, values);
        if (Step.State is not StepState.Open || Asks)
        {
            CompletedBy = Step.State is StepState.NotNeeded ? null : Step.AuthorId is { } author ? await NameOfAsync(author) : "Somebody";
            Over = true;
            Mine = Differences(values, FormValues.Empty());
            return await ShowAsync([]);
        }

        if (draft is not null && draft.Edition != Edition)
        {
            Conflict = new StepClash(await NameOfAsync(draft.SavedBy), draft.SavedAt, Differences(kept, values));
            Edition = draft.Edition;
            return await ShowAsync([]);
        }

        var answers = await Writing.WriteAsync(Step, values);
        if (draft is null) { Db.Add(draft = Draft.Of(Step, answers, Actor.UserId, Clock.Now)); }
        else if (draft.Save(answers, Actor.UserId, Clock.Now) is { } before) { Db.Add(before); }
        try
        {
            await Db.SaveChangesAsync();
        }
        catch (DbUpdateException) when (go is not "retry")
        {
            // Saved by somebody else in the same moment: read it again, and it is a conflict as any other.
            Db.ChangeTracker.Clear();
            Edition = -1;
            return await OnPostAsync("retry");
        }

        Edition = draft.Edition;
        if (files.Count > 0) { return await ShowAsync(files); } // what else was typed is saved
        if (go is "save") { return Redirect(Whence); }
        var (_, errors) = await Writing.ReadAsync(Step, Form);
        if (Form.IsLong)
        {
            var here = Form.Parts.FirstOrDefault(p => p.Id == Part) is { } part ? Form.ErrorsOf(part, errors) : [];
            return here.Count == 0 ? Redirect($"/steps/{Id}/fill") : await ShowAsync(here);
        }

        return errors.Count == 0 ? Redirect($"/steps/{Id}/check") : await ShowAsync(errors);
    }

    private bool Asks => Definition.AskAgencies && Step.Agency is null;

    private async Task<IActionResult> ShowAsync(IReadOnlyList<AnswerError> errors)
    {
        Errors = errors;
        (_, ready) = await Writing.ReadAsync(Step, Form);
        Shown = Part is null ? Form.IsLong ? [] : Form.Parts : [.. Form.Parts.Where(p => p.Id == Part)];
        if (Part is not null && Shown.Count == 0) { return NotFound(); }
        Show(errors);
        Fields = await FieldsAsync(errors);
        if (!TaskList) { Before = await BeforeAsync(); }
        return Page();
    }

    private async Task<IReadOnlyList<StepClash>> BeforeAsync()
    {
        var kept = await Db.DraftsBefore.AsNoTracking().Where(b => b.StepId == Id).OrderByDescending(b => b.Edition).ToListAsync();
        var found = new List<StepClash>();
        foreach (var before in kept.DistinctBy(b => b.SavedBy))
        {
            if (Differences(await Writing.ReadAsync(Step, before.Answers), Form.Values) is { Count: > 0 } differences) { found.Add(new StepClash(await NameOfAsync(before.SavedBy), before.SavedAt, differences)); }
        }

        return found;
    }
}
