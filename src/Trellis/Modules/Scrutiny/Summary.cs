using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Scrutiny;

/// <summary>What the scrutineer says of a year, for the annual report. Written anew it is a further one: the last counts.</summary>
public sealed class Summary : Entity
{
    public const int LongestText = 8000;

    public required string[] Areas { get; init; }

    public required string Year { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <returns>A refusal names Words.</returns>
    public static Outcome<Summary> Write(string[] areas, string year, string words, Actor by, DateTimeOffset at)
    {
        if (words.Trim().Length is 0 or > LongestText) { return new Refusal("Words", words.Trim().Length == 0 ? "Enter what the annual report says of independent scrutiny" : "The summary must be 8,000 characters or fewer"); }
        var said = new Summary { Areas = areas, Year = year, Text = words.Trim(), At = at, ById = by.UserId };
        foreach (var area in areas) { said.Happened(new Fact { Kind = "scrutiny.summarised", SourceId = said.Id, Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at) }); }
        return said;
    }
}
