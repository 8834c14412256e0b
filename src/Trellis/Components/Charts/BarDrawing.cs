namespace Trellis.Components.Charts;

/// <summary>
/// Lying bars, each category's name above its own: the names may be as long as they are. Bars begin at zero, always.
/// </summary>
internal sealed class BarDrawing(Chart chart) : Drawing(chart)
{
    private const double LabelLine = 20;
    private const double Gap = 3;
    private const double AfterCategory = 16;
    private const double ChangeLine = 20;

    private double left;
    private double width = 1;
    private Scale scale = new([]);

    private bool Stacked => Chart.Kind is ChartKind.Stacked;

    private double BarHeight => Chart.Series.Count > 1 && !Stacked ? 20 : 24;

    protected override double Draw()
    {
        scale = new Scale(Stacked
            ? Chart.Categories.SelectMany((_, c) => new[] { Sum(c, positive: true), Sum(c, positive: false) })
            : Chart.Series.SelectMany(s => s.Values).OfType<decimal>(), mostTicks: 4);
        LeaveRoomForLabels();

        var y = 0.0;
        var bars = new List<Action>();
        for (var category = 0; category < Chart.Categories.Count; category++)
        {
            var (c, top) = (category, y);
            if (Chart.ChangesAt(c) is { Length: > 0 } letters)
            {
                var change = y;
                bars.Add(() => Changed(letters, change));
                (y, top) = (y + ChangeLine, y + ChangeLine);
            }

            var lines = Writing.Lines(Chart.Categories[c], Narrow - 10, TextSize);
            bars.Add(() =>
            {
                for (var i = 0; i < lines.Count; i++) { Words(lines[i], 0, top + 15 + i * LabelLine); }
            });
            y += lines.Count * LabelLine + 2;
            var from = y;
            y += Stacked ? BarHeight : Chart.Series.Count * (BarHeight + Gap) - Gap;
            var to = y;
            bars.Add(() =>
            {
                if (Stacked) { Stack(c, from); } else { Group(c, from); }
                Line(X(0), from - 2, X(0), to + 2, Black, 2);
            });
            y += AfterCategory;
        }
        y -= AfterCategory - 6;

        Axis(y);
        foreach (var draw in bars) { draw(); }
        return y + 24;
    }

    /// <summary>From here on the whole is another: what stands above the line was counted before.</summary>
    private void Changed(string letters, double y)
    {
        Line("0%", y, "100%", y, Black, 1.5).With("stroke-dasharray", "6 4");
        Words($"Change {letters}", 1, y + 14, "end", SmallText);
    }

    private string X(decimal value) => Writing.Percent(Share(value));

    private double Share(decimal value) => left + width * scale.Share(value);

    /// <summary>The longest value label must fit beyond the longest bar, on the narrowest screen.</summary>
    private void LeaveRoomForLabels()
    {
        var values = Stacked
            ? Chart.Categories.Select((_, c) => (Total(c), Writing.Number(Total(c), Chart.Unit) + "*"))
            : Chart.Series.SelectMany(s => s.Values.Select((v, c) => (v ?? 0, v is { } known ? Value(s, c, known) : s.Missing)));
        var known = values.ToList();
        left = Math.Min(0.3, known.Where(v => v.Item1 < 0).Select(v => Room(v.Item2)).DefaultIfEmpty(0).Max());
        width = 1 - left - Writing.Width(Writing.Number(scale.High, Chart.Unit), SmallText) / 2 / Narrow;
        foreach (var (value, text) in known.Where(v => v.Item1 >= 0))
        {
            var reach = scale.Share(value);
            if (reach > 0) { width = Math.Min(width, (1 - left - Room(text)) / reach); }
        }
        width = Math.Max(width, 0.3);
    }

    private static double Room(string text) => (Writing.Width(text, TextSize) + 8) / Narrow;

    /// <summary>A line for every round number; its words where they fit, on narrow screens or on wide ones only.</summary>
    private void Axis(double bottom)
    {
        var between = width * (double)(scale.Step / (scale.High - scale.Low));
        var widest = scale.Ticks.Max(t => Writing.Width(Writing.Number(t, Chart.Unit), SmallText)) + 6;
        var wideStep = (int)Math.Ceiling(widest / (between * Wide));
        var narrowStep = ((int)Math.Ceiling(widest / (between * Narrow)) + wideStep - 1) / wideStep * wideStep;
        foreach (var tick in scale.Ticks)
        {
            if (tick is not 0) { Line(X(tick), 0, X(tick), bottom, GridLine, 1); }
            var fromZero = (int)(tick / scale.Step);
            if (fromZero % wideStep is not 0) { continue; }
            var atLeft = tick == scale.Low && left < 0.05;
            var css = fromZero % narrowStep is 0 ? null : "t-chart__wide";
            Words(Writing.Number(tick, Chart.Unit), Share(tick), bottom + 18, atLeft ? "start" : "middle", SmallText, colour: Grey, css: css);
        }
    }

    private void Group(int category, double y)
    {
        for (var s = 0; s < Chart.Series.Count; s++)
        {
            var series = Chart.Series[s];
            if (series.At(category) is { } value)
            {
                Bar(s, category, value < 0 ? value : 0, Math.Abs(value), y);
                var negative = value < 0;
                Words(Value(series, category, value), Share(value), y + BarHeight / 2 + 5.5, negative ? "end" : "start", by: negative ? -6 : 6);
            }
            else
            {
                Words(series.Missing, Share(0), y + BarHeight / 2 + 5.5, by: 6, colour: Grey);
            }
            y += BarHeight + Gap;
        }
    }

    private void Stack(int category, double y)
    {
        var (above, below) = (0m, 0m);
        for (var s = 0; s < Chart.Series.Count; s++)
        {
            if (Chart.Series[s].At(category) is not { } value || value is 0) { continue; }
            var from = value > 0 ? above : below + value;
            Bar(s, category, from, Math.Abs(value), y);
            Part(s, category, Value(Chart.Series[s], category, value), Share(from), width * (double)(Math.Abs(value) / (scale.High - scale.Low)), y);
            if (value > 0) { above += value; } else { below += value; }
        }
        var missing = Chart.Series.Any(s => s.At(category) is null);
        Words(Writing.Number(Total(category), Chart.Unit) + (missing ? "*" : ""), Share(above), y + BarHeight / 2 + 5.5, by: 6).With("font-weight", 700);
    }

    /// <summary>The value of a part is written inside it where it fits, on narrow screens or on wide ones only.</summary>
    private void Part(int series, int category, string text, double from, double share, double y)
    {
        var needs = Writing.Width(text, SmallText) + 10;
        if (share * Wide < needs) { return; }
        var css = share * Narrow < needs ? "t-chart__wide" : null;
        var flat = Ink.Of(series).Pattern is null && !Chart.Series[series].NotComparable.ContainsKey(category);
        var words = Words(text, from + share / 2, y + BarHeight / 2 + 5, "middle", SmallText, colour: flat ? "#fff" : Black, css: css);
        if (flat) { words.Attributes["stroke"] = "none"; }
        else { words.Attributes["stroke-width"] = "6"; }
    }

    private void Bar(int series, int category, decimal from, decimal length, double y)
    {
        var ink = Ink.Of(series);
        var comparable = !Chart.Series[series].NotComparable.ContainsKey(category);
        Marks.Add(El.Tag("rect", "t-chart__bar")
            .With("x", X(from))
            .With("y", Writing.Place(y))
            .With("width", Writing.Percent(width * (double)(length / (scale.High - scale.Low))))
            .With("height", Writing.Place(BarHeight))
            .With("fill", comparable ? ink.Fill(Chart.Id, series) : Ink.Hatched(Chart.Id, series))
            .With("stroke", ink.Colour)
            .With("stroke-width", "1.5")
            .With("stroke-dasharray", comparable ? null : "4 3"));
    }

    private decimal Total(int category) => Chart.Series.Sum(s => s.At(category) ?? 0);

    private decimal Sum(int category, bool positive) => Chart.Series.Select(s => s.At(category) ?? 0).Where(v => v > 0 == positive).Sum();
}
