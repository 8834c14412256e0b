using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Public;

/// <summary>An action as other modules show it, as far as the asker sees it.</summary>
/// <param name="Reference">Of its page: <c>/actions/A1001</c>.</param>
/// <param name="Owner">Whose it is, as written.</param>
/// <param name="Colour">As it stands out today.</param>
/// <param name="Why">Why it has this colour, in words: "It was due on 3 March 2026".</param>
public sealed record ActionSummary(
    Guid Id, string Reference, string Text, string Item, string? Agency, string Owner, DateOnly? SetOn, DateOnly? DueOn, string Status, string StatusTitle, ActionColour Colour, string Why, bool Agreed, int Carried, Guid? AgendaItemId)
{
    /// <summary>The standard it is meant to meet; empty where none was said.</summary>
    public string Standard { get; init; } = "";
}

/// <summary>How many there are, by colour; <paramref name="ToAgree"/>: complete and not agreed yet.</summary>
public sealed record ActionCounts(int Red, int Amber, int Green, int ToAgree, int Done)
{
    public int Open => Red + Amber + Green;
}

/// <summary>An action or a recommendation as something to disagree with.</summary>
public sealed record ItemToDispute(Guid Id, string Reference, string Text, string[] Areas, Guid? MatterId, string? VisibleTo, string? Agency);

/// <summary>A recommendation as another module names it. It names nobody.</summary>
/// <param name="Reference">Of its page: <c>/actions/recommendations/R101</c>.</param>
public sealed record RecommendationNamed(Guid Id, string Reference, string Text, string Recipient);

/// <summary>Actions to be shown by other modules: nothing is changed here.</summary>
public sealed class ActionBook(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>Null when there is none, or not for the asker.</summary>
    public async Task<ActionSummary?> FindAsync(Guid id, CancellationToken stop = default) => await ListAsync(a => a.Id == id, stop) is [var found, ..] ? found : null;

    /// <summary>Null when there is none, or not for the asker.</summary>
    public Task<ItemToDispute?> ActionToDisputeAsync(Guid id, CancellationToken stop = default) =>
        db.Set<ActionPoint>().AsNoTracking().Where(a => a.Id == id).Select(a => new ItemToDispute(a.Id, a.Reference, a.Text, a.Areas, a.MatterId, a.VisibleTo, a.Agency)).FirstOrDefaultAsync(stop);

    /// <summary>Null when there is none, or not for the asker.</summary>
    public Task<ItemToDispute?> RecommendationToDisputeAsync(Guid id, CancellationToken stop = default) =>
        db.Set<Recommendation>().AsNoTracking().Where(r => r.Id == id).Select(r => new ItemToDispute(r.Id, r.Reference, r.Text, r.Areas, null, null, r.Agency)).FirstOrDefaultAsync(stop);

    /// <summary>Recommendations by their references or ids, as far as the asker sees them.</summary>
    public async Task<IReadOnlyList<RecommendationNamed>> RecommendationsAsync(IReadOnlyCollection<string> references, IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        references.Count + ids.Count == 0 ? [] : await db.Set<Recommendation>().AsNoTracking().Where(r => references.Contains(r.Reference) || ids.Contains(r.Id)).OrderBy(r => r.MadeAt).ThenBy(r => r.Id).Select(r => new RecommendationNamed(r.Id, r.Reference, r.Text, r.Recipient)).ToListAsync(stop);

    /// <summary>Open actions that this body follows now, the first due first.</summary>
    public Task<IReadOnlyList<ActionSummary>> OpenOfAsync(Guid body, CancellationToken stop = default)
    {
        var ended = practice.Actions.Ended;
        return ListAsync(a => a.ForBodyId == body && !ended.Contains(a.Status), stop);
    }

    /// <summary>Actions set at this meeting, or carried forward to it.</summary>
    public Task<IReadOnlyList<ActionSummary>> OfMeetingAsync(Guid meeting, CancellationToken stop = default) => ListAsync(a => a.MeetingId == meeting || a.ForMeetingId == meeting, stop);

    /// <summary>Actions a plan, audit, review, recommendation or step set.</summary>
    /// <param name="source">A key of <see cref="ActionSources.Titles"/>.</param>
    public Task<IReadOnlyList<ActionSummary>> OfSourceAsync(string source, Guid id, CancellationToken stop = default) => ListAsync(a => a.Source == source && a.SourceId == id, stop);

    public Task<IReadOnlyList<ActionSummary>> OfMatterAsync(Guid matter, CancellationToken stop = default) => ListAsync(a => a.MatterId == matter, stop);

    /// <summary>Of all that this body follows now.</summary>
    public async Task<ActionCounts> CountAsync(Guid body, CancellationToken stop = default)
    {
        var ended = practice.Actions.Ended;
        var found = await db.Set<ActionPoint>().AsNoTracking().Where(a => a.ForBodyId == body).Select(a => new { a.Status, a.DueOn, a.SaidOn, a.SetOn, Agreed = a.AgreedAt != null }).ToListAsync(stop);
        var colours = found.Where(a => !ended.Contains(a.Status)).CountBy(a => practice.Actions.Colour(a.Status, a.DueOn, a.SaidOn ?? a.SetOn, clock.Today).Colour).ToDictionary();
        return new ActionCounts(
            colours.GetValueOrDefault(ActionColour.Red), colours.GetValueOrDefault(ActionColour.Amber), colours.GetValueOrDefault(ActionColour.Green),
            found.Count(a => ended.Contains(a.Status) && !a.Agreed), found.Count(a => ended.Contains(a.Status)));
    }

    private async Task<IReadOnlyList<ActionSummary>> ListAsync(Expression<Func<ActionPoint, bool>> which, CancellationToken stop)
    {
        var found = await db.Set<ActionPoint>().AsNoTracking().Where(which).OrderBy(a => a.DueOn == null).ThenBy(a => a.DueOn).ThenBy(a => a.Id).ToListAsync(stop);
        return [.. found.Select(a =>
        {
            var shown = practice.Actions.Colour(a.Status, a.DueOn, a.SaidOn ?? a.SetOn, clock.Today);
            return new ActionSummary(
                a.Id, a.Reference, a.Text, a.Item, a.Agency, a.Owner, a.SetOn, a.DueOn, a.Status, practice.Actions.Find(a.Status)?.Title ?? a.Status, shown.Colour, shown.Why, a.AgreedAt is not null, a.Carried, a.AgendaItemId) { Standard = a.Standard };
        })];
    }
}
