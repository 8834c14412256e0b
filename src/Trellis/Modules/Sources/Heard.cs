using Trellis.Modules.Sources.Public;

namespace Trellis.Modules.Sources;

/// <summary>What came of asking an outside index once.</summary>
/// <param name="Code">Why it could not be checked; null when it answered. Of our own making: <c>timeout</c>, <c>answer-503</c>.</param>
/// <param name="Passes">It may be otherwise the next time, without anybody doing anything.</param>
/// <param name="NotBefore">It asked to be left alone for so long.</param>
public sealed record Heard(SourceOutcome Outcome, IReadOnlyList<SourceCandidate> Found, bool More, string? Code, bool Passes, TimeSpan? NotBefore)
{
    public static Heard Nothing { get; } = new(SourceOutcome.Nothing, [], false, null, false, null);

    public static Heard Some(IReadOnlyList<SourceCandidate> found, bool more = false) => new(SourceOutcome.Found, found, more, null, false, null);

    public static Heard NotChecked(string code, bool passes, TimeSpan? notBefore = null) => new(SourceOutcome.NotChecked, [], false, code, passes, notBefore);

    /// <summary>For whoever reads why something could not be checked.</summary>
    public static string Words(string? code) => code switch
    {
        null => "It has not answered yet",
        "timeout" => "It did not answer in time",
        "no-connection" => "There is no connection to it",
        "connection-lost" => "The connection was lost",
        "left-alone" => "It has not been answering, and is left alone for a while",
        "too-many-requests" => "It is answering too many questions",
        "not-let-in" => "It does not let Trellis in. Tell whoever runs Trellis",
        "not-understood" => "Its answer could not be read",
        "too-many-people" => "It has too many people who may be this person. Ask again with more about them",
        "needs-family-name" => "It needs a family name",
        "needs-birth-date" => "It needs a date of birth",
        "needs-both-names" => "It needs a given name and a family name",
        "refused" => "It did not take the question as it was typed",
        "gone" => "It is not set up here any more",
        _ => "It could not answer",
    };
}

/// <summary>An outside index, as it is spoken to. It throws nothing: whatever goes wrong is an outcome.</summary>
public interface IOutsideIndex
{
    /// <summary>What it cannot be asked without, as a code of <see cref="Heard"/>; null when it can be asked.</summary>
    string? Lacks(TypedPerson who);

    Task<Heard> AskAsync(TypedPerson who, CancellationToken cancellationToken);
}
