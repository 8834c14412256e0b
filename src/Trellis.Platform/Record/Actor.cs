using System.Collections.Immutable;

namespace Trellis.Platform.Record;

/// <summary>Somebody acting: a user in a post of an agency, or the system itself. Comes from the sign-in, never from a request.</summary>
/// <param name="Areas">Areas whose records they may reach.</param>
/// <param name="Circles">Circles they belong to, for example <c>hub</c>: facts kept to a circle are seen only by it.</param>
/// <param name="Acts">Act words their roles allow.</param>
public sealed record Actor(
    Guid UserId,
    string Name,
    Guid? PostId,
    string? Agency,
    ImmutableArray<string> Areas,
    ImmutableArray<string> Circles,
    ImmutableArray<string> Roles,
    ImmutableArray<string> Qualifications,
    ImmutableHashSet<string> Acts)
{
    /// <summary>Those of their areas whose records they see whole; elsewhere they see what they are involved in.</summary>
    public ImmutableArray<string> Sees { get; init; } = [];

    /// <summary>The network address they act from; null when it is no request. Kept with what they look at, and with nothing else.</summary>
    public string? Address { get; init; }

    /// <summary>The user id of acts that time brings, not a person: birthdays, set-up, nightly work.</summary>
    public static readonly Guid SystemId = new("00000000-0000-7000-8000-000000000001");

    public static Actor TheSystem(params IEnumerable<string> areas) =>
        new(SystemId, "Trellis", null, null, [.. areas], [], [], [], []) { Sees = [.. areas] };

    /// <summary>Nobody has signed in: sees nothing, may do nothing.</summary>
    public static readonly Actor Nobody = new(Guid.Empty, "", null, null, [], [], [], [], []);

    /// <summary>Whatever is kept to one of these, they see: their circles, and their agency, which sees what it said itself.</summary>
    public IEnumerable<string> Audiences => Agency is { } agency ? [.. Circles, AgencyCircle(agency)] : Circles;

    public static string AgencyCircle(string agency) => $"agency:{agency}";

    /// <summary>As whom they may be let into a record: as their agency, or as themselves.</summary>
    public IEnumerable<string> Holders => Agency is { } agency ? [AgencyCircle(agency), StaffHolder(UserId)] : [StaffHolder(UserId)];

    public static string StaffHolder(Guid staff) => $"staff:{staff}";

    /// <summary>They see every record of this area that is not closed to them, and work in it.</summary>
    public bool SeesAll(string area) => Sees.Contains(area);

    public bool May(string word) => Acts.Contains(word);

    public bool Is(string role) => Roles.Contains(role);
}
