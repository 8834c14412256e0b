using Trellis.Modules.People.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Candidates.Public;

/// <summary>Those who may be the one typed, as a page shows them (<c>_Candidates</c>), and what it offers to do about each. Addresses are null where the reader may not.</summary>
/// <param name="Today">For ages.</param>
/// <param name="Who">"child" or "person".</param>
public sealed record CandidatesShown(Looked Looked, DateOnly Today, string Who)
{
    /// <summary>"This is Wren Example".</summary>
    public Func<PersonSummary, string?> TakeThem { get; init; } = _ => null;

    /// <summary>Goes on about somebody who is not shown.</summary>
    public Func<Likely, string?> TakeUnseen { get; init; } = _ => null;

    /// <summary>Adds a new person who is their twin, brother or sister.</summary>
    public Func<Likely, string?> AddRelative { get; init; } = _ => null;

    /// <summary>They are not typing any more.</summary>
    public bool IsFinished { get; init; }

    public required Func<string, string> AreaTitle { get; init; }

    /// <summary>Where "none of these" is sent, with <see cref="Held"/>.</summary>
    public string? NoneOfThese { get; init; }

    public string? Held { get; init; }

    /// <summary>"2 people may be this child": what a screen reader is told.</summary>
    public string Said => Looked.People.Count switch
    {
        0 => IsFinished ? $"Nobody like this {Who} was found on Trellis" : $"Nobody like this {Who} is found yet",
        var count => $"{English.Count(count, "person", "people")} found who may be this {Who}{(Looked.More ? ", and more" : "")}",
    };
}
