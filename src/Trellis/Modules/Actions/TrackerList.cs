using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Actions;

/// <summary>A row of a tracker as it is read.</summary>
/// <param name="Written">How far it is, as it is written.</param>
public sealed record TrackerRow(int Line, string Origin, DateOnly? SetOn, string Item, string Text, string Owner, string? Agency, DateOnly? Due, ActionStatus Status, string Written, string Update, string Document, int? DocumentLine);

/// <summary>
/// An action tracker as a list: <c>action</c> and the status as it is written (<c>status_as_printed</c>, or <c>status</c>), and where they are
/// there <c>date</c>, <c>item</c>, <c>owner</c>, <c>agency</c>, <c>due</c>, <c>update</c>, <c>document</c>, <c>line</c>.
/// </summary>
public sealed class TrackerList(TrellisDb db, Bodies bodies, AgencyRegister register, PracticeModel practice, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["action", "status"];

    public ListKind Kind => new("actions", "Import an action tracker", Required, TakeAsync);

    public async Task<TakenIn> TakeAsync(Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var errors = sheet.Errors.ToList();
        var agencies = await register.ListAsync(cancellationToken: stop);
        var rows = sheet.Rows.Select(r => Read(r, agencies, asked.Words, errors)).OfType<TrackerRow>().ToArray();
        foreach (var twice in rows.GroupBy(r => r.Origin).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This action is already on line {twice.First().Line}")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        var (now, actor) = (clock.Now, db.Acting.Actor);
        db.Acting.Begin(ActWords.ImportActions);
        var (body, isNew) = await bodies.FindOrMakeAsync(sheet, asked, "committee", now, actor.Agency, stop);
        var origins = rows.Select(r => $"{body.Id}/{r.Origin}").ToArray();
        var held = await db.Set<ActionPoint>().Include(a => a.Progress).Where(a => origins.Contains(a.Origin)).ToDictionaryAsync(a => a.Origin!, stop);
        var (notes, added, changed) = (new List<string>(), 0, 0);
        if (isNew) { notes.Add($"The body “{body.Title}” is new"); }
        foreach (var row in rows)
        {
            var origin = $"{body.Id}/{row.Origin}";
            if (!held.TryGetValue(origin, out var there))
            {
                added++;
                if (asked.Preview) { continue; }
                var action = new ActionPoint
                {
                    Reference = $"A{await db.Database.SqlQuery<long>($"select nextval('actions.reference') as \"Value\"").SingleAsync(stop)}",
                    Areas = body.Areas,
                    BodyId = body.Id,
                    Source = ActionSources.Meeting,
                    SetOn = row.SetOn,
                    Item = row.Item,
                    Text = row.Text,
                    Status = row.Status.Id,
                    StatusWritten = row.Written,
                    Origin = origin,
                    ListId = asked.List,
                    Document = row.Document,
                    Line = row.DocumentLine,
                    MadeAt = now,
                }.Set(actor, row.Update);
                if (row.Owner.Length > 0 || row.Agency is not null || row.Due is not null) { action.Assign(new ActionOwner(row.Agency, row.Owner), row.Due, now, actor); }
                db.Add(action);
            }
            else if (there.StatusWritten != row.Written || (row.Update.Length > 0 && there.Last?.Text != row.Update))
            {
                changed++;
                notes.Add($"Line {row.Line}: {there.Reference} was “{there.StatusWritten}”, now “{row.Written}”");
                there.Update(row.Status, row.Written, row.Update.Length > 0 ? row.Update : $"The tracker says “{row.Written}”", actor, now, clock.Today);
            }
        }

        if (!asked.Preview && asked.Saves && added + changed > 0) { await db.SaveChangesAsync(stop); }
        return new TakenIn([], [.. notes], added, changed, rows.Length - added - changed);
    }

    /// <summary>The rows as they are read, and the words for how far they are that nobody knows, as they are written.</summary>
    public async Task<(IReadOnlyList<TrackerRow> Rows, IReadOnlyList<string> Unknown)> RowsAsync(Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var agencies = await register.ListAsync(cancellationToken: stop);
        var errors = new List<RowError>();
        var rows = sheet.Rows.Select(r => Read(r, agencies, asked.Words, errors)).OfType<TrackerRow>().ToArray();
        return (rows, [.. sheet.Rows.Select(Written).Where(w => w.Length > 0 && Meant(w, asked.Words) is null).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)]);
    }

    private static string Written(SheetRow row) => row.Cells.ContainsKey("status_as_printed") ? row["status_as_printed"] : row["status"];

    private ActionStatus? Meant(string written, IReadOnlyDictionary<string, string> words) =>
        practice.Actions.Meant(written) ?? (words.FirstOrDefault(w => w.Key.Equals(written, StringComparison.OrdinalIgnoreCase)).Value is { } meant ? practice.Actions.Find(meant) : null);

    private TrackerRow? Read(SheetRow row, IReadOnlyList<AgencySummary> agencies, IReadOnlyDictionary<string, string> words, List<RowError> errors)
    {
        var before = errors.Count;
        var text = row["action"];
        if (text.Length is 0 or > ActionPoint.LongestText) { errors.Add(new RowError(row.Line, "action", text.Length == 0 ? "action is empty" : $"action is longer than {ActionPoint.LongestText} characters")); }
        var written = Written(row);
        var status = Meant(written, words);
        if (status is null) { errors.Add(new RowError(row.Line, "status", written.Length == 0 ? "status is empty" : $"No status is known for “{written}”. Add it to practice/actions.yaml, or use one of: {string.Join(", ", practice.Actions.Statuses.Select(s => s.Title))}")); }
        var (set, due) = (Day(row, "date", errors), Day(row, "due", errors));
        if (due < set) { errors.Add(new RowError(row.Line, "due", $"due {row["due"]} is before date {row["date"]}")); }
        var agency = agencies.FirstOrDefault(a => a.Code == row["agency"] || a.Title.Equals(row["agency"], StringComparison.OrdinalIgnoreCase));
        if (row["agency"].Length > 0 && agency is null) { errors.Add(new RowError(row.Line, "agency", $"agency “{row["agency"]}” is not in the register of agencies")); }
        if (row["update"].Length > ActionPoint.LongestText) { errors.Add(new RowError(row.Line, "update", $"update is longer than {ActionPoint.LongestText} characters")); }
        var line = row.DocumentLine(errors);
        return errors.Count > before ? null : new TrackerRow(row.Line, Origins.Of(row, "date", "item", "action"), set, row["item"], text, row["owner"], agency?.Code, due, status!, written, row["update"], row["document"], line);
    }

    private static DateOnly? Day(SheetRow row, string column, List<RowError> errors)
    {
        if (row[column].Length == 0) { return null; }
        if (SheetDay.TryRead(row[column], out var day)) { return day; }
        errors.Add(new RowError(row.Line, "date", $"{column} “{row[column]}” is not a date like 2019-11-25"));
        return null;
    }
}

/// <summary>By what a row of a tracker is known again: the line of its document, else what it says.</summary>
internal static class Origins
{
    public static string Of(SheetRow row, params string[] columns) => row["document"].Length > 0 && row["line"].Length > 0
        ? $"{row["document"]}:{row["line"]}"
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', columns.Select(c => row[c])))));
}
