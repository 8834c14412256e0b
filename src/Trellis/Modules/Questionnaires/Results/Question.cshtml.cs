using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Modules.Questionnaires.Rounds;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Results;

/// <summary>One question of a round: what was chosen, by whom where that is named, beside the front line, with what is written about the standard and actions because of it.</summary>
[Does(ActWords.AnalyseRound)]
public sealed class QuestionModel(TrellisDb db, RoundResults results, ActionSetting setting, ActionNotes notes, ActionBook actions, Bodies bodies, AgencyRegister register, Views views, PracticeModel practice) : RoundPage(db)
{
    public sealed record Line(Answered Answer, string Own, string? Colour, Moderation? Moderation, int? Beside);

    [FromRoute(Name = "field")]
    public string Field { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public DateParts DueOn { get; set; } = new();

    public RoundAnswers Answers { get; private set; } = null!;

    public Question Question { get; private set; } = null!;

    public StandardAsked? Standard { get; private set; }

    public string Title => Standard?.Title ?? Question.Label;

    public Standing? Standing { get; private set; }

    public IReadOnlyList<(Option Option, int Count)> Chosen { get; private set; } = [];

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public string? BesideLabel { get; private set; }

    public IReadOnlyList<ActionSummary> Actions { get; private set; } = [];

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public bool MayAct => May(ActWords.SetAction);

    public string SectorTitle(string code) => practice.Codes["sector"].Find(code)?.Title ?? code;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.SetAction)]
    public async Task<IActionResult> OnPostActAsync()
    {
        if (!await LoadAsync() || !MayAct) { return NotFound(); }
        var (due, wrong) = DueOn.Read("due date");
        if (wrong is not null) { ModelState.AddDateError(nameof(DueOn), wrong); }
        if (BodyChoices.All(b => b.Value != Body)) { ModelState.AddModelError(nameof(Body), "Select the body that follows it"); }
        if (AgencyChoices.All(a => a.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select an agency, or none"); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ActionToSet(Round.Areas, Text) { BodyId = Guid.Parse(Body), Source = ActionSources.Questionnaire, SourceId = Round.Id, Item = Round.Title, Owner = new ActionOwner(Agency.Length == 0 ? null : Agency), DueOn = due, Standard = Title.Length > 500 ? Title[..500] : Title };
        if ((await setting.SetAsync(asked, Stop)).Refused(out var why, out var set)) { return this.Refuse(why with { Field = why.Field is "Owner" ? nameof(Agency) : why.Field }); }
        await notes.TellAsync(set, _ => [], Stop);
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = $"Action {set.Reference} is set";
        return Redirect($"{Here}/results/{Field}#actions");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || Round.Asks.Field(Field) is not { IsChosen: true } question) { return false; }
        (Question, Standard) = (question, Round.Asks.StandardOf(question.Id));
        await views.SawAsync("questionnaire-results", ActWords.AnalyseRound, [], Round.Areas.FirstOrDefault(a => Actor.Areas.Contains(a)), cancellationToken: Stop);
        Answers = await results.ReadAsync(Round, Stop);
        var (before, beside) = await results.ComparedAsync(Round, Stop);
        Standing = Standing.Of(Answers, before, beside).FirstOrDefault(s => s.Question.Id == Field);
        var answered = Answers.IsShown ? Answers.Answers.Where(a => a.Coded.ContainsKey(Field)).ToArray() : [];
        if (answered.Length >= Round.Fewest) { Chosen = [.. question.Options.Select(o => (o, answered.Count(a => a.Coded[Field] == o.Code)))]; }
        var other = Standard is { BesideField: { } field } && beside is not null ? beside.Asks.Field(field) : null;
        BesideLabel = other?.Label;
        var staff = other is null ? [] : beside!.Groups(a => a.Agency ?? "").Where(g => g.Answers is not null).Select(g => (g.Id, Tally: beside.Of(other, g.Answers!))).Where(g => g.Tally.All >= beside.Round.Fewest).ToDictionary(g => g.Id, g => g.Tally.Percent);
        if (!Round.Anonymous && Round.Fewest == 1)
        {
            Lines = [.. answered.Select(a => new Line(a, question.TitleOf(a.Coded[Field]), Answers.ColourOf(question, a), a.ReplyId is { } reply ? Answers.Moderated.GetValueOrDefault((reply, Field)) : null, a.Agency is { } agency ? staff.GetValueOrDefault(agency) : null))];
        }

        Actions = [.. (await actions.OfSourceAsync(ActionSources.Questionnaire, Round.Id, Stop)).Where(a => a.Standard == Title)];
        BodyChoices = [.. (await bodies.TitlesAsync(Stop)).OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];
        AgencyChoices = [new("", "No agency"), .. (await register.ListAsync(cancellationToken: Stop)).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
