using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Trellis.Access;
using Trellis.Demonstration;
using Trellis.Platform;
using Trellis.Platform.Keys;
using Trellis.Platform.Storage;

namespace Trellis.Commands;

/// <summary>The site, on this machine only. In production a proxy stands before it.</summary>
public static class Serve
{
    private const int DefaultPort = 5080;

    public static Command Build()
    {
        var port = new Option<int?>("--port") { Description = $"The port to listen on, otherwise TRELLIS_PORT, otherwise {DefaultPort}" };
        var demo = new Option<bool>("--demo") { Description = "Make the demonstration partnership if there is none yet" };
        var command = new Command("serve", "Start the site and, unless TRELLIS_DB names a server, its database") { port, demo };
        command.SetAction((given, stop) => RunAsync(PortOf(given.GetValue(port)), given.GetValue(demo), given.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> RunAsync(int port, bool demo, TextWriter output, CancellationToken stop)
    {
        RefuseTaken(port);
        _ = OuterKeys.Named(); // asked first: without it nothing is begun
        await using var db = await Database.OpenAsync(stop);
        if (demo) { await DemonstrationDatabase.EnsureAsync(db, reset: false, DemonstrationBuild.DefaultSeed, output, stop); }
        else { await Migrator.MigrateAsync(db, typeof(Serve).Assembly, stop); }
        await Redrawn.SayAsync(db, output, stop);
        var invented = await Marker.ReadAsync(db, stop) is not null;
        await using var site = Site.Build([$"--urls=http://localhost:{port}"], db, web =>
        {
            if (invented) { web.Services.AddSingleton(Site.Shell with { Demonstration = true }); }
        });
        await KeyRotation.CheckAsync(db, site.Services.GetRequiredService<OuterKeys>(), stop);
        site.Services.GetRequiredService<KeysInDatabase>().TakeIn(Path.Combine(DataFolder.Path, "keys"));
        await site.StartAsync(stop);

        await output.WriteLineAsync($"Trellis is at http://localhost:{port}  (Ctrl-C stops it, its database too)");
        if (invented) { await Welcome.WriteAsync(db, output, stop); }
        await site.WaitForShutdownAsync(stop);
        return CommandLine.Done;
    }

    /// <summary>Asked first: a database and a demonstration take longer to make than this.</summary>
    private static void RefuseTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw new CannotRunException($"Port {port} is in use, perhaps by another Trellis. Stop that, or choose another port with --port", e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied)
        {
            throw new CannotRunException($"This user may not listen on port {port}. Choose one above 1023 with --port", e);
        }
    }

    private static int PortOf(int? given)
    {
        var named = Environment.GetEnvironmentVariable("TRELLIS_PORT");
        if (given is null && !string.IsNullOrEmpty(named))
        {
            given = int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new WrongInputException($"TRELLIS_PORT is \"{named}\", and must be a number");
        }
        var port = given ?? DefaultPort;
        return port is > 0 and < 65536 ? port : throw new WrongInputException($"{port} is no port: give a number from 1 to 65535");
    }
}
