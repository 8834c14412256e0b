using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Figures of what came again, how long things took and lasted, rates, and what a figure should come to.</summary>
internal sealed partial class FigureReader
{
    private static readonly string[] OfTargets = ["near", "target-why"];
    private static readonly string[] NotOfRates = ["of", "within", "at-least", "percentile", "on", "until", "stages", "reached", "by", "between", "fewest"];

    private static bool IsRate(Node node) => node is MapNode map && map.Find("rate") is not null;

    /// <summary>What a length measures: the clock of a timescale, or a status from its beginning to its end.</summary>
    private (Timescale? Timescale, Heard? Ends) Measured(Keys keys)
    {
        var key = keys.Has("median") ? "median" : "length";
        if (keys.Text(key) is not { } text) { return default; }
        if (timescales.Any(t => t.Id == text)) { return (Timescale(keys, key), null); }
        if (!text.Contains(" ends", StringComparison.Ordinal))
        {
            mistakes.Unknown(keys.PlaceOf(key), $"there is no timescale \"{text}\"", text, timescales.Select(t => t.Id).Concat(known.Statuses.Keys.Select(s => $"{s} ends")));
            return default;
        }

        var heard = Hear(keys, key);
        if (heard is { Pattern: StatusPattern { Where: not null } }) { mistakes.Add(keys.PlaceOf(key), "the length of a status is of all of them", "split the figure by the category in place of where"); }
        return (null, heard);
    }

    private string National(Keys keys, string figure)
    {
        if (!keys.Has("national")) { mistakes.Add(keys.Place, $"the figure \"{figure}\" needs \"national\"", "how it differs from what is counted nationally, or that nothing is"); }
        return keys.Text("national") ?? "";
    }

    private int Percentile(Keys keys)
    {
        if (!keys.Has("length"))
        {
            if (keys.Has("percentile")) { mistakes.Add(keys.PlaceOf("percentile"), "\"percentile\" belongs to a length", "length in place of median"); }
            return 50;
        }

        if (keys.Whole("percentile") is { } percentile and > 0 and < 100) { return percentile; }
        mistakes.Add(keys.PlaceOf("percentile"), "a length needs \"percentile\"", "a number from 1 to 99, such as 90: what nine in ten took at most");
        return 50;
    }

    private int Months(Keys keys, FigureKind kind, Heard? counted)
    {
        foreach (var (key, belongs, what) in new[] { ("within", FigureKind.Again, "what came again"), ("at-least", FigureKind.Lasting, "what lasted") })
        {
            if (kind != belongs && keys.Has(key)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" belongs to {what}"); }
        }

        if (kind is not (FigureKind.Again or FigureKind.Lasting)) { return 0; }
        var fits = kind is FigureKind.Again ? counted is { Pattern: FactPattern or StatusPattern { Change: StatusChange.Starts, Where: null } } : counted is { Open: not null } or { Pattern: StatusPattern { Change: StatusChange.Ends, Where: null } };
        if (counted is { } heard && (heard.Pattern ?? (object?)heard.Open) is not null && !fits)
        {
            mistakes.Add(keys.PlaceOf(kind is FigureKind.Again ? "again" : "lasting"), kind is FigureKind.Again ? "what comes again is something that happened, or a status that starts" : "what lasts is a status that ends, or is open on a day");
        }

        var limit = kind is FigureKind.Again ? "within" : "at-least";
        var words = keys.Required(limit).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [var number, "months" or "month"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months > 0) { return months; }
        if (words.Length > 0) { mistakes.Add(keys.PlaceOf(limit), $"\"{limit}\" must be a number of months", "such as 12 months"); }
        return 1;
    }

    /// <summary>A rate counts what another figure counts, for so many people.</summary>
    private Figure RateOf(Keys keys, Dictionary<string, Figure> counted, ImmutableArray<Population> populations)
    {
        var id = keys.Required("figure");
        if (Questions.Where(keys.Has).Count() != 1) { mistakes.Add(keys.Place, $"the figure \"{id}\" asks one question", $"one of {string.Join(", ", Questions)}"); }
        foreach (var key in NotOfRates.Where(keys.Has)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" belongs to the figure that is counted, not to its rate"); }
        var (of, population, per) = (keys.Required("rate"), keys.Required("population"), keys.Whole("per") ?? 0);
        if (populations.All(p => p.Id != population)) { mistakes.Unknown(keys.PlaceOf("population"), $"there is no population \"{population}\"", population, populations.Select(p => p.Id)); }
        if (per <= 0) { mistakes.Add(keys.PlaceOf("per"), "a rate needs \"per\"", "for how many people, such as 10000"); }
        if (!counted.TryGetValue(of, out var figure))
        {
            mistakes.Unknown(keys.PlaceOf("rate"), $"there is no figure \"{of}\"", of, counted.Keys);
            figure = new Figure(of, "", null, FigureKind.Count, new FactPattern("", null), null, null, null, null, "", [], [], [], keys.Place);
        }
        else if (figure.IsShare || figure.Kind is FigureKind.Length or FigureKind.Agreement) { mistakes.Add(keys.PlaceOf("rate"), $"\"{of}\" is no count, so there is no rate of it"); }

        return figure with
        {
            Id = id,
            Title = keys.Required("title"),
            Explanation = keys.Text("explanation"),
            National = National(keys, id),
            Unit = keys.Text("unit") ?? string.Create(CultureInfo.InvariantCulture, $"per-{per}"),
            By = [],
            Published = keys.Words("published"),
            NotComparable = [.. figure.NotComparable, .. keys.Items("not-comparable").Select(n => Comparability(n, null))],
            Rate = new Rate(of, per, population),
            Target = Target(keys),
            MoreIsBetter = Better(keys),
            KeptTo = KeptTo(keys, id, figure.Counts),
            Place = keys.Place,
        };
    }

    private Target? Target(Keys keys)
    {
        if (keys.Text("target") is not { } text)
        {
            foreach (var key in OfTargets.Where(keys.Has)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" belongs to a target"); }
            return null;
        }

        var why = keys.Required("target-why");
        if (text.Split(' ') is not ["at", var way, var number] || way is not ("least" or "most") || !decimal.TryParse(number, CultureInfo.InvariantCulture, out var value))
        {
            mistakes.Add(keys.PlaceOf("target"), $"the target \"{text}\" is not understood", "at least 90, or at most 20");
            return null;
        }

        var near = keys.Number("near") ?? value;
        if (way is "least" ? near > value : near < value) { mistakes.Add(keys.PlaceOf("near"), "\"near\" is how far from the target it may be and still be near", way is "least" ? $"a number below {number}" : $"a number above {number}"); }
        return new Target(way is "least", value, near, why);
    }

    private static bool? Better(Keys keys) => keys.Has("better") ? keys.OneOf("better", true, ("more", true), ("fewer", false)) : keys.Text("target") is { } target ? target.StartsWith("at least", StringComparison.Ordinal) : keys.Has("timely") ? true : null;
}
