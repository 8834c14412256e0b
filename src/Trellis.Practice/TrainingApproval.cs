using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>An agency whose people come once their line manager agrees.</summary>
/// <param name="Agency">Its code in the register of agencies.</param>
/// <param name="Addresses">What its e-mail addresses end in, after the @.</param>
public sealed record TrainingApprover(string Agency, string Title, ImmutableArray<string> Addresses)
{
    public bool Has(string email) => Addresses.Any(a => email.EndsWith($"@{a}", StringComparison.OrdinalIgnoreCase) || email.EndsWith($".{a}", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Where line managers are asked, and for how long.</summary>
/// <param name="AnswerWithin">How long a place is held, or a turn kept, for the answer.</param>
/// <param name="RemindAfter">The manager is asked once more.</param>
/// <param name="GroupBy">Roles of those who, booking for colleagues of their agency, agree by doing so.</param>
public sealed record TrainingApproval(ImmutableArray<TrainingApprover> WantedBy, Limit AnswerWithin, Limit RemindAfter, ImmutableArray<string> GroupBy)
{
    private static readonly Limit Day = new(1, TimeUnit.Days);

    public static readonly TrainingApproval None = new([], Day, Day, []);

    /// <summary>The agency of somebody, where it wants their manager asked: by their account, else by their e-mail address.</summary>
    public TrainingApprover? For(string? agency, string email) => agency is null ? WantedBy.FirstOrDefault(a => a.Has(email)) : WantedBy.FirstOrDefault(a => a.Agency == agency);
}
