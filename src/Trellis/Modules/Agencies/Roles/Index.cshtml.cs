using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Roles;

/// <summary>Role by role, in plain words, what <c>practice/roles.yaml</c> allows: the same as <c>docs/roles.md</c>.</summary>
[Does(ActWords.ViewRoles)]
public sealed class IndexModel(PracticeModel practice) : PageModel
{
    private static readonly (string, string)[] Acts = [.. ActWords.Meanings.Select(m => (m.Key, m.Value))];

    public ImmutableArray<RoleText> Roles => RoleWords.Of(practice, Acts);

    public ImmutableArray<string> Everyone => RoleWords.Everyone(practice, Acts);

    public static string Kinds(RoleText role) => role.GivenBy.IsEmpty ? "No agency by its own administrator" : string.Join(", ", role.GivenBy);

    public void OnGet() { }
}
