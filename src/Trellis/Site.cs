using Trellis.Platform;
using Trellis.Platform.Storage;

namespace Trellis;

/// <summary>The web site over one database. Tests build it with their own clock and user.</summary>
public static class Site
{
    public static WebApplication Build(string[] args, Database db, Action<WebApplicationBuilder>? configure = null)
    {
        var sources = Checkout.Folder("src", "Trellis");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = "Trellis",
            ContentRootPath = Directory.Exists(sources) ? sources : AppContext.BaseDirectory,
        });
        builder.Services.AddSingleton(db);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // the verb says why it did not start
        configure?.Invoke(builder);

        var site = builder.Build();
        site.MapStaticAssets();
        site.MapGet("/health/live", () => Results.Text("live"));
        site.MapGet("/health/ready", async (Database store, CancellationToken stop) =>
            await store.AnswersAsync(stop) ? Results.Text("ready") : Results.Text("The database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable));
        return site;
    }
}
