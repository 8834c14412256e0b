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
public sealed class FigureBook(Database database, PracticeModel practice, LiveFigures live, RecordProgress progress, AgencyTitles agencies, PartnershipOverTime over, CensusYears censuses)
{
    /// <summary>More would take connections from those who read and write.</summary>
    private const int AtOnce = 4;

    private readonly PublishedRegistry registry = PublishedRegistry.BuiltIn;

    /// <summary>Every declared figure in every area that has one, with what the area's own practice adds about comparing.</summary>
    public IReadOnlyList<Figure> Figures => practice.Figures;

    public Figure? Find(string id) => practice.Figures.FirstOrDefault(f => f.Id == id);

    /// <summary>The dimension a figure may be split by, by its whole id or without <c>person.</c>; null when it is not.</summary>
    public static Dimension? Dimension(Figure figure, string by) => figure.By.FirstOrDefault(d => d.Id == by || d.Id == $"person.{by}");

    /// <summary>Printed figures, and the counts of these figures.</summary>
    /// <param name="figures">Which are counted; null for all.</param>
    /// <param name="circles">Of the reader; null: in none. What is kept to a circle others see whole, for years that are over, and where it is not small.</param>
    public async Task<FigureData> ReadAsync(IEnumerable<Figure>? figures = null, FigureCut cut = default, IReadOnlyCollection<string>? circles = null, CancellationToken cancellationToken = default)
    {
        var printed = await PrintedAsync(cancellationToken);
        var counted = await CountAllAsync([.. figures ?? practice.Figures], cut, circles, cancellationToken);
        return new FigureData(printed, [.. counted], practice.Figures, registry, Relations.BuiltIn) { Over = over };
    }

    /// <summary>Counts of these figures, a few at a time beside each other.</summary>
    public async Task<IReadOnlyList<LiveValue>> CountAllAsync(IReadOnlyList<Figure> figures, FigureCut cut = default, IReadOnlyCollection<string>? circles = null, CancellationToken cancellationToken = default)
    {
        var at = await progress.LookAsync(cancellationToken);
        var counted = new IReadOnlyList<LiveValue>[figures.Count];
        await Parallel.ForAsync(0, figures.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, cancel) =>
            counted[i] = await CountAsync(figures[i], cut, at, circles, cancel));
        return [.. counted.SelectMany(c => c)];
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
    public async Task<IReadOnlyList<LiveValue>> CountAsync(Figure figure, FigureCut cut = default, RecordPosition? at = null, IReadOnlyCollection<string>? circles = null, CancellationToken cancellationToken = default)
    {
        var by = cut.By;
        if ((by is not null || cut.Grain is not Grain.Year || cut.KnownOn is not null) && !KeptFigures.Whole(figure, circles)) { return []; }
        if (by is not null && Dimension(figure, by)?.Codes is Practice.Dimension.Agencies) { await agencies.LoadAsync(cancellationToken); }
        var counts = await live.CountAsync(figure, cut, at, cancellationToken);
        var told = await censuses.BasisAsync(figure, cancellationToken);
        IReadOnlyList<Count> all = [.. counts.Concat(Together(figure, counts))];
        return [.. all.Where(c => KeptFigures.Shown(figure, c, all, practice.PartsOf(c.Area), circles)).Where(c => IsGiven(figure, c)).Select(c => Value(figure, c, by, told))];
    }

    /// <summary>Whether there is a number at all: of an agreement, too few things give none; of a rate, no population.</summary>
    internal bool IsGiven(Figure figure, Count count) => FigureValue.Of(figure, count, practice) is not null;

    /// <summary>Kensington and Chelsea with Westminster: counts are added; shares, rates and lengths worked out anew.</summary>
    internal IEnumerable<Count> Together(Figure figure, IReadOnlyList<Count> counts)
    {
        var present = counts.Select(c => c.Area).ToHashSet();
        foreach (var whole in practice.Areas.Where(a => a.Kind is "partnership" && practice.PartsOf(a.Code).ToHashSet().SetEquals(present)))
        {
            foreach (var group in counts.GroupBy(c => (c.Period, c.Part)))
            {
                var lengths = FigureValue.NeedsLengths(figure) ? group.SelectMany(c => c.Lengths ?? []).ToArray() : null;
                yield return FigureValue.Worked(figure, new Count(whole.Code, group.Key.Period, group.Key.Part, 0, group.Sum(c => c.Counted), group.Sum(c => c.Good), group.All(c => c.IsOver)) { Lengths = lengths }, practice);
            }
        }
    }

    /// <summary>
    /// Of each area, in words, what the running year has up to its last whole month beside the same months of the year before: a part of a year
    /// compares with the same part alone. Empty for what is so on a day, or cannot be added up.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> SoFarAsync(Figure figure, IReadOnlyCollection<string>? circles, DateOnly today, CancellationToken cancellationToken = default)
    {
        var (start, end) = (Period.Start(today, Grain.Year), Period.Start(today, Grain.Month).AddDays(-1));
        if (figure.IsOnADay || figure.Kind is FigureKind.People || figure.Rate is not null || end < start || !KeptFigures.Whole(figure, circles)) { return new Dictionary<string, string>(); }
        var months = await live.CountAsync(figure, new FigureCut(null, Grain.Month), null, cancellationToken);
        var said = new Dictionary<string, string>();
        var words = start.Month == end.Month ? start.ToString("MMMM", English.Culture) : $"{start.ToString("MMMM", English.Culture)} to {end.ToString("MMMM", English.Culture)}";
        foreach (var area in months.Concat(Together(figure, months)).GroupBy(c => c.Area))
        {
            var (now, before) = (Of(area, 0), Of(area, -1));
            said[area.Key] = $"{words}: {now ?? "none"}. The same months a year before: {before ?? "none"}";
        }

        return said;

        string? Of(IEnumerable<Count> counts, int years)
        {
            var mine = counts.Where(c => Period.Span(c.Period) is { } month && month.Start >= start.AddYears(years) && month.End <= end.AddYears(years).AddDays(1)).ToArray();
            if (mine.Length == 0) { return null; }
            var all = new Count(mine[0].Area, Period.Of(start.AddYears(years), Grain.Year), null, 0, mine.Sum(c => c.Counted), mine.Sum(c => c.Good), false) { Lengths = FigureValue.NeedsLengths(figure) ? [.. mine.SelectMany(c => c.Lengths ?? [])] : null };
            return FigureValue.Of(figure, all, practice) is { } value ? NumberText.Of(value, figure.Unit) : null;
        }
    }

    public string PartTitle(Figure figure, string by, string? part)
    {
        var list = Dimension(figure, by)?.Codes;
        if (part is null or LiveFigures.NotKnown) { return list is Practice.Dimension.Agencies ? "Not in the register" : "Not known"; }
        if (list is Practice.Dimension.Agencies) { return agencies.Of(part); }
        return list is not null && practice.Codes.TryGetValue(list, out var codes) ? codes.Find(part)?.Title ?? part : part;
    }

    private LiveValue Value(Figure figure, Count count, string? by, IReadOnlyDictionary<(string Area, string Year), string> told)
    {
        var basis = Period.Span(count.Period) is { } span ? told.GetValueOrDefault((count.Area, Period.Financial(span.Start))) : null;
        return new LiveValue(figure.Id, count.Area, count.Period, count.Value, by ?? "", by is null ? "" : PartTitle(figure, by, count.Part), Note(figure, count, basis), count.IsOver, Smaller(figure, count))
        {
            Counted = count.Counted,
            Good = count.Good,
            Code = by is null ? null : count.Part,
            Within = Intervals.Of(figure, count, practice),
        };
    }

    private static decimal? Smaller(Figure figure, Count count) => figure switch
    {
        { IsShare: true } => new[] { count.Good, count.Counted - count.Good }.Where(n => n > 0).DefaultIfEmpty(0).Min(),
        { Rate: not null } or { Kind: FigureKind.Length or FigureKind.Agreement } => count.Counted,
        _ => null,
    };

    /// <param name="told">What told of it, in words; null: what is recorded here alone.</param>
    private string? Note(Figure figure, Count count, string? told)
    {
        var basis = figure switch
        {
            { IsShare: true } => $"{English.Number(count.Good)} of {English.Number(count.Counted)}",
            { Rate: { } rate } when FigureValue.People(rate, count, practice) is { } people => $"{English.Number(count.Counted)} for {English.Number(people.Number)} {practice.Populations.First(p => p.Id == rate.Population).Title.ToLower(English.Culture)} on {English.Date(people.On)}",
            { Kind: FigureKind.Agreement } => $"{English.Number(count.Counted)} judged by two",
            { Kind: FigureKind.Length } => $"Of {English.Number(count.Counted)}",
            _ => null,
        };
        var open = count.IsOver ? null : count.Period.Length is 7 && count.Period[4] is '-' && Period.FinancialYear(count.Period) is not null ? "The year is not over" : "Not over yet";
        var notes = new[] { basis, told, open }.OfType<string>().ToArray();
        return notes.Length == 0 ? null : string.Join(". ", notes);
    }
}
