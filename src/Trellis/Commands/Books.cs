using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports;
using Trellis.Modules.Training.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;

namespace Trellis.Commands;

/// <summary>Opens the database for verbs about figures.</summary>
internal static class Books
{
    public static async Task<FigureData> LoadAsync(string? figure, string? by, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Books).Assembly, stop);
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, Practices.Read()).BuildServiceProvider();
        var book = services.GetRequiredService<FigureBook>();
        var asked = figure is null ? null : book.Find(figure);
        var dimension = asked is null || by is null ? null : FigureBook.Dimension(asked, by)?.Id;
        return await book.ReadAsync(figure is null ? null : asked is null ? [] : [asked], dimension, cancellationToken: stop);
    }

    /// <summary>All figures, as the annual report may show them.</summary>
    public static async Task<FigureData> LoadForReportAsync(string year, CancellationToken stop)
    {
        var practised = Practices.Read();
        var figures = await LoadAsync(null, null, stop) with { Under = practised.Model.Publications.FirstOrDefault(p => p.Id == AnnualReport.Publication) };
        await using var db = await Database.OpenAsync(stop);
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        return figures with { Tables = await scope.ServiceProvider.GetRequiredService<TrainingChapter>().TablesAsync(year, stop) };
    }

    public static async Task<PublishedChanges> ImportAsync(string name, PublishedFile file, PublishedRegistry registry, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Books).Assembly, stop);
        var practised = Practices.Read();
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(practised.Model.Areas.Where(a => a.Kind is "partnership" or "borough").Select(a => a.Code)));
        var context = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        return await FiguresTakenIn.ImportAsync(context, file, registry, name, scope.ServiceProvider.GetRequiredService<Platform.Time.LondonClock>(), stop);
    }
}
