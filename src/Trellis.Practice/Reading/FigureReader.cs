using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/figures/</c>: what is counted, how it may be split, where it does not compare.</summary>
internal sealed partial class FigureReader(
    Known known, ImmutableArray<Timescale> timescales, IReadOnlyDictionary<string, string?> statusCategories, Mistakes mistakes)
{
    private static readonly string[] Questions = ["counts", "people", "share", "timely", "again", "lasting", "median", "length", "agreement", "standing", "rate"];
    private static readonly string[] OfAgreements = ["between", "fewest"];
    private static readonly string[] PersonDimensions = ["age-band", "sex", "ethnic-group"];

    private readonly PatternParser patterns = new(known, mistakes);

    /// <summary>Rates last, as they are of other figures. In the order of the files.</summary>
    public ImmutableArray<Figure> Read(IEnumerable<MapNode> files, ImmutableArray<Population> populations)
    {
        var nodes = files.SelectMany(f => new Keys(f, "a figures file", mistakes, "figures").Items("figures")).ToArray();
        var read = nodes.Where(n => !IsRate(n)).Select(n => (Node: n, Figure: Figure(n))).ToDictionary(f => f.Node, f => f.Figure);
        var counted = read.Values.DistinctBy(f => f.Id).ToDictionary(f => f.Id);
        foreach (var node in nodes.Where(IsRate)) { read[node] = RateOf(Keys(node), counted, populations); }
        return [.. nodes.Select(n => read[n])];
    }

    private Keys Keys(Node node) => new(
        node, "a figure", mistakes,
        [
            .. Questions, "figure", "title", "explanation", "national", "unit", "of", "within", "at-least", "percentile", "between", "fewest", "until", "stages", "reached", "on", "by",
            "per", "population", "target", "near", "target-why", "better", "published", "kept-to", "not-comparable",
        ]);

    private Figure Figure(Node node)
    {
        var keys = Keys(node);
        var id = keys.Required("figure");
        var asked = Questions.Where(keys.Has).ToList();
        if (asked.Count != 1) { mistakes.Add(keys.Place, $"the figure \"{id}\" asks one question", $"one of {string.Join(", ", Questions)}"); }

        var counted = Hear(keys, "counts") ?? Hear(keys, "people") ?? Hear(keys, "share") ?? Hear(keys, "again") ?? Hear(keys, "lasting") ?? Hear(keys, "agreement") ?? Hear(keys, "standing");
        var of = Hear(keys, "of")?.Pattern;
        var kind = Kind(keys, counted);
        if (kind == FigureKind.Share && !keys.Has("of")) { mistakes.Add(keys.Place, $"the share \"{id}\" needs \"of\", the whole"); }
        if (kind != FigureKind.Share && keys.Has("of")) { mistakes.Add(keys.PlaceOf("of"), "\"of\" belongs to a share"); }
        var measured = Measured(keys);
        counted ??= measured.Ends;
        var timescale = Timescale(keys, "timely") ?? measured.Timescale;
        var status = counted?.Open ?? (counted?.Pattern as StatusPattern)?.Status;
        var unit = keys.Text("unit") ?? Unit(kind);
        if (unit is "") { mistakes.Add(keys.Place, $"the figure \"{id}\" needs \"unit\"", "what is counted, such as referrals or children"); }
        return new Figure(
            id, keys.Required("title"), keys.Text("explanation"), kind, counted?.Pattern, of, status, timescale?.Id, On(keys, counted), unit,
            Dimensions(keys, Splits(keys, kind, counted, of, timescale)), keys.Words("published"), [.. keys.Items("not-comparable").Select(n => Comparability(n, null))],
            keys.Place)
        {
            Between = kind == FigureKind.Agreement ? Between(keys, counted) : null,
            Fewest = Fewest(keys, kind),
            Standing = Standing(keys, kind, counted),
            National = National(keys, id),
            Percentile = Percentile(keys),
            Months = Months(keys, kind, counted),
            Target = Target(keys),
            MoreIsBetter = Better(keys),
            KeptTo = KeptTo(keys, id, counted?.Pattern ?? (timescale?.From is [var from, ..] ? from : null)),
        };
    }

    private static string Unit(FigureKind kind) => kind switch
    {
        FigureKind.Share or FigureKind.Timely or FigureKind.Again or FigureKind.Lasting => "percent",
        FigureKind.Length => "days",
        FigureKind.Agreement => "kappa",
        FigureKind.People => "people",
        _ => "",
    };

    /// <summary>What counts hidden matters says to which circle it is kept: a small number tells that there is one.</summary>
    private string? KeptTo(Keys keys, string figure, Pattern? counted)
    {
        var circle = keys.Text("kept-to");
        if (circle is not null && !known.Roles.Any(r => r.Circles.Contains(circle))) { mistakes.Unknown(keys.PlaceOf("kept-to"), $"no role is in the circle \"{circle}\"", circle, known.Roles.SelectMany(r => r.Circles)); }
        if (counted is FactPattern fact && known.HiddenTo.GetValueOrDefault(fact.Kind.Split('.')[0]) is { } hidden && hidden != circle) { mistakes.Add(keys.Place, $"the figure \"{figure}\" counts matters that are hidden", $"\"kept-to: {hidden}\""); }
        return circle;
    }

    /// <summary>What two people said of the same thing, by one code list.</summary>
    private (string First, string Second, string Codes)? Between(Keys keys, Heard? counted)
    {
        if (counted?.Pattern is not FactPattern fact) { return null; }
        var says = known.Says.GetValueOrDefault(fact.Kind, ImmutableDictionary<string, string>.Empty);
        if (keys.Words("between") is [var first, var second] && first != second && says.TryGetValue(first, out var list) && says.TryGetValue(second, out var other) && list == other && known.Codes.ContainsKey(list)) { return (first, second, list); }
        mistakes.Add(keys.PlaceOf("between"), $"an agreement is between two fields that \"{fact.Kind}\" says, of one code list", "such as between: [first, second]");
        return null;
    }

    private int Fewest(Keys keys, FigureKind kind)
    {
        if (kind != FigureKind.Agreement)
        {
            foreach (var key in OfAgreements.Where(keys.Has)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" belongs to an agreement"); }
            return 0;
        }

        var text = keys.Required("fewest");
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fewest) && fewest > 1) { return fewest; }
        if (text.Length > 0) { mistakes.Add(keys.PlaceOf("fewest"), $"\"fewest\" must be a number of at least 2, not \"{text}\""); }
        return 2;
    }

    private Heard? Hear(Keys keys, string key)
    {
        if (keys.Text(key) is not { } text) { return null; }
        var heard = patterns.Hear(new TextNode(keys.PlaceOf(key), text), null);
        if (key is not ("counts" or "lasting") && heard.Open is not null) { mistakes.Add(keys.PlaceOf(key), "a share is of things that happened, not of a status on a day", "starts or ends"); }
        return heard;
    }

    private static FigureKind Kind(Keys keys, Heard? counted) =>
        keys.Has("share") ? FigureKind.Share
        : keys.Has("timely") ? FigureKind.Timely
        : keys.Has("people") ? FigureKind.People
        : keys.Has("again") ? FigureKind.Again
        : keys.Has("lasting") ? FigureKind.Lasting
        : keys.Has("median") || keys.Has("length") ? FigureKind.Length
        : keys.Has("agreement") ? FigureKind.Agreement
        : keys.Has("standing") ? FigureKind.Standing
        : counted switch
        {
            { Open: not null } => FigureKind.StatusOpen,
            { Pattern: StatusPattern { Change: StatusChange.Starts } } => FigureKind.StatusStarts,
            { Pattern: StatusPattern } => FigureKind.StatusEnds,
            _ => FigureKind.Count,
        };

    private Timescale? Timescale(Keys keys, string key)
    {
        if (keys.Text(key) is not { } id) { return null; }
        var found = timescales.FirstOrDefault(t => t.Id == id);
        if (found is null)
        {
            mistakes.Unknown(keys.PlaceOf(key), $"there is no timescale \"{id}\"", id, timescales.Select(t => t.Id));
        }
        return found;
    }

    /// <summary>What a figure may be split by; a share only by what both the part and the whole have.</summary>
    private Dictionary<string, string?> Splits(Keys keys, FigureKind kind, Heard? counted, Pattern? of, Timescale? timescale)
    {
        var fields = Fields(counted, timescale);
        if (kind == FigureKind.Standing)
        {
            fields = new(fields) { [Trellis.Practice.Standing.OpenFor] = Trellis.Practice.Standing.OpenFor };
            if (keys.Text("stages") is { } stages) { fields[Trellis.Practice.Standing.Stage] = stages; }
            return fields;
        }

        if (of is null) { return fields; }
        var whole = Fields(new Heard(of, null), null);
        return fields.Where(f => whole.ContainsKey(f.Key) && f.Key != "outcome").ToDictionary();
    }

    private ImmutableArray<Dimension> Dimensions(Keys keys, Dictionary<string, string?> fields)
    {
        var dimensions = ImmutableArray.CreateBuilder<Dimension>();
        foreach (var by in keys.Texts("by"))
        {
            var name = by.Text.StartsWith("person.", StringComparison.Ordinal) ? by.Text[7..] : by.Text;
            if (PersonDimensions.Contains(name) && known.Codes.TryGetValue(name, out var list)) { dimensions.Add(new Dimension($"person.{name}", list.Title, name)); }
            else if (by.Text is "area" or "year") { mistakes.Add(by.Place, "every figure is by area and year already"); }
            else if (fields.TryGetValue(name, out var codes)) { dimensions.Add(new Dimension(name, known.Codes.GetValueOrDefault(codes ?? "")?.Title ?? Words(name), codes)); }
            else { mistakes.Unknown(by.Place, $"the figure cannot be split by \"{by.Text}\"", by.Text, fields.Keys.Concat(PersonDimensions)); }
        }
        return dimensions.ToImmutable();
    }

    /// <summary>Coded details of what is counted, with their code lists.</summary>
    private Dictionary<string, string?> Fields(Heard? counted, Timescale? timescale)
    {
        var status = counted?.Open ?? (counted?.Pattern as StatusPattern)?.Status;
        if (status is not null)
        {
            return statusCategories.GetValueOrDefault(status) is { } list ? new() { ["category"] = list } : [];
        }
        var pattern = counted?.Pattern ?? (timescale?.From is [var from, ..] ? from : null);
        if (pattern is not FactPattern fact) { return []; }
        if (known.Says.TryGetValue(fact.Kind, out var says)) { return says.ToDictionary(s => s.Key, s => s.Value is "yes-no" ? null : (string?)s.Value); }
        if (known.FindStep(fact.Kind, null) is not { } step) { return []; }
        var fields = step.Fields.Where(f => f.Fact == "true").ToDictionary(f => f.Id, f => f.Type is "agency" ? Dimension.Agencies : f.List);
        fields["outcome"] = null;
        return fields;
    }

    private (int Month, int Day)? On(Keys keys, Heard? counted)
    {
        if (keys.Text("on") is not { } on)
        {
            if (counted?.Open is not null) { mistakes.Add(keys.Place, "a status open on a day needs \"on\"", "a day such as 31 March"); }
            return null;
        }
        if (counted?.Open is null) { mistakes.Add(keys.PlaceOf("on"), "\"on\" belongs to a status open on a day"); }
        if (DateOnly.TryParseExact($"{on} 2024", "d MMMM yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) { return (day.Month, day.Day); }
        mistakes.Add(keys.PlaceOf("on"), $"\"{on}\" is not a day of the year", "a day such as 31 March");
        return null;
    }

    /// <param name="area">Given when an area's own file says it; otherwise the item names the area.</param>
    public Comparability Comparability(Node node, string? area)
    {
        var keys = area is null
            ? new Keys(node, "a \"not comparable\"", mistakes, "area", "from", "to", "basis", "why")
            : new Keys(node, "a \"not comparable\"", mistakes, "figure", "from", "to", "basis", "why");
        var named = area ?? keys.Required("area");
        if (area is null && keys.Has("area")) { ListReader.KnownAreas(keys.Texts("area"), known.Areas, mistakes); }
        if (!keys.Has("basis")) { mistakes.Add(keys.Place, "a \"not comparable\" needs \"basis\"", "different or not-stated"); }
        return new Comparability(
            named, Year(keys, "from"), Year(keys, "to"), keys.OneOf("basis", "different", ("different", "different"), ("not-stated", "not-stated")),
            keys.Required("why"), keys.Place);
    }

    private string? Year(Keys keys, string key)
    {
        if (keys.Text(key) is not { } year) { return null; }
        var match = FinancialYear().Match(year);
        if (match.Success && (int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture) + 1) % 100 == int.Parse(match.Groups["last"].ValueSpan, CultureInfo.InvariantCulture))
        {
            return year;
        }
        mistakes.Add(keys.PlaceOf(key), $"\"{year}\" is not a financial year", "a year such as 2017-18");
        return null;
    }

    private static string Words(string id) => char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    [GeneratedRegex("^(?<first>[0-9]{4})-(?<last>[0-9]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FinancialYear();
}
