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
/// Turns a session into an actor: the post's agency, role and areas as they are now. A session that was ended, whose post
/// ended or changed, or whose holder changed what lets them in, stops working at the next request.
/// </summary>
public sealed class SignedIn(Database database, PracticeModel practice, LondonClock clock)
{
    public const string SessionClaim = "session";
    public const string StaffClaim = "staff";
    public const string PostIdClaim = "post-id";

    /// <summary>Shown in the header.</summary>
    public const string PostClaim = "post";

    /// <summary>What forms are made for: one person in one post. A form stays good when its writer signs in again.</summary>
    private const string SubjectClaim = "sub";

    private readonly ConcurrentDictionary<string, RoleRights> roles = new(StringComparer.Ordinal);

    /// <summary>The actor of this session, or <see cref="Actor.Nobody"/> when it is over.</summary>
    public async Task<(Actor Actor, bool NeedsSecondFactor)> ActorAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(cancellationToken);
        return await ActorAsync(principal, connection, cancellationToken);
    }

    /// <param name="connection">Any of the application's: nothing that is asked for here is kept from anybody.</param>
    public async Task<(Actor Actor, bool NeedsSecondFactor)> ActorAsync(ClaimsPrincipal principal, NpgsqlConnection connection, CancellationToken cancellationToken = default)
    {
        if (!Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session)) { return (Actor.Nobody, false); }
        await using var ask = new NpgsqlCommand("""
            select s.id, s.name, p.id, p.agency, p.areas, p.role, p.qualification, z.post_was,
              z.how = 'agency-second-factor' or s.code_seed is not null or exists (select from agencies.passkey k where k.staff_id = s.id and k.removed_at is null),
              array(select role from agencies.post o where o.staff_id = s.id and o.starts_on <= $2 and (o.ends_on is null or o.ends_on >= $2))
            from agencies.session z join agencies.staff s on s.id = z.staff_id and s.stamp = z.stamp join agencies.post p on p.id = z.post_id and p.staff_id = s.id
            where z.id = $1 and z.ended_at is null and s.active and p.starts_on <= $2 and (p.ends_on is null or p.ends_on >= $2)
            """, connection);
        ask.Parameters.Add(new NpgsqlParameter { Value = session });
        ask.Parameters.Add(new NpgsqlParameter { Value = clock.Today });
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) { return (Actor.Nobody, false); }

        var (agency, areas, role) = (row.GetString(3), row.GetFieldValue<string[]>(4), row.GetString(5));
        var qualification = row.IsDBNull(6) ? null : row.GetString(6);
        if (row.GetString(7) != ReadPost(agency, role, areas, qualification)) { return (Actor.Nobody, false); }
        return (
            Holding(row.GetGuid(0), row.GetString(1), row.GetGuid(2), agency, areas, role, qualification),
            !row.GetBoolean(8) && RequireSecondFactor(row.GetFieldValue<string[]>(9)));
    }

    /// <summary>All that a session made in a post hangs on, as a text to compare.</summary>
    public static string ReadPost(string agency, string role, IEnumerable<string> areas, string? qualification) => string.Join('|', [agency, role, .. areas, qualification ?? ""]);

    /// <summary>Somebody in a post, with what its role allows and lets them see.</summary>
    public Actor Holding(Guid staff, string name, Guid? post, string agency, IReadOnlyCollection<string> areas, string role, string? qualification)
    {
        var rights = Role(role);
        return new Actor(staff, name, post, agency, [.. areas], rights.Circles, [role], qualification is null ? [] : [qualification], rights.Acts) { Sees = rights.SeesArea ? [.. areas] : [] };
    }

    /// <summary>Whoever holds one of these roles signs in with more than a password, in whichever post they act.</summary>
    public bool RequireSecondFactor(IEnumerable<string> held) => practice.Roles.Any(r => r.SecondFactor is SecondFactor.Required && held.Contains(r.Id));

    /// <summary>What a role may do, from <c>practice/roles.yaml</c>; nothing when it has no such role.</summary>
    private RoleRights Role(string id) => roles.GetOrAdd(id, asked =>
        practice.Roles.FirstOrDefault(r => r.Id == asked) is { } role
            ? new([.. ActWords.All.Where(word => role.Acts.Any(allowed => allowed == word || (allowed.EndsWith(".*", StringComparison.Ordinal) && word.StartsWith(allowed[..^1], StringComparison.Ordinal))))], role.Circles, role.SeesArea)
            : new([], [], false));

    private sealed record RoleRights(ImmutableHashSet<string> Acts, ImmutableArray<string> Circles, bool SeesArea);

    /// <summary>A new cookie, whatever the browser brought.</summary>
    /// <param name="going">Of the cookie whose place it takes, where somebody goes on; null when they have just shown who they are.</param>
    public static Task SignInAsync(HttpContext http, Guid session, Guid staff, string name, Guid post, string postTitle, AuthenticationProperties? going = null)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(SubjectClaim, $"{staff}/{post}"), new Claim(SessionClaim, session.ToString()), new Claim(ClaimTypes.Name, name),
                new Claim(StaffClaim, staff.ToString()), new Claim(PostIdClaim, post.ToString()), new Claim(PostClaim, postTitle),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(new ClaimsPrincipal(identity), SignedInFor.GoingOn(going));
    }

    /// <summary>The session the request was made in.</summary>
    public static Guid SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session) ? session : throw new InvalidOperationException("Nobody has signed in");
}

/// <summary>A page that opens before a required second factor is set up: those that set it up.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeSecondFactorAttribute : Attribute;
