using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Reviews.Chronologies;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Modules.Reviews.Learning;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews;

/// <summary>One review: its case name, its period, and what there is of it.</summary>
[Does(ActWords.ViewReviews)]
public sealed class ShowModel(ReviewDesk desk) : ReviewPage(desk)
{
    [BindProperty]
    public string CaseName { get; set; } = "";

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts To { get; set; } = new();

    public IReadOnlyList<Choice> NameChoices { get; private set; } = [];

    public int Entries { get; private set; }

    public int Agencies { get; private set; }

    public int Drafts { get; private set; }

    public int Findings { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Review is { PeriodFrom: { } from, PeriodTo: { } to }) { (From, To) = (DateParts.Of(from), DateParts.Of(to)); }
        return Page();
    }

    [Does(ActWords.NameReview)]
    public async Task<IActionResult> OnPostNameAsync()
    {
        if (!await LoadAsync() || !May(ActWords.NameReview) || Review is not null) { return NotFound(); }
        if (Review.Name(MatterId, Matter.Area, CaseName, [.. NameChoices.Select(c => c.Value)], Actor, Desk.Clock.Now).Refused(out var why, out var named)) { return this.Refuse(why); }
        Db.Add(named);
        return await SaveAsync($"It is called {named.CaseName}", Here);
    }

    [Does(ActWords.NameReview)]
    public async Task<IActionResult> OnPostPeriodAsync()
    {
        if (!await LoadAsync() || !May(ActWords.NameReview) || Review is null) { return NotFound(); }
        var (from, wrongFrom) = From.Read("day the period begins");
        var (to, wrongTo) = To.Read("day the period ends");
        if (wrongFrom is not null) { ModelState.AddDateError(nameof(From), wrongFrom); }
        if (wrongTo is not null) { ModelState.AddDateError(nameof(To), wrongTo); }
        if (!ModelState.IsValid) { return Page(); }
        if (Review.Cover(from, to, Actor, Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SaveAsync("The period is saved", Here);
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review")) { return false; }
        if (Review is null && Leads)
        {
            var taken = await Db.Set<Review>().Where(r => r.Area == Matter.Area).Select(r => r.CaseName).ToListAsync();
            var borne = People.SelectMany(p => new[] { p.GivenName, p.FamilyName }).SelectMany(n => n.Split([' ', '-'])).ToHashSet(StringComparer.OrdinalIgnoreCase);
            NameChoices = [.. Practice.Reviews.CaseNames.Where(n => !taken.Contains(n) && !borne.Contains(n)).Select(n => new Choice(n, n))];
        }

        Entries = await Db.Set<Entry>().CountAsync(e => e.MatterId == MatterId && e.WithdrawnAt == null);
        Agencies = await Db.Set<Entry>().Where(e => e.MatterId == MatterId && e.WithdrawnAt == null).Select(e => e.Agency).Distinct().CountAsync();
        Drafts = await Db.Set<ReviewDraft>().CountAsync(d => d.MatterId == MatterId);
        Findings = await Db.Set<Finding>().CountAsync(f => f.MatterId == MatterId);
        return true;
    }
}
