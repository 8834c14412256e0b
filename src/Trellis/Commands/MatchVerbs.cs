using System.CommandLine;
using Trellis.Platform;

namespace Trellis.Commands;

/// <summary>The same person in two extracts, or twice in one: <c>link A.csv B.csv</c>, <c>dedupe A.csv</c>. Need no database.</summary>
public static class MatchVerbs
{
    public static Command Link()
    {
        var one = new Argument<FileInfo>("A.csv") { Description = "An agency's extract of people" };
        var other = new Argument<FileInfo>("B.csv") { Description = "Another agency's" };
        var command = new Command("link", "Find the same people in two extracts, one to one") { one, other };
        return With(command, given => given.GetValue(one)!, given => given.GetValue(other)!);
    }

    public static Command Dedupe()
    {
        var one = new Argument<FileInfo>("A.csv") { Description = "An agency's extract of people" };
        return With(new Command("dedupe", "Find the same people within one extract") { one }, given => given.GetValue(one)!, _ => null);
    }

    private static Command With(Command command, Func<ParseResult, FileInfo> one, Func<ParseResult, FileInfo?> other)
    {
        var map = new Option<FileInfo>("--map") { Description = "YAML: which column is which field (docs/matching.md)", Required = true };
        var second = new Option<FileInfo?>("--map-b") { Description = "For B.csv, where its columns are called otherwise: the same fields" };
        var output = new Option<FileInfo?>("--out") { Description = "Where the pairs are written: id_l, id_r, probability, outcome, why" };
        var train = new Option<bool>("--train") { Description = "Learn a model first: from labels with --truth, otherwise without" };
        var model = new Option<FileInfo?>("--model") { Description = "A model to use; with --train where the model learnt is written" };
        var truth = new Option<string?>("--truth") { Description = "Column that says who a record is: prints how well it went" };
        var threads = new Option<int>("--threads") { Description = "How many of the machine's cores; all otherwise", DefaultValueFactory = _ => Environment.ProcessorCount };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        command.Options.Add(map);
        if (command.Arguments.Count > 1) { command.Options.Add(second); }
        foreach (var option in new Option[] { output, train, model, truth, threads, json }) { command.Options.Add(option); }
        command.SetAction((given, stop) =>
        {
            if (given.GetValue(threads) is < 1 or > 256) { throw new WrongInputException("--threads must be from 1 to 256"); }
            var asked = new MatchAsked(
                one(given).FullName, other(given)?.FullName, given.GetValue(map)!.FullName, command.Arguments.Count > 1 ? given.GetValue(second)?.FullName : null,
                given.GetValue(output)?.FullName, given.GetValue(train), given.GetValue(model)?.FullName, given.GetValue(truth), given.GetValue(threads), given.GetValue(json));
            using var run = new MatchRun(asked, given.InvocationConfiguration.Output, given.InvocationConfiguration.Error);
            return Task.FromResult(run.Run(stop));
        });
        return command;
    }
}
