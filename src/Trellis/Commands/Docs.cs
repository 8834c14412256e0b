using System.CommandLine;
using Trellis.Access;
using Trellis.Platform;
using Trellis.Practice;

namespace Trellis.Commands;

/// <summary>The pages of <c>docs/</c> that are written from the practice model and the rules of the returns, so that they cannot say something else than it does.</summary>
public static class Docs
{
    public static Command Build()
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; end with 1 when a page is not up to date" };
        var command = new Command("docs", "Write docs/timescales.md, docs/record.md, docs/roles.md, docs/figures.md and docs/sharing-agreements.md from the practice model, and docs/census-rules.md from the census's rules") { check };
        command.SetAction((given, _) => RunAsync(given.GetValue(check), given.InvocationConfiguration.Output));
        return command;
    }

    /// <summary>Path in the checkout, and what the page must say.</summary>
    public static IReadOnlyList<(string Path, string Text)> Pages(Practice.PracticeModel practice) =>
    [
        (Path.Combine("docs", "timescales.md"), PracticeDocs.Timescales(practice)),
        (Path.Combine("docs", "roles.md"), RoleWords.Page(practice, [.. ActWords.Meanings.Select(m => (m.Key, m.Value))])),
        (Path.Combine("docs", "record.md"), PracticeDocs.Record(practice, ActWords.Meanings.Select(m => (m.Key, m.Value)))),
        (Path.Combine("docs", "figures.md"), PracticeDocs.Figures(practice)),
        (Path.Combine("docs", "sharing-agreements.md"), PracticeDocs.SharingAgreements(practice)),
        (Path.Combine("docs", "census-rules.md"), CensusRulesPage.Text()),
    ];

    private static async Task<int> RunAsync(bool check, TextWriter output)
    {
        var stale = 0;
        foreach (var (path, text) in Pages(Practices.Read().Model))
        {
            var file = Checkout.Folder(path);
            if (File.Exists(file) && await File.ReadAllTextAsync(file) == text) { continue; }
            stale++;
            if (check) { await output.WriteLineAsync($"{path} is not up to date: run ./trellis docs"); }
            else
            {
                await File.WriteAllTextAsync(file, text);
                await output.WriteLineAsync($"Wrote {path}");
            }
        }

        return check && stale > 0 ? CommandLine.WrongInput : CommandLine.Done;
    }
}
