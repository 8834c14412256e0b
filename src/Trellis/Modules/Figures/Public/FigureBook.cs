using System.Collections.Immutable;
using Npgsql;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>Printed and counted figures together: what figure pages, the command line and the report read.</summary>
public sealed class FigureBook(Database database, PracticeModel practice, LiveFigures live, AgencyTitles agencies, PartnershipOverTime over, CensusYears censuses)
{
    private readonly PublishedRegistry registry = PublishedRegistry.BuiltIn;

    /// <summary>Every declared figure in every area that has one, with what the area's own practice adds about comparing.</summary>
    public IReadOnlyList<Figure> Figures => practice.Figures;

    public Figure? Find(string id) => practice.Figures.FirstOrDefault(f => f.Id == id);

    /// <summary>The dimension a figure may be split by, by its whole id or without <c>person.</c>; null when it is not.</summary>
    public static Dimension? Dimension(Figure figure, string by) => figure.By.FirstOrDefault(d => d.Id == by || d.Id == $"person.{by}");

    /// <summary>Printed figures, and the counts of these figures.</summary>
    /// <param name="figures">Which are counted; null for all.</param>
    /// <param name="circles">Of the reader; null: in none. What is kept to a circle others see whole, for years that are over, and where it is not small.</param>
    public async Task<FigureData> ReadAsync(IEnumerable<Figure>? figures = null, string? by = null, IReadOnlyCollection<string>? circles = null, CancellationToken cancellationToken = default)
    {
        var printed = await PrintedAsync(cancellationToken);
        var counted = new List<LiveValue>();
        var at = await live.PositionAsync(cancellationToken);
        foreach (var figure in figures ?? practice.Figures) { counted.AddRange(await CountAsync(figure, by, at, circles, cancellationToken)); }
        return new FigureData(printed, [.. counted], practice.Figures, registry, Relations.BuiltIn) { Over = over };
    }

    /// <summary>Every printed figure that holds now. The table is only added to, so its length tells whether it is as it was.</summary>
    public async Task<ImmutableArray<PublishedRow>> PrintedAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select count(*) from figures.published_figure", connection);
        var length = (long)(await ask.ExecuteScalarAsync(cancellationToken))!;
        if (held is { } before && before.Length == length) { return before.Rows; }
        var rows = await new PublishedFigures(connection).Held(cancellationToken);
        held = new Held(length, rows);
        return rows;
    }

    private sealed record Held(long Length, ImmutableArray<PublishedRow> Rows);

    private Held? held;

    /// <summary>Counts of one figure, with the areas that are made of others added up.</summary>
    /// <param name="circles">Of the reader; null: in none.</param>
    public async Task<IReadOnlyList<LiveValue>> CountAsync(Figure figure, string? by = null, RecordPosition? at = null, IReadOnlyCollection<string>? circles = null, CancellationToken cancellationToken = default)
    {
        if (by is not null && !KeptFigures.Whole(figure, circles)) { return []; }
        if (by is not null && Dimension(figure, by)?.Codes is Practice.Dimension.Agencies) { await agencies.LoadAsync(cancellationToken); }
        var counts = await live.CountAsync(figure, by, null, at, cancellationToken);
        var told = await censuses.BasisAsync(figure, cancellationToken);
        IReadOnlyList<Count> all = [.. counts.Concat(Together(figure, counts))];
        return [.. all.Where(c => KeptFigures.Shown(figure, c, all, practice.PartsOf(c.Area), circles)).Where(c => LiveFigures.IsGiven(figure, c)).Select(c => new LiveValue(figure.Id, c.Area, c.Year, c.Value, by ?? "", by is null ? "" : PartTitle(figure, by, c.Part), Note(figure, c, told.GetValueOrDefault((c.Area, c.Year))), c.YearIsOver, Smaller(figure, c)))];
    }

    /// <summary>Kensington and Chelsea with Westminster: counts are added, shares and middle values worked out anew.</summary>
    public IEnumerable<Count> Together(Figure figure, IReadOnlyList<Count> counts)
    {
        foreach (var whole in practice.Areas.Where(a => a.Kind is "partnership"))
        {
            var parts = practice.PartsOf(whole.Code).ToHashSet();
            var present = counts.Select(c => c.Area).ToHashSet();
            if (!parts.SetEquals(present)) { continue; }
            foreach (var group in counts.GroupBy(c => (c.Year, c.Part)))
            {
                var (counted, good) = (group.Sum(c => c.Counted), group.Sum(c => c.Good));
                var lengths = figure.Kind is FigureKind.Median or FigureKind.Agreement ? group.SelectMany(c => c.Lengths ?? []).ToArray() : null;
                var value = figure.Kind is FigureKind.Agreement ? LiveFigures.Agreement(lengths!) : lengths is not null ? LiveFigures.Middle(lengths) : figure.Kind is FigureKind.Share or FigureKind.Timely ? LiveFigures.Percent(good, counted) : counted;
                yield return new Count(whole.Code, group.Key.Year, group.Key.Part, value, counted, good, group.All(c => c.YearIsOver)) { Lengths = lengths };
            }
        }
    }

    public string PartTitle(Figure figure, string by, string? part)
    {
        var list = Dimension(figure, by)?.Codes;
        if (part is null or LiveFigures.NotKnown) { return list is Practice.Dimension.Agencies ? "Not in the register" : "Not known"; }
        if (list is Practice.Dimension.Agencies) { return agencies.Of(part); }
        return list is not null && practice.Codes.TryGetValue(list, out var codes) ? codes.Find(part)?.Title ?? part : part;
    }

    private static decimal? Smaller(Figure figure, Count count) => figure.Kind switch
    {
        FigureKind.Share or FigureKind.Timely => new[] { count.Good, count.Counted - count.Good }.Where(n => n > 0).DefaultIfEmpty(0).Min(),
        FigureKind.Median or FigureKind.Agreement => count.Counted,
        _ => null,
    };

    /// <param name="told">What told of it, in words; null: what is recorded here alone.</param>
    private static string? Note(Figure figure, Count count, string? told)
    {
        var basis = figure.Kind is FigureKind.Share or FigureKind.Timely ? $"{English.Number(count.Good)} of {English.Number(count.Counted)}" : figure.Kind is FigureKind.Agreement ? $"{English.Number(count.Counted)} judged by two" : null;
        var open = count.YearIsOver ? null : "The year is not over";
        var notes = new[] { basis, told, open }.OfType<string>().ToArray();
        return notes.Length == 0 ? null : string.Join(". ", notes);
    }
}
