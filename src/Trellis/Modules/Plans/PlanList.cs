using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Plans;

/// <summary>
/// A plan as a list, a row for each action: <c>action</c>, and where they are there <c>priority</c> (or <c>theme</c>, or <c>vision</c>),
/// <c>outcome</c> (or <c>aim</c>), <c>who</c> (or <c>lead_group</c>), <c>agency</c>, <c>when</c>, <c>update</c>, <c>measures</c> (ids of figures,
/// with ; between them), <c>note</c>, <c>document</c>, <c>line</c>; <c>plan</c>, <c>from</c> and <c>until</c> say which plan it is. Taken in as it is written.
/// </summary>
public sealed partial class PlanList(TrellisDb db, PracticeModel practice, AgencyRegister register, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["action"];

    /// <summary>More would not be read on one page.</summary>
    public const int MostActions = 1000;

    /// <param name="fileName">Of a list without a column <c>plan</c>, its name is the plan's: business_plan_2019-21.csv.</param>
    public async Task<TakenIn> TakeInAsync(string fileName, Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var errors = sheet.Errors.ToList();
        var reading = new PlanRows(practice, await register.ListAsync(cancellationToken: stop), errors);
        var rows = sheet.Rows.Select(reading.Read).OfType<PlanRow>().ToArray();
        foreach (var twice in rows.GroupBy(r => r.Origin).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This action is already on line {twice.First().Line}")); }
        if (rows.Length > MostActions) { errors.Add(new RowError(1, "file", $"A plan has up to {English.Number(MostActions)} actions")); }
        var title = One(sheet, "plan", errors) is { Length: > 0 } named ? named : TitleOf(fileName);
        if (title.Length is 0 or > Plan.LongestTitle) { errors.Add(new RowError(1, "plan", $"The plan’s title must have 1 to {Plan.LongestTitle} characters")); }
        var (from, until) = Years(sheet, title, errors);
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        db.Acting.Begin(ActWords.WritePlan);
        var (notes, now) = (new List<string>(), clock.Now);
        var plan = await db.Set<Plan>().Whole().FirstOrDefaultAsync(p => p.Title == title, stop);
        if (plan is null)
        {
            var body = asked.Body?.Trim() ?? "";
            plan = new Plan { Title = title, Body = body[..Math.Min(body.Length, Plan.LongestBody)], Areas = [.. asked.Areas], FromOn = from, UntilOn = until, Document = string.Join(", ", rows.Select(r => r.Words.Document).Where(d => d.Length > 0).Distinct()), MadeAt = now };
            db.Add(plan);
            notes.Add($"“{title}” is new");
        }

        var done = Take(plan, rows, now);
        var told = plan.Actions.Count(a => PlanGaps.Of(PlanNow.Of(a, null), practice.Actions).Any());
        if (told > 0) { notes.Add($"Of {English.Count(told, "action", "actions")} something cannot be told: who, by when, or how far. Taken in as written, and shown on the plan’s page"); }
        if (plan.Actions.Count > rows.Length) { notes.Add($"{English.Count(plan.Actions.Count - rows.Length, "action is", "actions are")} held that this list does not have"); }
        if (!asked.Preview && done.Added + done.Changed > 0)
        {
            plan.Written(now, db.Acting.Actor.Agency, rows.Length);
            await db.SaveChangesAsync(stop);
        }

        return new TakenIn([], [.. notes], done.Added, done.Changed, rows.Length - done.Added - done.Changed);
    }

    private (int Added, int Changed) Take(Plan plan, PlanRow[] rows, DateTimeOffset now)
    {
        var (added, changed) = (0, 0);
        var held = plan.Actions.ToDictionary(a => a.Origin);
        foreach (var (row, position) in rows.Select((r, i) => (r, i + 1)))
        {
            var (outcome, differs) = Place(plan, row);
            var isNew = !held.TryGetValue(row.Origin, out var action);
            action ??= new PlanAction { Origin = row.Origin };
            differs |= action.Write(outcome, position, row.Words);
            if (row.Update.Length > 0 && row.Update != action.Printed)
            {
                action.Add(new PlanProgress { ActionId = action.Id, Action = action, At = now, Status = PlanWords.Status(practice.Actions, row.Update)?.Id, Written = row.Update, Text = "" });
                differs = true;
            }

            if (isNew) { added++; }
            else if (differs) { changed++; }
        }

        return (added, changed);
    }

    /// <summary>The outcome a row belongs to, made where there is none.</summary>
    /// <returns>Differs: one that was held is at another place or measured otherwise now.</returns>
    private static (PlanOutcome Outcome, bool Differs) Place(Plan plan, PlanRow row)
    {
        var priority = plan.Priorities.Find(p => p.Title == row.Priority);
        if (priority is null) { plan.Priorities.Add(priority = new PlanPriority { PlanId = plan.Id, Plan = plan, Title = row.Priority, Position = plan.Priorities.Count + 1 }); }
        var outcome = priority.Outcomes.Find(o => o.Title == row.Outcome);
        if (outcome is null) { priority.Outcomes.Add(outcome = new PlanOutcome { PriorityId = priority.Id, Priority = priority, Title = row.Outcome, Position = priority.Outcomes.Count + 1 }); }
        var more = row.Measures.Except(outcome.Measures).ToArray();
        if (more.Length > 0) { outcome.Measures = [.. outcome.Measures, .. more]; }
        return (outcome, more.Length > 0);
    }

    private static string One(Sheet sheet, string column, List<RowError> errors)
    {
        var said = sheet.Rows.Where(r => r[column].Length > 0).GroupBy(r => r[column]).ToArray();
        if (said.Length > 1) { errors.Add(new RowError(said[1].First().Line, column, $"A list is of one plan, and this has {column} {string.Join(" and ", said.Select(s => $"“{s.Key}”"))}")); }
        return said.Length > 0 ? said[0].Key : "";
    }

    /// <summary>From the columns, otherwise from years in the title: 2019-21 is two financial years, 2021 a calendar year.</summary>
    private static (DateOnly? From, DateOnly? Until) Years(Sheet sheet, string title, List<RowError> errors)
    {
        DateOnly? Day(string column)
        {
            if (One(sheet, column, errors) is not { Length: > 0 } written) { return null; }
            if (SheetDay.TryRead(written, out var day)) { return day; }
            errors.Add(new RowError(sheet.Rows.First(r => r[column].Length > 0).Line, column, $"{column} “{written}” is not a date like 2019-04-01"));
            return null;
        }

        var (from, until) = (Day("from"), Day("until"));
        if (until < from) { errors.Add(new RowError(1, "until", "until is before from")); }
        if (from is not null || until is not null || YearsNamed().Match(title) is not { Success: true } named) { return (from, until); }
        var first = int.Parse(named.Groups["first"].Value, CultureInfo.InvariantCulture);
        if (!named.Groups["last"].Success) { return (new DateOnly(first, 1, 1), new DateOnly(first, 12, 31)); }
        var last = first / 100 * 100 + int.Parse(named.Groups["last"].Value, CultureInfo.InvariantCulture);
        return last > first ? (new DateOnly(first, 4, 1), new DateOnly(last, 3, 31)) : (null, null);
    }

    private static string TitleOf(string fileName)
    {
        var words = Path.GetFileNameWithoutExtension(fileName).Replace('_', ' ').Trim();
        return words.Length == 0 ? "" : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }

    [GeneratedRegex("(?<![0-9])(?<first>20[0-9]{2})(-(?<last>[0-9]{2}))?(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearsNamed();
}
