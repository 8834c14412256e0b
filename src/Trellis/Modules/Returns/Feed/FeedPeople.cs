using System.Text.Json;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;

namespace Trellis.Modules.Returns.Feed;

/// <summary>Who the children of a feed are said to be. Of somebody of whom nothing else is told, nothing is kept.</summary>
internal static class FeedPeople
{
    private static readonly string[] PupilNumber = ["upn", "unique pupil number"];

    /// <param name="told">What the feed says of each, by number.</param>
    public static IReadOnlyList<ToldChild> Of(DataSet set, ILookup<string, ToldRow> told, CensusCodes codes, DateOnly on)
    {
        var upns = set[DataSetTables.Numbers].Where(n => PupilNumber.Contains(n["link_identifier_type"]!.ToLowerInvariant()) && (n.Day("link_valid_to_date") is not { } until || until > on))
            .ToLookup(n => n["link_person_id"]!, n => n["link_identifier_value"]!, StringComparer.OrdinalIgnoreCase);
        return [.. set[DataSetTables.Person].Where(p => told[p["pers_person_id"]!].Any()).Select((p, i) => One(p, i + 1, upns[p["pers_person_id"]!].Distinct(StringComparer.OrdinalIgnoreCase).ToArray(), codes))];
    }

    /// <summary>Of somebody with two pupil numbers neither says who they are.</summary>
    private static ToldChild One(DataSetRow person, int position, string[] upns, CensusCodes codes)
    {
        var upn = upns is [var only] ? only : null;
        return new ToldChild(
            position, person.Line, person["pers_person_id"]!, upn, person.Day("pers_dob"), person.Day("pers_expected_dob"), CensusChildren.Sex(person["pers_sex"]),
            codes.Known("ethnic-group", person["pers_ethnicity"]) ?? "NOBT", Said(person, upn))
        { GivenName = person["pers_forename"], FamilyName = person["pers_surname"] };
    }

    private static string Said(DataSetRow person, string? upn)
    {
        var said = DataSetTables.Find(DataSetTables.Person)!.Items.Where(i => person[i.Name] is not null).ToDictionary(i => i.Name, i => person[i.Name]!);
        if (upn is not null) { said["upn"] = upn; }
        return JsonSerializer.Serialize(said);
    }
}
