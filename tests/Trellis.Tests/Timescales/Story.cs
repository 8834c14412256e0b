using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Timescales;
using Trellis.Tests.Time;

namespace Trellis.Tests.Timescales;

/// <summary>What happened to one person, fact by fact, and what follows from it.</summary>
internal sealed class Story(Guid? origin = null)
{
    public Guid Person { get; } = Guid.NewGuid();

    /// <summary>The matter everything belongs to unless said otherwise.</summary>
    public Guid Origin { get; } = origin ?? Guid.NewGuid();

    public List<Fact> Facts { get; } = [];

    /// <param name="when">A day, or a time in London.</param>
    /// <param name="outcome">The outcome, or <c>field=code</c> pairs separated by semicolons.</param>
    /// <param name="step">The step that says it; a new one when null.</param>
    /// <param name="because">The step that opened that step.</param>
    /// <param name="recorded">When it was recorded; when it happened, if null.</param>
    public Fact Happened(string when, string kind, string? outcome = null, Guid? step = null, Fact? because = null, string? recorded = null, Guid? origin = null) =>
        Add(when, kind, outcome, step ?? Guid.NewGuid(), because?.SourceId, origin ?? Origin, recorded, null, false);

    /// <summary>About the person as such, in no matter.</summary>
    public Fact Personally(string when, string kind, string? details = null) => Add(when, kind, details, Guid.NewGuid(), null, null, null, null, false);

    /// <summary>A step was opened by another.</summary>
    public Fact Opened(string when, string step, Fact because) => Happened(when, step + ".opened", because: because);

    public Fact Corrected(Fact wrong, string when, string? outcome = null, string? recorded = null) =>
        Add(when, wrong.Kind, outcome ?? Say(wrong), wrong.SourceId, wrong.BecauseId, wrong.OriginId, recorded, wrong.Id, false);

    public Fact Withdrawn(Fact wrong, string? recorded = null) =>
        Add(Calendars.Text(wrong.Occurred), wrong.Kind, Say(wrong), wrong.SourceId, wrong.BecauseId, wrong.OriginId, recorded, wrong.Id, true);

    /// <summary>"2026-03-02 due 2026-03-03 met 2026-03-04", for each clock of a timescale.</summary>
    public string[] Clocks(params Timescale[] timescales) => [.. Derive(timescales, Practice.Statuses).Clocks.Select(Line)];

    /// <summary>"2026-03-02 to 2026-06-01", for each period of a status.</summary>
    public string[] Periods(params StatusRule[] rules) => [.. Derive([], rules).Statuses.Select(Line)];

    public (IReadOnlyList<StatusPeriod> Statuses, IReadOnlyList<Clock> Clocks) Derive(IReadOnlyList<Timescale> timescales, IReadOnlyList<StatusRule> rules) =>
        Derived.From(Facts, timescales, rules, Calendars.EnglandAndWales);

    public static string Line(Clock clock)
    {
        var ending = clock.Ended is { } ended ? $" {(clock.Ending == Ending.Met ? "met" : "lapsed")} {Calendars.Text(ended)}" : "";
        return $"{Calendars.Text(clock.Started)} due {Calendars.Text(clock.Due)}{ending}";
    }

    public static string Line(StatusPeriod period) => string.Create(
        CultureInfo.InvariantCulture, $"{period.Start:yyyy-MM-dd} to {(period.End is { } end ? end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "now")}");

    private static string Say(Fact fact) => string.Join(';', fact.Details.Select(d => $"{d.Field}={d.Code}"));

    private Fact Add(
        string when, string kind, string? details, Guid? source, Guid? because, Guid? origin, string? recorded, Guid? corrects, bool isVoid)
    {
        var occurred = Calendars.Moment(when);
        var fact = new Fact
        {
            Kind = kind,
            PersonId = Person,
            MatterId = origin,
            OriginId = origin,
            SourceId = source,
            BecauseId = because,
            Area = "north",
            Occurred = occurred,
            Recorded = (recorded is null ? occurred : Calendars.Moment(recorded)).At,
            CorrectsId = corrects,
            Void = isVoid,
            Details = [.. (details ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Detail)],
        };
        Facts.Add(fact);
        return fact;
    }

    private static FactDetail Detail(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? new FactDetail { Field = text[..at], Code = text[(at + 1)..] }
            : new FactDetail { Field = "outcome", Code = text };
}
