using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies;

/// <summary>An organisation of the partnership: a council, a health body, the police, a school, a charity.</summary>
public sealed class Agency : Entity
{
    public required string Code { get; init; }

    public required string Title { get; init; }

    /// <summary>council, health, police, school, charity, housing, probation or fire.</summary>
    public required string Kind { get; init; }

    /// <summary>The borough it belongs to; null when it covers all.</summary>
    public string? Area { get; init; }

    public static Agency Add(string code, string title, string kind, string? area, string partnership, Moment on)
    {
        var agency = new Agency { Code = code, Title = title, Kind = kind, Area = area };
        agency.Happened(StaffFacts.Of("agency.added", agency.Id, partnership, code, on));
        return agency;
    }
}

/// <summary>Somebody who works in an agency and signs in.</summary>
public sealed partial class Staff : Entity
{
    public required string Name { get; init; }

    public required string Email { get; set; }

    public string? PasswordHash { get; private set; }

    public bool Active { get; private set; } = true;

    public List<Post> Posts { get; init; } = [];

    public static Staff Add(string name, string email, string passwordHash, string partnership, Moment on)
    {
        var staff = new Staff { Name = name, Email = email, PasswordHash = passwordHash };
        staff.Happened(StaffFacts.Of("staff.added", staff.Id, partnership, null, on));
        return staff;
    }

    /// <summary>Gives them a post: agency, team, role and areas, from a day on.</summary>
    public Post Hold(string agency, string? team, string role, string title, string[] areas, string? qualification, DateOnly from, string partnership)
    {
        var post = new Post { StaffId = Id, Agency = agency, Team = team, Role = role, Title = title, Areas = areas, Qualification = qualification, StartsOn = from, Holder = this };
        Posts.Add(post);
        Happened(StaffFacts.Of("post.given", post.Id, partnership, agency, Moment.On(from)));
        return post;
    }
}

/// <summary>What somebody is in an agency, dated. What they may do follows from its role, where from its areas.</summary>
public sealed class Post : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid StaffId { get; init; }

    public required string Agency { get; init; }

    public string? Team { get; init; }

    public required string Role { get; init; }

    public required string Title { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>For example <c>social-worker</c>: a role or a step can require it.</summary>
    public string? Qualification { get; init; }

    /// <summary>The post whose holder they act for while it is covered; null when it is a post of their own.</summary>
    public Guid? CoversId { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateOnly? EndsOn { get; private set; }

    public Staff? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the post with its holder to change it");

    /// <summary>"Social worker, rbkc-children, RBKC": to choose among one's posts.</summary>
    public string Named => $"{Title}, {string.Join(" and ", Areas)}";

    /// <summary>All that a session made in this post hangs on: when it reads otherwise, the session is over.</summary>
    public string Reads => SignedIn.ReadPost(Agency, Role, Areas, Qualification);

    /// <summary>So many days at a time somebody may act for somebody else: six weeks.</summary>
    public const int LongestCover = 42;

    internal void End(DateOnly last) => EndsOn = last;

    public bool HeldOn(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);
}

internal static class StaffFacts
{
    public static Fact Of(string kind, Guid source, string area, string? agency, Moment on) =>
        new() { Kind = kind, SourceId = source, Area = area, Agency = agency, Occurred = on };

    /// <summary>What became true of somebody's way in. Ids and codes only.</summary>
    public static Fact Of(string kind, Guid source, OnSpot on, params ReadOnlySpan<(string Field, string Code)> details) => new()
    {
        Kind = kind,
        SourceId = source,
        Area = on.Area,
        Occurred = Moment.Exactly(on.Now),
        Details = [.. details.ToArray().Select(d => new FactDetail { Field = d.Field, Code = d.Code })],
    };
}

/// <summary>When something happens to an account, and the area its fact is kept in.</summary>
public readonly record struct OnSpot(DateTimeOffset Now, string Area);
