using Trellis.Households.Names;

namespace Trellis.Households.Making;

/// <summary>Gives the children of a household, and their parents, names and numbers.</summary>
public sealed class Naming(long seed)
{
    private const int Schools = 60;
    private const double NamesAlike = 0.12;
    private static readonly string[] Saints = ["St Mary's", "St John's", "Holy Trinity", "St Joseph's", "Christ Church", "All Saints", "Oakfield", "Riverside", "Hillcrest", "Parkside", "Meadowbank", "Thornhill"];
    private static readonly string[] Primaries = ["Primary School", "Church of England Primary School", "Catholic Primary School", "Academy"];
    private static readonly string[] Secondaries = ["School", "Academy", "High School", "College"];
    private readonly Numbers _numbers = new(seed);
    private long _people;

    /// <summary>Children, the youngest first, and both parents.</summary>
    public void Name(Household household, List<Birth> births, int area, Chance chance)
    {
        var isFromAbroad = chance.Hits(household.Origin.Abroad);
        // Most names with accents are written without them from the first form on.
        var isPlain = chance.Hits(0.8);
        var hasFirstName = household.Origin.FirstName is not null && chance.Hits(household.Origin.FirstNameShare / 0.5);
        Person? before = null;
        foreach (var planned in births)
        {
            var birth = planned.IsTwinOfTheOneBefore ? planned with { Born = before!.Born } : planned;
            var (given, middle) = Given(household, birth, before, hasFirstName, chance);
            var child = Make(household, birth, given, middle, household.Names.For(birth.Sex), area, isFromAbroad, isPlain, chance);
            if (birth.IsTwinOfTheOneBefore)
            {
                (child.Twin, before!.Twin) = (before, child);
            }

            household.Children.Add(before = child);
        }

        AddParents(household, isFromAbroad, isPlain, chance);
    }

    /// <summary>One child who shares name, sex and birth date with somebody of no relation.</summary>
    public void NameLike(Person namesake, Household household, int area, Chance chance)
    {
        var isFromAbroad = chance.Hits(household.Origin.Abroad);
        var middle = household.Names.MiddleFor(namesake.Sex) ?? (chance.Hits(household.Origin.Middle) ? household.Origin.Given(namesake.Sex).Draw(chance) : "");
        household.Children.Add(Make(household, new Birth(namesake.Born, namesake.Sex, false), namesake.Given, middle, namesake.Family, area, isFromAbroad, false, chance, isNamesake: true));
        AddParents(household, isFromAbroad, false, chance);
    }

    private static (string Given, string Middle) Given(Household household, Birth birth, Person? before, bool hasFirstName, Chance chance)
    {
        var list = household.Origin.Given(birth.Sex);
        var called = list.Draw(chance);
        // Some parents like their twins' names to begin alike; nobody gives two of their children one name.
        var alike = birth.IsTwinOfTheOneBefore && chance.Hits(NamesAlike) ? before!.Given[0] : '\0';
        for (var tries = 0; tries < 60 && (IsTaken(household, called) || (alike != '\0' && tries < 40 && called[0] != alike)); tries++)
        {
            called = list.Draw(chance);
        }

        if (household.Origin.FirstName is { } first && hasFirstName && birth.Sex == 'M' && called != first)
        {
            return (first, called);
        }

        var customary = household.Names.MiddleFor(birth.Sex);
        if (customary is { Length: > 0 })
        {
            return (called, customary);
        }

        var middle = customary is null && chance.Hits(household.Origin.Middle) ? list.Draw(chance) : "";
        return (called, middle == called ? "" : middle);
    }

    private static bool IsTaken(Household household, string called) =>
        household.Children.Exists(c => c.Given == called || c.Middle == called || Spelling.VariantsOf(called).Any(v => c.Given == v || c.Middle == v));

    private Person Make(
        Household household, Birth birth, string given, string middle, string family, int area, bool isFromAbroad, bool isPlain, Chance chance, bool isNamesake = false)
    {
        if (!isNamesake && chance.Hits(0.1) && Spelling.VariantsOf(given) is { Count: > 0 } spellings)
        {
            // Parents spell as they like, too.
            var other = chance.Of(spellings);
            given = household.Children.Exists(c => c.Given == other) ? given : other;
        }

        var names = household.Names;
        var age = Age(birth.Born);
        var school = chance.Below(Schools);
        var starts = birth.Born.Year + (birth.Born.Month >= 9 ? 5 : 4);
        // A first of January in the papers of those who came: nobody knew the day.
        var born = isFromAbroad && !isNamesake && !birth.IsTwinOfTheOneBefore && chance.Hits(0.015) ? new DateOnly(birth.Born.Year, 1, 1) : birth.Born;
        var otherFamily = family == names.Mothers ? names.Fathers : names.Mothers;
        string Written(string name) => isPlain ? Spelling.Plain(name) : name;
        return new Person
        {
            Number = ++_people,
            Household = household,
            Given = Written(given),
            Middle = Written(middle),
            Family = Written(family),
            Born = born,
            Sex = birth.Sex,
            KnownAs = Written(KnownAs(household.Origin, given, middle, birth.Sex, chance)),
            OtherFamily = Written(otherFamily),
            NhsNumber = _numbers.NextNhsNumber(),
            Upn = age >= 4 ? _numbers.NextUpn(area, school, starts) : "",
            School = age >= 4 ? SchoolName(school, age) : "",
            IsFromAbroad = isFromAbroad,
            IsAStrangersNamesake = isNamesake,
        };
    }

    private static string KnownAs(Origin origin, string given, string middle, char sex, Chance chance)
    {
        var called = !origin.Other.IsEmpty && chance.Hits(0.6) ? origin.Other.Draw(chance)
            : middle.Length > 0 && origin.Custom is Custom.Inherited or Custom.TwoNames or Custom.Gendered ? middle.Split(' ')[0]
            : origin.Given(sex).Draw(chance);
        while (called == given || Spelling.Plain(called) == Spelling.Plain(given) || called.Length == 0)
        {
            called = origin.Given(sex).Draw(chance);
        }

        return called;
    }

    private void AddParents(Household household, bool isFromAbroad, bool isPlain, Chance chance)
    {
        var eldest = household.Children[^1].Born;
        foreach (var sex in "FM")
        {
            var origin = household.Origin;
            var given = sex == 'M' ? household.Names.FathersGiven : origin.Girls.Draw(chance);
            var middle = chance.Hits(origin.Middle * 0.8) ? origin.Given(sex).Draw(chance) : "";
            var family = sex == 'M' ? household.Names.Fathers : chance.Hits(0.6) ? household.Names.Fathers : household.Names.Mothers;
            string Written(string name) => isPlain ? Spelling.Plain(name) : name;
            household.Parents.Add(new Person
            {
                Number = ++_people,
                Household = household,
                Given = Written(given),
                Middle = Written(middle == given ? "" : middle),
                Family = Written(family),
                Born = eldest.AddDays(-(int)(365.25 * (18 + (24 * chance.Next())))),
                Sex = sex,
                KnownAs = Written(KnownAs(origin, given, "", sex, chance)),
                OtherFamily = Written(family == household.Names.Mothers ? household.Names.Fathers : household.Names.Mothers),
                NhsNumber = _numbers.NextNhsNumber(),
                Upn = "",
                School = "",
                IsFromAbroad = isFromAbroad,
                IsParent = true,
            });
        }
    }

    private static int Age(DateOnly born)
    {
        var years = Population.On.Year - born.Year;
        return born.AddYears(years) > Population.On ? years - 1 : years;
    }

    private static string SchoolName(int school, int age) => age < 11
        ? $"{Saints[school % Saints.Length]} {Primaries[school / Saints.Length % Primaries.Length]}"
        : $"{Saints[school % Saints.Length]} {Secondaries[school / Saints.Length % Secondaries.Length]}";
}
