using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>
/// What a figure asks. <c>People</c>: how many different people. <c>Again</c>: the share of things before which the same happened to the same
/// person not long ago. <c>Lasting</c>: the share of statuses that lasted so long at least. <c>Length</c>: a percentile of how long things took.
/// </summary>
public enum FigureKind { Count, People, StatusStarts, StatusEnds, StatusOpen, Share, Timely, Again, Lasting, Length, Agreement, Standing }

/// <summary>A question over facts. Which member is set follows from <see cref="Kind"/>.</summary>
/// <param name="Counts">The facts (or status changes) counted: the whole of a share's denominator is <see cref="Of"/>.</param>
/// <param name="Timescale">Of a timely figure or a length: the clock whose endings are counted or measured; null where a status is.</param>
/// <param name="On">Of what is counted on a day of the year. By quarter and month it is the last day of each.</param>
/// <param name="By">Dimensions it may be split by: a detail field, or <c>person.age-band</c>, <c>person.sex</c>, <c>person.ethnic-group</c>.</param>
/// <param name="Published">Measure ids of published figures that are the same question.</param>
public sealed record Figure(
    string Id,
    string Title,
    string? Explanation,
    FigureKind Kind,
    Pattern? Counts,
    Pattern? Of,
    string? Status,
    string? Timescale,
    (int Month, int Day)? On,
    string Unit,
    ImmutableArray<Dimension> By,
    ImmutableArray<string> Published,
    ImmutableArray<Comparability> NotComparable,
    Place Place)
{
    /// <summary>How it differs from what is counted nationally, or that nothing is: a sentence for whoever wants to compare.</summary>
    public string National { get; init; } = "";

    /// <summary>Of an agreement: the two fields of the fact that are compared, which are of one code list.</summary>
    public (string First, string Second, string Codes)? Between { get; init; }

    /// <summary>Of an agreement: where fewer things were judged by both, no value is given.</summary>
    public int Fewest { get; init; }

    /// <summary>Of a standing: what ends it, and what says how far it has come, by code, besides the first code of the list.</summary>
    public Standing? Standing { get; init; }

    /// <summary>Of a length: 50 for the middle value, 90 for what nine in ten took at most.</summary>
    public int Percentile { get; init; } = 50;

    /// <summary>Of <see cref="FigureKind.Again"/>, within how many months; of <see cref="FigureKind.Lasting"/>, for how many at least.</summary>
    public int Months { get; init; }

    /// <summary>Of a rate: what its count is divided by. Its other members are those of the figure that is counted.</summary>
    public Rate? Rate { get; init; }

    public Target? Target { get; init; }

    /// <summary>Whether more is better; null where neither is, or nobody can say.</summary>
    public bool? MoreIsBetter { get; init; }

    /// <summary>A percentage of what is counted.</summary>
    public bool IsShare => Kind is FigureKind.Share or FigureKind.Timely or FigureKind.Again or FigureKind.Lasting;

    /// <summary>What is so on a day, not what happened in a time: it cannot be added up over time.</summary>
    public bool IsOnADay => Kind is FigureKind.StatusOpen or FigureKind.Standing || (Kind is FigureKind.Lasting && Counts is null);

    /// <summary>The circle that alone sees it split, small and in its facts: it counts what is hidden. Others see whole numbers that are not small. Null: nothing is kept.</summary>
    public string? KeptTo { get; init; }
}

/// <summary>Something counted while it stands: from a fact until another of the same thing.</summary>
/// <param name="Until">Any of these ends it.</param>
/// <param name="OfMatter">The same thing is somebody in a matter, as steps are about; otherwise what the facts come from.</param>
/// <param name="Stages">The code list of <paramref name="Reached"/>; null: not told apart. Its first code is where it begins.</param>
/// <param name="Reached">The last of these says where it stands.</param>
public sealed record Standing(bool OfMatter, ImmutableArray<FactPattern> Until, string? Stages, ImmutableArray<(string Code, FactPattern When)> Reached)
{
    /// <summary>The dimension of how far it has come.</summary>
    public const string Stage = "stage";

    /// <summary>The dimension, and code list, of how long it has stood: under-3-months, 3-6-months, over-12-months.</summary>
    public const string OpenFor = "open-for";
}

/// <param name="Codes">The code list of its parts; <see cref="Agencies"/>; null where they say themselves.</param>
public sealed record Dimension(string Id, string Title, string? Codes)
{
    /// <summary>In place of a code list: the agencies of the register.</summary>
    public const string Agencies = "agency of the register";
}

/// <summary>In this area and these years the figure does not compare with others, and why.</summary>
/// <param name="FromYear">First financial year, for example <c>2017-18</c>; null without a beginning.</param>
/// <param name="ToYear">Last financial year; null without an end.</param>
/// <param name="Basis"><c>different</c>: counted otherwise; <c>not-stated</c>: the source does not say how.</param>
public sealed record Comparability(string Area, string? FromYear, string? ToYear, string Basis, string Why, Place Place);


/// <summary>For how many people of which population a rate is given.</summary>
/// <param name="Figure">The figure whose count is divided.</param>
/// <param name="Per">10,000.</param>
public sealed record Rate(string Figure, int Per, string Population);

/// <summary>What a figure should come to. Who set it, and why, is part of it.</summary>
/// <param name="AtLeast">Otherwise at most.</param>
/// <param name="Near">As far as this it is near; beyond, far from it.</param>
public sealed record Target(bool AtLeast, decimal Value, decimal Near, string Why)
{
    /// <summary><c>green</c> where it is met, <c>amber</c> where it is near, else <c>red</c>.</summary>
    public string ColourOf(decimal value) => Meets(value, Value) ? "green" : Meets(value, Near) ? "amber" : "red";

    private bool Meets(decimal value, decimal line) => AtLeast ? value >= line : value <= line;
}

/// <summary>How many people there are of a kind, as somebody counted them on a day.</summary>
/// <param name="Areas">By area, the earliest first.</param>
public sealed record Population(string Id, string Title, ImmutableDictionary<string, ImmutableArray<PopulationCount>> Areas, Place Place)
{
    /// <summary>The newest count of that day or before; null where there is none.</summary>
    public PopulationCount? Of(string area, DateOnly day) => Areas.TryGetValue(area, out var counts) ? counts.LastOrDefault(c => c.On <= day) : null;
}

/// <param name="Source">Who counted, and where it is printed.</param>
public sealed record PopulationCount(DateOnly On, int People, string Source);
