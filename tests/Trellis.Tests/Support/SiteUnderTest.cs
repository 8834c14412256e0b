using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trellis.Tests.Support;

/// <summary>The site over a stage, with the stage's clock. It leaves nothing on the disk.</summary>
public static class SiteUnderTest
{
    /// <param name="server">What it is served by: in memory, or a port.</param>
    public static WebApplication Build(Stage stage, FailureLog failures, Action<WebApplicationBuilder> server) =>
        Site.Build(["--applicationName=Trellis"], stage.Database, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(failures);
            builder.Services.AddSingleton<TimeProvider>(stage.Clock);
            builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new KeysInMemory());
            server(builder);
        });

    private sealed class KeysInMemory : IXmlRepository
    {
        private readonly List<XElement> kept = [];

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            lock (kept) { return [.. kept]; }
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            lock (kept) { kept.Add(element); }
        }
    }
}
