using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Actions;

/// <summary>What recommendations are called: <c>R101</c>.</summary>
internal static class RecommendationReferences
{
    public static async Task<string> NextAsync(TrellisDb db, CancellationToken stop = default) => $"R{await db.Database.SqlQuery<long>($"select nextval('actions.recommendation_reference') as \"Value\"").SingleAsync(stop)}";
}

/// <summary>
/// Recommendations to other bodies as a list: <c>recipient</c>, <c>recommendation</c>, <c>response</c> (empty: none yet), and where they are there
/// <c>recommendation_number</c>, <c>meeting_date</c>, <c>document</c>, <c>line</c>.
/// </summary>
public sealed class RecommendationList(TrellisDb db, Bodies bodies, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["recipient", "recommendation", "response"];

    public ListKind Kind => new("recommendations", "Import recommendations to other bodies and their answers", Required, TakeAsync);

    public async Task<TakenIn> TakeAsync(Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var errors = sheet.Errors.ToList();
        foreach (var row in sheet.Rows) { Check(row, errors); }
        foreach (var twice in sheet.Rows.GroupBy(Origin).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This recommendation is already on line {twice.First().Line}")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        var (now, by) = (clock.Now, db.Acting.Actor);
        db.Acting.Begin(ActWords.ImportActions);
        var (body, isNew) = await bodies.FindOrMakeAsync(sheet, asked, "committee", now, by.Agency, stop);
        var origins = sheet.Rows.Select(r => $"{body.Id}/{Origin(r)}").ToArray();
        var held = await db.Set<Recommendation>().Where(r => origins.Contains(r.Origin)).ToDictionaryAsync(r => r.Origin!, stop);
        var (notes, added, changed) = (new List<string>(), 0, 0);
        if (isNew) { notes.Add($"The body “{body.Title}” is new"); }
        foreach (var row in sheet.Rows)
        {
            if (!held.TryGetValue($"{body.Id}/{Origin(row)}", out var there))
            {
                added++;
                if (asked.Preview) { continue; }
                there = new Recommendation
                {
                    Reference = await RecommendationReferences.NextAsync(db, stop),
                    Source = "meeting",
                    MadeAt = now,
                    Areas = body.Areas,
                    BodyId = body.Id,
                    Recipient = row["recipient"],
                    Number = row["recommendation_number"],
                    MadeOn = Day(row),
                    Text = row["recommendation"],
                    Origin = $"{body.Id}/{Origin(row)}",
                    ListId = asked.List,
                    Document = row["document"],
                    Line = row.DocumentLine(errors),
                }.Made(by);
                if (row["response"].Length > 0) { there.Answered(row["response"], now, by); }
                db.Add(there);
            }
            else if (row["response"].Length > 0 && there.Response != row["response"])
            {
                changed++;
                notes.Add($"Line {row.Line}: {there.Recipient} {there.Number} {(there.Response.Length == 0 ? "is answered" : "is answered otherwise")}");
                there.Answered(row["response"], now, by);
            }
        }

        if (!asked.Preview && asked.Saves && added + changed > 0) { await db.SaveChangesAsync(stop); }
        return new TakenIn([], [.. notes], added, changed, sheet.Rows.Length - added - changed);
    }

    private static string Origin(SheetRow row) => Origins.Of(row, "recipient", "recommendation_number", "recommendation");

    private static DateOnly? Day(SheetRow row) => SheetDay.TryRead(row["meeting_date"], out var day) ? day : null;

    private static void Check(SheetRow row, List<RowError> errors)
    {
        if (row["recipient"].Length is 0 or > 200) { errors.Add(new RowError(row.Line, "recipient", row["recipient"].Length == 0 ? "recipient is empty" : "recipient is longer than 200 characters")); }
        if (row["recommendation"].Length is 0 or > ActionPoint.LongestText) { errors.Add(new RowError(row.Line, "recommendation", row["recommendation"].Length == 0 ? "recommendation is empty" : $"recommendation is longer than {ActionPoint.LongestText} characters")); }
        if (row["meeting_date"].Length > 0 && Day(row) is null) { errors.Add(new RowError(row.Line, "date", $"meeting_date “{row["meeting_date"]}” is not a date like 2019-10-17")); }
        row.DocumentLine(errors);
    }
}
