using System.CommandLine;
using System.Globalization;
using Npgsql;
using Trellis.Access;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>access connect USER</c>: what an analyst's connection says first, to read the views of the data set as that member of staff.</summary>
public static class ConnectVerb
{
    public const string What = "data-set-views";

    public static Command Build()
    {
        var user = new Argument<string>("USER") { Description = "E-mail address of a member of staff who may take lists of children" };
        var command = new Command("connect", "Write the first statements of a connection that reads the views of the data set (schema ssd) as somebody; that they may read them is noted for everybody they may see") { user };
        command.SetAction(async (given, stop) =>
        {
            await using var database = await Database.OpenAsync(stop);
            await Migrator.MigrateAsync(database, typeof(ConnectVerb).Assembly, stop);
            await using var services = new ServiceCollection().AddLogging().AddTrellis(database, Practices.Read()).AddSingleton<SignedIn>().BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            await given.InvocationConfiguration.Output.WriteLineAsync(await StatementsAsync(scope.ServiceProvider, database, given.GetValue(user)!, stop));
            return CommandLine.Done;
        });
        return command;
    }

    /// <exception cref="WrongInputException">They hold no post in which they may take lists of children.</exception>
    public static async Task<string> StatementsAsync(IServiceProvider services, Database database, string user, CancellationToken stop = default)
    {
        var (clock, roles) = (services.GetRequiredService<LondonClock>(), services.GetRequiredService<SignedIn>());
        if (await ActorAsync(database, roles, user, clock.Today, stop) is not { } actor) { throw new WrongInputException($"“{user}” holds no post in which they may take lists of children"); }
        services.GetRequiredService<Acting>().As(actor);
        var people = new List<Guid>();
        await using (var own = await services.GetRequiredService<RecordDb>().OpenAsync(stop))
        await using (var ask = new NpgsqlCommand("select id from ssd.known", own.Connection))
        await using (var row = await ask.ExecuteReaderAsync(stop))
        {
            while (await row.ReadAsync(stop)) { people.Add(row.GetGuid(0)); }
        }

        await services.GetRequiredService<Views>().SawAsync(What, ActWords.ExportLists, people, cancellationToken: stop);
        (string Name, string Value)[] settings =
        [
            ("areas", string.Join(',', actor.Areas)), ("sees", string.Join(',', actor.Sees)), ("circles", string.Join(',', actor.Audiences)), ("holders", string.Join(',', actor.Holders)), ("user", actor.UserId.ToString()),
            ("at", clock.Now.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss+00", CultureInfo.InvariantCulture)),
        ];
        return $"""
            set default_transaction_read_only = on;
            select {string.Join(",\n  ", settings.Select(s => $"set_config('trellis.{s.Name}', {Literal(s.Value)}, false)"))};
            select set_config('trellis.closed_matters', c.matters::text, false), set_config('trellis.closed_people', c.people::text, false)
              from access.closed_to('{actor.UserId}', now()) c;
            """;
    }

    private static async Task<Actor?> ActorAsync(Database database, SignedIn roles, string user, DateOnly today, CancellationToken stop)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand("""
            select s.id, s.name, p.id, p.agency, p.areas, p.role, p.qualification from agencies.staff s join agencies.post p on p.staff_id = s.id
            where s.email = lower($1) and s.active and p.starts_on <= $2 and (p.ends_on is null or p.ends_on >= $2) order by p.starts_on, p.id
            """);
        ask.Parameters.Add(new NpgsqlParameter { Value = user });
        ask.Parameters.Add(new NpgsqlParameter { Value = today });
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            var actor = roles.Holding(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetFieldValue<string[]>(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6));
            if (actor.May(ActWords.ExportLists)) { return actor; }
        }

        return null;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
