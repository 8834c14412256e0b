using System.IO.Compression;
using Trellis.Sheets;

namespace Trellis.Tests.Meetings;

/// <summary>A sheet of an Excel workbook is read as a list is: what cells show, not how they are kept; and nothing that could do harm.</summary>
public sealed class Workbooks_are_read
{
    private static readonly object?[][] Tracker =
    [
        ["Tracker of the panel"],
        [],
        ["Action", "Status", "Due", "Number", "Twice"],
        ["Write to the schools", "Complete ", new DateOnly(2026, 2, 20), 7, "=D4*2 > 14"],
        [],
        ["Two\nlines", null, new DateOnly(2026, 2, 21), null, null],
    ];

    [Fact]
    public void Dates_numbers_and_what_formulas_came_to_are_texts_and_rows_keep_their_numbers()
    {
        var sheet = Read(Books.Of(("First", Tracker)));
        sheet.Errors.ShouldBeEmpty();
        sheet.Columns.ShouldBe(["Action", "Status", "Due", "Number", "Twice"]);
        sheet.Rows.Select(r => (r.Line, r["action"], r["Status"], r["Due"], r["Number"], r["Twice"])).ShouldBe([(4, "Write to the schools", "Complete", "2026-02-20", "7", "14"), (6, "Two\nlines", "", "2026-02-21", "", "")]);
    }

    [Fact]
    public void A_sheet_is_the_first_or_the_one_that_is_named()
    {
        var book = Books.Of(("Cover", [["Nothing", "here"], ["x", "y"]]), ("Actions", Tracker));
        Read(book).Columns.ShouldBe(["Nothing", "here"]);
        Read(book, "actions").Rows.Length.ShouldBe(2);
        Read(book, "Elsewhere").Errors.ShouldHaveSingleItem().Message.ShouldBe("There is no sheet “Elsewhere”. The workbook has: Cover, Actions");
        Sheet.Read(new MemoryStream("a,b\n1,2\n"u8.ToArray()), [], sheet: "x").Errors.ShouldHaveSingleItem().Message.ShouldBe("Only an Excel workbook has sheets, and this is none");
    }

    [Fact]
    public void What_could_do_harm_or_is_none_is_refused()
    {
        Read(With(Books.Of(("A", Tracker)), "xl/vbaProject.bin", new byte[100])).Errors.ShouldHaveSingleItem().Message.ShouldContain("has macros in it");
        Read(With(Books.Of(("A", Tracker)), "xl/media/a.bin", new byte[60_000_000])).Errors.ShouldHaveSingleItem().Message.ShouldContain("unpacks to far more");
        Read([.. "PK\x03\x04"u8, 1, 2, 3]).Errors.ShouldHaveSingleItem().Message.ShouldContain("damaged");
        Read(Documents.Papers.Docx()).Errors.ShouldHaveSingleItem().Line.ShouldBe(1);
        Read(Books.Of(("A", []))).Errors.ShouldHaveSingleItem().Message.ShouldBe("The sheet is empty");
        Read(Books.Of(("A", [["Action", "Status"]]))).Errors.ShouldHaveSingleItem().Message.ShouldBe("The sheet has a header and no rows");
    }

    [Theory]
    [InlineData("2019-11-25", "2019-11-25")]
    [InlineData("25/11/2019", "2019-11-25")]
    [InlineData("5.1.20", "2020-01-05")]
    [InlineData("25 November 2019", "2019-11-25")]
    [InlineData("25-Nov-19", "2019-11-25")]
    [InlineData("11/25/2019", null)]
    [InlineData("November", null)]
    public void Days_are_read_as_people_here_write_them(string written, string? day) =>
        (SheetDay.TryRead(written, out var read) ? read.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null).ShouldBe(day);

    private static Sheet Read(byte[] book, string? sheet = null) => Sheet.Read(new MemoryStream(book), [], sheet: sheet);

    private static byte[] With(byte[] book, string name, byte[] content)
    {
        using var memory = new MemoryStream();
        memory.Write(book);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var part = zip.CreateEntry(name).Open();
            part.Write(content);
        }

        return memory.ToArray();
    }
}
