namespace Trellis.Modules.People.Public;

/// <summary>What was typed of somebody, and which of it their record does not have.</summary>
/// <param name="Lines">All that was typed, label by label, as it was.</param>
/// <param name="Codes">What is new of it: <c>name</c>, <c>birth-date</c>, <c>address</c>, <c>number</c>, <c>school</c>.</param>
public sealed record Heard(IReadOnlyList<KeyValuePair<string, string>> Lines, IReadOnlyList<string> Codes)
{
    private const string BirthLabel = "Date of birth";

    /// <summary>The line with where they live; the database knows it by this name, and keeps it to its circle where it is confidential.</summary>
    private const string PlaceLabel = "Address";

    /// <summary>A name they are not known by; null when it is known.</summary>
    public string? Name { get; private init; }

    /// <summary>Where they are not known to live; null when it is known, or kept to a circle.</summary>
    public string? Where { get; private init; }

    public string GivenName { get; private init; } = "";

    public string FamilyName { get; private init; } = "";

    public string? Address { get; private init; }

    public string? Postcode { get; private init; }

    public bool HasPlace { get; private init; }

    public bool Any => Codes.Count > 0;

    /// <summary>"another name, another address".</summary>
    public string Words => string.Join(", ", Codes.Select(c => c switch { "name" => "another name", "birth-date" => "a date of birth", "address" => "another address", "number" => "another number", _ => "another school" }));

    internal static Heard Of(Person known, string? givenName, string? familyName, BirthTyped? born, string? address, string? postcode, string? nhsNumber, string? upn, string? school)
    {
        var (given, family, text, code) = (Tidy(givenName), Tidy(familyName), Tidy(address), Tidy(postcode).ToUpperInvariant());
        var names = known.Names.Where(n => n.Stands).Select(n => (n.GivenName, n.FamilyName)).Append((known.GivenName, known.FamilyName)).ToArray();
        // A last name alone is a name of theirs if any of theirs has it.
        var newName = given.Length + family.Length > 0 && !names.Any(n => (given.Length == 0 || Same(n.Item1, given)) && (family.Length == 0 || Same(n.Item2, family)));
        var newPlace = (text.Length > 0 || code.Length > 0) && !known.ConfidentialAddress
            && !known.Addresses.Any(a => a.Stands && (text.Length == 0 || Same(a.Text, text)) && (code.Length == 0 || Same(a.Postcode, code)))
            && !((text.Length == 0 || Same(known.Address, text)) && (code.Length == 0 || Same(known.Postcode, code)));
        bool NewNumber(string? number) => !string.IsNullOrEmpty(number) && known.Identifiers.TrueForAll(i => !i.Stands || i.Value != number);
        var codes = new List<string>();
        if (newName) { codes.Add("name"); }
        if (born?.IsNewTo(known.Born, known.BornAs) is true) { codes.Add("birth-date"); }
        if (newPlace || (known.ConfidentialAddress && text.Length + code.Length > 0)) { codes.Add("address"); }
        if (NewNumber(nhsNumber) || NewNumber(upn)) { codes.Add("number"); }
        if (Tidy(school).Length > 0 && !Same(known.School, Tidy(school))) { codes.Add("school"); }
        var lines = Said(given, family, born, text, code, nhsNumber, upn, school);
        return new Heard(lines, codes)
        {
            Name = newName ? $"{given} {family}".Trim() : null,
            GivenName = given,
            FamilyName = family,
            Where = newPlace ? Place(text, code) : null,
            Address = text.Length > 0 ? text : null,
            Postcode = code.Length > 0 ? code : null,
            HasPlace = text.Length + code.Length > 0,
        };
    }

    /// <summary>Of somebody whom whoever types it is not shown: all of it, whatever their record has, because to say what is new would tell what is not.</summary>
    public static Heard Unseen(string? givenName, string? familyName, BirthTyped? born, string? address, string? postcode, string? nhsNumber, string? upn, string? school)
    {
        var (text, code) = (Tidy(address), Tidy(postcode).ToUpperInvariant());
        var lines = Said(Tidy(givenName), Tidy(familyName), born, text, code, nhsNumber, upn, school);
        return new Heard(lines, [.. lines.Where(l => l.Value.Length > 0).Select(l => l.Key switch { "Name" => "name", BirthLabel => "birth-date", PlaceLabel => "address", "School" => "school", _ => "number" }).Distinct()]) { HasPlace = text.Length + code.Length > 0 };
    }

    private static KeyValuePair<string, string>[] Said(string given, string family, BirthTyped? born, string address, string postcode, string? nhsNumber, string? upn, string? school) =>
    [
        new("Name", $"{given} {family}".Trim()), new(BirthLabel, born?.Words ?? ""), new(PlaceLabel, Place(address, postcode)),
        new("NHS number", Tidy(nhsNumber)), new("Unique pupil number", Tidy(upn)), new("School", Tidy(school)),
    ];

    private static string Place(string address, string postcode) => string.Join(", ", new[] { address, postcode }.Where(t => t.Length > 0));

    private static string Tidy(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whatever its capitals and signs: "ZZ9 9ZZ" and "zz99zz".</summary>
    private static bool Same(string? one, string other) => one is not null && Solid(one).Equals(Solid(other), StringComparison.OrdinalIgnoreCase);

    private static string Solid(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
