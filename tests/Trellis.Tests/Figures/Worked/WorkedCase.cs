using System.Globalization;
using Trellis.Platform;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Trellis.Tests.Figures.Worked;

/// <summary>One thing that happened, as a case tells it, and what the figure makes of it.</summary>
/// <param name="Name">By which other lines of the case speak of it; the number of the line in its file where it has none.</param>
/// <param name="Who">Whom it is about; null: nobody.</param>
/// <param name="Counts"><c>yes</c>; <c>whole</c>: in the whole of a share and not in its part. Null: it does not count.</param>
/// <param name="Excluded">Why it does not count, though somebody might think so.</param>
/// <param name="Leads">It is there for what it leads to, and asks to be counted by nobody.</param>
public sealed record WorkedLine(string Name, string Place, string? Who, string What, string On, (string Field, string Code)[] Says, string? Counts, string? Excluded, string? Leads)
{
    /// <summary>Another matter of the same person.</summary>
    public string Matter { get; init; } = "";

    /// <summary>The line that led to it.</summary>
    public string? After { get; init; }

    /// <summary>The line that is about the same thing: an answer to a recommendation.</summary>
    public string? Of { get; init; }

    /// <summary>The line it puts right.</summary>
    public string? Corrects { get; init; }

    /// <summary>What it puts right never happened.</summary>
    public bool TakesBack { get; init; }

    public bool Elsewhere { get; init; }

    /// <summary>When we were told, where it matters.</summary>
    public string? Recorded { get; init; }

    /// <summary>So many of the same, each of somebody else.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>A figure worked by hand.</summary>
/// <param name="Value">What comes out; null: nothing is given.</param>
/// <param name="Sum">How, in words.</param>
/// <param name="Area">A real area where the figure needs one (a population); null: one of its own.</param>
public sealed record WorkedCase(string Figure, string Place, string Year, decimal? Value, string Sum, string? Area, WorkedLine[] Lines)
{
    /// <summary>The moment at which it is counted.</summary>
    public string Today { get; init; } = "2026-10-01 12:00";

    /// <summary>Parts it is split into, with their numbers: by a dimension.</summary>
    public (string By, (string Part, decimal Value)[] Parts)[] Split { get; init; } = [];

    /// <summary>What was known on earlier days.</summary>
    public (string On, decimal? Value)[] Known { get; init; } = [];
}

/// <summary>Reads the cases beside this file: one for every declared figure, written to be read by people who do not program.</summary>
public static class WorkedCases
{
    private static readonly string[] OfACase = ["figure", "year", "value", "sum", "area", "today", "lines", "split", "known"];
    private static readonly string[] OfALine = ["line", "who", "what", "on", "says", "counts", "excluded", "leads", "matter", "after", "of", "corrects", "takes-back", "area", "recorded", "times"];

    public static IReadOnlyList<WorkedCase> All { get; } = [.. Directory.EnumerateFiles(Checkout.Folder("tests", "Trellis.Tests", "Figures", "Worked"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(f => Read(Path.GetFileName(f), File.ReadAllText(f)))];

    public static IEnumerable<WorkedCase> Read(string file, string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return ((YamlSequenceNode)yaml.Documents[0].RootNode["cases"]).Select(n => Case(file, (YamlMappingNode)n)).ToArray();
    }

    private static WorkedCase Case(string file, YamlMappingNode node)
    {
        Known(file, node, OfACase);
        var lines = node.Children["lines"] is YamlSequenceNode told ? told.Select(n => Line(file, (YamlMappingNode)n)).ToArray() : [];
        var place = At(file, node);
        return new WorkedCase(Required(file, node, "figure"), place, Required(file, node, "year"), Number(Required(file, node, "value")), Required(file, node, "sum"), Text(node, "area"), lines)
        {
            Today = Text(node, "today") ?? "2026-10-01 12:00",
            Split = [.. Map(node, "split").Select(s => (s.Key, ((YamlMappingNode)s.Value).Children.Select(p => (p.Key.ToString(), Number(p.Value.ToString())!.Value)).ToArray()))],
            Known = [.. Map(node, "known").Select(k => (k.Key, Number(k.Value.ToString())))],
        };
    }

    private static WorkedLine Line(string file, YamlMappingNode node)
    {
        Known(file, node, OfALine);
        var place = At(file, node);
        var says = Map(node, "says").SelectMany(s => s.Value is YamlSequenceNode many ? many.Select(c => (s.Key, c.ToString())) : [(s.Key, s.Value.ToString())]).ToArray();
        return new WorkedLine(Text(node, "line") ?? place, place, Text(node, "who"), Text(node, "what") ?? "", Text(node, "on") ?? "", says, Text(node, "counts"), Text(node, "excluded"), Text(node, "leads"))
        {
            Matter = Text(node, "matter") ?? "",
            After = Text(node, "after"),
            Of = Text(node, "of"),
            Corrects = Text(node, "corrects") ?? Text(node, "takes-back"),
            TakesBack = Text(node, "takes-back") is not null,
            Elsewhere = Text(node, "area") is not null,
            Recorded = Text(node, "recorded"),
            Times = Text(node, "times") is { } times ? int.Parse(times, CultureInfo.InvariantCulture) : 1,
        };
    }

    private static void Known(string file, YamlMappingNode node, string[] known)
    {
        foreach (var key in node.Children.Keys.Select(k => k.ToString()).Except(known)) { throw new YamlException($"{At(file, node)}: a case knows no \"{key}\""); }
    }

    private static string Required(string file, YamlMappingNode node, string key) => Text(node, key) ?? throw new YamlException($"{At(file, node)}: \"{key}\" is missing");

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value.ToString() : null;

    private static IEnumerable<(string Key, YamlNode Value)> Map(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlMappingNode)value).Children.Select(c => (c.Key.ToString(), c.Value)) : [];

    private static decimal? Number(string text) => text is "none" ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string At(string file, YamlNode node) => string.Create(CultureInfo.InvariantCulture, $"{file}:{node.Start.Line}");
}
