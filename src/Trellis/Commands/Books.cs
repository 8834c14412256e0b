using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports;
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
    public static async Task<FigureData> LoadForReportAsync(CancellationToken stop) =>
        await LoadAsync(null, null, stop) with { Under = Practices.Read().Model.Publications.FirstOrDefault(p => p.Id == AnnualReport.Publication) };

    /// <summary>What people wrote for the annual report of a year, in every area.</summary>
    public static async Task<ReportWords> LoadWordsAsync(string year, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Books).Assembly, stop);
        var practised = Practices.Read();
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(practised.Model.Areas.Where(a => a.Kind is "borough").Select(a => a.Code)));
        return await scope.ServiceProvider.GetRequiredService<ReportWordsReading>().ReadAsync(year, stop);
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
