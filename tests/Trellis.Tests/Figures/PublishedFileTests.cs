using System.Text;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Sheets;
using static Trellis.Tests.Figures.Published;

namespace Trellis.Tests.Figures;

public class PublishedFileTests
{
    [Fact]
    public void The_real_file_is_read_whole()
    {
        var file = Real();

        file.Errors.ShouldBeEmpty();
        file.Rows.Length.ShouldBe(886);
        file.Rows.Select(r => r.Identity).Distinct().Count().ShouldBe(886);
        var referrals = file.Rows.Where(r => r is { Measure: "referrals", IsWhole: true } && Period.Of(r) == "2018-19").ToDictionary(r => r.Area, r => r.Value);
        referrals.ShouldBe(new Dictionary<string, decimal> { ["TRI"] = 6141, ["LBHF"] = 1668, ["RBKC"] = 2234, ["WCC"] = 2239 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("document", "third", "document", "third")]
    [InlineData("document", "FIRST", "document", "Did you mean first")]
    [InlineData("area", "Camden", "area", "areas.csv")]
    [InlineData("line", "0", "line", "whole number")]
    [InlineData("line", "4.5", "line", "whole number")]
    [InlineData("measure_id", "Referrals!", "measure", "lower-case")]
    [InlineData("measure_id", "", "required", "measure_id is empty")]
    [InlineData("measure_title", "", "required", "measure_title is empty")]
    [InlineData("unit", "", "required", "unit is empty")]
    [InlineData("printed", "", "required", "printed is empty")]
    [InlineData("value", "", "required", "value is empty")]
    [InlineData("value", "lots", "value", "not a number")]
    [InlineData("value", "\"2,234\"", "value", "without separators")]
    [InlineData("value", "2243", "value-as-printed", "2243")]
    [InlineData("printed", "X children", "value-as-printed", "can be read")]
    [InlineData("period_start", "01/04/2018", "date", "2021-04-01")]
    [InlineData("period_start", "2018-02-30", "date", "2018-02-30")]
    [InlineData("period_start", "2018-04", "date", "2018-04")]
    [InlineData("period_start", "2019-04-01", "period", "before")]
    [InlineData("period_end", "", "period", "go together")]
    [InlineData("as_at", "March 2019", "date", "as_at")]
    [InlineData("breakdown_dimension", "sex", "breakdown", "go together")]
    public void A_wrong_column_is_refused_by_line(string column, string text, string code, string says)
    {
        var file = Read(Line(("line", "11")), Line((column, text)), Line(("line", "13")));

        file.Errors.ShouldHaveSingleItem();
        file.Errors[0].Line.ShouldBe(3);
        file.Errors[0].Code.ShouldBe(code);
        file.Errors[0].Message.ShouldContain(says);
        file.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Every_wrong_line_is_named_and_nothing_is_taken()
    {
        var file = Read(Line(("area", "X")), Line(), Line(("value", "x")), Line(("document", "x"), ("unit", "")));

        file.Errors.Select(e => e.Line).ShouldBe([2, 4, 5, 5]);
        file.Rows.ShouldBeEmpty();
        file.Readable.Length.ShouldBe(1);
    }

    [Fact]
    public void Too_few_and_too_many_columns_are_refused()
    {
        var file = Read(Line(), "first,12,Numbers", Line(("line", "14")) + ",more");

        file.Errors.Select(e => (e.Line, e.Code)).ShouldBe([(3, "columns"), (4, "columns")]);
        file.Errors[0].Message.ShouldContain("too few");
        file.Errors[1].Message.ShouldContain("too many");
    }

    [Fact]
    public void An_unclosed_quotation_mark_is_named_where_it_opens()
    {
        var file = Read(Line(), Line(("line", "13"), ("note", "\"never closed")), Line(("line", "14")));

        file.Errors.Single().ShouldBe(new RowError(3, "quote", "A quotation mark is opened on this line and never closed"));
    }

    [Fact]
    public void A_quotation_mark_inside_an_unquoted_field_is_refused()
    {
        Read(Line(("note", "the \"old\" count"))).Errors.Single().ShouldSatisfyAllConditions(
            e => e.Line.ShouldBe(2),
            e => e.Code.ShouldBe("quote"));
    }

    [Fact]
    public void A_quoted_field_may_hold_commas_and_quotation_marks()
    {
        Read(Line(("note", "\"the \"\"old\"\" count, as before\""))).Rows.Single().Note.ShouldBe("the \"old\" count, as before");
    }

    [Fact]
    public void A_line_break_inside_a_field_is_refused_and_the_lines_after_keep_their_numbers()
    {
        var file = Read(Line(("note", "\"one\ntwo\"")), Line(("area", "X")));

        file.Errors.Select(e => (e.Line, e.Code)).ShouldBe([(2, "text"), (4, "area")]);
    }

    [Fact]
    public void Bad_utf8_is_named_by_line()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "\n" + Line() + "\nfirst,"), 0xA3, .. "5,000"u8];

        PublishedFile.Read(new MemoryStream(bytes), Registry).Errors.Single().ShouldBe(new RowError(3, "encoding", "This line is not UTF-8. Save the file as CSV UTF-8"));
    }

    [Fact]
    public void Utf16_is_named()
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Header)).ToArray();

        PublishedFile.Read(new MemoryStream(bytes), Registry).Errors.Single().Message.ShouldContain("UTF-16");
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_read()
    {
        ReadText("\uFEFF" + Header + "\r\n" + Line() + "\r\n").Rows.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b,c\n", "Columns missing")]
    public void A_wrong_header_is_refused(string text, string says)
    {
        var error = ReadText(text).Errors.Single();

        error.Line.ShouldBe(1);
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void A_missing_header_an_unknown_column_and_another_order_are_told_apart()
    {
        ReadText(Line()).Errors.Single().Message.ShouldContain("Columns missing: document");
        ReadText(Header.Replace(",note", ",remark", StringComparison.Ordinal)).Errors.Single().Message.ShouldContain("not known: remark");
        ReadText(Header.Replace("document,line", "line,document", StringComparison.Ordinal)).Errors.Single().Message.ShouldContain("right order");
    }

    [Fact]
    public void The_same_figure_twice_is_refused()
    {
        Read(Line(), Line(("note", "again"))).Errors.Single().ShouldBe(new RowError(3, "duplicate", "This figure is already on line 2"));
    }

    [Fact]
    public void A_file_without_rows_is_refused()
    {
        Read().Errors.Single().Message.ShouldContain("no rows");
    }
}
