using System.Globalization;
using Trellis.Matching.Index;
using Trellis.Modules.People.Parts;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>Somebody on an agency's list, as the line says it. Texts are empty where it says nothing.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Number">In the agency's own system.</param>
/// <param name="BornText">As written; a day that is no day is kept, and not used.</param>
public sealed record ListedPerson(
    int Line, string Number, string GivenName, string MiddleNames, string FamilyName, string BornText, DateOnly? Born, string BornAs, string Sex, string Address, string Postcode, string NhsNumber, string Upn, string School)
{
    private const string FirstLabel = "First name";
    private const string LastLabel = "Last name";
    private const string BornLabel = "Date of birth";

    /// <summary>Theirs, if nobody like them is recorded.</summary>
    public Guid NewId { get; } = Ids.New();

    /// <summary>"M", "F" or "U": codes of <c>sex</c>.</summary>
    public string SexCode => Sex.Trim().ToUpperInvariant() switch { "M" or "MALE" or "BOY" or "1" => "M", "F" or "FEMALE" or "GIRL" or "2" => "F", _ => "U" };

    public string GivenNames => string.Join(' ', new[] { GivenName, MiddleNames }.Where(n => n.Length > 0));

    public Known Known => new(
        GivenName: Filled(GivenName), MiddleNames: Filled(MiddleNames), FamilyName: Filled(FamilyName),
        BirthDate: Born is { } born ? born.ToString(BornAs switch { Ages.ToTheDay => "yyyy-MM-dd", "month" => "yyyy-MM", _ => "yyyy" }, CultureInfo.InvariantCulture) : null,
        Sex: SexCode is "U" ? null : SexCode, Postcode: Filled(Postcode), Address: Filled(Address), NhsNumber: Filled(NhsNumber), Upn: Filled(Upn), School: Filled(School));

    /// <summary>What the agency says, label by label, in its words.</summary>
    public string Said => SourceRecord.Write(
    [
        new(FirstLabel, GivenNames), new(LastLabel, FamilyName), new(BornLabel, Born is { } born && BornAs is Ages.ToTheDay ? English.Date(born) : BornText),
        new("Sex", Sex), new("Address", Address), new("Postcode", Postcode), new("NHS number", NhsNumber), new("UPN", Upn), new("School", School),
    ]);

    /// <summary>From what was kept of a line that somebody is to look at.</summary>
    public static ListedPerson Of(ListLine line)
    {
        string Text(string label) => line.Lines.GetValueOrDefault(label, "");
        var (given, middle) = EveryName.Apart(Text(FirstLabel));
        var (born, precision) = DateOnly.TryParseExact(Text(BornLabel), "d MMMM yyyy", English.Culture, DateTimeStyles.None, out var day) ? (day, Ages.ToTheDay) : ListFile.Date(Text(BornLabel), null);
        return new(line.Line, line.Number, given, middle ?? "", Text(LastLabel), Text(BornLabel), born, precision, Text("Sex"), Text("Address"), Text("Postcode"), Text("NHS number"), Text("UPN"), Text("School"));
    }

    private static string? Filled(string text) => text.Length == 0 ? null : text;
}
