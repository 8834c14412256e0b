using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;

namespace Trellis.Practice.Yaml;

/// <summary>The keys of one thing in a practice file, asked for by name. Whatever is wrong becomes a mistake, never an exception.</summary>
internal sealed class Keys
{
    private readonly MapNode map;
    private readonly Mistakes mistakes;
    private readonly string what;

    /// <param name="what">With its article: <c>a field</c>.</param>
    /// <param name="known">Every key it may have; others are mistakes.</param>
    public Keys(Node node, string what, Mistakes mistakes, params string[] known)
    {
        this.mistakes = mistakes;
        this.what = what;
        map = Map(node, what, mistakes);
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key)))
        {
            mistakes.Unknown(entry.Place, $"unknown key \"{entry.Key}\" in {what}", entry.Key, known);
        }
    }

    public Place Place => map.Place;

    public bool Has(string key) => map.Find(key) is not null;

    public Place PlaceOf(string key) => map.Find(key)?.Place ?? map.Place;

    public Node? Node(string key) => map[key];

    /// <summary>Text on one line, or null when the key is absent.</summary>
    public string? Text(string key)
    {
        switch (map[key])
        {
            case null:
                return null;
            case TextNode { Text: var text } when !string.IsNullOrWhiteSpace(text):
                return text.Trim();
            case TextNode empty:
                mistakes.Add(empty.Place, $"\"{key}\" in {what} is empty");
                return null;
            case var other:
                mistakes.Add(other.Place, $"\"{key}\" in {what} must be text", "text on the same line");
                return null;
        }
    }

    /// <summary>Text that must be there; the empty text when it is not, so that reading can go on.</summary>
    public string Required(string key, Place? at = null)
    {
        if (!Has(key)) { mistakes.Add(at ?? map.Place, $"{what} needs \"{key}\""); }
        return Text(key) ?? "";
    }

    public bool Flag(string key)
    {
        switch (Text(key))
        {
            case null or "false" or "no":
                return false;
            case "true" or "yes":
                return true;
            default:
                mistakes.Add(map[key]!.Place, $"\"{key}\" in {what} must be true or false", "true or false");
                return false;
        }
    }

    public int? Whole(string key)
    {
        if (Text(key) is not { } text) { return null; }
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) { return number; }
        mistakes.Add(map[key]!.Place, $"\"{key}\" in {what} must be a whole number, not \"{text}\"", "a number such as 5");
        return null;
    }

    public decimal? Number(string key)
    {
        if (Text(key) is not { } text) { return null; }
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) { return number; }
        mistakes.Add(map[key]!.Place, $"\"{key}\" in {what} must be a number, not \"{text}\"", "a number such as 5");
        return null;
    }

    /// <summary>A length of time that must be there; a day when it is not, so that reading can go on.</summary>
    public Limit Limit(string key, LimitKind kind = LimitKind.Within)
    {
        var text = Required(key);
        if (LimitParser.Read(text, kind) is { } limit) { return limit; }
        if (text.Length > 0) { mistakes.Add(PlaceOf(key), $"\"{text}\" is no length of time", LimitParser.Expected); }
        return new Limit(1, TimeUnit.Days, kind);
    }

    public DateOnly? Date(string key) => Text(key) is { } text ? ReadDate(text, map[key]!.Place, $"\"{key}\" in {what}", mistakes) : null;

    public static DateOnly? ReadDate(string text, Place place, string what, Mistakes mistakes)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) { return date; }
        mistakes.Add(place, $"{what} must be a date, not \"{text}\"", "a date such as 2018-07-04");
        return null;
    }

    /// <summary>One of a few words. The first of them stands in when the key is absent or wrong.</summary>
    public T OneOf<T>(string key, T otherwise, params (string Word, T Value)[] words)
    {
        if (Text(key) is not { } text) { return otherwise; }
        foreach (var (word, value) in words)
        {
            if (word == text) { return value; }
        }
        mistakes.Unknown(map[key]!.Place, $"\"{key}\" in {what} cannot be \"{text}\"", text, words.Select(w => w.Word));
        return otherwise;
    }

    /// <summary>One text or a list of texts, each with its line.</summary>
    public ImmutableArray<TextNode> Texts(string key)
    {
        switch (map[key])
        {
            case null:
                return [];
            case TextNode { Text: "" } empty:
                mistakes.Add(empty.Place, $"\"{key}\" in {what} is empty");
                return [];
            case TextNode one:
                return [one];
            case ListNode list:
                foreach (var item in list.Items.Where(i => i is not TextNode))
                {
                    mistakes.Add(item.Place, $"\"{key}\" in {what} must list words only");
                }
                return [.. list.Items.OfType<TextNode>()];
            case var other:
                mistakes.Add(other.Place, $"\"{key}\" in {what} must be a word or a list of words", "[one, two]");
                return [];
        }
    }

    public ImmutableArray<string> Words(string key) => [.. Texts(key).Select(t => t.Text)];

    /// <summary>The entries below a key: <c>fields</c>, <c>outcomes</c>.</summary>
    public ImmutableArray<Entry> Entries(string key)
    {
        switch (map[key])
        {
            case null:
                return [];
            case MapNode entries:
                foreach (var entry in entries.Entries.Where(e => !IsId(e.Key)))
                {
                    mistakes.Add(entry.Place, $"\"{entry.Key}\" in \"{key}\" is not an id", "lower-case words joined by hyphens, such as strategy-discussion");
                }
                return entries.Entries;
            case var other:
                mistakes.Add(other.Place, $"\"{key}\" in {what} must hold ids with their keys below");
                return [];
        }
    }

    public ImmutableArray<Node> Items(string key)
    {
        switch (map[key])
        {
            case null:
                return [];
            case ListNode list:
                return list.Items;
            case var other:
                mistakes.Add(other.Place, $"\"{key}\" in {what} must be a list", "lines that start with a dash");
                return [];
        }
    }

    /// <summary>Letters, digits and single hyphens; codes of national returns and areas keep their capitals.</summary>
    public static bool IsId(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);

    public static MapNode Map(Node node, string what, Mistakes mistakes)
    {
        if (node is MapNode map) { return map; }
        mistakes.Add(node.Place, $"{what} must be keys with values");
        return new MapNode(node.Place, []);
    }
}
