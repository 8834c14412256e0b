using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

internal sealed partial class QuestionnaireReader
{
    /// <summary>A code list with its colours, <c>yes-no</c>, or <c>scale</c> with the number each colour begins at.</summary>
    private AnswerColours Colour(Entry entry, ImmutableArray<Field> fields)
    {
        var keys = new Keys(entry.Value, "a colour rule", mistakes, "green", "amber", "red");
        if (entry.Key is "scale")
        {
            var (green, amber) = (keys.Number("green"), keys.Number("amber"));
            if (green is null || amber is null || green <= amber || keys.Has("red")) { mistakes.Add(entry.Place, "a scale is green and amber from a number on, and red below", "green: 7 and amber: 4"); }
            return new AnswerColours("scale", [], [], [], green, amber);
        }

        var codes = entry.Key is "yes-no" ? ["yes", "no"] : known.Codes.TryGetValue(entry.Key, out var list) ? list.Codes.Select(c => c.Id).ToArray() : null;
        if (codes is null) { mistakes.Unknown(entry.Place, $"there is no code list \"{entry.Key}\"", entry.Key, known.Codes.Keys.Append("yes-no").Append("scale")); }
        foreach (var wrong in new[] { "green", "amber", "red" }.SelectMany(c => keys.Texts(c)).Where(t => codes is not null && !codes.Contains(t.Text))) { mistakes.Unknown(wrong.Place, $"\"{wrong.Text}\" is not a code of {entry.Key}", wrong.Text, codes!); }
        var rule = new AnswerColours(entry.Key, keys.Words("green"), keys.Words("amber"), keys.Words("red"), null, null);
        if (codes is not null && !fields.Any(rule.IsFor)) { mistakes.Add(entry.Place, $"no field is answered by {entry.Key}"); }
        return rule;
    }

    private Wordings Variant(Entry entry, ImmutableArray<Section> form, ImmutableArray<Field> fields)
    {
        var keys = new Keys(entry.Value, "a variant", mistakes, "name", "title", "hint", "send", "sections", "fields", "codes");
        var lists = fields.Where(f => f.Codes is not null).Select(f => f.Codes!).Distinct().ToArray();
        var codes = lists.SelectMany(l => known.Codes.TryGetValue(l, out var list) ? list.Codes.Select(c => $"{l}.{c.Id}") : []).Append("yes-no.yes").Append("yes-no.no").ToArray();
        return new Wordings(
            entry.Key, keys.Required("name", entry.Place), keys.Required("title", entry.Place), keys.Text("hint"), keys.Text("send"),
            Words(keys, "sections", form.Select(s => s.Id)), Words(keys, "fields", fields.Select(f => f.Id)), Words(keys, "codes", codes), entry.Place);
    }

    /// <summary>Short (<c>agree: Yes</c>) or with title, hint and symbol.</summary>
    private ImmutableDictionary<string, SaidAs> Words(Keys variant, string key, IEnumerable<string> there)
    {
        var ids = there.ToArray();
        var words = ImmutableDictionary.CreateBuilder<string, SaidAs>();
        foreach (var entry in variant.Entries(key))
        {
            if (!ids.Contains(entry.Key)) { mistakes.Unknown(entry.Place, $"there is no \"{entry.Key}\" among the {key} of this questionnaire", entry.Key, ids); }
            if (entry.Value is TextNode { Text: var text })
            {
                words[entry.Key] = new SaidAs(text.Trim(), null, null);
                continue;
            }

            var said = new Keys(entry.Value, "other words", mistakes, "title", "hint", "symbol");
            if (said.Text("symbol") is { } symbol && !Wordings.Symbols.Contains(symbol)) { mistakes.Unknown(said.PlaceOf("symbol"), $"there is no symbol \"{symbol}\"", symbol, Wordings.Symbols); }
            words[entry.Key] = new SaidAs(said.Required("title", entry.Place), said.Text("hint"), said.Text("symbol"));
        }

        return words.ToImmutable();
    }
}
