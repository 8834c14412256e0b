using Trellis.Commands;
using Trellis.Matching.Comparing;
using Trellis.Matching.Weights;

namespace Trellis.Tests.Matching;

/// <summary><c>link</c> and <c>dedupe</c> as they are called.</summary>
public sealed class The_match_commands : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    private const string Map = "id: id\ntruth: who\nfields:\n  given name: first\n  family name: last\n  birth date: born\n  postcode: postcode\n";

    private const string One = "id,first,last,born,postcode,who\na1,Elizabeth,Achterberg,2012-03-04,W10 5BN,1\na2,Mohammed,Farouqi,2013-07-19,W11 1AA,2\na3,Tunde,Balogun-Reyes,2014-02-11,SW6 4AA,3\na4,Precious,Quartermaine,2015-10-30,W2 1AA,4\n";

    private const string Other = "id,first,last,born,postcode,who\nb1,Beth,Achterberg,2012-03-04,W10 5BN,1\nb2,Muhammad,Farouqi,2013-07-19,W11 1AA,2\nb3,Kemi,Balogun-Reyes,2014-02-11,SW6 4AA,5\nb4,short row\n";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_link_writes_its_pairs_with_outcome_and_why()
    {
        var (exit, said, errors) = await RunAsync("link", Put("a.csv", One), Put("b.csv", Other), "--map", Put("map.yaml", Map), "--out", At("pairs.csv"));

        exit.ShouldBe(0, errors);
        var rows = await File.ReadAllLinesAsync(At("pairs.csv"));
        rows[0].ShouldBe("id_l,id_r,probability,outcome,why");
        rows.ShouldContain(r => r.StartsWith("a1,b1,0.99", StringComparison.Ordinal) && r.Contains("given name a short form +", StringComparison.Ordinal));
        rows.ShouldContain(r => r.StartsWith("a2,b2,0.99", StringComparison.Ordinal) && r.Contains("given name another spelling +", StringComparison.Ordinal));
        rows.ShouldContain(r => r.StartsWith("a3,b3,", StringComparison.Ordinal) && r.Contains(",different,\"possible twin or sibling;", StringComparison.Ordinal));
        rows.ShouldNotContain(r => r.Contains("a4,", StringComparison.Ordinal));
        errors.ShouldContain("b.csv:5: the row has 2 fields, the heading 6; the row is left out");
        said.ShouldContain("1 possible twins or siblings");
    }

    [Fact]
    public async Task Two_files_read_at_once_give_the_pairs_that_they_give_one_after_another()
    {
        string[] link = ["link", Put("a.csv", One), Put("b.csv", Other), "--map", Put("map.yaml", Map), "--out"];

        (await RunAsync([.. link, At("one.csv"), "--threads", "1"])).Exit.ShouldBe(0);
        (await RunAsync([.. link, At("two.csv"), "--threads", "2"])).Exit.ShouldBe(0);

        (await File.ReadAllTextAsync(At("two.csv"))).ShouldBe(await File.ReadAllTextAsync(At("one.csv")));
        (await RunAsync("link", At("a.csv"), At("none.csv"), "--map", At("map.yaml"), "--threads", "2")).Exit.ShouldBe(2);
        (await RunAsync("link", At("a.csv"), Put("other.csv", "id,first\n"), "--map", At("map.yaml"), "--threads", "2")).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Truth_is_compared_with_and_a_model_is_kept_and_used_again()
    {
        var extract = "id,first,last,born,postcode,who\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"r{i},{(i % 3 == 0 ? "Jon" : "Jonathan")}{i / 3},Zz{i / 3}x,20{10 + (i / 3 % 9)}-0{1 + (i / 3 % 9)}-1{i / 3 % 9},W{1 + (i / 3 % 9)} 1AA,{i / 3}\n"));

        var (exit, said, errors) = await RunAsync("dedupe", Put("a.csv", extract), "--map", Put("map.yaml", Map), "--truth", "who", "--train", "--model", At("model.json"));

        exit.ShouldBe(0, errors);
        said.ShouldContain("Of the half it did not learn from");
        Model.Read(await File.ReadAllTextAsync(At("model.json")), new Layout([new("given name", FieldKind.GivenName), new("family name", FieldKind.FamilyName)])).Learnt.ShouldStartWith("labels:");
        (await RunAsync("dedupe", At("a.csv"), "--map", At("map.yaml"), "--truth", "who", "--model", At("model.json"), "--json")).Said.ShouldContain("\"quality\"");
    }

    [Fact]
    public async Task What_is_wrong_ends_with_1_and_what_is_not_there_with_2()
    {
        var map = Put("map.yaml", Map);
        (await RunAsync("dedupe", Put("a.csv", "id,first\n"), "--map", map)).Exit.ShouldBe(1);
        (await RunAsync("dedupe", Put("a.csv", One), "--map", Put("bad.yaml", "fields: 3"))).Errors.ShouldContain("bad.yaml:1");
        (await RunAsync("dedupe", At("none.csv"), "--map", map)).Exit.ShouldBe(2);
        (await RunAsync("dedupe", At("a.csv"), "--map", map, "--model", Put("model.json", "{}"))).Exit.ShouldBe(1);
        (await RunAsync("dedupe", At("a.csv"), "--map", map, "--threads", "0")).Exit.ShouldBe(1);
    }

    private static async Task<(int Exit, string Said, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(args, output, error);
        return (exit, output.ToString(), error.ToString());
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private string Put(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
