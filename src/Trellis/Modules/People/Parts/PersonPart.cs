using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Parts;

/// <summary>
/// Something that was true of a person for a time, and who said so. Never overwritten: what proves wrong is corrected by another, and
/// stays readable.
/// </summary>
public abstract class PersonPart : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid PersonId { get; init; }

    public required string Area { get; init; }

    /// <summary>The agency that said so; null when it was the partnership's own.</summary>
    public string? Agency { get; init; }

    /// <summary>The source record it was said in.</summary>
    public Guid? SourceId { get; init; }

    public DateOnly? FromOn { get; init; }

    /// <summary>The last day it was true.</summary>
    public DateOnly? UntilOn { get; internal set; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The fact that says it; null of what was known when somebody was added.</summary>
    public Guid? SaidBy { get; internal set; }

    /// <summary>When it was found to be wrong.</summary>
    public DateTimeOffset? CorrectedAt { get; internal set; }

    /// <summary>What stands in its place; null when it was simply not true.</summary>
    public Guid? CorrectedById { get; internal set; }

    public Person? Person { get; init; }

    public Entity Whole => Person ?? throw new InvalidOperationException("A part is changed with its person");

    public bool Stands => CorrectedAt is null;

    /// <summary>"named", "moved": what the fact says became true.</summary>
    internal abstract string Verb { get; }

    /// <summary>Codes for the fact: never what was typed.</summary>
    internal abstract IEnumerable<FactDetail> Codes { get; }

    /// <summary>The circles that alone may see the fact; null: whoever sees the person.</summary>
    internal virtual string? Circles => null;

    public bool On(DateOnly day) => Stands && (FromOn is null || FromOn <= day) && (UntilOn is null || UntilOn >= day);

    /// <summary>"from 3 March 2024 to 5 May 2025", "until 5 May 2025"; null when neither day is known.</summary>
    public string? When => (FromOn, UntilOn) switch
    {
        (null, null) => null,
        ({ } from, null) => $"from {English.Date(from)}",
        (null, { } until) => $"until {English.Date(until)}",
        ({ } from, { } until) => $"from {English.Date(from)} to {English.Date(until)}",
    };

    protected static FactDetail Code(string field, string code) => new() { Field = field, Code = code };
}
