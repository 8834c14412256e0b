using System.Collections.Immutable;
using System.Globalization;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;

namespace Trellis.Modules.Reports;

/// <summary>A number in a report: printed in a document, or counted from the records.</summary>
/// <param name="Source">Its number in the list of sources.</param>
/// <param name="Period">In words: "2021-22", "as at 31 March 2018", "date not printed".</param>
public sealed record ReportNumber(decimal Value, string Unit, string Display, int Source, string Period, bool Dated, PublishedRow? Printed, bool Comparable, string? Why)
{
    /// <summary>Too small to be shown, or hidden to protect such a one: <see cref="Display"/> says so.</summary>
    public bool Hidden { get; init; }

    /// <summary>Of a year that is not over.</summary>
    public bool Unfinished { get; init; }
}

/// <summary>Picks the figures of a report, and remembers which were used so that every one has a source.</summary>
public sealed class ReportFigures(FigureData input, string year)
{
    private readonly List<ReportSource> _sources = [];
    private readonly Dictionary<object, int> _numbers = [];
    private readonly List<ReportGap> _gaps = [];

    public FigureData Input => input;

    public string Year => year;

    /// <summary>Every figure used, in the order of its number, from 1.</summary>
    public IReadOnlyList<ReportSource> Sources => _sources;

    /// <summary>Orders that found no number at all.</summary>
    public IReadOnlyList<ReportGap> Gaps => _gaps;

    public void Lacks(int line, string what) => _gaps.Add(new ReportGap(line, what));

    /// <summary>The source of what another module told.</summary>
    public int Told(string from, string title, IEnumerable<AnnexRow> numbers)
    {
        var number = Source(from, new ReportSource(null, null, null, from));
        _sources[number - 1] = _sources[number - 1] with { Told = _sources[number - 1].Told.AddRange(numbers.Select(n => n with { Source = number, Title = title })) };
        return number;
    }

    /// <summary>The declared figure that a measure belongs to; null when none claims it.</summary>
    public Figure? Declared(string measure) => input.Declared.FirstOrDefault(f => f.Id == measure || f.Published.Contains(measure));

    /// <summary>
    /// The number of a measure for an area: of a year, or the <c>latest</c> up to the year reported on. A figure printed without a date counts for
    /// the year its document reports on. Printed before counted; null when there is neither.
    /// </summary>
    public ReportNumber? Pick(MeasureRef measure, string area, string when)
    {
        var rows = Rows(measure, area).ToArray();
        var wanted = when is "latest" ? rows.Select(YearOf).OfType<string>().Concat(Counted(measure, area).Where(v => v.YearIsOver).Select(v => v.Period)).Where(y => Order(y) <= Order(year)).MaxBy(Order) : when;
        var row = rows.Where(r => YearOf(r) == wanted)
            .OrderByDescending(r => Period.Of(r) == wanted).ThenByDescending(r => input.Registry.ReportYear(r.Document) == wanted).ThenBy(r => r.FileLine).FirstOrDefault();
        if (row is not null) { return Number(row); }

        var figure = Declared(measure.Name);
        var counted = Counted(measure, area).FirstOrDefault(v => v.Period == wanted);
        return counted is null || figure is null ? null : Number(counted, figure);
    }

    /// <summary>The financial years from the first with a number of the measure, or from one given, to another, without gaps.</summary>
    public ImmutableArray<string> Years(MeasureRef measure, IEnumerable<string> areas, string? from, string? to)
    {
        var last = to ?? year;
        var first = from ?? areas.SelectMany(a => Rows(measure, a).Select(YearOf).OfType<string>().Concat(Counted(measure, a).Select(v => v.Period))).Where(y => Period.FinancialYear(y) is not null && Order(y) <= Order(last)).MinBy(Order) ?? last;
        var years = ImmutableArray.CreateBuilder<string>();
        for (var at = first; Order(at) <= Order(last) && years.Count < 60; at = Period.Shift(at, 1)) { years.Add(at); }
        return years.ToImmutable();
    }

    /// <summary>The measure's title as the documents' figures have it.</summary>
    public string TitleOf(MeasureRef measure) =>
        Declared(measure.Name)?.Title ?? input.Published.FirstOrDefault(r => r.Measure == measure.Name)?.Title ?? measure.Name;

    public string UnitOf(MeasureRef measure) => input.Published.FirstOrDefault(r => r.Measure == measure.Name)?.Unit ?? Declared(measure.Name)?.Unit ?? "";

    private IEnumerable<PublishedRow> Rows(MeasureRef measure, string area)
    {
        var names = Declared(measure.Name) is { } figure ? figure.Published.Append(measure.Name).ToHashSet() : [measure.Name];
        return input.Published.Where(r => names.Contains(r.Measure) && r.Area == area && r.Dimension == (measure.Dimension ?? "") && r.Part == (measure.Part ?? "") && r.Role.Length is 0);
    }

    /// <summary>What was counted of it, year by year.</summary>
    private IEnumerable<LiveValue> Counted(MeasureRef measure, string area) =>
        Declared(measure.Name) is { } figure ? input.Live.Where(v => v.Figure == figure.Id && v.Area == area && v.Dimension == (measure.Dimension ?? "") && v.Part == (measure.Part ?? "")) : [];

    /// <summary>Its own year; of a part of a year the year it lies in; of an undated figure the year its document reports on.</summary>
    private string? YearOf(PublishedRow row)
    {
        var label = Period.Of(row);
        if (label == Period.NotStated) { return input.Registry.ReportYear(row.Document); }
        if (char.IsAsciiDigit(label[0]) && label.Length is 4 or 7) { return label; }
        return row is { PeriodStart: { } start, PeriodEnd: { } end } && Period.Financial(start) == Period.Financial(end) ? Period.Financial(start) : label;
    }

    private static int Order(string label) => label.Length >= 4 && int.TryParse(label.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0;

    private ReportNumber Number(PublishedRow row)
    {
        var (comparable, why) = Declared(row.Measure) is { } figure ? input.Compare(figure).Look(row.Area, Period.Of(row)) : (true, null);
        return new ReportNumber(row.Value, row.Unit, NumberText.Of(row), Source(row, new ReportSource(row, null, null, "")), Period.Words(row), row.IsDated, row, comparable, why);
    }

    private ReportNumber Number(LiveValue value, Figure figure)
    {
        var (comparable, why) = input.Compare(figure).Look(value.Area, value.Period);
        var hidden = input.Small.Hides(value);
        var shown = input.Small.Shown(value);
        var display = hidden ? figure.Unit is "percent" ? "too few to show" : input.Small.Words : NumberText.Of(shown, figure.Unit);
        return new ReportNumber(hidden ? 0 : shown, figure.Unit, display, Source(value, new ReportSource(null, value, figure, "")), value.Period, true, null, comparable, why) { Hidden = hidden, Unfinished = !value.YearIsOver };
    }

    private int Source(object key, ReportSource source)
    {
        if (_numbers.TryGetValue(key, out var known)) { return known; }
        _sources.Add(source);
        _numbers.Add(key, _sources.Count);
        return _sources.Count;
    }
}
