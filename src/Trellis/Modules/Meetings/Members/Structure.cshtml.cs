using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Members;

/// <summary>How bodies belong together: who answers to whom, and what they have to do with others, here and elsewhere.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class StructureModel(TrellisDb db, LondonClock clock) : PageModel
{
    /// <summary>A body with those that answer to it.</summary>
    public sealed record Node(Body Body, IReadOnlyList<Node> Below, IReadOnlyList<string> Ties);

    public IReadOnlyList<Node> Roots { get; private set; } = [];

    /// <summary>Bodies that ended, the last first.</summary>
    public IReadOnlyList<(Body Body, string? Became)> Gone { get; private set; } = [];

    public int Count { get; private set; }

    public async Task OnGetAsync()
    {
        var all = await db.Set<Body>().AsNoTracking().Include(b => b.Ties).Include(b => b.Titles).AsSplitQuery().OrderBy(b => b.Title).ToListAsync(HttpContext.RequestAborted);
        var (titles, today) = (all.ToDictionary(b => b.Id, b => b.Title), clock.Today);
        var standing = all.Where(b => b.StandsOn(today)).ToArray();
        var ids = standing.Select(b => b.Id).ToHashSet();
        var below = standing.ToLookup(b => b.ParentId is { } parent && ids.Contains(parent) ? parent : (Guid?)null);
        Roots = [.. below[null].Select(Under)];
        Count = standing.Length;
        Gone = [.. all.Where(b => !b.StandsOn(today)).OrderByDescending(b => b.EndedOn).Select(b => (b, b.BecameId is { } next ? titles.GetValueOrDefault(next) : null))];

        Node Under(Body body) => new(body, [.. below[body.Id].Select(Under)], [.. body.Ties.Where(t => t.FromOn <= today && (t.UntilOn is null || t.UntilOn >= today)).Select(Said)]);

        string Said(Tie tie) => $"{Tie.Kinds[tie.Kind]} {(tie.OtherId is { } other ? titles.GetValueOrDefault(other, "a body") : tie.Other)}{(tie.Words.Length > 0 ? $": {tie.Words}" : "")}";
    }
}
