using System.Collections.Immutable;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework;

/// <summary>What a completed form says of one person: the outcome, when it happened if the form asks, and its coded details.</summary>
/// <param name="Occurred">Null when the form does not ask: then it happened when it was completed (or authorised).</param>
/// <param name="Reason">Why this outcome, where it needs a reason. Goes into the frozen version, never into a fact.</param>
public sealed record Said(Guid PersonId, string Outcome, Moment? Occurred, ImmutableArray<Said.Code> Details, string? Reason = null)
{
    public sealed record Code(string Field, string Value);

    /// <summary>The details of its fact: the outcome and every coded field.</summary>
    public List<FactDetail> AsDetails() =>
    [
        new() { Field = "outcome", Code = Outcome },
        .. Details.Distinct().Select(d => new FactDetail { Field = d.Field, Code = d.Value }),
    ];
}
