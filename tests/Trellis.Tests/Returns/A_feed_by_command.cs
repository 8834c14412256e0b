using System.Text.Json;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Returns;

/// <summary><c>import ssd</c> and <c>import undo-ssd</c>, as a council's machine runs them at night.</summary>
public sealed class A_feed_by_command(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_folder_is_previewed_taken_in_and_taken_back()
    {
        var folder = Directory.CreateTempSubdirectory("trellis-feed-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ssd_person.csv"), "pers_person_id,pers_dob\nN1,2012-05-04\n");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ssd_missing.csv"), "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date\nM1,N1,2025-01-02,M,\n");

            string[] asked = ["import", "ssd", folder.FullName, "--area", "WCC", "--on", "2025-03-31", "--json"];
            var (code, said) = await Verb.RunAsync(Stage.Database, [.. asked, "--preview"]);
            code.ShouldBe(0, said);
            Read(said).GetProperty("import").ValueKind.ShouldBe(JsonValueKind.Null);
            (await Missing()).ShouldBe(0);

            (code, said) = await Verb.RunAsync(Stage.Database, asked);
            code.ShouldBe(0, said);
            Read(said).GetProperty("counts").GetProperty("came").GetInt32().ShouldBe(1);
            Read(said).GetProperty("lacking").EnumerateArray().Select(t => t.GetString()).ShouldContain("ssd_cin_episodes");
            (await Missing()).ShouldBe(1);
            (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select given_name || ' ' || family_name from people.person where family_name = 'N1'")).ShouldBe("Child N1");

            (code, var undone) = await Verb.RunAsync(Stage.Database, "import", "undo-ssd", Read(said).GetProperty("import").GetString()!, "--why", "A test");
            (code, undone.Trim()).ShouldBe((0, "Undone. 1 child it added is gone"));
            (await Missing()).ShouldBe(0);

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ssd_missing.csv"), "miss_table_id,miss_person_id,miss_missing_episode_start_date\nM1,N2,soon\n");
            (code, said) = await Verb.RunAsync(Stage.Database, [.. asked.Where(a => a != "--json")]);
            code.ShouldBe(1);
            said.ShouldContain("ssd_missing.csv, line 2, miss_missing_episode_start_date: This is no day such as 2026-03-31");
            said.ShouldContain("2 problems. Nothing was imported");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Task<long> Missing() => Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.status_period where kind = 'missing' and area = 'WCC'");

    private static JsonElement Read(string said) => JsonDocument.Parse(said).RootElement.Clone();
}
