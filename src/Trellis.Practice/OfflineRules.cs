using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>Whose records are in the sealed offline extract, from <c>practice/offline.yaml</c>.</summary>
/// <param name="Statuses">Whoever has one of these today.</param>
/// <param name="Steps">Whoever has one of these open: <c>process.step</c>.</param>
/// <param name="DueWithinDays">Whoever has a time limit that ends within so many days, or has ended.</param>
/// <param name="KeptDays">How long a file is kept.</param>
public sealed record OfflineRules(ImmutableArray<string> Statuses, ImmutableArray<string> Steps, int DueWithinDays, int KeptDays)
{
    public static readonly OfflineRules None = new([], [], 0, 1);
}
