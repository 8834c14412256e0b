using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Trellis.Commands;
using Trellis.Returns.Checking;
using Trellis.Returns.Rules;
using Trellis.Tests.Support;

namespace Trellis.Tests.Returns;

/// <summary><c>./trellis check cin</c>, as it is typed.</summary>
public sealed class A_census_is_checked : IDisposable
{
    private const string Sound =
        "ChildIdentifiers(LAchildID=C1 UPN=P207000016049 PersonBirthDate=2016-05-04 Sex=F) ChildCharacteristics(Ethnicity=WBRI Disability=MOB Disability=HAND Disability=PC Disability=INC Disability=COMM Disability=LD Disability=HEAR Disability=VIS) "
        + "CINdetails(CINreferralDate=2025-06-02 ReferralSource=1A PrimaryNeedCode=N1 Assessments(AssessmentActualStartDate=2025-06-03 AssessmentAuthorisationDate=2025-07-01 AssessmentFactors=3A) CINPlanDates(CINPlanStartDate=2025-07-01) ReferralNFA=false)";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("census");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_sound_one_passes_every_rule()
    {
        var (code, said) = await Check(Sound);
        said.ShouldEndWith("0 errors and 0 queries. Of 109 rules 109 passed, 0 failed, 0 were not asked, 0 went wrong\n");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_words_json_csv_and_a_workbook()
    {
        var wrong = Sound.Replace("CINPlanDates(CINPlanStartDate=2025-07-01)", "CINPlanDates(CINPlanStartDate=2025-06-01 CINPlanEndDate=someday)", StringComparison.Ordinal);
        var (code, said) = await Check(wrong);
        code.ShouldBe(1);
        said.ShouldContain("line 40: CINPlanEndDate holds “someday”, which is no date: it counts as missing.");
        said.ShouldContain("error 4015, 1: The child in need plan began before the child was referred");
        said.ShouldContain("child C1: CINdetails 1, CINPlanDates 1 (line 39) CINPlanStartDate 2025-06-01; CINdetails 1 (line 30) CINreferralDate 2025-06-02");

        using var json = JsonDocument.Parse((await Check(wrong, "--json")).Said);
        var (year, rule) = (json.RootElement.GetProperty("year").GetString(), json.RootElement.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("outcome").GetString() == "failed"));
        (year, rule.GetProperty("code").GetString(), json.RootElement.GetProperty("passed").GetInt32()).ShouldBe(("2025-26", "4015", 108));
        var place = rule.GetProperty("issues")[0].GetProperty("places")[0];
        (place.GetProperty("record").GetString(), place.GetProperty("line").GetInt32(), place.GetProperty("values")[0].GetProperty("value").GetString()).ShouldBe(("CINdetails 1, CINPlanDates 1", 39, "2025-06-01"));

        (await Check(wrong, "--csv")).Said.ShouldContain("4015,error,1,C1,\"CINdetails 1, CINPlanDates 1\",CINPlanStartDate,2025-06-01,39,");
        var workbook = Path.Combine(folder.FullName, "out.xlsx");
        (await Check(wrong, "--xlsx", "--out", workbook)).Said.ShouldBe($"Wrote {workbook}\n");
        using var book = SpreadsheetDocument.Open(workbook, isEditable: false);
        book.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(s => s.Name!.Value).ShouldBe(["Issues", "Rules"]);
    }

    [Fact]
    public async Task The_year_can_be_given_and_what_cannot_be_read_is_said()
    {
        (await Check(Sound, "--year", "2022-23")).Said.ShouldContain("error 100, 1:");
        (await Check(Sound, "--year", "2030-31")).ShouldBe((1, "There is no census year 2030-31. Expected one from 2022-23 to 2025-26\n"));
        (await Check(Sound, "--csv", "--json")).ShouldBe((1, "Choose one of --json, --csv and --xlsx\n"));
        (await Run("check", "cin", Path.Combine(folder.FullName, "none.xml"))).Code.ShouldBe(2);
        (await Run("check", "cin", folder.FullName)).Code.ShouldBe(2);
        var cut = Path.Combine(folder.FullName, "cut.xml");
        var whole = Written.Xml(Sound).ToString();
        await File.WriteAllTextAsync(cut, whole[..whole.IndexOf("</Children>", StringComparison.Ordinal)]);
        var (code, said) = await Run("check", "cin", cut);
        code.ShouldBe(1);
        said.ShouldContain("1 child\n");
        said.ShouldContain("From here on this is not XML");
    }

    [SharedFact]
    public void The_rules_are_those_of_the_departments_list()
    {
        var listed = File.ReadLines(Path.Combine(SharedFactAttribute.Shared, "returns", "cin_rules.tsv")).Skip(1).Select(l => l.Split('\t')).ToDictionary(l => l[0]);
        var ours = CensusRules.For(2026).ToDictionary(r => r.Code);
        ours.Keys.Order(StringComparer.Ordinal).ShouldBe(listed.Keys.Order(StringComparer.Ordinal));
        ours.Values.Where(r => (r.Severity is Severity.Error ? "Error" : "Query") != listed[r.Code][4]).ShouldBeEmpty();
        ours.Values.Where(r => r.Message == listed[r.Code][1]).ShouldBeEmpty();
    }

    private Task<(int Code, string Said)> Check(string child, params string[] options)
    {
        var file = Path.Combine(folder.FullName, "census.xml");
        Written.Xml(child).Save(file);
        return Run(["check", "cin", file, .. options]);
    }

    private static async Task<(int Code, string Said)> Run(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        return (await CommandLine.RunAsync(args, output, output), output.ToString());
    }
}
