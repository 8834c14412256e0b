using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Prepares one person's or agency's copy of the record: answer by answer, what they get, what is withheld, and which passages of it. Shown as they will read it before it goes.</summary>
[Does(ActWords.SendRecord)]
public sealed class PrepareModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    public const string Give = "give";
    public const string Withhold = "withhold";
    public const string Some = "some";

    [FromRoute(Name = "invited")]
    public Guid InvitedId { get; set; }

    /// <summary>By <see cref="Redacted.Key"/>: give, withhold or some.</summary>
    [BindProperty]
    public Dictionary<string, string> Choice { get; set; } = [];

    /// <summary>By the same: passages, one a line.</summary>
    [BindProperty]
    public Dictionary<string, string> Passages { get; set; } = [];

    [BindProperty]
    public string How { get; set; } = "";

    /// <summary>The version this was prepared from: another came meanwhile when it is not the newest.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Invited Who { get; private set; } = null!;

    public Frozen Written { get; private set; } = null!;

    /// <summary>As they will read it; null until it was looked at.</summary>
    public Redacted? Preview { get; private set; }

    public IReadOnlyList<Choice> HowChoices => [.. SentCopy.Hows.Where(h => h.Key switch { "trellis" => Who.Code is not null, "link" => Who.Code is null, _ => true }).Select(h => new Choice(h.Key, h.Value))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (!MaySend) { return Redirect(Here); }
        Version = Step.Versions;
        How = HowChoices[0].Value;
        foreach (var (part, number) in Written.Parts.Select((p, i) => (p, i)))
        {
            foreach (var (answer, at) in part.Answers.Select((a, i) => (a, i))) { Choice[Redacted.Key(number, at)] = Proposed(answer); }
        }

        return Page();
    }

    /// <summary>What somebody of the family, or around it, said is not given to others unless the chair says so.</summary>
    private string Proposed(Frozen.Answer answer)
    {
        if (answer.Sensitive is not null) { return Withhold; }
        return Redacted.SaidBy(answer) is { } by && by != Who.Id && Meeting.Everyone.FirstOrDefault(i => i.Id == by) is { Code: null } ? Withhold : Give;
    }

    public async Task<IActionResult> OnPostLookAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (!MaySend) { return Redirect(Here); }
        Preview = Read();
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (!MaySend) { return Redirect(Here); }
        if (HowChoices.All(h => h.Value != How)) { ModelState.AddModelError(nameof(How), "Select how it is sent"); }
        if (Version != Step.Versions) { ModelState.AddModelError(nameof(How), "The record was corrected meanwhile. Look through it again"); }
        if (Read() is not { } copy || !ModelState.IsValid)
        {
            Version = Step.Versions;
            return Page();
        }

        Db.Add(SentCopy.Send(Step, Who, copy, How, Now, Actor));
        return await SaveAsync($"The record is sent: {Meeting.Called(Who)}");
    }

    private Redacted? Read()
    {
        var choices = Choice.ToDictionary(c => c.Key, c => c.Value switch
        {
            Withhold => new Withholding(true, []),
            Some => new Withholding(false, [.. (Passages.GetValueOrDefault(c.Key) ?? "").ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)]),
            _ => Withholding.Nothing,
        });
        foreach (var (key, _) in choices.Where(c => Choice[c.Key] == Some && c.Value.Passages.Count == 0)) { ModelState.AddModelError($"Passages[{key}]", "Enter the passages that are withheld"); }
        var (copy, wrong) = Redacted.Of(Written, choices);
        foreach (var (key, passage) in wrong) { ModelState.AddModelError($"Passages[{key}]", $"“{passage}” does not stand in this answer"); }
        return ModelState.IsValid ? copy : null;
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindMeetingAsync() || Meeting.Invited.FirstOrDefault(i => i.Id == InvitedId) is not { } who) { return false; }
        Who = who;
        if (Step.State is not StepState.Done) { return true; }
        var (written, _) = await Work.LatestAsync(Step, HttpContext.RequestAborted);
        // In the step whom it is about stands above it; in a copy it is an answer, and may be withheld as any other.
        Written = written with { Parts = [new Frozen.Part("Who it is about", null, [new Frozen.Answer("about", "Name", string.Join('\n', Form.People.Select(p => p.Name)))]), .. written.Parts] };
        return true;
    }
}
