namespace Trellis.Modules.Sources.Public;

/// <summary>Somebody as they were typed at the front door. What is not known is empty or null.</summary>
/// <param name="Sex"><c>male</c>, <c>female</c>, or null.</param>
public sealed record TypedPerson(string GivenName, string FamilyName, DateOnly? Born = null, string? Sex = null, string? Postcode = null);

public enum SourceOutcome
{
    /// <summary>The source has people who may be this person.</summary>
    Found,

    /// <summary>The source was asked and has nobody. Nothing else means that.</summary>
    Nothing,

    /// <summary>The source was not asked, did not answer, or its answer says nothing: nobody knows.</summary>
    NotChecked,
}

/// <summary>Somebody an outside index holds, as that index says it.</summary>
/// <param name="Reference">Under which it has them; for an NHS source the NHS number.</param>
/// <param name="Contact">Whom to ask; null when the source says all it has.</param>
/// <param name="Said">What it says of them, each with its label, in the order to show it.</param>
public sealed record SourceCandidate(string Reference, string? Contact, IReadOnlyList<SourceLine> Said);

public sealed record SourceLine(string Label, string Text);

/// <summary>What one source said to one question.</summary>
/// <param name="Asking">The id it is recorded under.</param>
/// <param name="Found">Empty unless something was found.</param>
/// <param name="More">The source has more than these.</param>
/// <param name="Why">Why it could not be checked, in words for the asker; null otherwise.</param>
/// <param name="TriedAgain">When it will be asked again by itself; null otherwise, and where a person has to do something first.</param>
public sealed record SourceAnswer(Guid Asking, string Source, string Title, SourceOutcome Outcome, IReadOnlyList<SourceCandidate> Found, bool More, string? Why, DateTimeOffset? TriedAgain);
