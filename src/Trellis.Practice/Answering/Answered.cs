using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trellis.Platform.Time;

namespace Trellis.Practice.Answering;

/// <summary>What is known beside the form when its answers are read.</summary>
/// <param name="Now">From the injected clock.</param>
public sealed record AnswerContext(DateTimeOffset Now)
{
    /// <summary>The outcome chosen for the step; null when none is yet, or when each person has their own.</summary>
    public string? Outcome { get; init; }

    /// <summary>The outcome chosen for one person, where each has their own.</summary>
    public IReadOnlyDictionary<string, string> OutcomeOf { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Ids of the people the step is about: sections asked for each person are read for these.</summary>
    public IReadOnlyList<string> Persons { get; init; } = [];

    /// <summary>False while a draft is kept: nothing is required yet.</summary>
    public bool Completing { get; init; } = true;

    /// <summary>What names such as <c>person.age</c> and <c>previous.outcome</c> hold, for a person or for all (null).</summary>
    public Func<string?, string, IReadOnlyCollection<string>> Known { get; init; } = (_, _) => [];

    /// <summary>Codes of the agencies there are, where the form chooses one; null: it is not looked up.</summary>
    public IReadOnlySet<string>? Agencies { get; init; }

    /// <summary>The day on which codes must be in use: of a step that is put right, the day it was completed. Null: today.</summary>
    public DateOnly? CodesOn { get; init; }

    public string? OutcomeFor(string? person) => person is not null && OutcomeOf.TryGetValue(person, out var own) ? own : Outcome;
}

/// <summary>An answer that cannot stand.</summary>
/// <param name="Key">The field's key in the form: <c>source</c>, or <c>p.PERSON.seen</c> for one person's.</param>
/// <param name="Message">As GOV.UK words it: <c>Enter when it was received</c>.</param>
/// <param name="Part">The input at fault when the field has several: day, month, year, time, reason, postcode.</param>
public sealed record AnswerError(string Key, string Message, string? Part = null);

/// <summary>
/// The answers of one step, normalised: field id to text or list of texts, dates as <c>2026-03-05</c> and <c>2026-03-05T14:30</c> in London,
/// money as <c>45.50</c>, tables as lists of objects. Each person's own answers are under <c>p</c>, by person id.
/// The reason a code asks for is kept beside it as <c>field.reason</c>. Answers to fields not shown are left out.
/// </summary>
/// <param name="Errors">In the order of the form.</param>
/// <param name="Occurred">When it happened, where the form asks and the answer is right.</param>
public sealed record Answered(JsonObject Values, ImmutableArray<AnswerError> Errors, Moment? Occurred)
{
    /// <summary>The messages of one field, for showing beside it.</summary>
    public IEnumerable<AnswerError> For(string key) => Errors.Where(e => e.Key == key);
}
