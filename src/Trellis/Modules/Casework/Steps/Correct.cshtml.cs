using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Forms;
using Trellis.Platform.Documents;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Corrects a completed step: a new version, and a further fact for each that was wrong.</summary>
[Does(ActWords.CorrectStep)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class CorrectModel(StepDesk desk) : StepPage(desk)
{
    [BindProperty]
    public string Why { get; set; } = "";

    /// <summary>The version the correction began from.</summary>
    [BindProperty]
    public int Edition { get; set; }

    public StepFields Fields { get; private set; } = null!;

    /// <summary>Somebody corrected it meanwhile.</summary>
    public StepClash? Clash { get; private set; }

    public IReadOnlyList<AnswerError> Errors { get; private set; } = [];

    /// <summary>The outcome is not corrected: what came after stands on it.</summary>
    public IEnumerable<FormPart> Parts => Form.Parts.Where(p => !p.IsOutcome);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Step.State is not StepState.Done) { return Redirect($"/steps/{Id}"); }
        Edition = Step.Versions;
        var (written, _) = await Work.LatestAsync(Step);
        if (HoldsLocked(written)) { return CannotCorrect(); }
        Form = await Writing.FormAsync(Step, FormValues.Read(written.Form));
        return await ShowAsync([]);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Step.State is not StepState.Done) { return Redirect($"/steps/{Id}"); }
        var (before, _) = await Work.LatestAsync(Step);
        if (HoldsLocked(before)) { return CannotCorrect(); }
        var values = FormValues.Over(FormValues.Read(before.Form), Request.Form, Parts.SelectMany(p => Form.NamesOf(p, KeptFromMe)));
        var files = await Documents.TakeInAsync(Step, Form, values, Request.Form.Files, f => !KeptFromMe(f));
        Form = await Writing.FormAsync(Step, values);
        var (written, errors) = await Writing.ReadAsync(Step, Form);
        List<AnswerError> all = [.. files, .. errors];
        if (string.IsNullOrWhiteSpace(Why)) { all.Add(new AnswerError(nameof(Why), "Enter what was wrong")); }
        if (Edition != Step.Versions)
        {
            var newest = await Db.Versions.AsNoTracking().Where(v => v.StepId == Id).OrderByDescending(v => v.Number).FirstAsync();
            Clash = new StepClash(await NameOfAsync(newest.ById), newest.At, Differences(FormValues.Read(before.Form), Form.Values));
            all.Add(new AnswerError(nameof(Why), $"{Clash.Who} corrected this step meanwhile. Put together what should stand, then save again"));
        }

        if (all.Count > 0 || written is null)
        {
            Edition = Step.Versions;
            return await ShowAsync(all);
        }

        Db.Acting.Because(Why);
        var result = await Work.CorrectAsync(Step, written);
        if (result.Refused(out var why)) { return await ShowAsync([new AnswerError(why.Field, why.Words)]); }
        try
        {
            await Db.SaveChangesAsync();
        }
        catch (DbUpdateException clash) when (SomebodyWasFirst(clash))
        {
            return await ShowAsync([new AnswerError(nameof(Why), "Somebody else corrected this step in the same moment. Load the page again to see what they wrote")]);
        }

        TempData["done"] = $"{Definition.Title} corrected";
        return Redirect($"/steps/{Id}");
    }

    /// <summary>An answer whose key is lost would be left out of the new version, and nobody would know.</summary>
    private static bool HoldsLocked(Frozen written) => FormValues.Read(written.Form).Values.Any(v => v.Any(AreaKeys.IsLocked));

    private RedirectResult CannotCorrect()
    {
        TempData["done"] = "This step cannot be corrected while a key is lost: it says below which";
        return Redirect($"/steps/{Id}");
    }

    private async Task<IActionResult> ShowAsync(IReadOnlyList<AnswerError> errors)
    {
        Errors = errors;
        Show(errors);
        Fields = await FieldsAsync(errors);
        return Page();
    }
}
