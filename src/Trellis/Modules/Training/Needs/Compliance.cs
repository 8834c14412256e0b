using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Needs;

/// <summary>How somebody stands with one level they must have.</summary>
/// <param name="State">has, soon, overdue, never, or unknown: of whoever does not show their training to the agency whose lead asks.</param>
/// <param name="DueOn">By when: taken again, or first; null when it is not known when they began, or nothing is shown.</param>
public sealed record Standing(Guid WorkerId, string Level, DateOnly? DoneOn, DateOnly? DueOn, string State);

/// <summary>How many of an agency, in an area and role, stand how with a level.</summary>
public sealed record StandingCount(string Agency, string Sector, string Area, string Role, string Level, long Must, long Has, long Soon, long Overdue, long Never, long Unknown);

/// <summary>People who came lately.</summary>
public sealed record TakeUp(string? Agency, string Sector, string Area, string Role, long People);

/// <summary>Who must have which training and who has it, by the rules of <c>practice/training.yaml</c>.</summary>
public sealed class Compliance(TrellisDb db, PracticeModel practice)
{
    public static IReadOnlyDictionary<string, string> States(TrainingRules rules) =>
        new Dictionary<string, string> { ["overdue"] = "Overdue", ["never"] = "Never", ["soon"] = $"Due {rules.SoonWords}", ["unknown"] = "Not shown to you", ["has"] = "Has it" };

    /// <summary>When somebody had a level, in words. Of whoever does not show it nobody learns that they never did.</summary>
    public static string Had(Standing of) => of.DoneOn is { } done ? English.Date(done) : of.State == "unknown" ? "Not shown to you" : "Never";

    private string Rules => JsonSerializer.Serialize(practice.Training.Required.Select(r => new { role = r.Role, sector = r.Sector, level = r.Level, counts = r.Counts, again = r.Again, first = r.First }));

    /// <summary>Of one agency, or one person of it, by name.</summary>
    public async Task<IReadOnlyList<Standing>> OfAsync(string agency, Guid? worker, DateOnly today, CancellationToken stop = default) =>
        await db.Database.SqlQuery<Standing>($"select worker_id as \"WorkerId\", level as \"Level\", done_on as \"DoneOn\", due_on as \"DueOn\", state as \"State\" from training.standing({Rules}::jsonb, {today}, {practice.Training.SoonMonths}, {agency}, {worker})").ToListAsync(stop);

    /// <summary>Everybody whoever asks answers for, in numbers.</summary>
    public async Task<IReadOnlyList<StandingCount>> CountAsync(DateOnly today, CancellationToken stop = default) =>
        await db.Database.SqlQuery<StandingCount>($"""
            select agency as "Agency", sector as "Sector", area as "Area", role as "Role", level as "Level", count(*) as "Must",
              count(*) filter (where state = 'has') as "Has", count(*) filter (where state = 'soon') as "Soon", count(*) filter (where state = 'overdue') as "Overdue", count(*) filter (where state = 'never') as "Never", count(*) filter (where state = 'unknown') as "Unknown"
            from training.standing({Rules}::jsonb, {today}, {practice.Training.SoonMonths}, null, null) group by agency, sector, area, role, level order by 1, 3, 4, 5
            """).ToListAsync(stop);

    public async Task<IReadOnlyList<TakeUp>> TakeUpAsync(DateOnly since, CancellationToken stop = default) =>
        await db.Database.SqlQuery<TakeUp>($"select agency as \"Agency\", sector as \"Sector\", area as \"Area\", role as \"Role\", people as \"People\" from training.take_up({since})").ToListAsync(stop);
}
