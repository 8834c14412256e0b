using System.Text.Json;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>What became of one line of an agency's list.</summary>
public sealed class ListLine : IPart
{
    /// <summary>Said of somebody already recorded.</summary>
    public const string Linked = "linked";

    /// <summary>Nobody like them was recorded: they are now.</summary>
    public const string Added = "added";

    /// <summary>For somebody to look at.</summary>
    public const string Review = "review";

    /// <summary>The agency said the same before.</summary>
    public const string Unchanged = "unchanged";

    public const string LeftOut = "left-out";

    /// <summary>In the order they are shown in.</summary>
    public static readonly IReadOnlyDictionary<string, string> Outcomes = new Dictionary<string, string>
    {
        [Review] = "To review",
        [Linked] = "Linked",
        [Added] = "Added",
        [Unchanged] = "Said before",
        [LeftOut] = "Left out",
    };

    /// <summary>Codes of why, in words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["same"] = "All that was compared says that they are one person",
        ["number"] = "The agency said so before under this number",
        ["nobody"] = "Nobody like them is recorded",
        ["alike"] = "They may be one person, and may not",
        ["several"] = "More than one recorded person may be meant",
        ["twin"] = "They may be a twin, a brother or a sister of somebody recorded",
        ["line"] = "Another line of this list may be about the same person",
        ["number-of-another"] = "Under this number the agency spoke of somebody else before",
        ["closed"] = "The record they may belong to is closed to all but some: a person decides",
        ["unread"] = "The line could not be read",
        ["decided"] = "Somebody decided",
    };

    public Guid Id { get; init; } = Ids.New();

    public Guid ListId { get; init; }

    public required string Area { get; init; }

    /// <summary>In the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The person's number in the agency's own system; empty where the line has none.</summary>
    public required string Number { get; init; }

    public required string Outcome { get; set; }

    /// <summary>One of <see cref="Reasons"/>.</summary>
    public required string Why { get; set; }

    /// <summary>That it is the person most like them; null where nobody is.</summary>
    public float? Probability { get; init; }

    public Guid? PersonId { get; set; }

    public Guid? SourceId { get; set; }

    /// <summary>What the line says, as <see cref="SourceRecord.Said"/>; only until somebody decided about it.</summary>
    public string? Said { get; set; }

    public Guid? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public AgencyList? List { get; init; }

    public Entity Whole => List ?? throw new InvalidOperationException("A line is kept with its list");

    public IReadOnlyDictionary<string, string> Lines => Said is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(Said)!;
}
