using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>How often a body meets.</summary>
/// <param name="Within">By when after a meeting it should have met again.</param>
public sealed record MeetingCycle(string Id, string Title, Limit Within);

/// <summary>An item that is on every agenda.</summary>
/// <param name="Purpose">decide, note or discuss.</param>
/// <param name="Does">What happens under it: attendance, declarations, approval, actions; null for talk alone.</param>
public sealed record StandingItem(string Id, string Title, string Purpose, string? Does);

/// <summary>What boards, groups and panels keep to, of <c>practice/meetings.yaml</c>.</summary>
/// <param name="Agenda">How long before a meeting in public its agenda is out: counts backwards.</param>
/// <param name="AgendaAuthority">The law it rests on.</param>
/// <param name="LateNeedsReason">An agenda that is out later says why.</param>
/// <param name="Minutes">After the meeting, when those who were there have the draft minutes.</param>
public sealed record MeetingRules(Limit Agenda, string AgendaAuthority, bool LateNeedsReason, Limit Minutes, ImmutableArray<MeetingCycle> Cycles, ImmutableArray<StandingItem> First, ImmutableArray<StandingItem> Last)
{
    public static readonly MeetingRules None = new(new Limit(5, TimeUnit.ClearWorkingDays, LimitKind.Backwards), "", LateNeedsReason: false, new Limit(10, TimeUnit.WorkingDays), [], [], []);

    public MeetingCycle? Cycle(string? id) => Cycles.FirstOrDefault(c => c.Id == id);
}
