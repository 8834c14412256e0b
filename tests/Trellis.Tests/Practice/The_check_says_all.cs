using System.Text.Json;
using Trellis.Commands;

namespace Trellis.Tests.Practice;

/// <summary><c>practice check</c>: what is wrong with the bank holidays is said beside what is wrong with the model, in words and as JSON.</summary>
public sealed class The_check_says_all : IDisposable
{
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory();

    public The_check_says_all()
    {
        foreach (var (path, text) in PracticeFiles.All)
        {
            var file = Path.Combine(copy.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, path switch
            {
                "practice/calendars/england-and-wales.yaml" => text.Replace("first-year:", "frist-year:", StringComparison.Ordinal),
                "practice/children/front-door.yaml" => text.Replace("list: mash-rag", "list: mash-reg", StringComparison.Ordinal),
                _ => text,
            });
        }
    }

    public void Dispose() => copy.Delete(recursive: true);

    [Fact]
    public async Task In_words()
    {
        var (exit, said) = await CheckAsync();

        exit.ShouldBe(1);
        said.ShouldContain("practice/children/front-door.yaml:");
        said.ShouldContain("practice/calendars/england-and-wales.yaml:");
    }

    [Fact]
    public async Task As_json()
    {
        var (exit, said) = await CheckAsync("--json");

        exit.ShouldBe(1);
        var findings = JsonDocument.Parse(said).RootElement.GetProperty("findings").EnumerateArray().ToList();
        findings.ShouldContain(f => f.GetProperty("rule").GetString() == "practice" && f.GetProperty("where").GetString() == "practice/children/front-door.yaml");
        findings.ShouldContain(f => f.GetProperty("rule").GetString() == "calendar" && f.GetProperty("line").GetInt32() > 1);
    }

    private async Task<(int Exit, string Said)> CheckAsync(params string[] more)
    {
        using var said = new StringWriter();
        var exit = await PracticeVerb.Build().Parse(["check", "--folder", Path.Combine(copy.FullName, "practice"), .. more])
            .InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = said, Error = said });
        return (exit, said.ToString());
    }
}
