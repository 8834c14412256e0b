using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Practice;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>What is asked of a recommendation, whatever it comes of.</summary>
public sealed class RecommendForm(AgencyRegister register, PracticeModel practice)
{
    /// <summary>As it was typed.</summary>
    public sealed class Typed
    {
        public string Text { get; set; } = "";

        public string Body { get; set; } = "";

        public string Agency { get; set; } = "";

        public string Recipient { get; set; } = "";

        public DateParts AnswerBy { get; set; } = new();

        public string Figure { get; set; } = "";

        public string Standard { get; set; } = "";
    }

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> FigureChoices => [new("", "No figure"), .. practice.Figures.OrderBy(f => f.Title, StringComparer.Ordinal).Select(f => new Choice(f.Id, f.Title))];

    public async Task FillAsync(Bodies bodies)
    {
        BodyChoices = [.. (await bodies.TitlesAsync()).OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];
        AgencyChoices = [new("", "Somebody else"), .. (await register.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
    }

    /// <summary>Null: something is wrong, and stands at its field.</summary>
    public (Guid Body, string? Agency, DateOnly? AnswerBy, string? Figure)? Read(Typed asked, ModelStateDictionary errors)
    {
        var (by, wrong) = asked.AnswerBy.Read("day it is to be answered by");
        if (wrong is not null) { errors.AddDateError("Asked.AnswerBy", wrong); }
        if (!Guid.TryParse(asked.Body, out var body) || BodyChoices.All(b => b.Value != asked.Body)) { errors.AddModelError("Asked.Body", "Select the body that makes it, and agrees when it is done"); }
        return errors.IsValid ? (body, asked.Agency.Length > 0 ? asked.Agency : null, by, asked.Figure.Length > 0 ? asked.Figure : null) : null;
    }
}
