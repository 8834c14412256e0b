using Trellis.Households.Making;
using Trellis.Households.Names;

namespace Trellis.Households.Recording;

public sealed partial class Mistakes
{
    private static readonly string[] Babies = ["Baby", "Baby", "Baby", "Infant", "Unknown"];

    private void Names(Row row, Chance chance)
    {
        var person = row.Person;
        if (Happens(row, chance, ErrorKind.Placeholder, !person.IsParent && person.Born > Population.On.AddYears(-1)))
        {
            (row.Given, row.Middle) = (PlaceholderFor(person, chance), "");
        }
        else
        {
            Given(row, chance);
        }

        if (!row.Errors.Has(ErrorKind.Alias) || row.Family == row.Clean!.Family)
        {
            Family(row, chance);
        }
    }

    private void Given(Row row, Chance chance)
    {
        var person = row.Person;
        var nicknames = Spelling.NicknamesOf(row.Given);
        var variants = Spelling.VariantsOf(row.Given);
        switch (One(row, chance, (ErrorKind.Alias, true), (ErrorKind.KnownAs, true), (ErrorKind.Nickname, nicknames.Count > 0), (ErrorKind.GivenVariant, variants.Count > 0)))
        {
            case ErrorKind.Alias when person.OtherFamily != row.Family && chance.Hits(0.5):
                row.Family = person.OtherFamily;
                break;
            case ErrorKind.Alias or ErrorKind.KnownAs:
                row.Given = person.KnownAs;
                break;
            case ErrorKind.Nickname:
                row.Given = chance.Of(nicknames);
                break;
            case ErrorKind.GivenVariant:
                row.Given = chance.Of(variants);
                break;
        }

        if (Happens(row, chance, ErrorKind.GivenTypo, row.Clean!.Given.Length > 1))
        {
            row.Given = Typing.Slip(row.Given, chance);
        }

        if (Happens(row, chance, ErrorKind.MiddleMerged, row.Middle.Length > 0))
        {
            (row.Given, row.Middle) = ($"{row.Given} {row.Middle}", "");
        }
    }

    private void Family(Row row, Chance chance)
    {
        var person = row.Person;
        var variants = Spelling.VariantsOf(row.Family);
        var isOther = person.OtherFamily != row.Family && person.OtherFamily.Length > 0;
        var isDouble = IsDouble(row);
        switch (One(row, chance, (ErrorKind.FamilyChanged, isOther), (ErrorKind.DoubleBarrelled, isOther || isDouble), (ErrorKind.FamilyVariant, variants.Count > 0)))
        {
            case ErrorKind.FamilyChanged:
                row.Family = person.OtherFamily;
                break;
            case ErrorKind.DoubleBarrelled when isDouble:
                row.Family = chance.Of(row.Family.Split('-', ' ', StringSplitOptions.RemoveEmptyEntries));
                break;
            case ErrorKind.DoubleBarrelled:
                row.Family = chance.Hits(0.5) ? $"{row.Family}-{person.OtherFamily}" : $"{person.OtherFamily}-{row.Family}";
                break;
            case ErrorKind.FamilyVariant:
                row.Family = chance.Of(variants);
                break;
        }

        if (Happens(row, chance, ErrorKind.FamilyTypo, row.Clean!.Family.Length > 1))
        {
            row.Family = row.Family.Length > 1 ? Typing.Slip(row.Family, chance) : row.Family + row.Family;
        }
    }

    /// <summary>Two family names: not an article (Al-Masri, De Silva).</summary>
    private static bool IsDouble(Row row) => row.Person.Origin.Custom is Custom.TwoNames
        ? row.Family.Contains(' ', StringComparison.Ordinal)
        : row.Family.IndexOf('-', StringComparison.Ordinal) > 2;

    private void Swap(Row row, Chance chance)
    {
        if (Happens(row, chance, ErrorKind.NamesSwapped, row.Given != row.Family))
        {
            (row.Given, row.Family) = (row.Family, row.Given);
        }
    }

    private static string PlaceholderFor(Person person, Chance chance)
    {
        if (person.Twin is { } twin && chance.Hits(0.7))
        {
            return person.Number < twin.Number ? "Twin 1" : "Twin 2";
        }

        return chance.Hits(0.4) ? person.Sex == 'M' ? "Baby Boy" : "Baby Girl" : chance.Of(Babies);
    }
}
