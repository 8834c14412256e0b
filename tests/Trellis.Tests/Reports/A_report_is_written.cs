using Trellis.Modules.Reports;
using Trellis.Modules.Reports.Writing;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Tests.Figures;

namespace Trellis.Tests.Reports;

/// <summary>The rules of writing a report, without pages: sections, comments, proofs, approvals, publication.</summary>
public class A_report_is_written
{
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly Actor By = Actor.TheSystem("RBKC", "WCC") with { Agency = "partnership" };
    private static readonly Signer[] Partners = [new("a", "A council", "council-a"), new("b", "A board", "board-b")];

    private static WrittenReport Begun(string text = "The first paragraph.\n\nThe second paragraph.")
    {
        WrittenReport.Begin("2021-22", "A year", ["RBKC", "WCC"], [("Introduction", "It begins."), ("Training", text)], By, Now).Refused(out _, out var report).ShouldBeFalse();
        return report!;
    }

    private static T Done<T>(Outcome<T> outcome)
    {
        outcome.Refused(out var why, out var done).ShouldBeFalse(why?.Words);
        return done!;
    }

    private static string Refused<T>(Outcome<T> outcome)
    {
        outcome.Refused(out var why).ShouldBeTrue();
        return why!.Words;
    }

    private static AnnualReport Made(WrittenReport report) => AnnualReport.Make(ReportText.Of(report).Markdown, report.Year, Declared.Input, _ => "");

    [Fact]
    public void A_template_becomes_sections_and_what_is_of_another_year_goes()
    {
        var (title, sections) = ReportText.Split("# Children: {year}\n\nHello.\n\n:::contents\n\n## One\n\nText\n\n:::table areas=RBKC\nreferrals\n:::\n\n:::only year=2021-22\n## Two\n\nOnly then\n:::\n\n:::only year=2020-21\n## Never\n\nNo\n:::\n\n## Three\n\nLast", "2021-22");

        title.ShouldBe("Children: {year}");
        sections.Select(s => s.Title).ShouldBe(["Introduction", "One", "Two", "Three"]);
        sections[0].Text.ShouldBe("Hello.");
        sections[1].Text.ShouldContain(":::table areas=RBKC\nreferrals\n:::");
        sections[2].Text.ShouldBe("Only then");
    }

    [Fact]
    public void The_partnerships_own_template_makes_the_same_report_in_sections()
    {
        var template = File.ReadAllText(ReportMaking.Template);
        var (title, sections) = ReportText.Split(template, "2021-22");
        var report = Done(WrittenReport.Begin("2021-22", title, ["RBKC"], sections, By, Now));
        var parts = Declared.PartsOf(template);
        var whole = AnnualReport.Make(template, "2021-22", Declared.Input, _ => "<svg></svg>", parts: parts);
        var again = AnnualReport.Make(ReportText.Of(report).Markdown, "2021-22", Declared.Input, _ => "<svg></svg>", parts: parts);
        again.Errors.ShouldBeEmpty();
        again.Title.ShouldBe(whole.Title);
        again.Used.Length.ShouldBe(whole.Used.Length);
        again.Anchors.ShouldBe(whole.Anchors, ignoreOrder: true);
    }

    [Fact]
    public void Two_who_write_at_once_lose_nothing()
    {
        var report = Begun();
        var section = report.Sections[1];
        var ground = section.Text;
        Done(report.Write(section, "Training", "The first paragraph, mended.\n\nThe second paragraph.", ground, By, Now));
        Done(report.Write(section, "Training", "The first paragraph.\n\nThe second paragraph, longer.", ground, By, Now));
        section.Text.ShouldBe("The first paragraph, mended.\n\nThe second paragraph, longer.");

        Refused(report.Write(section, "Training", "The first paragraph, otherwise.\n\nThe second paragraph.", ground, By, Now)).ShouldStartWith("Somebody else changed the same paragraph");
        section.Text.ShouldStartWith("The first paragraph, mended.");
        section.Versions.Select(v => v.Number).ShouldBe([1, 2, 3]);
        report.TextEdition.ShouldBe(3);
    }

    [Fact]
    public void A_suggestion_is_taken_where_its_words_stand_once()
    {
        var report = Begun("Many came. Many learnt.");
        var section = report.Sections[1];
        Refused(report.RemarkOn(section, "Few came", "", "Some came", By, Now)).ShouldStartWith("These words are not in the section");
        Refused(report.RemarkOn(section, "", "", null, By, Now)).ShouldBe("Enter your comment, or what the words should be");
        var taken = Done(report.RemarkOn(section, "Many came", "", "Ninety came", By, Now));
        var twice = Done(report.RemarkOn(section, "Many", "", "Most", By, Now));
        Refused(report.Answer(section, twice, take: true, "", By, Now)).ShouldContain("more than once");
        Done(report.Answer(section, taken, take: true, "", By, Now));
        section.Text.ShouldBe("Ninety came. Many learnt.");
        Refused(report.Answer(section, taken, take: false, "no", By, Now)).ShouldBe("This comment is answered already");
        Refused(report.Answer(section, twice, take: false, "", By, Now)).ShouldBe("Enter why it is left");
        Done(report.Answer(section, twice, take: false, "It is right", By, Now));
        section.Open.ShouldBeEmpty();
    }

    [Fact]
    public void Every_partner_of_the_day_approves_what_is_then_published_word_for_word()
    {
        var report = Begun();
        Refused(report.PutBefore(Partners, Made(report), ["A comment nobody answered"], By, Now)).ShouldBe("1 thing is to be put right first");
        Refused(report.PutBefore([], Made(report), [], By, Now)).ShouldStartWith("Nobody is known who signs");
        var proof = Done(report.PutBefore(Partners, Made(report), [], By, Now));
        report.State.ShouldBe(WritingState.WithThePartners);
        Refused(report.Publish("", By, Now)).ShouldBe("Every safeguarding partner must approve it first");
        Refused(report.Approve(proof.Id, null, By, Now)).ShouldBe("Your agency does not sign for the partnership");
        Refused(report.Approve(proof.Id, new Signer("c", "Another", "c"), By, Now)).ShouldBe("Your agency does not sign for the partnership");
        Done(report.Approve(proof.Id, Partners[0], By, Now));
        Refused(report.Approve(proof.Id, Partners[0], By, Now)).ShouldBe("A council has approved it already");
        Refused(report.Publish("", By, Now)).ShouldBe("Every safeguarding partner must approve it first");
        Done(report.Approve(proof.Id, Partners[1], By, Now));
        report.State.ShouldBe(WritingState.Approved);
        Done(report.Publish("", By, Now)).Notice.ShouldBe("");
        report.State.ShouldBe(WritingState.Published);
        proof.Texts[0].Body.ShouldContain("The second paragraph.");
    }

    [Fact]
    public void A_change_after_they_approved_asks_them_again_and_a_correction_says_what_it_corrects()
    {
        var report = Begun();
        var proof = Done(report.PutBefore(Partners, Made(report), [], By, Now));
        Done(report.Approve(proof.Id, Partners[0], By, Now));
        Done(report.Write(report.Sections[1], "Training", "Another text.", report.Sections[1].Text, By, Now));
        report.State.ShouldBe(WritingState.BeingWritten);
        Refused(report.Approve(proof.Id, Partners[1], By, Now)).ShouldStartWith("The text has changed since");

        var second = Done(report.PutBefore(Partners, Made(report), [], By, Now));
        foreach (var partner in Partners) { Done(report.Approve(second.Id, partner, By, Now)); }
        Done(report.Publish("", By, Now));
        Done(report.Write(report.Sections[1], "Training", "Corrected.", report.Sections[1].Text, By, Now));
        var third = Done(report.PutBefore(Partners, Made(report), [], By, Now));
        foreach (var partner in Partners) { Done(report.Approve(third.Id, partner, By, Now)); }
        Refused(report.Publish("", By, Now)).ShouldStartWith("Enter what was corrected");
        Done(report.Publish("The number of workshops", By, Now)).Number.ShouldBe(2);
    }

    [Fact]
    public void Editions_are_of_what_is_published()
    {
        var report = Begun();
        Refused(report.AddRendition("easy-read", "en", "Easy", "Words", By, Now)).ShouldBe("The report is not published yet");
        var proof = Done(report.PutBefore(Partners, Made(report), [], By, Now));
        foreach (var partner in Partners) { Done(report.Approve(proof.Id, partner, By, Now)); }
        Done(report.Publish("", By, Now));
        Refused(report.AddRendition("translation", "en", "T", "W", By, Now)).ShouldBe("The report is in English already");
        Refused(report.AddRendition("translation", "Arabic", "T", "W", By, Now)).ShouldStartWith("Enter the language");
        var easy = Done(report.AddRendition("easy-read", "en", "Our year", "We met.\n\n<script>alert(1)</script>", By, Now));
        easy.Address.ShouldBe("easy-read");
        easy.Body.ShouldNotContain("<script");
        Done(report.AddRendition("translation", "ar", "عامنا", "نص", By, Now)).Address.ShouldBe("ar");
    }

    [Fact]
    public void What_is_held_against_a_text()
    {
        var report = Begun("X children were trained. See [here](https://example.org) and [the words](#nowhere) and [a paper](/library). The LSCPX met. ![](https://example.org/a.png)");
        Done(report.RemarkOn(report.Sections[1], "", "Say more", null, By, Now));
        Done(report.Add("Empty", By, Now));
        var text = ReportText.Of(report);

        var checks = ReportChecks.Of(report, text, Made(report), new ReportRules(9, 20, [], []), new HashSet<string>());

        checks.Where(c => c.Blocks).Select(c => c.What).ShouldBe(["A place left to be filled in", "A comment nobody answered", "A link that does not say where it leads", "A link that leads nowhere", "A link that leads nowhere", "A picture without words", "A picture from elsewhere", "A chapter without text"], ignoreOrder: true);
        checks.Single(c => c.What == "A short form nobody explained").Words.ShouldStartWith("LSCPX");
        ReportChecks.Of(Begun("The integrated care board (ICB) met. The ICB agreed."), text, Made(report), new ReportRules(18, 40, [], []), new HashSet<string>()).ShouldNotContain(c => c.What == "A short form nobody explained");
    }

    [Fact]
    public void A_figure_that_does_not_add_up_blocks_until_it_is_explained()
    {
        var report = Begun("There were {figure lado-referrals-change area=RBKC} more.");
        var (text, made) = (ReportText.Of(report), Made(report));
        var finding = ReportChecks.Of(report, text, made, ReportRules.None, new HashSet<string>()).Single(c => c.Finding is not null && c.Words.Contains("66% is printed", StringComparison.Ordinal));

        finding.Blocks.ShouldBeTrue();
        ReportChecks.Of(report, text, made, ReportRules.None, new HashSet<string> { finding.Finding!.Key }).ShouldNotContain(c => c.Finding != null && c.Finding.Key == finding.Finding.Key);
    }

    [Fact]
    public void An_order_that_is_wrong_is_said_of_its_chapter()
    {
        var report = Begun("{figure nothing-like-it area=RBKC}");
        var text = ReportText.Of(report);
        ReportChecks.Of(report, text, Made(report), ReportRules.None, new HashSet<string>()).Single(c => c.What == "An order that cannot be followed").Section.ShouldBe(report.Sections[1]);
    }

    [Theory]
    [InlineData("cat", 1)]
    [InlineData("children", 2)]
    [InlineData("protection", 3)]
    [InlineData("made", 1)]
    [InlineData("table", 2)]
    [InlineData("needed", 2)]
    [InlineData("responsibility", 6)]
    public void Syllables_from_spelling(string word, int syllables) => Readability.Syllables(word).ShouldBe(syllables);

    [Fact]
    public void Plain_words_read_younger_than_grand_ones()
    {
        var plain = string.Join(' ', Enumerable.Repeat("The child was safe. We met her at home. She told us what she would like. We did it.", 8));
        var grand = string.Join(' ', Enumerable.Repeat("Multidisciplinary professional accountability arrangements necessitate comprehensive organisational responsibility notwithstanding considerable operational constraints.", 12));

        Readability.Of(plain, 20).Age!.Value.ShouldBeLessThan(9);
        Readability.Of(grand, 20).Age!.Value.ShouldBeGreaterThan(20);
        Readability.Of("Too short to say.", 20).Age.ShouldBeNull();
        Readability.Of($"{string.Join(' ', Enumerable.Repeat("word", 25))}. Short one.", 20).LongSentences.ShouldHaveSingleItem();
        Readability.Of("One {figure referrals area=RBKC} two.\n\n:::table areas=RBKC\nreferrals\n:::\n", 20).Words.ShouldBe(3);
    }
}
