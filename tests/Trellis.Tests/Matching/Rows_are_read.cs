using FsCheck;
using FsCheck.Fluent;
using Trellis.Matching.Comparing;
using Trellis.Matching.Files;

namespace Trellis.Tests.Matching;

public sealed class Rows_are_read
{
    private const string Map = "id: id\nfields:\n  given name: first\n  birth date: {column: born, format: dd/MM/yyyy}\n";

    [Fact]
    public void Whatever_is_written_is_read_again() =>
        Prop.ForAll(Arb.From(Gen.Elements("a", "", "b c", "x,y", "\"q\"", "two\nlines", "\r\n", "é", new string('w', 40_000)).ArrayOf(3).NonEmptyListOf()), rows =>
        {
            var text = string.Join("\r\n", rows.Select(r => string.Join(',', r.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
            var (read, reader) = (new List<string[]>(), new CsvRows(new StringReader(text)));
            while (reader.Read()) { read.Add([.. Enumerable.Range(0, reader.Count).Select(i => reader[i].ToString())]); }
            return read.Count == rows.Count && read.Zip(rows).All(p => p.First.SequenceEqual(p.Second.Select(f => f.Trim())));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_bad_row_is_listed_with_its_line_and_the_others_are_read()
    {
        var extract = Read("id,first,born\n1,Ann,01/02/2015\n2,Ben\n3,\"Cy\"x,01/02/2015\n,Di,01/02/2015\n4,Ed,31/02/2015\n5,Flo,nonsense\n\n6,\"Gus\",\n");

        extract.Ids.ShouldBe(["1", "4", "5", "6"]);
        extract.Bad.Select(b => (b.Line, b.Left)).ShouldBe([(3, true), (4, true), (5, true), (6, false), (7, false)]);
        extract.Bad[0].Why.ShouldBe("the row has 2 fields, the heading 3");
        extract.Bad[2].Why.ShouldBe("\"id\", which names the record, is empty");
        extract.Bad[3].Why.ShouldBe("\"born\" is not a date as dd/MM/yyyy; it is compared as typed");
        extract.Bad[4].Why.ShouldBe("\"born\" is not a date as dd/MM/yyyy; it is compared without it");
    }

    [Fact]
    public void A_quotation_mark_that_is_not_closed_is_said_with_the_line_it_opened_on()
    {
        var extract = Read("id,first,born\n1,Ann,01/02/2015\n2,\"Ben,01/02/2015\n3,Cy,01/02/2015\n");

        extract.Ids.ShouldBe(["1"]);
        extract.Bad.ShouldHaveSingleItem().Why.ShouldContain("opened on line 3 is not closed");
    }

    [Theory]
    [InlineData("fields: {given name: first}", "m.yaml:1: a map needs \"id\"")]
    [InlineData("id: id\nfields:\n  given name: first\n  shoe size: shoe", "m.yaml:4: \"shoe size\" needs a kind")]
    [InlineData("id: id\nfields:\n  town: {column: t, kind: place}", "m.yaml:3: there is no kind \"place\"")]
    [InlineData("id: id\nfields: [a", "m.yaml:")]
    [InlineData("id: id\nflelds: {given name: first}", "m.yaml:2: \"flelds\" is not known here")]
    public void A_wrong_map_says_where(string map, string why) =>
        Should.Throw<InvalidDataException>(() => MapFile.Read(new StringReader(map), "m.yaml")).Message.ShouldStartWith(why);

    [Fact]
    public void A_column_that_is_not_there_is_said() =>
        Should.Throw<InvalidDataException>(() => Read("id,name\n1,Ann\n")).Message.ShouldStartWith("a.csv:1: there is no column \"first\"");

    private static Extract Read(string text) => Extract.Read(new StringReader(text), "a.csv", MapFile.Read(new StringReader(Map), "m.yaml"), new Vocabularies(), null);
}
