namespace Trellis.Modules.Returns.TakingIn;

/// <summary>Who tells: an agency, in one of the files of a stream. Files of one stream correct each other and nothing else.</summary>
/// <param name="Stream">The censuses of an area, or the feeds of an agency.</param>
/// <param name="Ending">Of a census, the calendar year in which its year ends: one of an earlier year says nothing against a later one. 0 of a feed.</param>
/// <param name="Parts">The tables it has: what stands in others stays as it is. Null: it is whole.</param>
public sealed record Telling(string Area, string Agency, string Stream, int Ending, IReadOnlySet<string>? Parts)
{
    public const string Censuses = "census";

    public static Telling OfCensus(string area, string agency, int ending) => new(area, agency, Censuses, ending, null);

    public static Telling OfFeed(string area, string agency, IReadOnlySet<string> tables) => new(area, agency, FeedOf(agency), 0, tables);

    /// <summary>The feeds of an agency.</summary>
    public static string FeedOf(string agency) => $"feed {agency}";

    /// <summary>It comes every night: what it says again of a child is not kept again.</summary>
    public bool IsFeed => Parts is not null;

    /// <summary>What is no longer said goes only with a file of its own year, or one that has its table.</summary>
    internal bool Ends(Stands stands) => stands.Ending == Ending && Parts?.Contains(stands.Part) is not false;
}
