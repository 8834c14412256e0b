using System.Globalization;
using Trellis.Households.Making;

namespace Trellis.Households.Recording;

/// <summary>A line of an extract. Empty text is what the agency doesn't have.</summary>
public sealed record Row
{
    public string Id { get; set; } = "";
    public required string NhsNumber { get; set; }
    public required string Upn { get; set; }
    public required string Given { get; set; }
    public required string Middle { get; set; }
    public required string Family { get; set; }

    /// <summary>As in 2019-04-30.</summary>
    public required string Born { get; set; }

    /// <summary>M, F or empty.</summary>
    public required string Sex { get; set; }

    public required string Address { get; set; }
    public required string Postcode { get; set; }
    public required string School { get; set; }

    public required Person Person { get; init; }

    /// <summary>What this agency would have written without a mistake.</summary>
    public Row? Clean { get; set; }

    /// <summary>The mistakes made.</summary>
    public Kinds Errors { get; set; }

    /// <summary>The mistakes that could have been made: a name without nickname has none.</summary>
    public Kinds Could { get; set; }

    /// <summary>Without mistakes: of what it holds, what this agency writes down.</summary>
    public static Row Of(Person person, Agency agency, Chance chance) => new()
    {
        NhsNumber = chance.Hits(agency.Nhs) ? person.NhsNumber : "",
        Upn = chance.Hits(agency.Upn) ? person.Upn : "",
        Given = person.Given,
        Middle = chance.Hits(agency.Middle) ? person.Middle : "",
        Family = person.Family,
        Born = Iso(person.Born),
        Sex = person.Sex == 'M' ? "M" : "F",
        Address = chance.Hits(agency.Address) ? person.Household.Place.Address : "",
        Postcode = person.Household.Place.Postcode,
        School = chance.Hits(agency.School) ? person.School : "",
        Person = person,
    };

    internal static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A set of <see cref="ErrorKind"/>.</summary>
public readonly record struct Kinds(int Bits)
{
    public bool Has(ErrorKind kind) => (Bits & (1 << (int)kind)) != 0;

    public Kinds With(ErrorKind kind) => new(Bits | (1 << (int)kind));

    /// <summary>Their words with spaces between, in the order of <see cref="ErrorKind"/>.</summary>
    public override string ToString()
    {
        var bits = Bits;
        return Bits == 0 ? "" : string.Join(' ', Enum.GetValues<ErrorKind>().Where(k => (bits & (1 << (int)k)) != 0).Select(Word));
    }

    /// <summary><c>GivenTypo</c> is <c>given-typo</c>.</summary>
    public static string Word(ErrorKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
