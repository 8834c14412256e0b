using System.Collections.Immutable;
using Trellis.Returns.Census;

namespace Trellis.Returns.Checking;

public enum Severity
{
    /// <summary>The department does not take the return with it.</summary>
    Error,

    /// <summary>To be put right or explained.</summary>
    Query,
}

/// <summary>One rule of the census: what it is called, what it is about, and how it is asked of a return.</summary>
/// <param name="Code">The department's; queries end with Q.</param>
/// <param name="Module">Where the department lists it.</param>
/// <param name="Fields">Elements whose values are shown where it fails.</param>
/// <param name="Message">What is wrong, in our words.</param>
/// <param name="Explanation">Why it matters, or what to look for.</param>
public sealed record Rule(string Code, string Module, ImmutableArray<string> Fields, string Message, string Explanation)
{
    public Severity Severity => Code.EndsWith('Q') ? Severity.Query : Severity.Error;

    /// <summary>The first census year it is in force, by the calendar year it ends in.</summary>
    public int Since { get; init; } = CensusYear.FirstEnding;

    /// <summary>The last one; null while it is in force.</summary>
    public int? Until { get; init; }

    /// <summary>Asked of every child by itself.</summary>
    internal Action<Child, CensusYear, Findings>? OfChild { get; init; }

    /// <summary>Asked of the whole return.</summary>
    internal Action<CensusReturn, CensusYear, Findings>? OfReturn { get; init; }

    public bool IsInForce(int ending) => ending >= Since && (Until is null || ending <= Until);

    /// <summary>2022-23 to 2023-24; from 2024-25; 2022-23 to now.</summary>
    public string Years => Until is { } last ? $"{CensusYear.NameOf(Since)} to {CensusYear.NameOf(last)}" : $"from {CensusYear.NameOf(Since)}";
}
