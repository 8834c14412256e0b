using System.Globalization;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>Who tells: an agency, in one of the files of a stream. Files of one stream correct each other and nothing else.</summary>
/// <param name="Stream">The censuses of an area, or the feeds of an agency.</param>
/// <param name="Ending">Of a census, the calendar year in which its year ends: one of an earlier year says nothing against a later one. 0 of a feed.</param>
/// <param name="Parts">The tables it has: what stands in others stays as it is. Null: it is whole.</param>
/// <param name="On">The day up to which a feed tells; null of a census.</param>
public sealed record Telling(string Area, string Agency, string Stream, int Ending, IReadOnlySet<string>? Parts, DateOnly? On)
{
    public const string Censuses = "census";

    public static Telling OfCensus(string area, string agency, int ending) => new(area, agency, Censuses, ending, null, null);

    public static Telling OfFeed(string area, string agency, IReadOnlySet<string> tables, DateOnly on) => new(area, agency, FeedOf(agency), 0, tables, on);

    /// <summary>The feeds of an agency.</summary>
    public static string FeedOf(string agency) => $"feed {agency}";

    /// <summary>It comes every night: what it says again of a child is not kept again.</summary>
    public bool IsFeed => Parts is not null;

    /// <summary>The part of a table that tells how things were on a person's birthday, and tells the next year of the next one.</summary>
    public static string OfBirthday(string table, DateOnly birthday) => string.Create(CultureInfo.InvariantCulture, $"{table} {birthday:yyyy-MM-dd}");

    /// <summary>What is no longer said goes only with a file of its own year, or one that has its table; of a birthday, until the next one has come.</summary>
    internal bool Ends(Stands stands)
    {
        if (stands.Ending != Ending) { return false; }
        if (Parts is null) { return true; }
        return Parts.Contains(stands.Part.Split(' ')[0]) && (stands.Part.Split(' ') is not [_, var day] || DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) > On!.Value.AddYears(-1));
    }
}
