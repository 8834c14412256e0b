using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Meetings.Members;

/// <summary>
/// Members of bodies by seat, as they were printed: <c>board</c> (the body, with the days the list is of at its end where it says them),
/// <c>role_or_seat</c>, <c>organisation</c>, and where they are there <c>area</c>, <c>note</c>, <c>document</c>, <c>line</c>. Bodies and seats
/// that are not there are made. A seat that a later list leaves out is not taken away: the list may only call it otherwise.
/// </summary>
public sealed class MemberList(TrellisDb db, AgencyRegister register, Bodies bodies, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["board", "role_or_seat", "organisation"];

    private const string StatutoryMember = "Statutory member:";

    private sealed record Row(int Line, string List, ListTitle Title, string Role, string Organisation, string Area, string Note, string Document, int? DocumentLine)
    {
        public bool Statutory => Role.StartsWith(StatutoryMember, StringComparison.OrdinalIgnoreCase);

        public string Seat => string.Join(", ", new[] { Statutory ? Role[StatutoryMember.Length..].Trim() : Role, Organisation }.Where(w => w.Length > 0));
    }

    public async Task<TakenIn> TakeAsync(Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var errors = sheet.Errors.ToList();
        var rows = sheet.Rows.Select(r => Read(r, errors)).OfType<Row>().ToArray();
        foreach (var twice in rows.GroupBy(r => (r.List.ToLowerInvariant(), r.Seat.ToLowerInvariant())).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This seat of this body is already on line {twice.First().Line}")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        var (now, by, notes) = (clock.Now, db.Acting.Actor.Agency, new List<string>());
        db.Acting.Begin(ActWords.ImportMembers);
        var agencies = (await register.ListAsync(cancellationToken: stop)).ToLookup(a => a.Title, StringComparer.OrdinalIgnoreCase);
        var (added, changed) = (0, 0);
        foreach (var of in rows.GroupBy(r => r.Title.Body, StringComparer.OrdinalIgnoreCase))
        {
            var body = await BodyAsync(of.Key, asked, notes, stop);
            var (had, seatsBefore, changedBefore) = (body.Listings.Count, body.Seats.Count, changed);
            foreach (var row in of)
            {
                var seat = body.SeatOf(row.Seat, now, by);
                if (seat.Organisation.Length == 0 && row.Organisation.Length > 0) { seat.Organisation = row.Organisation; }
                if (seat.Agency is null && agencies[row.Organisation].ToArray() is [{ } agency]) { body.Belongs(seat, agency.Code, now, by); }
                seat.Statutory |= row.Statutory;
                if (Place(body, seat, row)) { changed++; }
            }

            added += body.Listings.Count - had;
            if (body.Seats.Count > seatsBefore) { notes.Add($"{body.Title}: {English.Count(body.Seats.Count - seatsBefore, "seat is", "seats are")} new"); }
            foreach (var gone in LeftOut(body)) { notes.Add(gone); }
            if (body.Listings.Count > had || changed > changedBefore) { body.MembersListed(of.Count(), now, by); }
        }

        if (!asked.Preview && added + changed > 0) { await db.SaveChangesAsync(stop); }
        return new TakenIn([], [.. notes], added, changed, rows.Length - added - changed);
    }

    /// <summary>Seats the last list of a body leaves out that the one before it has.</summary>
    internal static IEnumerable<string> LeftOut(Body body)
    {
        var lists = body.Listings.GroupBy(l => l.List).OrderBy(g => g.First().FromOn).ToArray();
        if (lists.Length < 2) { yield break; }
        var (before, last) = (lists[^2], lists[^1]);
        var out_ = body.Seats.Where(s => before.Any(l => l.SeatId == s.Id) && last.All(l => l.SeatId != s.Id)).Select(s => s.Title).ToArray();
        if (out_.Length > 0) { yield return $"“{last.Key}” does not have, or calls otherwise, {English.Count(out_.Length, "seat", "seats")} of “{before.Key}”: {string.Join("; ", out_)}"; }
    }

    private async Task<Body> BodyAsync(string title, ListAsked asked, List<string> notes, CancellationToken stop)
    {
        if (await bodies.NamedAsync(title, stop) is { } id) { return await db.Set<Body>().Include(b => b.Seats).Include(b => b.Listings).AsSplitQuery().SingleAsync(b => b.Id == id, stop); }
        var kind = ListTitle.KindIn(title);
        var made = new Body { Title = title, Kind = kind, Areas = [.. asked.Areas], MadeAt = clock.Now }.Made(db.Acting.Actor.Agency);
        db.Add(made);
        notes.Add($"“{title}” is new, by its title a {Body.Kinds[kind].ToLowerInvariant()}");
        return made;
    }

    /// <returns>Whether it was there and read otherwise.</returns>
    private static bool Place(Body body, Seat seat, Row row)
    {
        if (body.Listings.Find(l => l.SeatId == seat.Id && l.List == row.List) is not { } held)
        {
            body.Listings.Add(new Listed
            {
                BodyId = body.Id,
                Body = body,
                SeatId = seat.Id,
                List = row.List,
                FromOn = row.Title.From,
                ToOn = row.Title.To,
                Role = row.Role,
                Organisation = row.Organisation,
                Area = row.Area,
                Note = row.Note,
                Document = row.Document,
                DocumentLine = row.DocumentLine,
            });
            return false;
        }

        if (held.Area == row.Area && held.Note == row.Note && held.Document == row.Document && held.DocumentLine == row.DocumentLine) { return false; }
        (held.Area, held.Note, held.Document, held.DocumentLine) = (row.Area, row.Note, row.Document, row.DocumentLine);
        return true;
    }

    private static Row? Read(SheetRow row, List<RowError> errors)
    {
        var before = errors.Count;
        if (row["board"].Length is 0 or > Body.LongestTitle) { errors.Add(new RowError(row.Line, "board", row["board"].Length == 0 ? "board is empty" : $"board is longer than {Body.LongestTitle} characters")); }
        if (row["role_or_seat"].Length is 0 or > Listed.LongestRole) { errors.Add(new RowError(row.Line, "role_or_seat", row["role_or_seat"].Length == 0 ? "role_or_seat is empty" : $"role_or_seat is longer than {Listed.LongestRole} characters")); }
        if (row["organisation"].Length > Body.LongestTitle) { errors.Add(new RowError(row.Line, "organisation", $"organisation is longer than {Body.LongestTitle} characters")); }
        if (row["note"].Length > Listed.LongestNote) { errors.Add(new RowError(row.Line, "note", $"note is longer than {English.Number(Listed.LongestNote)} characters")); }
        var line = row.DocumentLine(errors);
        var read = new Row(row.Line, row["board"], ListTitle.Of(row["board"]), row["role_or_seat"], row["organisation"], row["area"], row["note"], row["document"], line);
        if (read.Seat.Length > Body.LongestTitle) { errors.Add(new RowError(row.Line, "role_or_seat", $"Role and organisation together are longer than {Body.LongestTitle} characters")); }
        return errors.Count > before ? null : read;
    }
}
