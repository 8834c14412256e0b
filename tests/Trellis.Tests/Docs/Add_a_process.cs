using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Forms;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.Figures.Public;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Docs;

/// <summary>Follows docs/add-a-process.md: writes the files it shows, checks them, takes a child through, counts the figure.</summary>
public sealed partial class Add_a_process(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task The_page_can_be_followed()
    {
        var folder = Followed();
        var reading = PracticeFolder.Read(folder, ActWords.All);
        reading.Mistakes.Select(m => m.ToString()).ShouldBeEmpty();
        var model = reading.Model!;

        var practised = new Practised(model, Stage.Practised.Calendar);
        await using var services = new ServiceCollection().AddLogging().AddTrellis(Stage.Database, practised).AddSingleton<TimeProvider>(Stage.Clock).BuildServiceProvider();
        var child = await Given.AChild(c => c.BornOn("2012-05-01"));

        On("2026-03-09 10:00");
        var found = await StartAsync(services, child.Id);
        await CompleteAsync(services, found, "interview", ("found-at", "2026-03-06 22:15"));
        var clock = (await Stage.Deadlines(child, "missing-again.interview")).ShouldHaveSingleItem();
        clock.Line().ShouldBe("2026-03-06 22:15 due 2026-03-09 22:15");

        On("2026-03-09 18:00");
        var interview = (await Stage.Step("missing-again.interview", child)).Id;
        await CompleteAsync(services, interview, "done", ("offered-at", "2026-03-09 17:00"), ("result", "held"));
        (await Stage.Deadlines(child, "missing-again.interview")).ShouldHaveSingleItem().InTime.ShouldBe(true);

        var book = services.GetRequiredService<FigureBook>();
        (await book.CountAsync(book.Find("return-interviews")!)).ShouldContain(v => v.Area == "RBKC" && v.Value == 1);
        (await book.CountAsync(book.Find("return-interviews-in-time")!)).ShouldContain(v => v.Area == "RBKC" && v.Value == 100);
    }

    [Fact]
    public void The_mistake_it_shows_is_the_mistake_one_gets()
    {
        var folder = Followed();
        var file = Path.Combine(folder, "children", "missing-again.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("list: return-interview", "list: return-intervew", StringComparison.Ordinal));

        var mistake = PracticeFolder.Read(folder, ActWords.All).Mistakes.ShouldHaveSingleItem().ToString();

        var shown = Page().Split('\n').Single(line => line.StartsWith("practice/children/missing-again.yaml:", StringComparison.Ordinal));
        mistake.ShouldStartWith(shown);
        mistake.ShouldContain("Did you mean \"return-interview\"?");
    }

    private static string Page() => File.ReadAllText(Checkout.Folder("docs", "add-a-process.md"));

    /// <summary>A copy of the practice folder with the files of the page in it.</summary>
    private static string Followed()
    {
        var root = Directory.CreateTempSubdirectory("trellis-practice-").FullName;
        foreach (var file in Directory.EnumerateFiles(Practices.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, "practice", Path.GetRelativePath(Practices.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var blocks = Block().Matches(Page());
        blocks.Count.ShouldBe(3);
        foreach (Match block in blocks)
        {
            var path = Path.Combine(root, block.Groups["path"].Value);
            File.Exists(path).ShouldBeFalse();
            File.WriteAllText(path, block.Groups["text"].Value);
        }

        return Path.Combine(root, "practice");
    }

    private async Task<Guid> StartAsync(ServiceProvider services, Guid child)
    {
        await using var scope = services.CreateAsyncScope();
        var db = Acting(scope);
        db.Acting.Begin(ActWords.StartMatter);
        var matter = await scope.ServiceProvider.GetRequiredService<StepWork>().StartAsync("missing-again", "RBKC", [child]);
        await db.SaveChangesAsync();
        return matter.Steps[0].Id;
    }

    private async Task CompleteAsync(ServiceProvider services, Guid id, string outcome, params (string Field, string Value)[] values)
    {
        await using var scope = services.CreateAsyncScope();
        var db = Acting(scope);
        var (work, writing) = (scope.ServiceProvider.GetRequiredService<StepWork>(), scope.ServiceProvider.GetRequiredService<StepWriting>());
        var step = await work.FindAsync(id);
        var form = FormValues.Empty();
        form["outcome"] = [outcome];
        foreach (var (field, value) in values)
        {
            if (!value.Contains(' ', StringComparison.Ordinal)) { form[field] = [value]; continue; }
            (form[$"{field}.year"], form[$"{field}.month"], form[$"{field}.day"], form[$"{field}.time"]) = ([value[..4]], [value[5..7]], [value[8..10]], [value[11..]]);
        }

        db.Acting.Begin(ActWords.CompleteStep);
        var (written, errors) = await writing.ReadAsync(step!, await writing.FormAsync(step!, form));
        errors.ShouldBeEmpty();
        (await work.CompleteAsync(step!, written!)).Refused(out var why).ShouldBeFalse(why?.Words);
        await db.SaveChangesAsync();
    }

    private TrellisDb Acting(AsyncServiceScope scope)
    {
        scope.ServiceProvider.GetRequiredService<Acting>().As(Stage.Someone("social-worker"));
        return scope.ServiceProvider.GetRequiredService<TrellisDb>();
    }

    [GeneratedRegex("```yaml (?<path>practice/[^\n]+)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
