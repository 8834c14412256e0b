using System.CommandLine;
using System.Text.Json;
using Trellis.Access;
using Trellis.Modules.Oversight;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>Who sees what: <c>access explain USER MATTER</c>.</summary>
public static class AccessVerb
{
    public static Command Build()
    {
        var user = new Argument<string>("USER") { Description = "E-mail address or id of a member of staff" };
        var matter = new Argument<string>("MATTER") { Description = "Reference or id of a matter, for example RBKC-26-1001" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var explain = new Command("explain", "Say what somebody sees of a matter, and why") { user, matter, json };
        explain.SetAction((given, stop) => ExplainAsync(given.GetValue(user)!, given.GetValue(matter)!, given.GetValue(json), given.InvocationConfiguration.Output, stop));
        return new Command("access", "Who sees what") { explain, Unusual(), ConnectVerb.Build() };
    }

    private static Command Unusual()
    {
        var unusual = new Command("unusual", "Go through the latest looks at records for what is out of the ordinary");
        unusual.SetAction(async (given, stop) =>
        {
            await using var db = await Database.OpenAsync(stop);
            await Migrator.MigrateAsync(db, typeof(AccessVerb).Assembly, stop);
            await using var services = new ServiceCollection().AddLogging().AddTrellis(db, Practices.Read()).BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            var raised = await scope.ServiceProvider.GetRequiredService<Noticing>().NoticeAsync(stop);
            await given.InvocationConfiguration.Output.WriteLineAsync($"{English.Count(raised, "look was", "looks were")} put before the information governance lead");
            return CommandLine.Done;
        });
        return unusual;
    }

    private static async Task<int> ExplainAsync(string user, string matter, bool json, TextWriter output, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(AccessVerb).Assembly, stop);
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, Practices.Read()).AddSingleton<SignedIn>().BuildServiceProvider();
        var explaining = new Explaining(db, services.GetRequiredService<SignedIn>(), services.GetRequiredService<LondonClock>());
        await WriteAsync(await explaining.ExplainAsync(user, matter, stop), json, output);
        return CommandLine.Done;
    }

    public static async Task WriteAsync(Explained explained, bool json, TextWriter output)
    {
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(explained, JsonSerializerOptions.Web));
            return;
        }

        await output.WriteLineAsync($"{explained.User} and {explained.Matter} ({explained.Area})");
        if (explained.Posts.IsEmpty) { await output.WriteLineAsync("holds no post now, and sees nothing"); }
        foreach (var post in explained.Posts)
        {
            await output.WriteLineAsync($"{post.Post} ({post.Role}): {post.Conclusion}");
            foreach (var line in post.Why) { await output.WriteLineAsync($"  {line}"); }
            foreach (var table in post.Tables) { await output.WriteLineAsync($"  {table.Table,-22}{table.Sees,6} of {table.Of}"); }
        }
    }
}
