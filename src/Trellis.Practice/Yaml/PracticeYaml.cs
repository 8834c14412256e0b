using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Trellis.Practice.Yaml;

/// <summary>
/// Reads YAML into nodes with lines. Reads the parser's events, not its document model: the model stops at the first
/// duplicate key, and all mistakes are to be reported in one go.
/// </summary>
internal sealed class PracticeYaml
{
    private readonly string file;
    private readonly Mistakes mistakes;
    private readonly Parser parser;
    private readonly Scanner scanner;

    private PracticeYaml(string file, string text, Mistakes mistakes)
    {
        this.file = file;
        this.mistakes = mistakes;
        scanner = new Scanner(new StringReader(text));
        parser = new Parser(scanner);
    }

    /// <summary>The one document of a file, or null when it cannot be read; why is among the mistakes.</summary>
    public static MapNode? Read(string file, string text, Mistakes mistakes)
    {
        if (FindTabs(file, text, mistakes)) { return null; }

        var reading = new PracticeYaml(file, text, mistakes);
        try
        {
            return reading.Document();
        }
        catch (YamlException e)
        {
            mistakes.Add(reading.At(e.Start), $"this cannot be read: {Plain(e.Message)}");
        }
        catch (InvalidOperationException)
        {
            // An unclosed bracket reaches the end of the file without an error of the reader's own.
            mistakes.Add(reading.At(reading.scanner.CurrentPosition), "this cannot be read: a bracket was opened and not closed before here");
        }
        return null;
    }

    private MapNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            mistakes.Add(new Place(file, 1), "the file is empty");
            return null;
        }
        parser.Consume<DocumentStart>();
        var node = Next();
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            mistakes.Add(At(second.Start), "a second document starts here", "one document in a file");
        }
        switch (node)
        {
            case MapNode map:
                return map;
            case TextNode { Text: "" }:
                mistakes.Add(node.Place, "the file is empty");
                return null;
            default:
                mistakes.Add(node.Place, "a practice file is made of keys and values", "a line like \"process: front-door\"");
                return null;
        }
    }

    private Node Next()
    {
        var next = parser.Consume<ParsingEvent>();
        var place = At(next.Start);
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            mistakes.Add(place, "anchors and aliases (& and *) are not used here", "the words themselves, or \"like: other-step\"");
        }
        return next switch
        {
            Scalar scalar => new TextNode(place, scalar.Value),
            SequenceStart => List(place),
            MappingStart => Map(place),
            _ => new TextNode(place, ""),
        };
    }

    private ListNode List(Place place)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _)) { items.Add(Next()); }
        return new ListNode(place, items.ToImmutable());
    }

    private MapNode Map(Place place)
    {
        var entries = new List<Entry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Next();
            var value = Next();
            if (key is not TextNode { Text: var word })
            {
                mistakes.Add(key.Place, "a key must be a word");
                continue;
            }
            if (entries.Find(e => e.Key == word) is { } first)
            {
                mistakes.Add(key.Place, $"\"{word}\" is given twice, first on line {first.Place.Line}");
                continue;
            }
            entries.Add(new Entry(word, key.Place, value));
        }
        return new MapNode(place, [.. entries]);
    }

    private Place At(Mark mark) => new(file, (int)Math.Max(1, mark.Line));

    /// <summary>The reader reports a tab one line early, so we look ourselves.</summary>
    private static bool FindTabs(string file, string text, Mistakes mistakes)
    {
        var found = false;
        var line = 0;
        foreach (var each in text.AsSpan().EnumerateLines())
        {
            line++;
            var indent = each[..(each.Length - each.TrimStart().Length)];
            if (!indent.Contains('\t') || each.IsWhiteSpace()) { continue; }
            mistakes.Add(new Place(file, line), "a tab is used to indent", "spaces");
            found = true;
        }
        return found;
    }

    /// <summary>The reader's own words without its position, which the place gives, and without its word for brackets.</summary>
    private static string Plain(string message)
    {
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        var words = end < 0 ? message : message[(end + 3)..];
        return words.Contains("parsing a flow", StringComparison.OrdinalIgnoreCase)
            ? "a bracket was opened and not closed before here"
            : words.TrimEnd('.');
    }
}
