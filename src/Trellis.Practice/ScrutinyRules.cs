using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>By when agencies answer the independent scrutineer, and who is told when they do not, from <c>practice/scrutiny.yaml</c>.</summary>
/// <param name="Within">From the day a question is asked.</param>
/// <param name="RemindBefore">So many working days before, each a reminder.</param>
/// <param name="Escalations">The first first.</param>
public sealed record ScrutinyRules(DatedLimits Within, ImmutableArray<int> RemindBefore, ImmutableArray<Escalation> Escalations, string Authority)
{
    public static readonly ScrutinyRules None = new(new([]), [], [], "");
}
