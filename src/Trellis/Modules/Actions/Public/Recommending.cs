using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Public;

/// <summary>What another module recommends. It names no child or family.</summary>
/// <param name="SourceId">The finding or review it comes of.</param>
/// <param name="Report">What that is called.</param>
/// <param name="Agency">Whom it is to, by its code; null: somebody outside, by <paramref name="Recipient"/>.</param>
/// <param name="Figure">The declared figure it is meant to change.</param>
public sealed record ToRecommend(string Area, Guid? BodyId, Guid SourceId, string Report, string? Agency, string Recipient, string Text, DateOnly? AnswerDue, string? Figure, string Standard)
{
    /// <summary>audit, review or scrutiny.</summary>
    public string Source { get; init; } = "review";

    /// <summary>The areas it is for; null: that one alone.</summary>
    public string[]? Areas { get; init; }
}

/// <summary>A recommendation as other modules show it, as far as the asker sees it.</summary>
/// <param name="Reference">Of its page: <c>/actions/recommendations/R101</c>.</param>
/// <param name="State">In words: not answered, accepted, closed.</param>
/// <param name="Evidence">What was shown to have changed, with what shows it.</param>
public sealed record RecommendationSummary(
    Guid Id, string Reference, Guid SourceId, string Recipient, string Text, DateOnly? MadeOn, DateOnly? AnswerDue, string State, string Response, bool Open, string Standard, string? Figure,
    IReadOnlyList<(DateOnly On, string By, string Words)> Evidence, IReadOnlyList<ActionSummary> Actions);

/// <summary>Recommendations other modules make, and what became of them.</summary>
public sealed class Recommending(TrellisDb db, ActionBook book, AgencyRegister agencies, PracticeModel practice, LondonClock clock)
{
    /// <summary>The caller has begun the act and saves.</summary>
    public async Task<Outcome<RecommendationSummary>> MakeAsync(ToRecommend asked, CancellationToken stop = default)
    {
        var agency = asked.Agency is { } code ? (await agencies.ListAsync(cancellationToken: stop)).FirstOrDefault(a => a.Code == code) : null;
        if (asked.Agency is not null && agency is null) { return new Refusal("Agency", "Select the agency it is to, or enter who it is"); }
        var recipient = agency?.Title ?? asked.Recipient.Trim();
        if (recipient.Length is 0 or > Recommendation.LongestRecipient) { return new Refusal("Agency", recipient.Length == 0 ? "Select the agency it is to, or enter who it is" : "Who it is to must be 200 characters or fewer"); }
        var text = asked.Text.Trim();
        if (text.Length is 0 or > ActionPoint.LongestText) { return new Refusal("Text", text.Length == 0 ? "Enter what is recommended" : "The recommendation must be 4,000 characters or fewer"); }
        if (asked.AnswerDue < clock.Today) { return new Refusal("AnswerBy", "The day it is to be answered by must be today or in the future"); }
        if (asked.Figure is { } figure && practice.Figures.All(f => f.Id != figure)) { return new Refusal("Figure", "Select a figure, or none"); }
        if (asked.Standard.Trim().Length > ActionPoint.LongestStandard) { return new Refusal("Standard", "The standard must be 500 characters or fewer"); }
        var made = new Recommendation
        {
            Reference = await RecommendationReferences.NextAsync(db, stop),
            Areas = asked.Areas ?? [asked.Area],
            BodyId = asked.BodyId,
            Source = asked.Source,
            SourceId = asked.SourceId,
            Title = asked.Report,
            Recipient = recipient,
            Agency = agency?.Code,
            MadeOn = clock.Today,
            Text = text,
            AnswerDue = asked.AnswerDue ?? clock.Today.AddDays(practice.Actions.Answers.AnswerWithin),
            Figure = asked.Figure,
            Standard = asked.Standard.Trim(),
            MadeAt = clock.Now,
        }.Made(db.Acting.Actor);
        db.Add(made);
        return Summary(made, []);
    }

    /// <summary>Those that came of these, the oldest first.</summary>
    public async Task<IReadOnlyList<RecommendationSummary>> OfAsync(IReadOnlyCollection<Guid> sources, CancellationToken stop = default)
    {
        if (sources.Count == 0) { return []; }
        var found = await db.Set<Recommendation>().AsNoTracking().Include(r => r.Followed).Where(r => r.SourceId != null && sources.Contains(r.SourceId.Value)).OrderBy(r => r.MadeAt).ThenBy(r => r.Id).ToListAsync(stop);
        var all = new List<RecommendationSummary>();
        foreach (var one in found) { all.Add(Summary(one, await book.OfSourceAsync(ActionSources.Recommendation, one.Id, stop))); }
        return all;
    }

    private RecommendationSummary Summary(Recommendation r, IReadOnlyList<ActionSummary> actions) => new(
        r.Id, r.Reference, r.SourceId!.Value, r.Recipient, r.Text, r.MadeOn, r.AnswerDue,
        r.ClosedAt is { } closed ? $"Closed by the body that made it on {English.Date(London.DateOf(closed))}" : r.Response.Length == 0 ? r.AnswerDue < clock.Today ? "Answer overdue" : "Not answered yet" : r.Answer is { } answer ? $"{Recommendation.Answers[answer]}, open" : "Answered, open",
        r.Response, r.ClosedAt is null, r.Standard, r.Figure,
        [.. r.Followed.Where(f => f.Kind == Followed.Impact).OrderBy(f => f.At).Select(f => (London.DateOf(f.At), Followed.Shown.GetValueOrDefault(f.ShownBy ?? "other", "Something else"), f.Text))], actions);
}
