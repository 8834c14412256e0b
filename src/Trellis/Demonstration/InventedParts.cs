using System.Globalization;
using System.Text;
using Trellis.Matching.Identifiers;
using Trellis.Modules.People;
using Trellis.Modules.People.Parts;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>Invents what else is known of somebody: numbers from the ranges kept for tests, former names and addresses, who is who to whom.</summary>
public sealed class InventedParts(Inventions from, PracticeModel practice, int seed)
{
    private static readonly string[] Languages = ["pl", "ar", "so", "pt", "fr", "bn", "sq", "es", "fa", "yue"];
    private static readonly string[] Disabilities = ["AUT", "BEH", "COMM", "CON", "HAND", "HEAR", "INC", "LD", "MOB", "PC", "VIS"];

    /// <summary>Says of everybody in a household what was known when they were added. The same for the same seed.</summary>
    /// <param name="people">In the order of <paramref name="household"/>.</param>
    public void Of(Household household, IReadOnlyList<Person> people, DateTimeOffset at)
    {
        var dice = Dice.For(seed, "parts", household.Number);
        var former = dice.Chance(0.12) ? dice.Pick(from.FamilyFirst) + dice.Pick(from.FamilyLast) : null;
        var before = dice.Chance(0.3) ? string.Create(CultureInfo.InvariantCulture, $"{dice.Between(1, 180)} {dice.Pick(from.Streets)}") : null;
        var moved = DateOnly.FromDateTime(at.Date).AddDays(-dice.Between(60, 1500));
        var language = dice.Chance(0.2) ? dice.Pick(Languages) : null;
        var agencies = from.Agencies.Where(a => a.Kind is "health" || (a.Kind is "school" && a.Area == household.Area)).ToArray();
        foreach (var (person, invented) in people.Zip(household.People))
        {
            var number = int.Parse(invented.Reference[1..], CultureInfo.InvariantCulture);
            if (dice.Chance(invented.Child ? 0.9 : 0.6) && Nhs(number) is { } nhs) { person.Knew(new PersonIdentifier { PersonId = person.Id, Person = person, Area = person.Area, Agency = "health-trust", RecordedAt = at, Kind = "nhs", Value = nhs }); }
            if (invented.School is not null && dice.Chance(0.85)) { person.Knew(new PersonIdentifier { PersonId = person.Id, Person = person, Area = person.Area, RecordedAt = at, Kind = "upn", Value = Upn(household.Area, number) }); }
            if (former is not null) { person.Knew(new PersonName { PersonId = person.Id, Person = person, Area = person.Area, RecordedAt = at, Kind = "former", GivenName = person.GivenName, FamilyName = former, UntilOn = moved }); }
            if (dice.Chance(0.08)) { person.Knew(new PersonName { PersonId = person.Id, Person = person, Area = person.Area, RecordedAt = at, Kind = "known-as", GivenName = dice.Pick(from.GivenNames), FamilyName = person.FamilyName }); }
            if (before is not null) { person.Knew(new PersonAddress { PersonId = person.Id, Person = person, Area = person.Area, RecordedAt = at, Kind = "home", Text = before, UntilOn = moved }); }
            if (language is not null) { person.Knew(new Trait { PersonId = person.Id, Person = person, Area = person.Area, RecordedAt = at, Kind = "language", Answer = language }); }
            if (invented.Child && dice.Chance(0.25))
            {
                var agency = dice.Pick(agencies);
                person.KnewFrom(agency.Code, agency.Kind is "health" ? string.Create(CultureInfo.InvariantCulture, $"T{number * 7}") : null, [new("Name", former is not null && dice.Chance(0.5) ? $"{person.GivenName} {former}" : person.Name), new("Date of birth", invented.Born.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"))), new("Address", before is not null && dice.Chance(0.4) ? before : household.Address)], at);
            }
        }

        Family(household, people, dice, at);
        var other = Dice.For(seed, "disability", household.Number);
        foreach (var (person, _) in people.Zip(household.People).Where(p => p.Second.Child))
        {
            foreach (var code in other.Chance(0.88) ? ["NONE"] : new[] { other.Pick(Disabilities), other.Pick(Disabilities) }.Distinct()) { person.Knew(new Trait { PersonId = person.Id, Person = person, Area = person.Area, RecordedAt = at, Kind = "disability", Answer = code }); }
        }
    }

    private void Family(Household household, IReadOnlyList<Person> people, Dice dice, DateTimeOffset at)
    {
        var all = people.Zip(household.People).ToArray();
        var children = all.Where(p => p.Second.Child).ToArray();
        var adults = all.Where(p => !p.Second.Child).ToArray();
        foreach (var (child, _) in children)
        {
            for (var a = 0; a < adults.Length; a++)
            {
                var kind = a == 0 ? "mother" : adults[a].Second.Sex is "M" ? dice.Of(("father", 70), ("step-father", 30)) : "parent";
                Tie(child, adults[a].First, kind, kind is "mother" || dice.Chance(0.8), at);
            }
        }

        for (var i = 0; i < children.Length; i++)
        {
            for (var j = i + 1; j < children.Length; j++) { Tie(children[i].First, children[j].First, children[i].Second.Born == children[j].Second.Born ? "twin" : "sibling", null, at); }
        }
    }

    private void Tie(Person one, Person other, string kind, bool? responsible, DateTimeOffset at)
    {
        var pair = Platform.Record.Ids.New();
        Relationship Row(Person of, Person with, string what, bool? has) => new() { PersonId = of.Id, Person = of, Area = of.Area, RecordedAt = at, PairId = pair, OtherId = with.Id, OtherArea = with.Area, Kind = what, Responsible = has };
        one.Knew(Row(one, other, kind, responsible));
        other.Knew(Row(other, one, practice.Codes["relationship"].Find(kind)?.Inverse ?? kind, null));
    }

    /// <summary>From the range that is never given to a patient; null where no check digit fits.</summary>
    private static string? Nhs(int number)
    {
        var nine = string.Create(CultureInfo.InvariantCulture, $"999{number % 1_000_000:000000}");
        return NhsNumber.CheckDigit(Encoding.ASCII.GetBytes(nine)) is { } check ? nine + check.ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <summary>With the number of the borough, and a year and school nobody has.</summary>
    private static string Upn(string area, int number)
    {
        var rest = string.Create(CultureInfo.InvariantCulture, $"{(area is "RBKC" ? 207 : 213)}9999{number % 100_000:00000}");
        return Matching.Identifiers.Upn.CheckLetter(Encoding.ASCII.GetBytes(rest)) + rest;
    }
}
