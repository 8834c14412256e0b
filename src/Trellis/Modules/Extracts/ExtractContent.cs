using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Extracts;

/// <summary>What is in an extract: plain words, to be read where nothing else works.</summary>
public sealed record Extract(string MadeAt, IReadOnlyList<Extract.Child> Children)
{
    /// <param name="Why">Why they are in it: "Child protection plan since 20 March 2026".</param>
    /// <param name="Due">Time limits that end within the days practice says, the first first.</param>
    public sealed record Child(Guid Id, string Name, string Reference, string Area, string? Born, string? Where, IReadOnlyList<string> Why, IReadOnlyList<string> Due, IReadOnlyList<string> Household, IReadOnlyList<string> Matters);
}

/// <summary>Reads, as whoever asks, those whom practice calls urgent: <c>practice/offline.yaml</c>.</summary>
public sealed class ExtractContent(TrellisDb db, PeopleRegister people, CaseworkRegister casework, PracticeModel practice, LondonClock clock)
{
    public async Task<Extract> ReadAsync(CancellationToken stop = default)
    {
        var urgent = practice.Offline;
        var until = clock.Today.AddDays(urgent.DueWithinDays);
        var statuses = await db.Statuses.Where(s => urgent.Statuses.Contains(s.Kind) && s.StartsOn <= clock.Today && (s.EndsOn == null || s.EndsOn > clock.Today)).ToListAsync(stop);
        var steps = await casework.OpenAsync(urgent.Steps, stop);
        var due = await db.Deadlines.Where(d => d.Ending == null && d.StandsSince == null && d.DueOn <= until).ToListAsync(stop);
        var children = new List<Extract.Child>();
        foreach (var person in await people.OfAsync(statuses.Select(s => s.PersonId).Concat(steps.Select(s => s.Person)).Concat(due.Select(d => d.PersonId)), stop))
        {
            var household = await people.HouseholdsOfAsync([person.Id], stop);
            var matters = await casework.MattersOfAsync(person.Id, stop);
            children.Add(new Extract.Child(
                person.Id, person.Name, person.Reference, person.Area, person.Born is { } born ? English.Date(born) : null, person.Where,
                [
                    .. statuses.Where(s => s.PersonId == person.Id).Select(s => $"{TitleOf(s.Kind)} since {English.Date(s.StartsOn)}{(s.LatestCategory is { } category ? $", {Category(category)}" : "")}"),
                    .. steps.Where(s => s.Person == person.Id).Select(s => $"{s.Title}, open since {English.DateTime(s.Since)}"),
                ],
                [.. due.Where(d => d.PersonId == person.Id).OrderBy(d => d.DueAt).Select(d => $"{DutyOf(person.Area, d.Timescale)}: by {(d.DueDayOnly ? English.Date(d.DueOn) : English.DateTime(d.DueAt))}{(d.DueAt < clock.Now ? " (late)" : "")}")],
                [.. household.Select(h => h.Born is { } day ? $"{h.Name}, born {English.Date(day)}" : h.Name)],
                [.. matters.Where(m => m.ClosedAt is null).Select(m => $"{m.Title} {m.Reference}")]));
        }

        return new Extract(English.DateTime(clock.Now), [.. children.OrderByDescending(c => c.Why.Count).ThenBy(c => c.Name, StringComparer.Ordinal)]);
    }

    private string TitleOf(string status) => practice.Statuses.FirstOrDefault(s => s.Id == status)?.Title ?? status;

    private string DutyOf(string area, string timescale) => practice.TimescalesIn(area).FirstOrDefault(t => t.Id == timescale)?.Duty ?? timescale;

    private string Category(string code) => practice.Codes.Values.Select(l => l.Find(code)?.Title).FirstOrDefault(t => t is not null)?.ToLowerInvariant() ?? code;
}
