using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Questionnaires.Results;

namespace Trellis.Modules.Questionnaires.Public;

/// <summary>A question of a round that is chosen from a list, and how many chose what.</summary>
/// <param name="Chosen">What could be chosen, and how many did.</param>
public sealed record QuestionAnswered(string Id, string Section, string Label, IReadOnlyList<(string Title, int Answers)> Chosen);

/// <summary>An agency that was asked, and the numbers it gave.</summary>
/// <param name="Answered">Whether it sent its answer.</param>
/// <param name="Numbers">Question to number; empty where it has not answered.</param>
public sealed record AgencyAnswered(string Agency, bool Answered, IReadOnlyDictionary<string, decimal> Numbers);

/// <summary>A round as other modules show it beside what they know: numbers and choices, no words.</summary>
public sealed record RoundAnswered(Guid Id, string Title, bool IsOpen, DateOnly ClosesOn, IReadOnlyList<AgencyAnswered> Agencies, IReadOnlyList<QuestionAnswered> Questions);

/// <summary>What agencies answered to a questionnaire by name, as far as the asker sees it.</summary>
public sealed class RoundsAnswered(TrellisDb db, RoundResults results)
{
    /// <summary>The last round that opened; null where there is none, it is anonymous or its answers are gone.</summary>
    public async Task<RoundAnswered?> LastAsync(string questionnaire, CancellationToken stop = default)
    {
        if (await db.Set<Round>().AsNoTracking().Where(r => r.Questionnaire == questionnaire && r.OpenedAt != null && !r.Anonymous && r.AnswersGoneAt == null).OrderByDescending(r => r.OpenedAt).FirstOrDefaultAsync(stop) is not { } round) { return null; }
        var answers = await results.ReadAsync(round, stop);
        var said = answers.Answers.Where(a => a.Agency is not null).ToLookup(a => a.Agency!);
        var asked = answers.Asked.Where(a => a.Agency is not null).GroupBy(a => a.Agency!).Select(g => new AgencyAnswered(g.Key, g.Any(a => a.Final), Sum(said[g.Key]))).ToArray();
        var questions = answers.IsShown ? round.Asks.Fields.Where(f => f.IsChosen).Select(f => new QuestionAnswered(f.Id, f.Section, f.Label, [.. f.Options.Select(o => (o.Title, answers.Answers.Count(a => a.Coded.GetValueOrDefault(f.Id) == o.Code)))])) : [];
        return new RoundAnswered(round.Id, round.Title, round.IsOpen, round.ClosesOn, asked, [.. questions]);

        // An agency asked as several teams gives the numbers of all of them.
        IReadOnlyDictionary<string, decimal> Sum(IEnumerable<Answered> some) => round.Asks.Fields.Where(f => f.Type == "number")
            .Select(f => (f.Id, Numbers: some.Select(a => decimal.TryParse(a.Coded.GetValueOrDefault(f.Id), NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? n : (decimal?)null).OfType<decimal>().ToArray()))
            .Where(n => n.Numbers.Length > 0).ToDictionary(n => n.Id, n => n.Numbers.Sum());
    }
}
