using Trellis.Forms;
using Trellis.Modules.Questionnaires;
using Trellis.Modules.Questionnaires.Results;
using Trellis.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Questionnaires;

/// <summary>The pure rules: who is named, what is shown, how a group is coloured, and what the practice files may say.</summary>
public sealed class Small_numbers_and_colours
{
    [Theory]
    [InlineData("a:7 b:6", "a b")]
    [InlineData("a:7 b:4", "")]                 // 11 less 7 would tell of the four
    [InlineData("a:9 b:6 c:2", "a")]            // with b, what is left has eight
    [InlineData("a:9 b:6 c:2 d:3", "a b")]      // the five that are left are enough
    [InlineData("a:3 b:1", "")]
    [InlineData("a:8 b:0", "a b")]              // nobody is told of by nothing
    public void What_is_hidden_cannot_be_worked_out_from_what_is_shown(string groups, string shown)
    {
        var all = groups.Split(' ').Select(g => g.Split(':')).Select(g => (g[0], int.Parse(g[1], System.Globalization.CultureInfo.InvariantCulture))).ToArray();

        SmallNumbers.Shown(all, 5).Order(StringComparer.Ordinal).ShouldBe(shown.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Ballots.Named(all.SelectMany(g => Enumerable.Repeat(g.Item1, g.Item2)), 5).Order(StringComparer.Ordinal).ShouldBe(shown.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(s => all.First(a => a.Item1 == s).Item2 > 0));
    }

    [Theory]
    [InlineData(8, 0, 0, "green")]
    [InlineData(7, 1, 0, "green")]
    [InlineData(6, 2, 0, "amber")]
    [InlineData(7, 0, 1, "green")]
    [InlineData(6, 0, 2, "red")]
    [InlineData(0, 0, 0, null)]
    public void A_group_is_coloured_by_the_stated_rule(int green, int amber, int red, string? colour) => new GroupColours(25, 25).Of(green, amber, red).ShouldBe(colour);

    [Fact]
    public void Every_symbol_has_a_drawing_and_every_beside_leads_somewhere()
    {
        foreach (var symbol in Wordings.Symbols) { Symbols.Draw(symbol).ShouldNotBeNull(); }
        var model = Stage.Practised.Model;
        model.Questionnaires.Select(q => q.Id).ShouldContain("section-11");
        foreach (var standard in model.Questionnaires.SelectMany(q => q.Standards).Where(s => s.Beside is not null)) { model.Questionnaire(standard.Beside!.Value.Questionnaire)!.AsStep.Fields.ShouldContain(f => f.Id == standard.Beside.Value.Field); }
        var section11 = model.Questionnaire("section-11")!;
        section11.Standards.Length.ShouldBe(20);
        section11.ColourOf(section11.AsStep.Fields.First(f => f.Id == "accountability-rating"), "partly-met").ShouldBe("amber");
        section11.AsStep.Fields.First(f => f.Id == "accountability-next").ShowWhen!.Names.ShouldBe(["accountability-rating"]);
    }

    [Fact]
    public void A_mistake_in_a_questionnaire_is_said_with_its_line()
    {
        const string Wrong = """
            questionnaire: odd
            title: Odd
            kind: survay
            authority: None
            audience: [everybody]
            anonymous: true
            fewest: 2
            signed-by: nobody
            colours:
              agreement: {green: [agre]}
              nothing: {green: [yes]}
            sections:
              - section: One
                standards:
                  s: {title: S, beside: other}
                fields:
                  who: {label: Who?, type: agency}
                  said: {label: Said, type: yes-no, fact: true}
            variants:
              easy-read:
                name: Easy
                title: Odd
                fields:
                  sayd: {title: Said, symbol: dog}
            """;
        var files = Directory.EnumerateFiles(Path.Combine(Platform.Checkout.Root, "practice"), "*.yaml", SearchOption.AllDirectories).Select(f => new PracticeFile(Path.GetRelativePath(Platform.Checkout.Root, f).Replace('\\', '/'), File.ReadAllText(f)));

        var said = PracticeFolder.Check([.. files, new PracticeFile("practice/questionnaires/odd.yaml", Wrong)]).Mistakes.Select(m => m.ToString()).ToArray();

        foreach (var part in new[]
        {
            "odd.yaml:3: \"kind\" in a questionnaire cannot be \"survay\"", "odd.yaml:5: \"everybody\" is no audience", "odd.yaml:7: an anonymous questionnaire shows nothing of fewer than 3", "odd.yaml:8: what is anonymous nobody signs",
            "odd.yaml:8: there is no role \"nobody\"", "odd.yaml:9: with \"colours\" a questionnaire needs \"group\"", "odd.yaml:10: \"agre\" is not a code of agreement", "odd.yaml:11: there is no code list \"nothing\"", "odd.yaml:15: a standard is asked about with the fields of \"each-standard\"",
            "odd.yaml:15: \"other\" does not say what is set beside", "odd.yaml:17: a agency would tell who answers", "odd.yaml:18: \"fact\" belongs to a step", "odd.yaml:24: there is no \"sayd\"", "odd.yaml:24: there is no symbol \"dog\"",
        }) { said.ShouldContain(m => m.Contains(part, StringComparison.Ordinal), $"{part}, among {string.Join('\n', said)}"); }
    }
}
