using System.Collections.Immutable;
using Trellis.Access;
using Trellis.Modules.Agencies;
using Trellis.Platform.Record;

namespace Trellis.Demonstration;

/// <summary>The staff as actors, with what their roles allow.</summary>
public sealed class Players
{
    private readonly ImmutableDictionary<string, Actor> byEmail;

    public Players(IEnumerable<Staff> staff, SignedIn roles)
    {
        byEmail = staff.ToImmutableDictionary(s => s.Email, s =>
        {
            var post = s.Posts[0];
            return roles.Holding(s.Id, s.Name, post.Id, post.Agency, post.Areas, post.Role, post.Qualification);
        });
        Keeper = Platform.Record.Actor.TheSystem("RBKC", "WCC", "BI") with { Circles = ["hub"] };
    }

    /// <summary>Who saves a story that several people wrote: reaches all they reach. Each act keeps its own actor.</summary>
    public Actor Keeper { get; }

    public Actor Actor(StaffRow row) => byEmail[row.Email];
}
