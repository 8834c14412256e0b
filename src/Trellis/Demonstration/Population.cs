using System.Globalization;
using Trellis.Platform.Record;

namespace Trellis.Demonstration;

/// <summary>Somebody invented.</summary>
public sealed record Invented(Guid Id, string Reference, string GivenName, string FamilyName, DateOnly Born, string Sex, string EthnicGroup, string? School, bool Child)
{
    /// <summary>Whole years on a day; -1 before they are born.</summary>
    public int AgeOn(DateOnly day)
    {
        if (Born > day) { return -1; }
        var years = day.Year - Born.Year;
        return Born.AddYears(years) > day ? years - 1 : years;
    }
}

public sealed record Household(int Number, Guid Id, string Area, string Address, string Postcode, IReadOnlyList<Invented> People)
{
    public IEnumerable<Invented> Children => People.Where(p => p.Child);
}

/// <summary>Invents the households. The same for the same seed, day and size, but for the ids.</summary>
public static class Population
{
    public static IReadOnlyList<Household> Of(DemonstrationSize size, int seed, DateOnly today, Inventions from)
    {
        var dice = Dice.For(seed, "households");
        var families = from.FamilyFirst.SelectMany(f => from.FamilyLast.Where(l => !f.StartsWith(l, StringComparison.OrdinalIgnoreCase)).Select(l => f + l))
            .Except(from.Staff.Select(s => s.Name.Split(' ')[^1])).OrderBy(_ => dice.Next()).ToArray();
        var households = new List<Household>();
        var (children, person) = (0, 10_001);
        while (children < size.Children)
        {
            var number = households.Count;
            var some = Math.Min(dice.Pick([(1, 36.0), (2, 34), (3, 20), (4, 10)], c => c.Item2).Item1, size.Children - children);
            var area = dice.Chance(0.52) ? "RBKC" : "WCC";
            var family = families[number % families.Length];
            var groups = from.EthnicGroups.Select(g => (g.Group, area is "RBKC" ? g.Rbkc : g.Wcc)).ToArray();
            var group = dice.Of(groups);
            var schools = from.Agencies.Where(a => a.Kind is "school" && a.Area == area).ToArray();
            var people = new List<Invented>();

            Invented Someone(DateOnly born, bool child)
            {
                var age = today.Year - born.Year;
                var given = dice.Pick(from.GivenNames.Where(g => people.All(p => p.GivenName != g)).ToArray());
                var sex = born > today ? "U" : dice.Of(("F", 49.5), ("M", 49.5), ("U", 1));
                var school = child && age is >= 4 and <= 18 && dice.Chance(0.8) ? schools[age < 11 ? 0 : 1].Title : null;
                return new Invented(Ids.New(), string.Create(CultureInfo.InvariantCulture, $"P{person++}"), given, family, born, sex, dice.Chance(0.93) ? group : dice.Of(groups), school, child);
            }

            var youngest = Youngest(dice, today);
            for (var c = 0; c < some; c++)
            {
                people.Add(Someone(youngest, child: true));
                youngest = youngest.AddDays(-dice.Between(330, 1500));
                if (youngest < today.AddYears(-18).AddDays(-500)) { youngest = people[^1].Born.AddDays(people[^1].Born > today.AddYears(-17) ? -280 : 0); }
            }

            children += some;
            var oldest = people.Min(p => p.Born);
            var adults = dice.Chance(0.45) ? 1 : 2;
            for (var a = 0; a < adults; a++) { people.Add(Someone(oldest.AddDays(-dice.Between(19 * 365, 38 * 365)), child: false) with { Sex = a == 0 ? "F" : dice.Of(("F", 12), ("M", 88)) }); }
            var letters = "ABDEFGHJLNPQRSTUWXYZ";
            households.Add(new Household(
                number, Ids.New(), area, string.Create(CultureInfo.InvariantCulture, $"{dice.Between(1, 180)} {dice.Pick(from.Streets)}"),
                // No postcode begins with ZZ.
                string.Create(CultureInfo.InvariantCulture, $"ZZ{(area is "RBKC" ? 1 : 2)} {dice.Between(1, 9)}{letters[dice.Between(0, letters.Length - 1)]}{letters[dice.Between(0, letters.Length - 1)]}"), people));
        }

        if (households.FindIndex(h => h.Area is "RBKC" && h.Children.Count(c => IsOfAge(c, today)) > 1) is >= 0 and var at) { households[at] = Gingerthimble(households[at], today); }
        return households;
    }

    /// <summary>The family whom README names: twins, to be looked for under another spelling at the front door.</summary>
    private static Household Gingerthimble(Household household, DateOnly today)
    {
        var twins = household.Children.Where(c => IsOfAge(c, today)).Take(2).Select(c => c.Id).ToArray();
        var born = household.People.First(p => p.Id == twins[0]).Born;
        return household with
        {
            People = [.. household.People.Select(p => p with
        {
            FamilyName = "Gingerthimble",
            GivenName = p.Id == twins[0] ? "Dormouse" : p.Id == twins[1] ? "Wigeon" : p.GivenName,
            Born = p.Id == twins[1] ? born : p.Born,
        })]
        };
    }

    private static bool IsOfAge(Invented child, DateOnly today) => child.AgeOn(today) is >= 1 and <= 15;

    /// <summary>A few not yet born, a few who turned 18 in the last year, the rest spread between.</summary>
    private static DateOnly Youngest(Dice dice, DateOnly today) =>
        dice.Chance(0.03) ? today.AddDays(dice.Between(5, 160)) : today.AddDays(-dice.Between(1, dice.Chance(0.6) ? 9 * 365 : (18 * 365) + 300));
}
