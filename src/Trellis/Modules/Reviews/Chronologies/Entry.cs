using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>What somebody says of an event, before it is an entry.</summary>
/// <param name="On">The first day it may have been.</param>
/// <param name="At">By the clock in London; null where only the day, month or year is known.</param>
/// <param name="Precision">time, day, month or year.</param>
/// <param name="Source">The agency's record or system it comes from.</param>
/// <param name="Seen">Who was seen, and by whom.</param>
/// <param name="Person">Of those the matter is about; null: nobody in particular.</param>
public sealed record ToEnter(DateOnly On, TimeOnly? At, string Precision, string Source, string What, string Seen, string Comment, string Significance, string[] Themes, Guid? Person);

/// <summary>One event as one agency tells it. Never changed: what was wrong is withdrawn and written again.</summary>
public sealed class Entry : Entity, IEdited
{
    public const int LongestSource = 200;
    public const int LongestWhat = 4000;
    public const int LongestSeen = 500;
    public const int LongestComment = 4000;

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    public required string Agency { get; init; }

    public required DateOnly OnDay { get; init; }

    public TimeOnly? AtTime { get; init; }

    /// <summary>time, day, month or year.</summary>
    public required string Precision { get; init; }

    public string Source { get; init; } = "";

    public required string What { get; init; }

    public string Seen { get; init; } = "";

    public string Comment { get; init; } = "";

    /// <summary>A code of <c>event-significance</c>.</summary>
    public required string Significance { get; init; }

    /// <summary>Codes of <c>review-theme</c>.</summary>
    public string[] Themes { get; init; } = [];

    public Guid? PersonId { get; init; }

    /// <summary>The file it was brought in with, and the line of it.</summary>
    public Guid? IncomingId { get; init; }

    public int? Line { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required Guid WrittenBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public int Edition { get; private set; }

    /// <summary>"3 March 2025, 4:15pm", "3 March 2025", "March 2025", "2025"</summary>
    public string When => Precision switch
    {
        "time" => $"{English.Date(OnDay)}, {AtTime!.Value.ToString("h:mmtt", English.Culture).ToLower(English.Culture)}",
        "day" => English.Date(OnDay),
        "month" => OnDay.ToString("MMMM yyyy", English.Culture),
        _ => OnDay.ToString("yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>What is wrong with what somebody wants to enter, field by field.</summary>
    public static IEnumerable<Refusal> Faults(ToEnter asked, PracticeModel practice, DateOnly today)
    {
        if (asked.On > today) { yield return new Refusal("On", "The day must be today or in the past"); }
        if (asked.What.Length == 0) { yield return new Refusal("What", "Enter what happened"); }
        if (asked.What.Length > LongestWhat) { yield return new Refusal("What", "What happened must be 4,000 characters or fewer"); }
        if (asked.Source.Length > LongestSource) { yield return new Refusal("Source", "The source must be 200 characters or fewer"); }
        if (asked.Seen.Length > LongestSeen) { yield return new Refusal("Seen", "Who was seen must be 500 characters or fewer"); }
        if (asked.Comment.Length > LongestComment) { yield return new Refusal("Comment", "The comment must be 4,000 characters or fewer"); }
        if (practice.Codes["event-significance"].Find(asked.Significance) is null) { yield return new Refusal("Significance", "Select how significant it is"); }
        if (asked.Themes.FirstOrDefault(t => practice.Codes["review-theme"].Find(t) is null) is { } theme) { yield return new Refusal("Themes", $"“{theme}” is not a theme"); }
    }

    /// <param name="sharedAt">Since when the chronology is shared: then only whose review it is adds to it.</param>
    public static Outcome<Entry> Write(Guid matter, string area, string agency, ToEnter asked, DateTimeOffset? sharedAt, Actor by, DateTimeOffset at, Guid? incoming = null, int? line = null)
    {
        if (sharedAt is not null && !by.Circles.Contains(Review.Circle)) { return new Refusal("", "The chronology is shared, so nothing can be added to it. Tell the case review lead"); }
        var entry = new Entry
        {
            MatterId = matter,
            Area = area,
            Agency = agency,
            OnDay = asked.On,
            AtTime = asked.At,
            Precision = asked.Precision,
            Source = asked.Source,
            What = asked.What,
            Seen = asked.Seen,
            Comment = asked.Comment,
            Significance = asked.Significance,
            Themes = asked.Themes,
            PersonId = asked.Person,
            IncomingId = incoming,
            Line = line,
            WrittenAt = at,
            WrittenBy = by.UserId,
        };
        entry.Say(incoming is null ? "review.entry-written" : "review.entry-brought-in", at, by);
        return entry;
    }

    public Outcome<Entry> Withdraw(DateTimeOffset? sharedAt, Actor by, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) { return new Refusal("", "This entry is withdrawn already"); }
        if (sharedAt is not null && !by.Circles.Contains(Review.Circle)) { return new Refusal("", "The chronology is shared, so nothing can be taken out of it. Tell the case review lead"); }
        WithdrawnAt = at;
        Say("review.entry-withdrawn", at, by);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, Actor by) =>
        Happened(Review.Of(kind, Id, MatterId, Area, at, by, [new FactDetail { Field = "agency", Code = Agency }, new FactDetail { Field = "significance", Code = Significance }], Agency));
}
