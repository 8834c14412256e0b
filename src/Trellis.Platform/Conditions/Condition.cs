using System.Collections.Immutable;
using System.Globalization;

namespace Trellis.Platform.Conditions;

public enum Comparison { Is, IsNot, In, NotIn, Above, AtLeast, Below, AtMost }

/// <summary>
/// What the practice model may ask: comparisons of names with codes or numbers, and, or, not. No code.
/// A name may have no value, one, or many: <c>=</c> and <c>in</c> hold when any value fits,
/// <c>!=</c> and <c>not in</c> when none does. The same condition is run here and turned into SQL by figures.
/// </summary>
public abstract record Condition
{
    /// <param name="valuesOf">The values a name has here; empty when it has none.</param>
    public abstract bool Holds(Func<string, IReadOnlyCollection<string>> valuesOf);

    /// <summary>Every name asked about, each once.</summary>
    public abstract IEnumerable<string> Names { get; }
}

/// <summary><c>outcome = plan</c>, <c>risk in [red, amber]</c>, <c>person.age &lt; 18</c>. The four orderings compare numbers.</summary>
public sealed record Compare(string Name, Comparison Comparison, ImmutableArray<string> Values) : Condition
{
    public override IEnumerable<string> Names => [Name];

    public override bool Holds(Func<string, IReadOnlyCollection<string>> valuesOf)
    {
        var values = valuesOf(Name);
        return Comparison switch
        {
            Comparison.Is or Comparison.In => values.Any(Values.Contains),
            Comparison.IsNot or Comparison.NotIn => !values.Any(Values.Contains),
            Comparison.Above => values.Any(v => Number(v) > Number(Values[0])),
            Comparison.AtLeast => values.Any(v => Number(v) >= Number(Values[0])),
            Comparison.Below => values.Any(v => Number(v) < Number(Values[0])),
            Comparison.AtMost => values.Any(v => Number(v) <= Number(Values[0])),
            _ => throw new InvalidOperationException($"Unknown comparison {Comparison}"),
        };
    }

    public bool Equals(Compare? other) =>
        other is not null && Name == other.Name && Comparison == other.Comparison && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Name, Comparison, Values.Length);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A bare name: it has a value, and that value is not <c>no</c>. <c>show-when: knows</c>.</summary>
public sealed record Present(string Name) : Condition
{
    public override IEnumerable<string> Names => [Name];

    public override bool Holds(Func<string, IReadOnlyCollection<string>> valuesOf) => valuesOf(Name).Any(v => v is not ("" or "no"));
}

public sealed record Both(Condition Left, Condition Right) : Condition
{
    public override IEnumerable<string> Names => Left.Names.Union(Right.Names);

    public override bool Holds(Func<string, IReadOnlyCollection<string>> valuesOf) => Left.Holds(valuesOf) && Right.Holds(valuesOf);
}

public sealed record Either(Condition Left, Condition Right) : Condition
{
    public override IEnumerable<string> Names => Left.Names.Union(Right.Names);

    public override bool Holds(Func<string, IReadOnlyCollection<string>> valuesOf) => Left.Holds(valuesOf) || Right.Holds(valuesOf);
}

public sealed record Not(Condition Inner) : Condition
{
    public override IEnumerable<string> Names => Inner.Names;

    public override bool Holds(Func<string, IReadOnlyCollection<string>> valuesOf) => !Inner.Holds(valuesOf);
}
