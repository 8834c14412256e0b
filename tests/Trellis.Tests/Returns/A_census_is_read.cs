using System.Text;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using Trellis.Tests.Support;

namespace Trellis.Tests.Returns;

public sealed class A_census_is_read
{
    private const string Two = """
        <Message xmlns="urn:some-namespace"><Children>
          <Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers></Child>
          <Child><CINdetails><ReferralNFA>0</ReferralNFA></CINdetails></Child>
        </Children></Message>
        """;

    [Fact]
    public void In_any_namespace_with_whatever_blocks_there_are()
    {
        var census = Written.Read(Two);
        census.Children.Count.ShouldBe(2);
        census.Children[0].Line.ShouldBe(2);
        census.Children[0].Characteristics.IsWritten.ShouldBeFalse();
        census.Children[1].Episodes.ShouldHaveSingleItem().NoFurtherAction.IsFalse.ShouldBeTrue();
        census.Oddities.ShouldHaveSingleItem().Words.ShouldStartWith("The file has no Header");
        Written.Read("<Message><Child><ChildIdentifiers/></Child></Message>").Children.Count.ShouldBe(1);
        Written.Read("<Message><Header/></Message>").ShouldSatisfyAllConditions(c => c.Children.ShouldBeEmpty(), c => c.Oddities.ShouldContain(o => o.Words == "The file holds no children."));
        CensusCheck.Run(census, CensusYear.Of(census)).Count(RuleOutcome.Crashed).ShouldBe(0);
    }

    [Fact]
    public void What_is_odd_in_one_child_is_said_and_stops_nothing()
    {
        var census = Written.Read("""
            <Message><Children><Child>loose
              <ChildIdentifiers><LAchildID>1</LAchildID><LAchildID>2</LAchildID><Shoe>42</Shoe><PersonBirthDate>31/12/2019</PersonBirthDate><PersonDeathDate>2020-02-30</PersonDeathDate></ChildIdentifiers>
              <ChildIdentifiers><LAchildID>3</LAchildID></ChildIdentifiers>
              <CINdetails><CINreferralDate><x/>2025-05-06 </CINreferralDate><cinplandates/></CINdetails>
            </Child><Child/></Children></Message>
            """);
        census.Children.Count.ShouldBe(2);
        var child = census.Children[0];
        (child.Identifiers.ChildId.Text, child.Identifiers.Born.Day, child.Identifiers.Died.Text, child.Identifiers.Died.IsDay).ShouldBe(("1", new DateOnly(2019, 12, 31), "2020-02-30", false));
        child.Episodes.Single().ShouldSatisfyAllConditions(e => e.Referred.Day.ShouldBe(new DateOnly(2025, 5, 6)), e => e.CinPlans.Length.ShouldBe(1));
        census.Oddities.Where(o => o.Line > 0).Select(o => (o.Kind, o.Line, o.Words[..20])).ShouldBe(
        [
            (OddityKind.LeftOut, 1, "The text “loose” sta"),
            (OddityKind.LeftOut, 2, "A second LAchildID i"),
            (OddityKind.LeftOut, 2, "Shoe has no place in"),
            (OddityKind.Noted, 2, "PersonBirthDate is w"),
            (OddityKind.Noted, 2, "PersonDeathDate hold"),
            (OddityKind.LeftOut, 3, "There is no place fo"),
            (OddityKind.LeftOut, 4, "x has no place in CI"),
        ]);
    }

    [Fact]
    public void A_file_made_to_keep_the_rules_busy_is_cut_short()
    {
        var plans = string.Concat(Enumerable.Repeat("<CINPlanDates><CINPlanStartDate>2025-06-02</CINPlanStartDate></CINPlanDates>", 600));
        var factors = string.Concat(Enumerable.Repeat("<AssessmentFactors>3A</AssessmentFactors>", 600));
        var census = Written.Read($"<Message><Child><CINdetails>{plans}<Assessments>{factors}</Assessments></CINdetails></Child></Message>");
        var episode = census.Children.Single().Episodes.Single();
        (episode.CinPlans.Length, episode.Assessments.Single().Factors.Length).ShouldBe((500, 500));
        census.Oddities.Count(o => o.Kind is OddityKind.LeftOut).ShouldBe(200);
    }

    [Fact]
    public void What_is_no_longer_xml_ends_it_and_what_came_before_is_kept()
    {
        var census = Written.Read("<Message><Children>\n<Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers></Child>\n<Child><ChildIdentifiers></Child>");
        census.IsWhole.ShouldBeFalse();
        census.Children.ShouldHaveSingleItem().Identifiers.ChildId.Text.ShouldBe("1");
        var broken = census.Oddities.Single(o => o.Kind is OddityKind.Broken);
        (broken.Line, broken.Column).ShouldBe((3, 28));
        broken.Words.ShouldEndWith("The child that begins on line 3 is left out.");
        Written.Read("").Oddities.ShouldContain(o => o.Kind == OddityKind.Broken);
        Written.Read("child,referred\n1,2025-05-06").IsWhole.ShouldBeFalse();
        Written.Read("<!DOCTYPE Message [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Message>&x;</Message>").Oddities[0].Words.ShouldStartWith("The file has a document type");
    }

    [Fact]
    public void Its_encoding_is_what_it_is_and_a_wrong_one_is_named()
    {
        var xml = "<?xml version=\"1.0\" encoding=\"{0}\"?>\n<Message><Children><Child><ChildIdentifiers><LAchildID>Zoë</LAchildID></ChildIdentifiers></Child></Children></Message>";
        Read("utf-8", new UTF8Encoding(false)).ShouldBe(("Zoë", ""));
        Read("utf-8", new UTF8Encoding(true), mark: true).ShouldBe(("Zoë", ""));
        Read("utf-16", Encoding.Unicode, mark: true).ShouldBe(("Zoë", ""));
        Read("utf-16", Encoding.BigEndianUnicode).ShouldBe(("Zoë", ""));
        Read("iso-8859-1", Encoding.Latin1).ShouldBe(("Zoë", ""));
        Read("utf-16", new UTF8Encoding(false)).ShouldBe(("Zoë", "The file says it is utf-16, and is not: it is read as UTF-8."));
        Read("klingon", new UTF8Encoding(false)).ShouldBe(("Zoë", "The file says its encoding is “klingon”, which is not one: it is read as UTF-8."));
        Read("windows-1252", new UTF8Encoding(true), mark: true).ShouldBe(("Zoë", "The file says it is windows-1252, but begins with the mark of UTF-8: it is read as UTF-8."));
        Read("utf-8", Encoding.Latin1).ShouldBe(("Zoë", "Line 2 is not UTF-8, which the file should be. It is read as Windows-1252: save it as UTF-8."));

        (string?, string) Read(string said, Encoding really, bool mark = false)
        {
            var census = Written.Read([.. mark ? really.GetPreamble() : [], .. really.GetBytes(string.Format(null, xml, said))]);
            return (census.Children.Single().Identifiers.ChildId.Text, string.Concat(census.Oddities.Where(o => o.Line > 0).Select(o => o.Words)));
        }
    }

    [Fact]
    public void Whatever_bytes_come_it_ends_with_a_return_and_no_rule_breaks()
    {
        var sound = Encoding.UTF8.GetBytes(Written.Xml(string.Join(" & ", Cases.All.Where(c => c.Code != "100").Take(40).Select(c => c.Wrong))).ToString());
        var draw = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var bytes = sound.ToArray();
            for (var n = draw.Next(1, 6); n > 0; n--)
            {
                var (at, length) = (draw.Next(bytes.Length), draw.Next(1, 60));
                switch (draw.Next(4))
                {
                    case 0: bytes[at] = (byte)draw.Next(256); break;
                    case 1: bytes = bytes[..Math.Max(1, at)]; break;
                    case 2: bytes = [.. bytes[..at], .. bytes.Skip(at + length)]; break;
                    default: bytes = [.. bytes[..at], .. bytes.Skip(at).Take(length), .. bytes[at..]]; break;
                }
            }

            var census = Written.Read(bytes);
            CensusCheck.Run(census, CensusYear.Of(census)).Rules.SelectMany(r => r.Crashes).ShouldBeEmpty();
        }

        Written.Read("<?xml version=\"1.0\" encoding=\"utf-7\"?><Message/>").Oddities[0].Words.ShouldStartWith("The file says its encoding is “utf-7”");
    }

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        var all = string.Join(" & ", Cases.All.SelectMany(c => new[] { c.Wrong, c.Right }).Where(c => c.Length > 0))
            + " & CINdetails(PreProceedingsandFGDM(PPStartDate=2026-01-05 FGDMMeetingOffer=1 PPOutcome=A CourtAppDate=2026-02-05))";
        ReadsBack(Written.Census(all));
    }

    [SharedFact]
    public void And_so_is_every_sample()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(SharedFactAttribute.Shared, "returns", "samples", "cin"), "*.xml"))
        {
            using var stream = File.OpenRead(file);
            var census = CensusReader.Read(stream);
            census.IsWhole.ShouldBeTrue(file);
            census.Children.ShouldNotBeEmpty(file);
            ReadsBack(census);
            CensusCheck.Run(census, CensusYear.Of(census)).Count(RuleOutcome.Crashed).ShouldBe(0, file);
        }
    }

    private static void ReadsBack(CensusReturn census)
    {
        using var to = new MemoryStream();
        CensusWriter.Write(census, to);
        to.Position = 0;
        var again = CensusReader.Read(to);
        again.Oddities.Where(o => o.Kind is not OddityKind.Noted).ShouldBeEmpty();
        Said(again.Header).ShouldBe(Said(census.Header));
        again.Children.Select(Said).ShouldBe(census.Children.Select(Said));
    }

    private static string Said(Trellis.Returns.Census.Record record) => !record.IsWritten ? "" :
        $"{record.Module}({string.Join(' ', record.Module.Items.Select(i => i.Kind is ItemKind.Group ? string.Concat(record.Groups(i.Module!).Select(Said)) : i.Kind is ItemKind.List ? string.Join(',', record.Many) : record[i.Index].Text))})";
}
