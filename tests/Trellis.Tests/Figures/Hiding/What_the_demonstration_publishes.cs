using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Tests.Demonstration;
using Trellis.Tests.Support;

namespace Trellis.Tests.Figures.Hiding;

/// <summary>The demonstration's figures as its report and its annex show them, and more than they show: every split of some of them.</summary>
public sealed class What_the_demonstration_publishes : IAsyncLifetime
{
    /// <summary>The figure that counts what a share is of: it asks the same.</summary>
    private static readonly Dictionary<string, string> ShareOf = Stage.Practised.Model.Figures.Where(f => f.IsShare && (f.Of ?? f.Counts) is not null)
        .Select(f => (f.Id, Count: Stage.Practised.Model.Figures.FirstOrDefault(c => c.Kind is FigureKind.Count or FigureKind.StatusStarts or FigureKind.StatusEnds && c.Rate is null && Equals(c.Counts, f.Of ?? f.Counts))))
        .Where(x => x.Count is not null).ToDictionary(x => x.Id, x => x.Count!.Id);

    private Trellis.Platform.Storage.Database database = null!;
    private ServiceProvider services = null!;
    private AsyncServiceScope scope;

    public async Task InitializeAsync()
    {
        database = await SmallDemonstration.NewAsync();
        services = new ServiceCollection().AddLogging().AddTrellis(database, Stage.Practised).BuildServiceProvider();
        scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem("RBKC", "WCC"));
    }

    public async Task DisposeAsync()
    {
        await scope.DisposeAsync();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Every_figure_together_tells_nothing_that_is_hidden_and_the_annex_hides_the_same()
    {
        var publication = Stage.Practised.Model.Publications.Single(p => p.Id == AnnualReport.Publication);
        var data = (await scope.ServiceProvider.GetRequiredService<FigureBook>().ReadAsync()).In(publication);
        var hidden = data.Live.Where(data.Small.Hides).ToArray();

        hidden.ShouldNotBeEmpty();
        hidden.Length.ShouldBeLessThan(data.Live.Length);
        data.Live.Where(v => v.Smallest is >= 1 and <= 5).ShouldAllBe(v => data.Small.Hides(v));
        ShareOf["contact-to-referral"].ShouldBe("contacts");
        Attack(data.Live, data.Small, []);
        // A page that shows one figure alone hides what all together hide.
        foreach (var figure in Stage.Practised.Model.Figures)
        {
            var together = FiguresTogether.With([figure], Stage.Practised.Model.Figures, Relations.BuiltIn);
            var alone = (data with { Live = [.. data.Live.Where(v => together.Any(f => f.Id == v.Figure))] }).In(publication);
            alone.Live.ShouldAllBe(v => alone.Small.Hides(v) == data.Small.Hides(v), figure.Id);
        }

        // Whoever knows how many people there are knows from a rate what it is of.
        foreach (var rate in data.Live.Where(v => Stage.Practised.Model.Figures.Single(f => f.Id == v.Figure).Rate is not null))
        {
            var of = Stage.Practised.Model.Figures.Single(f => f.Id == rate.Figure).Rate!.Figure;
            data.Small.Hides(rate).ShouldBe(data.Small.Hides(data.Live.Single(v => (v.Figure, v.Area, v.Period) == (of, rate.Area, rate.Period))), $"{rate.Figure} {rate.Area} {rate.Period}");
        }

        foreach (var year in new[] { "2024-25", "2025-26" })
        {
            const string Text = "# Annual report\n\n:::table areas=RBKC,WCC,BI year=report\ncontacts\nreferrals\ncontact-to-referral\nassessments\ncp-plans-started\nsection-47-enquiries\n:::\n\n:::series measure=cp-plans-started areas=RBKC,WCC,BI\n";
            var report = await scope.ServiceProvider.GetRequiredService<ReportMaking>().MakeAsync(Text, year);
            report.Errors.ShouldBeEmpty();
            // What was printed elsewhere is public.
            foreach (var row in report.Annex.Where(r => r.From.StartsWith("Counted", StringComparison.Ordinal)))
            {
                var value = data.Live.Single(v => (v.Figure, v.Area, v.Period) == (row.Figure, row.Area, row.Period));
                row.Value.ShouldBe(data.Small.Hides(value) ? null : value.Value);
            }

            report.Annex.ShouldContain(r => r.Value == null && r.Printed.StartsWith("hidden", StringComparison.Ordinal));
            report.Body.ShouldContain("Further numbers are hidden so that these cannot be worked out");
        }
    }

    [Fact]
    public async Task Nor_would_every_split_of_them()
    {
        var book = scope.ServiceProvider.GetRequiredService<FigureBook>();
        var publication = Stage.Practised.Model.Publications.Single(p => p.Id == AnnualReport.Publication);
        var values = new List<LiveValue>();
        foreach (var figure in new[] { "contacts", "contact-to-referral", "cp-plans-started", "cp-plans-second-or-subsequent", "assessments" }.Select(f => book.Find(f)!))
        {
            foreach (var by in figure.By.Select(d => (string?)d.Id).Prepend(null)) { values.AddRange(await book.CountAsync(figure, new FigureCut(by))); }
        }

        var small = SmallNumbers.Of(publication, values, Stage.Practised.Model.Figures, Relations.BuiltIn);

        values.ShouldContain(v => v.Dimension.Length > 0 && small.Hides(v) && v.Smallest > 5, "a further one is hidden");
        values.ShouldContain(v => v.Dimension.Length > 0 && !small.Hides(v));
        var overlapping = values.Where(v => v.Dimension.Length > 0 && v.Of is null).GroupBy(v => (v.Figure, v.Area, v.Period, v.Dimension))
            .Where(g => values.Single(v => (v.Figure, v.Area, v.Period, v.Dimension) == (g.Key.Figure, g.Key.Area, g.Key.Period, "")).Value != g.Sum(v => v.Value)).Select(g => g.Key.Dimension).Distinct().ToArray();
        overlapping.ShouldContain("factors");
        Attack(values, small, overlapping);
    }

    private static bool IsShare(LiveValue value) => Stage.Practised.Model.Figures.Single(f => f.Id == value.Figure).IsShare;

    private static void Attack(IReadOnlyCollection<LiveValue> values, SmallNumbers small, string[] overlapping)
    {
        // Middle values tell nothing of the counts they are of: they are no part of the sums.
        var counted = values.Where(v => v.Of is null || IsShare(v)).Select(v => new Seen(v.Figure, v.Area, v.Period, v.Dimension, v.Part, IsShare(v), small.Hides(v) ? null : v.Value)).ToArray();

        Attacker.Widths(new Attacker(counted, Relations.BuiltIn, ShareOf, overlapping)).ShouldAllBe(w => w >= 4);
        // The same attacker, where only the small ones are hidden.
        var naive = values.Where(v => v.Of is null || IsShare(v)).Select(v => new Seen(v.Figure, v.Area, v.Period, v.Dimension, v.Part, IsShare(v), v.Smallest is >= 1 and <= 5 ? null : v.Value)).ToArray();
        Attacker.Widths(new Attacker(naive, Relations.BuiltIn, ShareOf, overlapping)).ShouldContain(w => w < 4);
    }
}
