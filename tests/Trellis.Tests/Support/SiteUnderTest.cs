using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trellis.Access;
using Trellis.Modules.Candidates;

namespace Trellis.Tests.Support;

/// <summary>The site over a stage, with the stage's clock. It leaves nothing on the disk.</summary>
public static class SiteUnderTest
{
    /// <summary>Read by a test's own server alone.</summary>
    public const string AddressHeader = "X-Test-Address";

    /// <param name="server">What it is served by: in memory, or a port.</param>
    public static WebApplication Build(Stage stage, FailureLog failures, Action<WebApplicationBuilder> server) =>
        Site.Build(["--applicationName=Trellis"], stage.Database, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(failures);
            builder.Services.AddSingleton<TimeProvider>(stage.Clock);
            // What everybody can read above needs no costly hash; the cost itself has a test of its own.
            builder.Services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
            builder.Services.AddSingleton<IStartupFilter, AddressOfVisitor>();
            builder.Services.AddSingleton(_ => OtherAgency.Wire());
            builder.Services.AddSingleton(stage.Keys);
            builder.Services.AddSingleton(stage.Journal);
            builder.Services.AddSingleton(stage.Extracts);
            builder.Services.AddSingleton(all => new SavedIndex(null, all.GetRequiredService<Safekeeping>(), all.GetRequiredService<ILogger<SavedIndex>>()));
            server(builder);
        });

    /// <summary>The network cable of a test has no ends: each visitor says which address they come from.</summary>
    private sealed class AddressOfVisitor : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Headers[AddressHeader] is [{ } address]) { http.Connection.RemoteIpAddress = IPAddress.Parse(address); }
                return rest(http);
            });
            next(app);
        };
    }
}
