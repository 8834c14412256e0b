using Trellis.Commands;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

public class CommandTests
{
    private static readonly string Real = Path.Combine(Published.Folder, "figures.csv");

    [Fact]
    public async Task A_right_file_is_imported_whole_and_a_second_time_changes_nothing()
    {
        var held = Array.Empty<PublishedRow>();
        using var output = new StringWriter();
        Task<PublishedChanges> Import(string name, PublishedFile file, PublishedRegistry registry, CancellationToken cancel)
        {
            var changes = PublishedChanges.Between(held, file.Rows);
            held = [.. file.Rows];
            return Task.FromResult(changes);
        }

        (await ImportFigures.Run(Real, json: false, Import, output, output, default)).ShouldBe(0);
        (await ImportFigures.Run(Real, json: false, Import, output, output, default)).ShouldBe(0);

        output.ToString().ShouldContain("886 added, 0 changed, 0 held already");
        output.ToString().ShouldContain("0 added, 0 changed, 886 held already");
    }

    [Fact]
    public async Task A_wrong_file_is_not_imported_and_its_lines_are_named()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "figures.csv");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(Real)).Append("nowhere"));
        using var output = new StringWriter();

        var exit = await ImportFigures.Run(file, json: false, (_, _, _, _) => throw new InvalidOperationException("must not be called"), output, output, default);

        exit.ShouldBe(1);
        output.ToString().ShouldContain("figures.csv:888: 1 columns, too few");
        output.ToString().ShouldContain("Nothing was imported");
    }

    [Fact]
    public async Task Documents_beside_the_file_are_the_ones_it_may_name()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.Copy(Real, Path.Combine(folder, "figures.csv"));
        await File.WriteAllTextAsync(Path.Combine(folder, "documents.csv"), "document,title,publisher,document_date,report_period_start,report_period_end\nother,Other,Us,,,\n");
        using var output = new StringWriter();

        (await ImportFigures.Run(Path.Combine(folder, "figures.csv"), json: false, (_, _, _, _) => throw new InvalidOperationException("must not be called"), output, output, default)).ShouldBe(1);
        output.ToString().ShouldContain("is not in documents.csv");
    }

    [Fact]
    public async Task No_file_is_another_matter() =>
        (await ImportFigures.Run(Real + "x", json: false, (_, _, _, _) => throw new InvalidOperationException("must not be called"), TextWriter.Null, TextWriter.Null, default)).ShouldBe(2);

    [Theory]
    [InlineData("section,line,area,amount_gbp,kind\nincome,Grant,RBKC,-100,item\nincome,Grant,WCC,-50,item\nincome,Grant,TOTAL,-150,item\nincome,Total,RBKC,-90,total\nincome,Total,WCC,-50,total\nincome,Total,TOTAL,-151,total\n", 1,
        "table.csv:5: error money-down: Total, RBKC", "Printed -90; the lines above it make -100, 10 less.", "table.csv:7: note money-down: Total, TOTAL", "2 errors, 0 queries, 1 note")]
    [InlineData("section,line,area,amount_gbp,kind\nincome,Grant,RBKC,-100,item\nincome,Total,RBKC,-100,total\n", 0, "0 errors, 0 queries, 0 notes")]
    [InlineData("meeting_date,seat,attended,delegate\n2018-04-17,Police,false,true\n2018-04-17,Police,true,\n", 1, "table.csv:2: error delegate: line 2", "A delegate came, so attended must be true")]
    [InlineData("meeting_date,seat,attended,delegate\n2018-04-17,Police,true,true\n", 0, "0 errors, 0 queries, 0 notes")]
    public async Task A_budget_and_attendance_are_checked_as_their_import_checks_them(string table, int exit, params string[] says)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "table.csv");
        await File.WriteAllTextAsync(file, table);
        using var output = new StringWriter();

        CheckFigures.Run(file, json: false, output, output).ShouldBe(exit);

        foreach (var words in says) { output.ToString().ShouldContain(words); }
    }

    [Fact]
    public void The_verbs_take_their_arguments()
    {
        CheckFigures.Build().Parse([Real, "--json"]).Errors.ShouldBeEmpty();
        ImportFigures.Build((_, _, _, _) => throw new InvalidOperationException("must not be called")).Parse([Real]).Errors.ShouldBeEmpty();
        ShowFigure.Build((_, _, _) => Task.FromResult(Declared.Input)).Parse(["referrals", "--area", "RBKC", "--by", "source", "--over", "quarter", "--known", "2026-03-31", "--json"]).Errors.ShouldBeEmpty();
        var report = ReportAnnual.Build((_, _) => throw new InvalidOperationException("must not be called"));
        report.Parse(["--year", "2021-22", "--out", "out"]).Errors.ShouldBeEmpty();
        report.Parse(["--year", "2021-22"]).Errors.ShouldNotBeEmpty();
    }
}
