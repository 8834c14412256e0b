using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Voice;

/// <summary>What children, young people, adults or a community told the partnership on one occasion. It names nobody.</summary>
public sealed class Heard : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestText = 2000;
    public const int LongestSaid = 4000;

    public required string[] Areas { get; init; }

    public required DateOnly OnDay { get; init; }

    /// <summary>A code of voice-who.</summary>
    public required string Who { get; init; }

    /// <summary>A code of voice-how.</summary>
    public required string How { get; init; }

    /// <summary>How many took part; null where nobody counted.</summary>
    public int? People { get; init; }

    public required string Title { get; init; }

    /// <summary>What they were asked.</summary>
    public required string Asked { get; init; }

    /// <summary>What was heard.</summary>
    public required string Said { get; init; }

    /// <summary>In their own words.</summary>
    public required string OwnWords { get; init; }

    /// <summary>Codes of review-theme.</summary>
    public required string[] Themes { get; init; }

    /// <summary>The agency that led it.</summary>
    public string? Agency { get; init; }

    /// <summary>Who led it, by their post.</summary>
    public required string LedBy { get; init; }

    public required bool YoungScrutineers { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<CameOf> CameOf { get; } = [];

    /// <summary>Where it stands: <c>heard</c>, <c>changed</c>, <c>cannot</c>, <c>fed-back</c>.</summary>
    public string State => CameOf.Exists(c => c.Kind is "fed-back") ? "fed-back" : CameOf.LastOrDefault()?.Kind ?? "heard";

    internal Heard Logged(Actor by)
    {
        foreach (var area in Areas)
        {
            Happened(Of("voice.heard", area, by.Agency, Moment.On(OnDay), [new() { Field = "who", Code = Who }, new() { Field = "how", Code = How }, .. Themes.Select(t => new FactDetail { Field = "themes", Code = t })]));
        }

        return this;
    }

    /// <summary>Something changed because of it, or cannot change, or they were told.</summary>
    /// <returns>A refusal names Kind, Text or On.</returns>
    public Outcome<CameOf> Comes(string kind, string text, DateOnly? on, Actor by, DateTimeOffset at)
    {
        if (!Voice.CameOf.Kinds.ContainsKey(kind)) { return new Refusal("Kind", "Select what came of it"); }
        if (text.Trim().Length is 0 or > LongestText) { return new Refusal("Text", text.Trim().Length > 0 ? "What came of it must be 2,000 characters or fewer" : kind switch { "changed" => "Enter what changed", "cannot" => "Enter why it cannot change", _ => "Enter how they were told, and what" }); }
        if (on is null) { return new Refusal("On", "Enter the day"); }
        if (on > London.DateOf(at)) { return new Refusal("On", "The day must be today or in the past"); }
        if (on < OnDay) { return new Refusal("On", $"The day must be the same as or after the day they were heard, {English.Date(OnDay)}"); }
        if (kind is "fed-back" && CameOf.Count == 0) { return new Refusal("Kind", "Say first what changed, or why it cannot"); }
        var came = new CameOf { HeardId = Id, Heard = this, Kind = kind, OnDay = on.Value, Text = text.Trim(), At = at, ById = by.UserId };
        CameOf.Add(came);
        Edition++;
        Happened(Of($"voice.{kind}", Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], by.Agency, Moment.On(on.Value), [new() { Field = "who", Code = Who }]));
        return came;
    }

    private Fact Of(string kind, string area, string? agency, Moment when, List<FactDetail> details) => new() { Kind = kind, SourceId = Id, Area = area, Agency = agency, Occurred = when, Details = details };
}

/// <summary>What came of something that was heard. Only added to.</summary>
public sealed class CameOf : IPart
{
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["changed"] = "Something changed",
        ["cannot"] = "It cannot change",
        ["fed-back"] = "They were told what came of it",
    };

    public Guid Id { get; init; } = Ids.New();

    public required Guid HeardId { get; init; }

    public required string Kind { get; init; }

    public required DateOnly OnDay { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public Heard? Heard { get; init; }

    Entity IPart.Whole => Heard ?? throw new InvalidOperationException("Read with what was heard");
}
