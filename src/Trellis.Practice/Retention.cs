using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>How long records of a kind are kept: a schedule of <c>practice/retention.yaml</c>.</summary>
/// <param name="FromBirth">Years of age until which they are kept; null when age says nothing.</param>
/// <param name="AfterDeath">In place of <paramref name="FromBirth"/>, years after the death of somebody who died under 18.</param>
/// <param name="AfterClosing">At least so many years after the matter was closed.</param>
public sealed record RetentionSchedule(string Id, string Title, int? FromBirth, int? AfterDeath, int? AfterClosing, string Authority, Place Place)
{
    /// <summary>The first day on which a matter that was closed need not be kept any more.</summary>
    public DateOnly Until(DateOnly? born, DateOnly? died, DateOnly closed)
    {
        var age = died is { } death && AfterDeath is { } after && (born is null || death < born.Value.AddYears(18)) ? death.AddYears(after)
            : FromBirth is { } years ? (born ?? closed).AddYears(years)
            : DateOnly.MinValue;
        var since = AfterClosing is { } least ? closed.AddYears(least) : DateOnly.MinValue;
        return age > since ? age : since;
    }
}

/// <param name="WithoutMatters">The schedule of somebody who was never in a matter.</param>
/// <param name="Answers">Of what was answered in a round of a questionnaire, from the day it closed.</param>
/// <param name="Addresses">Of names and addresses of those who were asked in it.</param>
/// <param name="Training">Of whoever booked training, or was named as needing it, from the last that was known of them.</param>
public sealed record RetentionRules(ImmutableArray<RetentionSchedule> Schedules, RetentionSchedule? WithoutMatters, RetentionSchedule? Answers = null, RetentionSchedule? Addresses = null, RetentionSchedule? Training = null)
{
    public static readonly RetentionRules None = new([], null);

    public RetentionSchedule? Find(string? id) => Schedules.FirstOrDefault(s => s.Id == id);
}
