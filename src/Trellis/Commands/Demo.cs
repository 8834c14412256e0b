using System.CommandLine;
using Trellis.Demonstration;
using Trellis.Platform.Storage;

namespace Trellis.Commands;

/// <summary>The demonstration partnership: two boroughs, everybody in them invented.</summary>
public static class Demo
{
    public static Command Build()
    {
        var reset = new Option<bool>("--reset") { Description = "Drop the demonstration that is there and build it anew" };
        var seed = new Option<int>("--seed") { Description = "The number all of it follows from", DefaultValueFactory = _ => DemonstrationBuild.DefaultSeed };
        var command = new Command("demo", "Build the demonstration partnership, if there is none yet") { reset, seed };
        command.SetAction((given, stop) => RunAsync(given.GetValue(reset), given.GetValue(seed), given.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> RunAsync(bool reset, int seed, TextWriter output, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        var built = await DemonstrationDatabase.EnsureAsync(db, reset, seed, output, stop);
        await output.WriteLineAsync(built is null ? "The demonstration is there already. ./trellis demo --reset builds it anew" : $"Built in {built.Took.TotalSeconds:0} seconds");
        await Welcome.WriteAsync(db, output, stop);
        return CommandLine.Done;
    }
}
