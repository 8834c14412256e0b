using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Rounds;

/// <summary>Whom to ask, as it is chosen on a page.</summary>
public sealed class AudienceForm
{
    public string[] Kinds { get; set; } = [];

    public string[] Agencies { get; set; } = [];

    public string[] Teams { get; set; } = [];

    public string[] Roles { get; set; } = [];

    public string Lines { get; set; } = "";

    public AudienceChosen Chosen => new(Kinds, Agencies, Teams, Roles, Lines);
}

/// <summary>What there is to choose from.</summary>
public sealed record AudienceChoices(IReadOnlyList<Choice> Kinds, IReadOnlyList<Choice> Agencies, IReadOnlyList<Choice> Teams, IReadOnlyList<Choice> Roles)
{
    public static async Task<AudienceChoices> ReadAsync(AgencyRegister register, PracticeModel practice, IReadOnlyCollection<string> areas, DateOnly on, CancellationToken stop = default)
    {
        var agencies = (await register.OfferedAsync(cancellationToken: stop)).Where(a => a.Area is null || areas.Contains(a.Area)).ToArray();
        var posts = await register.PostsAsync(areas, on, stop);
        var answering = practice.Roles.Where(r => r.Acts.Contains(ActWords.AnswerQuestionnaire) || r.Acts.Contains("questionnaire.*")).ToArray();
        return new AudienceChoices(
            [.. agencies.Select(a => a.Kind).Distinct().Order(StringComparer.Ordinal).Select(k => new Choice(k, practice.Codes["sector"].Find(k)?.Title ?? k))],
            [.. agencies.Select(a => new Choice(a.Code, a.Title))],
            [.. posts.Where(p => p.Team is not null && answering.Any(r => r.Id == p.Role)).Select(p => (p.Agency, Team: p.Team!)).Distinct().Select(t => new Choice($"{t.Agency}|{t.Team}", $"{agencies.FirstOrDefault(a => a.Code == t.Agency)?.Title ?? t.Agency}, {Audience.TeamTitle(t.Team)}"))],
            [.. answering.Select(r => new Choice(r.Id, r.Title))]);
    }
}
