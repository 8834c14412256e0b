using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Audits.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Answers;

/// <summary>What a course answers, as a page shows it.</summary>
/// <param name="What">"Recommendation R101", "Finding 2 of audit Q101".</param>
/// <param name="Href">Where it is read; null: the asker may not.</param>
/// <param name="Text">Its words; empty where the asker may not read it.</param>
public sealed record AnsweredThing(CourseAnswer Answer, string What, string? Href, string Text, string By);

/// <summary>Links courses to what they answer. Findings and recommendations are read where they are kept, as far as the asker sees them.</summary>
public sealed partial class AnswerDesk(TrellisDb db, ActionBook actions, AuditFindings findings, AgencyRegister register)
{
    /// <summary>What is meant by <c>R101</c>, <c>Q101/2</c> or <c>Q101 finding 2</c>.</summary>
    public async Task<Outcome<(string Kind, Guid Id)>> MeantAsync(string typed, CancellationToken stop = default)
    {
        var asked = typed.Trim().ToUpperInvariant();
        if (asked.Length == 0) { return new Refusal("Answered", "Enter the reference of a recommendation or a finding"); }
        if (Finding().Match(asked) is { Success: true } match && int.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number))
        {
            return await findings.FindAsync(match.Groups["audit"].Value, number, stop) is { } finding ? (CourseAnswer.Finding, finding.Id) : new Refusal("Answered", $"Audit {match.Groups["audit"].Value} has no finding {number} that you may read");
        }

        return await actions.RecommendationsAsync([asked], [], stop) is [var found] ? (CourseAnswer.Recommendation, found.Id) : new Refusal("Answered", "There is no such recommendation or finding that you may read. Enter a reference like R101, or Q101/2 for a finding");
    }

    /// <summary>What these courses answer, by course, the first linked first.</summary>
    public async Task<ILookup<Guid, AnsweredThing>> OfAsync(IReadOnlyCollection<Guid> courses, CancellationToken stop = default)
    {
        var links = await db.Set<CourseAnswer>().AsNoTracking().Where(a => courses.Contains(a.CourseId) && a.TakenBackAt == null).OrderBy(a => a.LinkedAt).ThenBy(a => a.Id).ToListAsync(stop);
        var recommended = (await actions.RecommendationsAsync([], [.. links.Where(l => l.Kind == CourseAnswer.Recommendation).Select(l => l.OfId)], stop)).ToDictionary(r => r.Id);
        var found = (await findings.OfAsync([.. links.Where(l => l.Kind == CourseAnswer.Finding).Select(l => l.OfId)], stop)).ToDictionary(f => f.Id);
        var names = await register.NamesAsync(links.Select(l => l.LinkedBy), stop);
        return links.Select(l =>
        {
            var by = names.GetValueOrDefault(l.LinkedBy, "Somebody");
            return recommended.TryGetValue(l.OfId, out var r) ? new AnsweredThing(l, $"Recommendation {r.Reference}", $"/actions/recommendations/{r.Reference}", r.Text, by)
                : found.TryGetValue(l.OfId, out var f) ? new AnsweredThing(l, $"Finding {f.Number} of audit {f.Audit}", $"/audits/{f.Audit.ToLowerInvariant()}", f.Text, by)
                : new AnsweredThing(l, l.Kind == CourseAnswer.Finding ? "A finding of an audit" : "A recommendation", null, "", by);
        }).ToLookup(a => a.Answer.CourseId);
    }

    [GeneratedRegex(@"^(?<audit>Q[0-9]+)[^0-9]+(?<number>[0-9]{1,4})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Finding();
}
