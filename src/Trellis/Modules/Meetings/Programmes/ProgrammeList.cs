using System.Collections.Immutable;
using System.Globalization;
using Trellis.Access;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Meetings.Programmes;

/// <summary>
/// A work programme as a list: <c>round</c> (a number, <c>unallocated</c> or <c>task group</c>), <c>topic</c>, and where they are there <c>date</c>
/// (empty where it is not known), <c>objective</c>, <c>representative</c>, <c>note</c>, <c>document</c>, <c>line</c>. Taken in as it is written.
/// </summary>
public sealed class ProgrammeList(TrellisDb db, Bodies bodies, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["round", "topic"];

    private sealed record Row(int Line, string Kind, int? Round, DateOnly? Day, string Title, string Reason, string Lead, string Note, string Document, int? DocumentLine);

    public async Task<TakenIn> TakeAsync(Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var errors = sheet.Errors.ToList();
        var rows = sheet.Rows.Select(r => Read(r, errors)).OfType<Row>().ToArray();
        foreach (var twice in rows.GroupBy(Key).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This topic is already in this round on line {twice.First().Line}")); }
        foreach (var round in rows.Where(r => r.Round is not null).GroupBy(r => r.Round).Where(g => g.Select(r => r.Day).Distinct().Count() > 1)) { errors.Add(new RowError(round.First().Line, "date", $"Round {round.Key} has more than one day")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        var (now, by, notes) = (clock.Now, db.Acting.Actor.Agency, new List<string>());
        db.Acting.Begin(ActWords.ImportProgramme);
        var (body, isNew) = await bodies.NamedAsync(sheet, asked, "committee", now, by, stop);
        if (isNew) { notes.Add($"The body “{body.Title}” is new"); }
        else { await db.Entry(body).Collection(b => b.Topics).LoadAsync(stop); }
        var held = body.Topics.ToDictionary(t => (t.Kind, t.Round, t.Title.ToLowerInvariant()));
        var (added, changed) = (0, 0);
        foreach (var row in rows)
        {
            if (held.TryGetValue(Key(row), out var topic))
            {
                if (topic.Write(row.Round, row.Day, row.Reason, row.Lead, row.Note)) { changed++; }
                continue;
            }

            topic = new Topic { BodyId = body.Id, Body = body, Kind = row.Kind, Title = row.Title, Position = body.Topics.Count + 1, Document = row.Document, DocumentLine = row.DocumentLine };
            topic.Write(row.Round, row.Day, row.Reason, row.Lead, row.Note);
            body.Topics.Add(topic);
            added++;
        }

        if (rows.Where(r => r.Round is not null && r.Day is null).Select(r => r.Round).Distinct().Count() is > 0 and var dayless) { notes.Add($"{English.Count(dayless, "round has", "rounds have")} no day yet"); }
        if (rows.Count(r => r.Kind is "item" && r.Lead.Length == 0) is > 0 and var leadless) { notes.Add($"{English.Count(leadless, "topic names", "topics name")} nobody who leads it"); }
        if (!asked.Preview && added + changed > 0)
        {
            body.ProgrammeListed(now, by);
            await db.SaveChangesAsync(stop);
        }

        return new TakenIn([], [.. notes], added, changed, rows.Length - added - changed);
    }

    private static (string Kind, int? Round, string Title) Key(Row row) => (row.Kind, row.Round, row.Title.ToLowerInvariant());

    private static Row? Read(SheetRow row, List<RowError> errors)
    {
        var before = errors.Count;
        int? round = null;
        var kind = row["round"].Equals("task group", StringComparison.OrdinalIgnoreCase) ? "task-group" : "item";
        if (kind is "item" && !row["round"].Equals("unallocated", StringComparison.OrdinalIgnoreCase))
        {
            if (int.TryParse(row["round"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Topic.LastRound) { round = number; }
            else { errors.Add(new RowError(row.Line, "round", $"round “{row["round"]}” must be a whole number from 1 to {Topic.LastRound}, unallocated, or task group")); }
        }

        DateOnly? day = null;
        if (row["date"].Length > 0)
        {
            if (SheetDay.TryRead(row["date"], out var read)) { day = read; }
            else { errors.Add(new RowError(row.Line, "date", $"date “{row["date"]}” is not a date like 2020-01-27. Leave it empty where it is not known")); }
        }

        if (row["topic"].Length is 0 or > Topic.LongestTitle) { errors.Add(new RowError(row.Line, "topic", row["topic"].Length == 0 ? "topic is empty" : $"topic is longer than {Topic.LongestTitle} characters")); }
        if (row["objective"].Length > Topic.LongestText) { errors.Add(new RowError(row.Line, "objective", $"objective is longer than {English.Number(Topic.LongestText)} characters")); }
        if (row["representative"].Length > Topic.LongestLead) { errors.Add(new RowError(row.Line, "representative", $"representative is longer than {Topic.LongestLead} characters")); }
        var line = row.DocumentLine(errors);
        return errors.Count > before ? null : new Row(row.Line, kind, round, day, row["topic"], row["objective"], row["representative"], row["note"], row["document"], line);
    }
}
