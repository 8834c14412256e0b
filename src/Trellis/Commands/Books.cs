using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports;
using Trellis.Modules.Reports.Open;
using Trellis.Modules.Reports.Writing;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>Opens the database for verbs about figures.</summary>
internal static class Books
{
    public static async Task<FigureData> LoadAsync(string? figure, FigureCut cut, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Books).Assembly, stop);
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, Practices.Read()).BuildServiceProvider();
        var book = services.GetRequiredService<FigureBook>();
        var asked = figure is null ? null : book.Find(figure);
        var dimension = asked is null || cut.By is null ? null : FigureBook.Dimension(asked, cut.By)?.Id;
        return await book.ReadAsync(figure is null ? null : asked is null ? [] : [asked], cut with { By = dimension }, cancellationToken: stop);
    }

    /// <summary>The report of a year: as it was published, as it is being written, or in the partnership's usual chapters.</summary>
    public static async Task<ReportToWrite> ReportAsync(string year, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Books).Assembly, stop);
        var practised = Practices.Read();
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(practised.Model.Areas.Where(a => a.Kind is "partnership" or "borough").Select(a => a.Code)));
        if (await scope.ServiceProvider.GetRequiredService<PublishedReports>().ReadAsync(year, stop) is { } published)
        {
            return new ReportToWrite(new AnnualReport(published.Title, published.Body, [], [], []) { Annex = ReportAnnex.Read(published.Annex) }, null, $"as published on {English.Date(London.DateOf(published.At))}");
        }
        var written = await scope.ServiceProvider.GetRequiredService<TrellisDb>().Set<WrittenReport>().AsNoTracking().Include(r => r.Sections).FirstOrDefaultAsync(r => r.Year == year, stop);
        var text = written is null ? await File.ReadAllTextAsync(ReportMaking.Template, stop) : ReportText.Of(written).Markdown;
        var made = await scope.ServiceProvider.GetRequiredService<ReportMaking>().MakeAsync(text, year, stop);
        return new ReportToWrite(made, ReportPage.Draft, written is null ? "the usual chapters, not approved" : "as it is being written, not approved");
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
