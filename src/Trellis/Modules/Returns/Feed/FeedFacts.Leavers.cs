using Trellis.Modules.Returns.TakingIn;

namespace Trellis.Modules.Returns.Feed;

/// <summary>
/// Young people who have left care. The data set says how they are, not since when; the looked-after return asks how they were around each birthday from
/// the 17th to the 21st. So what a feed says is told of the latest birthday, until the next one comes.
/// </summary>
public sealed partial class FeedFacts
{
    private const string LeaverTold = "leaver.told";
    private const int FirstBirthday = 17;
    private const int LastBirthday = 21;

    /// <summary>Who is still looked after, or is owed help alone: the return does not ask of them.</summary>
    private static readonly string[] NotAsked = ["qualifying", "eligible", "none"];

    private IEnumerable<(string Child, ToldRow Row)> Left()
    {
        var born = set[DataSetTables.Person].Where(p => p.Day("pers_dob") is not null).ToLookup(p => p["pers_person_id"]!, p => p.Day("pers_dob")!.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var of in set[DataSetTables.Leavers].Where(l => !NotAsked.Contains(codes.Known("leaver-eligibility", l["clea_care_leaver_eligibility"]))).GroupBy(l => l["clea_person_id"]!, StringComparer.OrdinalIgnoreCase))
        {
            // A case system may have a row for each time somebody looked: the one with the latest contact says how they are.
            var told = of.OrderByDescending(l => l.Day("clea_care_leaver_latest_contact")).ThenBy(l => l["clea_table_id"], StringComparer.Ordinal).First();
            if (born[of.Key].Cast<DateOnly?>().FirstOrDefault() is not { } birth || Birthday(birth) is not (var age and >= FirstBirthday and <= LastBirthday, var birthday)) { continue; }
            var row = Row(
                DataSetTables.Leavers, $"{of.Key} {Iso(birthday)}", LeaverTold, birthday, Origin("leaver", of.Key), null,
                ("age", age < 19 ? "17-18" : "19-21"), ("eligibility", codes.Known("leaver-eligibility", told["clea_care_leaver_eligibility"])), ("in-touch", codes.Known("leaver-in-touch", told["clea_care_leaver_in_touch"])),
                ("accommodation", codes.Known("leaver-accommodation", told["clea_care_leaver_accommodation"])), ("suitable", codes.Known("leaver-suitable", told["clea_care_leaver_accom_suitable"])), ("activity", codes.Known("leaver-activity", told["clea_care_leaver_activity"])));
            yield return (of.Key, row with { Part = Telling.OfBirthday(DataSetTables.Leavers, birthday) });
        }
    }

    /// <summary>The latest by the day of the feed.</summary>
    private (int Age, DateOnly On) Birthday(DateOnly birth)
    {
        var age = on.Year - birth.Year;
        return birth.AddYears(age) > on ? (age - 1, birth.AddYears(age - 1)) : (age, birth.AddYears(age));
    }
}
