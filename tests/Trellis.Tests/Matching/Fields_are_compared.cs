using System.Text;
using Trellis.Matching.Comparing;
using Trellis.Matching.Identifiers;

namespace Trellis.Tests.Matching;

public sealed class Fields_are_compared
{
    [Theory]
    [InlineData("Mohammed", "Muhammad", "another spelling")]
    [InlineData("Aisha", "Ayesha", "another spelling")]
    [InlineData("Oleksandr", "Alexander", "another spelling")]
    [InlineData("Yousouf", "Yusuf", "another spelling")]
    [InlineData("Elizabeth", "Beth", "a short form")]
    [InlineData("Liz", "Betty", "a short form")]
    [InlineData("Jonathan", "Jonathsn", "a slip of the keyboard")]
    [InlineData("Sandip", "Sandeep", "another spelling")]
    [InlineData("Mary", "Mary Ann", "one holds the other")]
    [InlineData("Maryann", "Mary Ann", "another spelling")]
    [InlineData("Mohamed Ali", "Muhammad Ali", "another spelling")]
    [InlineData("S", "Samuel", "one begins the other")]
    [InlineData("Baby", "Samuel", null)]
    [InlineData("Baby girl Khan", "Amina", null)]
    [InlineData("Priya", "Daniel", "different")]
    public void Given_names(string one, string other, string? alike) => Alike("given name", one, other).ShouldBe(alike);

    [Theory]
    [InlineData("O'Brien", "OBRIEN", "same")]
    [InlineData("MacDonald", "McDonald", "another spelling")]
    [InlineData("Smith-Jones", "Jones", "one holds the other")]
    [InlineData("Smith-Jones", "Jones Smith", "another spelling")]
    [InlineData("Kowalski", "Kowalska", "another spelling")]
    [InlineData("Okafor", "Patel", "different")]
    public void Family_names(string one, string other, string alike) => Alike("family name", one, other).ShouldBe(alike);

    [Theory]
    [InlineData("2015-03-04", "2015-04-03", "day and month changed about")]
    [InlineData("2015-03-04", "2015-03-14", "one digit wrong")]
    [InlineData("2015-03-12", "2015-03-21", "one digit wrong")]
    [InlineData("2015-03-14", "2015-01-01", "same year, one is 1 January")]
    [InlineData("2015-03-14", "2014-03-14", "same day, a year apart")]
    [InlineData("2015-03-14", "2015-03", "what is known agrees")]
    [InlineData("2015-03-14", "14/03/2015", "same")]
    [InlineData("2015-03-14", "2001-11-28", "different")]
    [InlineData("2015-03-14", "", null)]
    public void Birth_dates(string one, string other, string? alike) => Alike("birth date", one, other).ShouldBe(alike);

    [Theory]
    [InlineData("W10 5BN", "w105bn", "same")]
    [InlineData("W10 5BN", "W10 5NB", "a slip of the keyboard")]
    [InlineData("W10 5BN", "W10 5XY", "the same sector")]
    [InlineData("W10 5BN", "W10", "the same sector")]
    [InlineData("W10 5BN", "W10 6XY", "the same outward part")]
    [InlineData("W10 5BN", "W2 1AA", "the same area")]
    [InlineData("W10 5BN", "SE1 7PB", "different")]
    public void Postcodes(string one, string other, string alike) => Alike("postcode", one, other).ShouldBe(alike);

    [Theory]
    [InlineData("999 000 0018", "9990000018", "same, and valid")]
    [InlineData("9990000018", "9990000026", "two different valid ones")]
    [InlineData("9990000018", "9990000019", "a digit wrong")]
    [InlineData("1234567890", "1234567890", null)]
    public void NHS_numbers(string one, string other, string? alike) => Alike("NHS number", one, other).ShouldBe(alike);

    [Theory]
    [InlineData("9434765919", true)]
    [InlineData("9434765918", false)]
    [InlineData("0000000000", false)]
    [InlineData("943476591", false)]
    [InlineData("943476591X", false)]
    public void An_NHS_number_has_its_check_digit(string number, bool valid) => NhsNumber.IsValid(Encoding.ASCII.GetBytes(number)).ShouldBe(valid);

    [Theory]
    [InlineData("H801200001001", true)]
    [InlineData("A801200001001", false)]
    [InlineData("H80120000100", false)]
    public void A_UPN_has_its_check_letter(string number, bool valid) => Upn.IsValid(Encoding.ASCII.GetBytes(number)).ShouldBe(valid);

    [Fact]
    public void Names_changed_about_are_seen_as_that()
    {
        var (levels, fields) = Compare(("given name", "Adaeze"), ("family name", "Okafor"), ("given name", "Okafor"), ("family name", "Adaeze"));

        fields["given name"].ShouldBe("given and family name changed about");
        fields["family name"].ShouldBe("given and family name changed about");
        levels.ShouldBe(2);
    }

    private static string? Alike(string field, string one, string other) => Compare((field, one), (field, other)).Fields.GetValueOrDefault(field);

    private static (int Count, Dictionary<string, string> Fields) Compare(params (string Field, string Text)[] texts)
    {
        var people = new Trellis.Matching.Comparing.People(Layout.People, new Vocabularies());
        foreach (var half in texts.Chunk(texts.Length / 2))
        {
            var codes = new int[Layout.People.Fields.Length];
            foreach (var (field, text) in half)
            {
                var at = Layout.People.Fields.IndexOf(Layout.People.Fields.Single(f => f.Name == field));
                people.Code(at, text, null, out codes[at]);
            }

            people.Add(codes);
        }

        var (levels, rarities) = (new byte[Layout.People.Fields.Length], new float[Layout.People.Fields.Length]);
        new Comparer(Layout.People, Frequencies.Of(people)).Compare(people, 0, people, 1, levels, rarities);
        var found = Layout.People.Fields.Select((f, i) => (f.Name, Level: levels[i], f.Kind)).Where(f => f.Level > 0).ToDictionary(f => f.Name, f => Levels.Of(f.Kind)[f.Level].Words);
        return (found.Count, found);
    }
}
