using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Public;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Candidates;

/// <summary>Somebody whose date of birth is known in part is looked for by that part, and added with how well it is known.</summary>
public sealed class What_is_known_in_part(TestSite site) : OnSite(site)
{
    [Theory]
    [InlineData("Marchmont", "", "3", "2014", "", "2014-03-01 month", "March 2014", "March 2014")]
    [InlineData("Yearling", "", "", "2014", "", "2014-01-01 year", "2014", "2014")]
    [InlineData("Guessborough", "", "", "", "7", "2018-09-02 about", "about 2018", "about 7 years old")]
    public async Task It_is_carried_to_who_is_added_and_said_as_it_was_typed(string family, string day, string month, string year, string age, string kept, string shown, string said)
    {
        var page = await (await Search(await SignedIn(FrontDoorWorker), "Ouzel", family, day, month, year, age)).Presses("Nobody like them was found: add a new person");
        page = await page.Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Fill("Which area do they live in?", "Royal Borough of Kensington and Chelsea").Presses("Save and continue");

        page.Errors.ShouldBeEmpty();
        page.Heading.ShouldBe("Who is this contact about?");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select born || ' ' || born_as from people.person where family_name = '{family}'")).ShouldBe(kept);
        var person = await Stage.LookAsync(db => db.People.AsNoTracking().Include(p => p.Sources).SingleAsync(p => p.FamilyName == family));
        Ages.BirthWords(person.Born, person.BornAs).ShouldBe(shown);
        person.Sources.ShouldHaveSingleItem().Lines["Date of birth"].ShouldBe(said);
        (await (await SignedIn(SocialWorker)).Opens($"/people/{person.Id}")).Said.ShouldContain(shown);
        if (age.Length > 0) { person.AgeOn(LondonTimes.Day("2026-03-02")).ShouldBe(7, "as they were said to be"); }
    }

    [Fact]
    public async Task A_year_or_an_age_that_fits_speaks_for_somebody_and_one_that_does_not_speaks_against_them()
    {
        await Given.AChild(c => c.Named("Redshank Partknown").BornOn("2018-12-27"));
        var worker = await SignedIn(FrontDoorWorker);

        foreach (var (month, year, age) in new[] { ("12", "2018", ""), ("", "2018", ""), ("", "", "7"), ("", "", "6"), ("", "", "8") })
        {
            (await Search(worker, "Redshank", "Partknown", "", month, year, age)).Said.ShouldContain("Date of birth: what is known agrees", customMessage: $"{month} {year} {age}");
        }

        foreach (var (year, age) in new[] { ("2009", ""), ("", "15") })
        {
            var page = await Search(worker, "Redshank", "Partknown", "", "", year, age);
            page.Said.ShouldNotContain("what is known agrees", customMessage: $"{year} {age}");
        }
    }

    [Fact]
    public async Task Whoever_was_added_with_an_age_is_found_by_the_day_they_were_born_a_year_out()
    {
        var page = await (await Search(await SignedIn(FrontDoorWorker), "Dunlin", "Estimated", "", "", "", "7")).Presses("Nobody like them was found: add a new person");
        await page.Fill("Sex", "Male").Fill("Ethnic group", "Not yet obtained").Fill("Which area do they live in?", "Royal Borough of Kensington and Chelsea").Presses("Save and continue");

        (await Search(await SignedIn(FrontDoorWorker), "Dunlin", "Estimated", "14", "2", "2019", "")).Said.ShouldContain("Date of birth: what is known agrees");
    }

    [Theory]
    [InlineData("27", "", "", "", "Date of birth must include a month and year", "Date of birth")]
    [InlineData("27", "", "2014", "", "Date of birth must include a month", "Date of birth")]
    [InlineData("", "13", "2014", "", "Date of birth must be a real date", "Date of birth")]
    [InlineData("", "", "2028", "", "Date of birth must be today or in the past, or when a baby is expected", "Date of birth")]
    [InlineData("", "6", "2026", "", "Date of birth must be today or in the past. Of a baby who is expected, enter the whole date", "Date of birth")]
    [InlineData("", "", "", "old", "About how old they are must be a whole number of years between 0 and 120", "About how old are they?")]
    [InlineData("", "", "", "121", "About how old they are must be a whole number of years between 0 and 120", "About how old are they?")]
    [InlineData("", "", "2014", "7", "Enter a date of birth or about how old they are, not both", "About how old are they?")]
    public async Task What_cannot_be_read_is_said_at_its_field_where_it_is_searched_and_where_it_is_added(string day, string month, string year, string age, string words, string label)
    {
        var searched = await Search(await SignedIn(FrontDoorWorker), "Knot", "Unreadable", day, month, year, age);
        searched.ErrorAt(label).ShouldBe(words);

        var added = Parts(await (await SignedIn(FrontDoorWorker)).Opens("/people/add"), "", day, month, year, age);
        added = await added.Fill("First name", "Knot").Fill("Last name", "Unreadable").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Fill("Which area do they live in?", "Royal Borough of Kensington and Chelsea").Presses("Save and continue");
        added.ErrorAt(label).ShouldBe(words);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from people.person where family_name = 'Unreadable'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_year_that_fits_what_is_recorded_is_nothing_new_and_another_is()
    {
        var child = await Given.AChild(c => c.Named("Garganey Samesaid").BornOn("2014-03-27"));
        var page = await Search(await SignedIn(FrontDoorWorker), "Garganey", "Samesaid", "", "3", "2014", "");
        (await page.Follows("This is Garganey Samesaid")).Said.ShouldNotContain("You typed");
        page = await (await Search(await SignedIn(FrontDoorWorker), "Garganey", "Samesaid", "", "", "2013", "")).Follows("This is Garganey Samesaid");
        page.Said.ShouldContain("You typed what their record does not have: a date of birth.");
        await page.Presses("Continue");
        (await Stage.LookAsync(db => db.People.AsNoTracking().Include(p => p.Sources).SingleAsync(p => p.Id == child.Id))).Sources.ShouldHaveSingleItem().Lines["Date of birth"].ShouldBe("2013");
    }

    private static async Task<TestPage> Search(Visitor visitor, string given, string family, string day, string month, string year, string age) =>
        await Parts(await visitor.Opens("/start/front-door"), "Typed.", day, month, year, age).Fill("First name", given).Fill("Last name", family).Presses("Search");

    private static TestPage Parts(TestPage page, string prefix, string day, string month, string year, string age)
    {
        foreach (var (part, text) in new[] { ("Born.Day", day), ("Born.Month", month), ("Born.Year", year), ("Age", age) })
        {
            if (text.Length > 0) { page.Document.QuerySelector($"[name='{prefix}{part}']")!.SetAttribute("value", text); }
        }

        return page;
    }
}
