using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Tests.Support;

public static class PrintedFigures
{
    /// <summary>Brings in the published figures of the demonstration: the documents' own.</summary>
    public static async Task ArePrinted(this Stage stage)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(stage.Everything);
        var path = Checkout.Folder("demo", "published", "figures.csv");
        var registry = PublishedRegistry.Beside(path);
        await using var stream = File.OpenRead(path);
        await FiguresTakenIn.ImportAsync(scope.ServiceProvider.GetRequiredService<TrellisDb>(), PublishedFile.Read(stream, registry), registry, "figures.csv", scope.ServiceProvider.GetRequiredService<LondonClock>());
    }
}
