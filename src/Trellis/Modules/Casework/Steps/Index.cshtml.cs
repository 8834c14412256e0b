using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Forms;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Reads a step: any of its versions in the words of its time, what waits for approval, and what may be done with it.</summary>
[Does(ActWords.ViewStep)]
public sealed class IndexModel(StepDesk desk) : StepPage(desk)
{
    [FromQuery]
    public int? Version { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public List<string> Agencies { get; set; } = [];

    public Frozen? Written { get; private set; }

    /// <summary>Withdrawn because it is about somebody else: its words are hidden, they are not this child's.</summary>
    public bool WrongPerson { get; private set; }

    public IReadOnlyList<(int Number, DateTimeOffset At, string Who)> Versions { get; private set; } = [];

    public string? Author { get; private set; }

    public string? Approver { get; private set; }

    public bool MayApprove => IsTheirs && Step.State is StepState.Waiting && Actor.May(ActWords.ApproveStep) && Definition.ApprovedBy is { } role && Actor.Is(role) && Actor.UserId != Step.AuthorId;

    public bool MayCorrect => IsTheirs && Step.State is StepState.Done && Actor.May(ActWords.CorrectStep);

    /// <summary>With what somebody else decided or answered, or did not answer.</summary>
    public bool MayDisagree => Actor.May(ActWords.RaiseChallenge) && Step.AuthorId != Actor.UserId && Step.State is StepState.Done or StepState.Waiting or StepState.NotNeeded;

    public bool MayWithdraw => IsTheirs && (Step.State is StepState.Done or StepState.Waiting) && Actor.May(ActWords.WithdrawStep);

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    /// <summary>The agencies asked beside this one, and whether they answered.</summary>
    public IReadOnlyList<CaseStep> Copies { get; private set; } = [];

    /// <summary>What this agency had typed before the hub went on without its answer.</summary>
    public IReadOnlyList<(string Label, string Text)> Unfinished { get; private set; } = [];

    public bool TookEffect => Definition.TakesEffect is TakesEffect.Occurred;

    protected override bool OnlyReads => HttpMethods.IsGet(Request.Method);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Step.State is StepState.Open && IsTheirs && !IsAnothers && !(Definition.AskAgencies && Step.Agency is null)) { return Redirect($"/steps/{Id}/fill"); }
        return await ShowAsync() ? Page() : NotFound();
    }

    [Does(ActWords.ApproveStep)]
    public Task<IActionResult> OnPostApproveAsync() => ActAsync(() => Work.ApproveAsync(Step), "approved");

    [Does(ActWords.ReturnStep)]
    public async Task<IActionResult> OnPostReturnAsync()
    {
        if (string.IsNullOrWhiteSpace(Why))
        {
            if (!await FindAsync()) { return NotForThem(); }
            ModelState.AddModelError(nameof(Why), "Enter what has to change");
            return await ShowAsync() ? Page() : NotFound();
        }

        return await ActAsync(() => Work.ReturnAsync(Step), "sent back to its author");
    }

    [Does(ActWords.AskAgencies)]
    public Task<IActionResult> OnPostAskAsync() => ActAsync(() => Work.AskAsync(Step, Agencies), "sent to the agencies you chose");

    [Does(ActWords.GoOn)]
    public async Task<IActionResult> OnPostGoOnAsync()
    {
        if (string.IsNullOrWhiteSpace(Why))
        {
            if (!await FindAsync()) { return NotForThem(); }
            ModelState.AddModelError(nameof(Why), "Enter why you go on without their answers");
            return await ShowAsync() ? Page() : NotFound();
        }

        return await ActAsync(() => Task.FromResult(Work.GoOn(Step)), "closed. The next step is open");
    }

    private async Task<IActionResult> ActAsync<T>(Func<Task<Outcome<T>>> act, string done)
    {
        if (!await FindAsync()) { return NotForThem(); }
        Db.Acting.Because(Why);
        var result = await act();
        if (result.Refused(out var why))
        {
            ModelState.AddModelError(why.Field, why.Words);
            return await ShowAsync() ? Page() : NotFound();
        }

        try
        {
            await Db.SaveChangesAsync();
        }
        catch (DbUpdateException clash) when (SomebodyWasFirst(clash))
        {
            TempData["done"] = "Somebody else was first. This is how it stands now";
            return Redirect($"/steps/{Id}");
        }

        TempData["done"] = $"{Definition.Title} {done}";
        return Redirect($"/matters/{Step.MatterId}");
    }

    private async Task<bool> ShowAsync()
    {
        var history = await Db.Versions.AsNoTracking().Where(v => v.StepId == Id).OrderBy(v => v.Number).ToListAsync();
        var staff = history.Select(v => v.ById).Concat([Step.AuthorId ?? Guid.Empty, Step.ApprovedBy ?? Guid.Empty]).Distinct().ToArray();
        var names = await Register.NamesAsync(staff);
        Versions = [.. history.Select(v => (v.Number, v.At, names.GetValueOrDefault(v.ById, "Somebody")))];
        Author = Step.AuthorId is { } author ? names.GetValueOrDefault(author) : null;
        Approver = Step.ApprovedBy is { } approver ? names.GetValueOrDefault(approver) : null;
        WrongPerson = Step.State is StepState.Withdrawn && await Db.Facts.AnyAsync(f => f.SourceId == Id && f.Details.Any(d => d.Field == "withdrawn" && d.Code == "wrong-person"));
        if (WrongPerson)
        {
            Versions = [];
            return Version is null;
        }

        if (Version is { } asked && history.All(v => v.Number != asked)) { return false; }
        if (history.Count > 0)
        {
            var shown = history.First(v => v.Number == (Version ?? history[^1].Number)).Id;
            Written = await Writing.OpenAsync(Step, await Db.Words.FirstAsync(w => w.Id == shown));
        }

        if (Step.State is StepState.NotNeeded && Step.Agency is not null && !IsAnothers) { Unfinished = Differences(Form.Values, FormValues.Empty()); }
        if (Definition.AskAgencies && (Definition.Then is not null || Step.Agency is null))
        {
            Copies = [.. Step.Matter!.Steps.Where(s => s.Name == Step.Name && s.Agency is not null && s.BecauseId == Step.BecauseId).OrderBy(s => s.Agency, StringComparer.Ordinal)];
            AgencyChoices = [.. (await Register.OfferedAsync(Step.Area)).Select(a => new Choice(a.Code, a.Title))];
        }

        return true;
    }
}
