using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Training.Needs;

/// <summary>A line of an agency's list of people.</summary>
public sealed record WorkerLine(int Line, string Email, string Name, string Role, string Setting, DateOnly? Started, DateOnly? Left, string Area);

/// <summary>
/// Takes in the people an agency names as needing training: <c>name, email, role</c>, and setting, started, left, area where the list has them; or
/// how many they are: <c>role, count</c>, and area. All of it or nothing. Whom a later list leaves out is ended that day.
/// </summary>
public sealed class WorkerList(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    public const int MostLines = 20_000;
    private const int MostPeople = 1_000_000;

    public static readonly ImmutableArray<string> People = ["name", "email", "role"];
    public static readonly ImmutableArray<string> Numbers = ["role", "count"];

    /// <summary>Within the act that began. Saves nothing.</summary>
    public async Task<TakenIn> TakeAsync(byte[] file, AgencySummary agency, CancellationToken stop = default)
    {
        using var stream = new MemoryStream(file);
        var sheet = Sheet.Read(stream, ["role"]);
        var counts = sheet.Columns.Contains("count", StringComparer.OrdinalIgnoreCase);
        var errors = sheet.Errors.ToList();
        var missing = sheet.Columns.IsEmpty ? [] : (counts ? Numbers : People).Where(c => !sheet.Columns.Contains(c, StringComparer.OrdinalIgnoreCase)).ToArray();
        if (missing.Length > 0) { errors.Add(new RowError(1, "header", $"Columns missing: {string.Join(", ", missing)}. A list of people has {string.Join(", ", People)}; a list of numbers has {string.Join(", ", Numbers)}")); }
        if (sheet.Rows.Length > MostLines) { errors.Add(new RowError(1, "file", $"The list has more than {MostLines} lines")); }
        if (missing.Length > 0 || sheet.Rows.Length > MostLines) { return TakenIn.Refused(errors); }
        return counts ? await NumbersAsync(sheet, agency, errors, stop) : await PeopleAsync(sheet, agency, errors, stop);
    }

    private async Task<TakenIn> PeopleAsync(Sheet sheet, AgencySummary agency, List<RowError> errors, CancellationToken stop)
    {
        var lines = sheet.Rows.Select(r => Line(r, agency, errors)).OfType<WorkerLine>().ToArray();
        foreach (var twice in lines.GroupBy(l => l.Email).Where(g => g.Count() > 1)) { errors.AddRange(twice.Skip(1).Select(l => new RowError(l.Line, "email", $"This email address is already on line {twice.First().Line}"))); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }
        var force = await ForceAsync(agency, stop);
        var held = await db.Set<Worker>().Include(w => w.Workforce).Where(w => w.WorkforceId == force.Id).ToDictionaryAsync(w => w.Email, stop);
        var (added, changed, same) = (0, 0, 0);
        foreach (var line in lines)
        {
            if (held.Remove(line.Email, out var known)) { if (known.Read(line)) { changed++; } else { same++; } continue; }
            db.Add(new Worker { WorkforceId = force.Id, Workforce = force, Agency = agency.Code, Sector = force.Sector, Area = line.Area, Email = line.Email, Name = line.Name, Role = line.Role, Setting = line.Setting, StartedOn = line.Started, LeftOn = line.Left });
            added++;
        }

        var gone = held.Values.Where(w => w.EndedOn is null).ToArray();
        foreach (var one in gone) { one.EndedOn = clock.Today; }
        // Names stand in place of numbers: nobody is counted twice.
        db.RemoveRange(await db.Set<StaffCount>().Include(c => c.Workforce).Where(c => c.WorkforceId == force.Id).ToListAsync(stop));
        force.Take("people", clock.Now);
        return new TakenIn([], [$"{gone.Length} ended"], added, changed + gone.Length, same);
    }

    private async Task<TakenIn> NumbersAsync(Sheet sheet, AgencySummary agency, List<RowError> errors, CancellationToken stop)
    {
        var force = await ForceAsync(agency, stop);
        var (counts, lines) = (new List<StaffCount>(), new Dictionary<(string, string), int>());
        foreach (var row in sheet.Rows)
        {
            var (role, area) = (Role(row, errors), Area(row, agency, errors));
            if (!int.TryParse(row["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people > MostPeople) { errors.Add(new RowError(row.Line, "count", $"count “{row["count"]}” is not a whole number up to {MostPeople}")); }
            if (role is null || area is null) { continue; }
            if (!lines.TryAdd((role, area), row.Line)) { errors.Add(new RowError(row.Line, "role", $"This role is already on line {lines[(role, area)]}")); }
            counts.Add(new StaffCount { WorkforceId = force.Id, Workforce = force, Agency = agency.Code, Role = role, Area = area, People = people });
        }

        if (errors.Count == 0 && await db.Set<Worker>().AnyAsync(w => w.WorkforceId == force.Id && w.EndedOn == null, stop)) { errors.Add(new RowError(1, "file", "This agency has named its people. Bring in a list of people")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }
        var held = await db.Set<StaffCount>().Include(c => c.Workforce).Where(c => c.WorkforceId == force.Id).ToListAsync(stop);
        foreach (var count in counts)
        {
            if (held.Find(h => (h.Role, h.Area) == (count.Role, count.Area)) is not { } known) { db.Add(count); continue; }
            known.People = count.People;
            held.Remove(known);
        }

        db.RemoveRange(held);
        force.Take("numbers", clock.Now);
        return new TakenIn([], [], counts.Count, 0, 0);
    }

    private async Task<Workforce> ForceAsync(AgencySummary agency, CancellationToken stop)
    {
        if (await db.Set<Workforce>().FirstOrDefaultAsync(f => f.Agency == agency.Code, stop) is { } known) { return known; }
        var force = new Workforce { Agency = agency.Code, Sector = practice.Training.Sector(agency.Kind)?.Id ?? "other-public", Area = agency.Area ?? db.Acting.Actor.Areas.Order(StringComparer.Ordinal).First() };
        db.Add(force);
        return force;
    }

    private WorkerLine? Line(SheetRow row, AgencySummary agency, List<RowError> errors)
    {
        var before = errors.Count;
        var (name, email, role, area) = (row["name"], Delegate.Address(row["email"]), Role(row, errors), Area(row, agency, errors));
        if (name.Length is 0 or > Worker.Longest) { errors.Add(new RowError(row.Line, "name", name.Length == 0 ? "name is empty" : $"name is longer than {Worker.Longest} characters")); }
        if (email is null) { errors.Add(new RowError(row.Line, "email", $"email “{row["email"]}” is not an email address, like name@example.com")); }
        if (row["setting"].Length > Worker.Longest) { errors.Add(new RowError(row.Line, "setting", $"setting is longer than {Worker.Longest} characters")); }
        var (started, left) = (Day(row, "started", errors), Day(row, "left", errors));
        if (left < started) { errors.Add(new RowError(row.Line, "left", "left is before started")); }
        return errors.Count > before ? null : new WorkerLine(row.Line, email!, name, role!, row["setting"], started, left, area!);
    }

    private string? Role(SheetRow row, List<RowError> errors)
    {
        var found = practice.Training.Roles.FirstOrDefault(r => string.Equals(r.Id, row["role"], StringComparison.OrdinalIgnoreCase) || string.Equals(r.Title, row["role"], StringComparison.OrdinalIgnoreCase))?.Id;
        if (found is null) { errors.Add(new RowError(row.Line, "role", $"role “{row["role"]}” must be one of {English.List([.. practice.Training.Roles.Select(r => r.Id)])}")); }
        return found;
    }

    /// <summary>The agency's own; where it covers several, the list says which.</summary>
    private string? Area(SheetRow row, AgencySummary agency, List<RowError> errors)
    {
        var area = row["area"].Length > 0 ? row["area"] : agency.Area ?? "";
        if (area.Length == 0 && db.Acting.Actor.Areas is [var only]) { area = only; }
        if (db.Acting.Actor.Areas.Contains(area)) { return area; }
        errors.Add(new RowError(row.Line, "area", area.Length == 0 ? "area is empty, and the agency works in several" : $"area “{area}” must be one of {English.List([.. db.Acting.Actor.Areas.Order(StringComparer.Ordinal)])}"));
        return null;
    }

    private static DateOnly? Day(SheetRow row, string column, List<RowError> errors)
    {
        if (row[column].Length == 0) { return null; }
        if (SheetDay.TryRead(row[column], out var day)) { return day; }
        errors.Add(new RowError(row.Line, column, $"{column} “{row[column]}” is not a date, like 1/9/2025"));
        return null;
    }
}
