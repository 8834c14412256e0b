using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Feedback;

/// <summary>Who is asked what they thought of a meeting or step, and how far that is. Never what they answered.</summary>
[Does(ActWords.AskFeedback)]
public sealed class IndexModel(StepDesk desk, FeedbackDesk feedback) : StepPage(desk)
{
    public IReadOnlyList<MayBeAsked> Everyone { get; private set; } = [];

    public IReadOnlyDictionary<Guid, (DateOnly ClosesOn, bool Open)> Rounds { get; private set; } = new Dictionary<Guid, (DateOnly, bool)>();

    public string QuestionnaireTitle(MayBeAsked who) =>
        (who.Asked?.Rule ?? who.Rule?.Id) is { } rule && Practice.Feedback.Rule(rule) is { } found ? Practice.Questionnaire(found.Questionnaire)?.Title ?? found.Title : "None";

    public string StateOf(MayBeAsked who) => who.Asked switch
    {
        { Because: { } because } => $"Not asked: {Practice.Codes[AskedFeedback.Reasons].Find(because)?.Title ?? because}",
        { } asked when asked.RoundId is { } round && Rounds.TryGetValue(round, out var now) && !now.Open => "The round is over",
        { InvitationId: null } => "Is asked within the hour",
        { ByLink: false } asked => $"Asked {English.Date(London.DateOf(asked.At))}, in Trellis",
        { LinkMadeAt: { } made } => $"Link made {English.Date(London.DateOf(made))}",
        { } => "Asked: hand over a link",
        null when who.Rule is not null => $"Is asked on {English.Date(who.On)}",
        null when who.Who is "other" => "Say whether they are of the family",
        null => "Is not asked",
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (!Practice.Feedback.For(Step.Kind).Any()) { return NotFound(); }
        Everyone = await feedback.OfAsync(Step, HttpContext.RequestAborted);
        Rounds = await feedback.Rounds.OpenAsync(Everyone.Select(e => e.Asked?.RoundId).OfType<Guid>(), HttpContext.RequestAborted);
        return Page();
    }
}
