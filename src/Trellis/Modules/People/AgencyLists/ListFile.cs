using System.Collections.Immutable;
using Trellis.Matching.Comparing;
using Trellis.Matching.Dates;
using Trellis.Matching.Files;
using Trellis.Modules.People.Public;
using Trellis.Sheets;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>
/// An agency's list as read: CSV with a number of the agency's own in each line. Columns are known by their usual names, or by a map as
/// <c>docs/matching.md</c> describes. A line that cannot be read is left out and said; the rest goes on.
/// </summary>
/// <param name="Map">Which column is which field.</param>
/// <param name="Columns">All the file has.</param>
/// <param name="Fault">Why nothing of it can be taken in; null where it can.</param>
public sealed record ListFile(MapFile? Map, ImmutableArray<string> Columns, ImmutableArray<ListedPerson> People, ImmutableArray<RowError> LeftOut, RowError? Fault)
{
    /// <summary>More are two lists: all of one are taken in at once, or none.</summary>
    public const int MostLines = 20_000;

    private const int LongestNumber = 40;
    private const int LongestAddress = 200;

    /// <summary>Usual headings, letters and digits alone.</summary>
    private static readonly (string Field, FieldKind Kind, string[] Headings)[] Usual =
    [
        ("given name", FieldKind.GivenName, ["givenname", "givennames", "firstname", "firstnames", "forename", "forenames"]),
        ("middle names", FieldKind.MiddleNames, ["middlename", "middlenames"]),
        ("family name", FieldKind.FamilyName, ["familyname", "surname", "lastname"]),
        ("birth date", FieldKind.BirthDate, ["birthdate", "dateofbirth", "dob", "born"]),
        ("sex", FieldKind.Sex, ["sex", "gender"]),
        ("address", FieldKind.Address, ["address", "homeaddress", "address1", "addressline1"]),
        ("postcode", FieldKind.Postcode, ["postcode", "homepostcode"]),
        ("NHS number", FieldKind.NhsNumber, ["nhsnumber", "nhsno", "nhs"]),
        ("UPN", FieldKind.Upn, ["upn", "uniquepupilnumber"]),
        ("school", FieldKind.Words, ["school", "schoolname"]),
    ];

    private static readonly string[] Numbers = ["id", "number", "localid", "clientid", "caseid", "pupilid", "personid", "reference", "localnumber", "systemid"];

    /// <param name="map">Null: by the names of the columns.</param>
    public static ListFile Read(Stream file, MapFile? map, DateOnly today)
    {
        var sheet = Sheet.Read(file, []);
        if (sheet.Columns.IsEmpty) { return new ListFile(null, [], [], [], sheet.Errors[0]); }
        map ??= ByHeadings(sheet.Columns);
        if (map is null) { return Refused(sheet, "header", $"No column has the agency’s own number of a person, for example “id”, or none has names. The file has: {string.Join(", ", sheet.Columns)}"); }
        var missing = map.Fields.SelectMany(f => f.Columns).Append(map.Id).Append(map.FullName).OfType<string>().Where(c => !sheet.Columns.Contains(c, StringComparer.OrdinalIgnoreCase)).ToArray();
        if (missing.Length > 0) { return Refused(sheet, "header", $"Columns missing: {string.Join(", ", missing)}. The file has: {string.Join(", ", sheet.Columns)}"); }
        if (sheet.Rows.Length > MostLines) { return Refused(sheet, "file", $"The list has {sheet.Rows.Length} lines. Send it in parts of {MostLines} or fewer"); }
        if (sheet.Rows.IsEmpty && sheet.Errors is [{ Code: "file" } empty]) { return new ListFile(map, sheet.Columns, [], [], empty); }
        return Read(sheet, map, today);
    }

    private static ListFile Read(Sheet sheet, MapFile map, DateOnly today)
    {
        var left = sheet.Errors.ToList();
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var people = ImmutableArray.CreateBuilder<ListedPerson>();
        foreach (var row in sheet.Rows)
        {
            var person = Read(row, map);
            if (Wrong(person, today) is { } wrong) { left.Add(wrong); }
            else if (!lines.TryAdd(person.Number, row.Line)) { left.Add(new RowError(row.Line, "twice", $"The number {person.Number} is on line {lines[person.Number]} already")); }
            else { people.Add(person); }
        }

        return new ListFile(map, sheet.Columns, people.ToImmutable(), [.. left.OrderBy(l => l.Line)], null);
    }

    private static ListedPerson Read(SheetRow row, MapFile map)
    {
        string Text(FieldKind kind) => string.Join(", ", Cells(kind));
        IEnumerable<string> Cells(FieldKind kind) => (map.Fields.FirstOrDefault(f => f.Field.Kind == kind && (kind is not FieldKind.Words || f.Field.Name is "school"))?.Columns ?? []).Select(c => row[c]).Where(t => t.Length > 0);
        var (given, middle, family) = (string.Join(' ', Cells(FieldKind.GivenName)), string.Join(' ', Cells(FieldKind.MiddleNames)), string.Join(' ', Cells(FieldKind.FamilyName)));
        if (map.FullName is { } full && row[full].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, .. var between, var last])
        {
            if (given.Length == 0) { (given, middle) = (first, middle.Length > 0 ? middle : string.Join(' ', between)); }
            if (family.Length == 0) { family = last; }
        }

        var written = Text(FieldKind.BirthDate);
        var (born, precision) = Date(written, map.Fields.FirstOrDefault(f => f.Field.Kind is FieldKind.BirthDate)?.Format);
        return new ListedPerson(
            row.Line, row[map.Id], given, middle, family, written, born, precision, Text(FieldKind.Sex), Text(FieldKind.Address), Text(FieldKind.Postcode).ToUpperInvariant(),
            string.Concat(Text(FieldKind.NhsNumber).Where(char.IsAsciiLetterOrDigit)), Text(FieldKind.Upn).Trim().ToUpperInvariant(), Text(FieldKind.Words));
    }

    private static RowError? Wrong(ListedPerson person, DateOnly today)
    {
        RowError At(string code, string message) => new(person.Line, code, message);
        if (person.Number.Length is 0 or > LongestNumber) { return At("number", person.Number.Length == 0 ? "The agency’s own number is empty" : $"The agency’s own number is longer than {LongestNumber} characters"); }
        if (person.FamilyName.Length == 0 || person.GivenName.Length == 0) { return At("name", "First name or last name is empty"); }
        if (person.FamilyName.Length > Person.LongestName || person.GivenNames.Length > Person.LongestName) { return At("name", $"A name is longer than {Person.LongestName} characters"); }
        if (person.Address.Length > LongestAddress || person.Postcode.Length > 10 || person.School.Length > 200) { return At("text", $"The address is longer than {LongestAddress} characters, the school than 200, or the postcode than 10"); }
        if (person.Born is null && person.BornText.Length > 0) { return At("date", "The date of birth is not a date like 2014-03-27 or 27/3/2014"); }
        return person.Born > today ? At("date", "The date of birth is in the future") : null;
    }

    internal static (DateOnly? Born, string Precision) Date(string written, string? format)
    {
        if (!DayText.TryRead(written, format, out var packed) || packed == 0 || DayText.Year(packed) < 1 || DayText.Month(packed) > 12) { return (null, Ages.ToTheDay); }
        var (year, month, day) = (DayText.Year(packed), DayText.Month(packed), DayText.Day(packed));
        return (new DateOnly(year, Math.Max(1, month), Math.Max(1, day)), month == 0 ? "year" : day == 0 ? "month" : Ages.ToTheDay);
    }

    private static MapFile? ByHeadings(ImmutableArray<string> columns)
    {
        string Plain(string heading) => string.Concat(heading.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        var number = Numbers.Select(n => columns.FirstOrDefault(c => Plain(c) == n)).FirstOrDefault(c => c is not null);
        var fields = Usual.Select(u => (u.Field, u.Kind, Column: columns.FirstOrDefault(c => u.Headings.Contains(Plain(c))))).Where(u => u.Column is not null).Select(u => new MappedField(new Field(u.Field, u.Kind), [u.Column!], null)).ToImmutableArray();
        if (number is null || fields.All(f => f.Field.Kind is not FieldKind.GivenName) || fields.All(f => f.Field.Kind is not FieldKind.FamilyName)) { return null; }
        return new MapFile { Id = number, Fields = fields };
    }

    private static ListFile Refused(Sheet sheet, string code, string message) => new(null, sheet.Columns, [], [], new RowError(1, code, message));
}
