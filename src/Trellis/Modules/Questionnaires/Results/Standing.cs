namespace Trellis.Modules.Questionnaires.Results;

/// <summary>A question with what was answered, last time's, and what others said about the same. In percent green; null where nothing may be said.</summary>
/// <param name="Moderated">How it stands after moderation, where anything was moderated.</param>
public sealed record Standing(Question Question, string Title, string Section, Tally Now, Tally? Moderated, int? Before, int? Beside, int BesideAnswers)
{
    public int? SinceBefore => Now.Percent - Before;

    /// <summary>What those in front say less what their executives say, in points.</summary>
    public int? BesideDifference => Beside - Now.Percent;

    /// <summary>"+4", "−31", "0"; a dash where there is none.</summary>
    public static string Points(int? points) => points switch { null => "–", > 0 => $"+{points}", < 0 => $"−{-points}", _ => "0" };

    public static string Percent(int? percent) => percent is null ? "–" : $"{percent}%";

    /// <summary>To the nearest whole, halves up; null of nothing.</summary>
    public static int? Share(int part, int whole) => whole == 0 ? null : (int)Math.Round(100m * part / whole, MidpointRounding.AwayFromZero);

    public static IReadOnlyList<Standing> Of(RoundAnswers answers, RoundAnswers? before, RoundAnswers? beside)
    {
        if (!answers.IsShown) { return []; }
        return [.. answers.Asks.Coloured.Select(q =>
        {
            var standard = answers.Asks.Standards.FirstOrDefault(s => s.Rating == q.Id);
            var other = standard is { BesideField: { } field } && beside is not null && beside.Round.Questionnaire == standard.BesideOf ? beside.Asks.Field(field) : null;
            var (was, others) = (before?.Asks.Field(q.Id) is { } earlier ? before.Of(earlier) : null, other is null ? null : beside!.Of(other));
            var moderated = answers.Moderated.Keys.Any(m => m.Field == q.Id) ? answers.AfterModeration(q) : null;
            return new Standing(
                q, standard?.Title ?? q.Label, q.Section, answers.Of(q), moderated, was is { All: > 0 } && was.All >= before!.Round.Fewest ? was.Percent : null, others is { All: > 0 } && others.All >= beside!.Round.Fewest ? others.Percent : null, others?.All ?? 0);
        }).Where(s => s.Now.All == 0 || s.Now.All >= answers.Round.Fewest)];
    }
}
