using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Checking;

namespace Trellis.Practice.Reading;

/// <summary>Reads all processes together, as all areas share them or as one area practises them.</summary>
internal sealed class Practised(ImmutableArray<Draft> drafts, Known declared, IReadOnlyCollection<Overlay>? overlays, Mistakes mistakes)
{
    internal sealed record Result(
        Known Known, ImmutableArray<Process> Processes, ImmutableArray<ReadTimescale> Read, ImmutableArray<StatusRule> Statuses)
    {
        public ImmutableArray<Timescale> Timescales => [.. Read.Select(r => r.Timescale)];
    }

    public Result Read()
    {
        var laid = overlays is null ? drafts : [.. drafts.Select(d => overlays.Where(o => o.Process == d.Id).Aggregate(d, (draft, o) => o.LaidOn(draft)))];
        var whole = laid.Select(d => d.WithLikenesses(mistakes)).ToImmutableArray();
        var shapes = whole.ToImmutableDictionary(d => d.Id, d => d.Shapes());
        var known = new Known
        {
            Processes = shapes,
            Statuses = Statuses(whole, shapes),
            Codes = declared.Codes,
            Roles = declared.Roles,
            Areas = declared.Areas,
            Happenings = declared.Happenings,
            Says = declared.Says,
            Dispensations = declared.Dispensations,
            Area = overlays?.FirstOrDefault()?.Area,
            HiddenTo = whole.Where(d => d.HiddenTo is not null).ToImmutableDictionary(d => d.Id, d => d.HiddenTo!),
            Hidden = (overlays ?? []).SelectMany(o => o.Hidden).ToImmutableDictionary(),
        };
        var before = mistakes.Count;
        var processes = whole.Select(new ProcessReader(known, mistakes).Read).ToImmutableArray();
        var timescaleReader = new TimescaleReader(known, mistakes);
        var timescales = whole.SelectMany(d => timescaleReader.Read(d)).ToImmutableArray();
        var statuses = new StatusReader(known, mistakes).Read(whole, processes);
        // What can be reached only means something once every reference resolves.
        if (mistakes.Count == before) { new PathCheck(processes, statuses, mistakes).Check(timescales); }
        return new Result(known, processes, timescales, statuses);
    }

    private ImmutableDictionary<string, StatusShape> Statuses(IEnumerable<Draft> whole, ImmutableDictionary<string, ImmutableArray<StepShape>> shapes)
    {
        var statuses = new Dictionary<string, StatusShape>();
        foreach (var status in whole.SelectMany(d => StatusReader.Shapes(d, shapes, declared.Codes)))
        {
            if (!statuses.TryAdd(status.Id, status))
            {
                mistakes.Add(status.Place, $"the status \"{status.Id}\" is given twice, first at {statuses[status.Id].Place}");
            }
        }
        return statuses.ToImmutableDictionary();
    }
}
