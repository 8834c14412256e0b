namespace Trellis.Components.Charts;

/// <summary>
/// Lines over the years, with a marker at every value. Values that compare differently are not joined, and a missing one is a gap.
/// </summary>
internal sealed class LineDrawing(Chart chart) : Drawing(chart)
{
    private const double Top = 26;
    private const double PlotHeight = 230;
    private const double LabelHeight = 16;

    private readonly Scale scale = new(chart.Series.SelectMany(s => s.Values).OfType<decimal>().Concat(chart.Limits is { } limits ? [limits.Lower, limits.Upper] : []));

    private double left;

    private double side;

    private double ColumnShare => (1 - left - 2 * side) / Chart.Categories.Count;

    protected override double Draw()
    {
        left = Math.Min(0.3, (scale.Ticks.Max(t => Writing.Width(Writing.Number(t, Chart.Unit), SmallText)) + 8) / Narrow);
        LeaveRoomAtTheSides();
        foreach (var tick in scale.Ticks)
        {
            Line(Writing.Percent(left), Y(tick), "100%", Y(tick), tick is 0 ? Black : GridLine, tick is 0 ? 1.5 : 1);
            Words(Writing.Number(tick, Chart.Unit), left, Y(tick) + 5, "end", SmallText, by: -6, colour: Grey);
        }
        CategoryNames();
        for (var c = 0; c < Chart.Categories.Count; c++)
        {
            if (Chart.ChangesAt(c) is not { Length: > 0 } letters) { continue; }
            var x = X(c) - (ColumnShare / 2);
            Line(Writing.Percent(x), Top, Writing.Percent(x), Top + PlotHeight, Black, 1.5).With("stroke-dasharray", "6 4");
            Words(letters, x, Top - 6, "middle", SmallText);
        }

        DrawLimits();
        for (var s = 0; s < Chart.Series.Count; s++) { Course(s); }
        AllValues();
        for (var s = 0; s < Chart.Series.Count; s++) { Points(s); }
        Rings();
        return Top + PlotHeight + 26;
    }

    /// <summary>The words of the first and the last column may be wider than the column.</summary>
    private void LeaveRoomAtTheSides()
    {
        var widest = Chart.Categories.Max(c => Writing.Width(c, SmallText));
        foreach (var series in Chart.Series)
        {
            widest = Math.Max(widest, Chart.Categories.Select((_, c) => series.At(c) is { } value ? ValueWidth(series, c, value) : 0).Max());
        }
        side = Math.Clamp((widest / Narrow - (1 - left) / Chart.Categories.Count) / 2, 0, 0.15);
    }

    private double ValueWidth(ChartSeries series, int category, decimal value) =>
        Writing.Width(Value(series, category, value), SmallText) + (Chart.Series.Count > 1 ? 14 : 0);

    private double Y(decimal value) => Top + PlotHeight * (1 - scale.Share(value));

    private double X(int category) => left + side + ColumnShare * (category + 0.5);

    private void CategoryNames()
    {
        var all = Enumerable.Range(0, Chart.Categories.Count).ToList();
        var (narrow, wide) = Chosen(all.OrderByDescending(c => c), Chart.Categories.Max(c => Writing.Width(c, SmallText)), even: true);
        foreach (var c in all.Where(wide.Contains))
        {
            Words(Chart.Categories[c], X(c), Top + PlotHeight + 20, "middle", SmallText, css: narrow.Contains(c) ? null : "t-chart__wide");
        }
    }

    /// <summary>The columns that may carry words this wide without touching each other, on narrow screens and on wide ones.</summary>
    /// <param name="inOrder">Those that should speak first come first.</param>
    /// <param name="even">At even distances from the first of them.</param>
    private (HashSet<int> Narrow, HashSet<int> Wide) Chosen(IEnumerable<int> inOrder, double widest, bool even)
    {
        var order = inOrder.ToList();
        var wideStep = Every(widest, Wide);
        var narrowStep = (Every(widest, Narrow) + wideStep - 1) / wideStep * wideStep;
        HashSet<int> narrow = [];
        foreach (var c in order) { Choose(narrow, c, narrowStep); }
        HashSet<int> wide = [.. narrow];
        foreach (var c in order) { Choose(wide, c, wideStep); }
        return (narrow, wide);

        void Choose(HashSet<int> chosen, int c, int step)
        {
            var fits = even ? Math.Abs(c - order[0]) % step is 0 : chosen.All(other => Math.Abs(other - c) >= step);
            if (fits) { chosen.Add(c); }
        }
    }

    private int Every(double widest, double chartWidth) => Math.Max(1, (int)Math.Ceiling((widest + 6) / (ColumnShare * chartWidth)));

    private void Course(int s)
    {
        var series = Chart.Series[s];
        for (var c = 1; c < Chart.Categories.Count; c++)
        {
            if (series.At(c - 1) is not { } before || series.At(c) is not { } value) { continue; }
            if (Reason(series, c - 1) != Reason(series, c)) { continue; }
            Line(Writing.Percent(X(c - 1)), Y(before), Writing.Percent(X(c)), Y(value), Ink.Of(s).Colour, 2.5).With("stroke-dasharray", Ink.Of(s).Dash);
        }
    }

    private void DrawLimits()
    {
        if (Chart.Limits is not { } limits) { return; }
        foreach (var (value, dash) in new[] { (limits.Average, (string?)null), (limits.Lower, "6 4"), (limits.Upper, "6 4") })
        {
            Line(Writing.Percent(left), Y(value), "100%", Y(value), Grey, 1.5).With("stroke-dasharray", dash);
        }
    }

    /// <summary>A ring around each value that chance alone does not explain.</summary>
    private void Rings()
    {
        foreach (var (at, _) in Chart.Signals.Where(s => Chart.Series[0].At(s.At) is not null).DistinctBy(s => s.At))
        {
            Marks.Add(El.Tag("svg", "t-chart__point", El.Tag("path", null).With("d", "M-10 0a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z").With("fill", "none").With("stroke", Black).With("stroke-width", 2))
                .With("x", Writing.Percent(X(at))).With("y", Writing.Place(Y(Chart.Series[0].At(at)!.Value))).With("overflow", "visible"));
        }
    }

    private static string? Reason(ChartSeries series, int category) => series.NotComparable.GetValueOrDefault(category);

    private void Points(int s)
    {
        var (series, ink) = (Chart.Series[s], Ink.Of(s));
        for (var c = 0; c < Chart.Categories.Count; c++)
        {
            if (series.At(c) is not { } value) { continue; }
            var comparable = Reason(series, c) is null;
            Marks.Add(Marker(ink, X(c), Y(value), 0, 1, comparable, "t-chart__point"));
        }
    }

    /// <summary>The last value, the highest, the lowest and the first are written before others are, where not all fit.</summary>
    private void AllValues()
    {
        var all = Chart.Series
            .SelectMany(s => s.Values.Take(Chart.Categories.Count).Select((v, c) => (Category: c, Value: v, Width: v is { } known ? ValueWidth(s, c, known) : 0)))
            .Where(p => p.Value is not null)
            .ToList();
        if (all.Count is 0) { return; }
        int[] first = [all.Max(p => p.Category), all.MaxBy(p => p.Value).Category, all.MinBy(p => p.Value).Category, all.Min(p => p.Category)];
        var widest = all.Max(p => p.Width);
        var (narrow, wide) = Chosen([.. first, .. all.Select(p => p.Category)], widest, even: false);
        foreach (var c in wide.Order()) { Values(c, narrow.Contains(c) ? null : "t-chart__wide"); }
    }

    /// <summary>The values of a column, each as near its point as there is room; the small marker says whose it is.</summary>
    private void Values(int category, string? css)
    {
        var many = Chart.Series.Count > 1;
        var here = Chart.Series.Select((s, i) => (Series: s, Index: i, Value: s.At(category))).Where(p => p.Value is not null).OrderBy(p => Y(p.Value!.Value)).ToList();
        var places = Places([.. here.Select(p => Y(p.Value!.Value))], Top + PlotHeight - 4, below: !many && IsValley(here[0].Series, category));
        for (var i = 0; i < here.Count; i++)
        {
            var text = Value(here[i].Series, category, here[i].Value!.Value);
            Words(text, X(category), places[i], "middle", SmallText, by: many ? 7 : 0, css: css);
            if (many)
            {
                var at = -Writing.Width(text, SmallText) * 0.45 - 2;
                Marks.Add(Marker(Ink.Of(here[i].Index), X(category), places[i] - 5, at, 0.7, Reason(here[i].Series, category) is null, css));
            }
        }
    }

    /// <summary>
    /// Where the words of points at these heights (from the top down) stand: above the point, or below where that is nearer,
    /// clear of every point and of each other. The outermost choose first.
    /// </summary>
    internal static double[] Places(double[] points, double floor, bool below = false)
    {
        var places = new double[points.Length];
        var taken = points.Select(y => (From: y - 6, To: y + 6)).ToList();
        foreach (var i in Enumerable.Range(0, points.Length).OrderByDescending(i => Math.Abs(i - (points.Length - 1) / 2.0)))
        {
            places[i] = Enumerable.Range(0, 400)
                .SelectMany(step => (double[])[points[i] - 10 - (below ? step + 8 : step), points[i] + 19 + Math.Max(0, step - 4)])
                .Where(y => y >= LabelHeight - 4 && y <= floor)
                .FirstOrDefault(y => taken.TrueForAll(t => y + 3 <= t.From || y - 11 >= t.To), points[i] - 10);
            taken.Add((places[i] - 11, places[i] + 3));
        }
        return places;
    }

    /// <summary>The line comes down to it on both sides, so that above it is no room.</summary>
    private static bool IsValley(ChartSeries series, int category) =>
        category > 0 && series.At(category - 1) > series.At(category) && series.At(category + 1) > series.At(category);

    /// <summary>A marker's middle is at a share of the width, moved by some pixels: only a nested drawing can be placed so.</summary>
    private static Microsoft.AspNetCore.Mvc.Rendering.TagBuilder Marker(Ink ink, double share, double y, double by, double size, bool comparable, string? css) =>
        El.Tag("svg", css, El.Tag("path", null)
                .With("d", ink.Marker)
                .With("transform", by is 0 && size is 1 ? null : $"translate({Writing.Place(by)} 0) scale({Writing.Place(size)})")
                .With("fill", comparable ? ink.Colour : "#fff")
                .With("stroke", ink.Colour)
                .With("stroke-width", 2))
            .With("x", Writing.Percent(share))
            .With("y", Writing.Place(y))
            .With("overflow", "visible");
}
