using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Actions;

/// <summary>Whose an action may be: posts that somebody holds now, by agency, or an agency with what is written.</summary>
public sealed record OwnerChoices(IReadOnlyList<AgencySummary> Agencies, IReadOnlyList<PostSummary> Posts)
{
    private const char Apart = '|';

    public static async Task<OwnerChoices> ReadAsync(AgencyRegister register, IReadOnlyCollection<string> areas, DateOnly on, CancellationToken stop = default) =>
        new(await register.ListAsync(cancellationToken: stop), await register.PostsAsync(areas, on, stop));

    public IReadOnlyList<Choice> AgencyChoices => [new("", "No agency"), .. Agencies.Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> PostChoices => [new("", "No post"), .. Posts.Select(p => new Choice(Key(p), $"{p.Title}{(p.Team is { } team ? $", {team}" : "")}") { Group = Title(p.Agency) })];

    public string Title(string agency) => Agencies.FirstOrDefault(a => a.Code == agency)?.Title ?? agency;

    /// <summary>A post goes before an agency: it is of one.</summary>
    /// <returns>Null: what was chosen is not among the choices.</returns>
    public ActionOwner? Read(string agency, string post, string written)
    {
        if (post.Length > 0)
        {
            return Posts.FirstOrDefault(p => Key(p) == post) is { } chosen && (agency.Length == 0 || agency == chosen.Agency) ? new ActionOwner(chosen.Agency, written.Trim(), chosen.Role, chosen.Team, chosen.Title) : null;
        }

        return agency.Length == 0 || Agencies.Any(a => a.Code == agency) ? new ActionOwner(agency.Length == 0 ? null : agency, written.Trim()) : null;
    }

    /// <summary>The choice that stands for an owner; empty when it names no post that is held now.</summary>
    public string Of(ActionOwner owner) => Posts.FirstOrDefault(p => owner.NamesAPost && p.Agency == owner.Agency && p.Role == owner.Role && p.Team == owner.Team && p.Title == owner.Title) is { } post ? Key(post) : "";

    private static string Key(PostSummary post) => string.Join(Apart, post.Agency, post.Role, post.Team, post.Title);
}
