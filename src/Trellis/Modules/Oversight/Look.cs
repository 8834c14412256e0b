namespace Trellis.Modules.Oversight;

/// <summary>Somebody looked, or did something.</summary>
/// <param name="Sort"><c>opened</c>, <c>listed</c> (a search, a list), <c>exported</c>, <c>overseen</c>, <c>acted</c>, <c>refused</c> (or found nothing).</param>
/// <param name="What">The page or list, or the act word.</param>
/// <param name="Purpose">The act word it was for.</param>
/// <param name="Address">Network address; null of acts, and of views before it was kept.</param>
/// <param name="Matter">Reference of the matter, when it is not closed to the reader.</param>
/// <param name="People">References of at most five people it was about, where the question was about a member of staff.</param>
/// <param name="Others">How many more it was about.</param>
public sealed record Look(Guid Id, DateTimeOffset At, Guid UserId, Guid? PostId, string? Agency, string Sort, string What, string Purpose, string? Address, string? Matter, IReadOnlyList<(Guid Id, string Reference)> People, int Others);

/// <summary>What of the looks is asked for.</summary>
/// <param name="From">First London day; null from the beginning.</param>
/// <param name="To">Last London day; null until now.</param>
public sealed record LookFilter(DateOnly? From, DateOnly? To, string? Agency, string? Sort);

/// <summary>Some of the looks, with the names their reader needs.</summary>
/// <param name="More">There are older ones.</param>
public sealed record LookPage(IReadOnlyList<Look> Looks, bool More, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, string> Posts, IReadOnlyDictionary<string, string> Agencies)
{
    public string Who(Look look) => look.UserId == Platform.Record.Actor.SystemId ? "Trellis" : Names.GetValueOrDefault(look.UserId, "Somebody");

    public string? Post(Look look) => look.PostId is { } post ? Posts.GetValueOrDefault(post) : null;

    public string Agency(Look look) => look.Agency is { } agency ? Agencies.GetValueOrDefault(agency, agency) : "";
}
