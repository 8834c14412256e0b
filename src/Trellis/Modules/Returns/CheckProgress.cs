using System.Collections.Concurrent;
using Trellis.Platform.Time;

namespace Trellis.Modules.Returns;

/// <summary>How far a check is.</summary>
/// <param name="Of">Of how many children; 0 while they are not counted.</param>
public sealed record HowFar(string Doing, int Done, int Of)
{
    public static readonly HowFar Waits = new("Waiting for its turn", 0, 0);

    public string Words => Of == 0 ? Doing : $"{Doing}: {English.Number(Done)} of {English.Number(Of)} children";
}

/// <summary>How far the checks under way are, for those who wait. No record: it is gone with the process, and the check begins anew.</summary>
public sealed class CheckProgress
{
    private readonly ConcurrentDictionary<Guid, HowFar> under = new();

    public HowFar Of(Guid submission) => under.GetValueOrDefault(submission, HowFar.Waits);

    public void Set(Guid submission, HowFar far) => under[submission] = far;

    public void Done(Guid submission) => under.TryRemove(submission, out _);
}
