using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Access;

/// <summary>
/// Turns a sign-in into an actor: the post's agency, role and areas as they are now, so that a post that ended stops working
/// at the next request.
/// </summary>
public sealed class SignedIn(Database database, PracticeModel practice, LondonClock clock)
{
    public const string StaffClaim = "staff";
    public const string PostIdClaim = "post-id";

    /// <summary>Shown in the header.</summary>
    public const string PostClaim = "post";

    private readonly ConcurrentDictionary<string, RoleRights> roles = new(StringComparer.Ordinal);

    /// <summary>The actor of this sign-in, or <see cref="Actor.Nobody"/> when the post is over or the account is closed.</summary>
    public async Task<Actor> ActorAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default)
    {
        if (!Guid.TryParse(principal.FindFirstValue(StaffClaim), out var staff) || !Guid.TryParse(principal.FindFirstValue(PostIdClaim), out var post)) { return Actor.Nobody; }
        await using var ask = database.As(DatabaseRoles.App).CreateCommand("""
            select s.name, p.agency, p.areas, p.role, p.qualification from agencies.post p join agencies.staff s on s.id = p.staff_id
            where p.id = $1 and s.id = $2 and s.active and p.starts_on <= $3 and (p.ends_on is null or p.ends_on >= $3)
            """);
        ask.Parameters.Add(new NpgsqlParameter { Value = post });
        ask.Parameters.Add(new NpgsqlParameter { Value = staff });
        ask.Parameters.Add(new NpgsqlParameter { Value = clock.Today });
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) { return Actor.Nobody; }

        return Holding(staff, row.GetString(0), post, row.GetString(1), row.GetFieldValue<string[]>(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4));
    }

    /// <summary>Somebody in a post, with what its role allows and lets them see.</summary>
    public Actor Holding(Guid staff, string name, Guid? post, string agency, IReadOnlyCollection<string> areas, string role, string? qualification)
    {
        var rights = Role(role);
        return new Actor(staff, name, post, agency, [.. areas], rights.Circles, [role], qualification is null ? [] : [qualification], rights.Acts) { Sees = rights.SeesArea ? [.. areas] : [] };
    }

    /// <summary>What a role may do, from <c>practice/roles.yaml</c>; nothing when it has no such role.</summary>
    private RoleRights Role(string id) => roles.GetOrAdd(id, asked =>
        practice.Roles.FirstOrDefault(r => r.Id == asked) is { } role
            ? new([.. ActWords.All.Where(word => role.Acts.Any(allowed => allowed == word || (allowed.EndsWith(".*", StringComparison.Ordinal) && word.StartsWith(allowed[..^1], StringComparison.Ordinal))))], role.Circles, role.SeesArea)
            : new([], [], false));

    private sealed record RoleRights(ImmutableHashSet<string> Acts, ImmutableArray<string> Circles, bool SeesArea);

    public static Task SignInAsync(HttpContext http, Guid staff, string name, Guid post, string postTitle)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, name), new Claim(StaffClaim, staff.ToString()), new Claim(PostIdClaim, post.ToString()), new Claim(PostClaim, postTitle)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(new ClaimsPrincipal(identity));
    }
}
