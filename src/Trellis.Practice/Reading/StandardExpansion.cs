using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>
/// Lays the fields of <c>each-standard</c> under every standard of a section, before the section's own fields. Each is named after its
/// standard (<c>senior-lead-rating</c>), and its label begins with what the standard is called where it says <c>{standard}</c>.
/// </summary>
internal sealed class StandardExpansion(Mistakes mistakes)
{
    public (ImmutableArray<Node> Sections, ImmutableArray<Standard> Standards) Expand(Keys questionnaire)
    {
        var each = questionnaire.Entries("each-standard");
        var (sections, standards) = (ImmutableArray.CreateBuilder<Node>(), ImmutableArray.CreateBuilder<Standard>());
        if (!questionnaire.Has("sections")) { mistakes.Add(questionnaire.Place, "a questionnaire needs \"sections\""); }
        foreach (var node in questionnaire.Items("sections"))
        {
            var keys = new Keys(node, "a section", mistakes, "section", "hint", "standards", "fields");
            var fields = new List<Entry>();
            foreach (var entry in keys.Entries("standards"))
            {
                if (each.IsEmpty) { mistakes.Add(entry.Place, "a standard is asked about with the fields of \"each-standard\", and there are none"); }
                var standard = Read(entry, keys.Text("section") ?? "", each);
                if (standards.Any(s => s.Id == standard.Id)) { mistakes.Add(entry.Place, $"the standard \"{standard.Id}\" is given twice"); }
                standards.Add(standard);
                fields.AddRange(each.Select(field => Named(field, entry, standard.Title)));
            }

            fields.AddRange(keys.Entries("fields"));
            var map = (node as MapNode ?? new MapNode(node.Place, [])).Without("standards", "fields");
            sections.Add(map.With("fields", new MapNode(node.Place, [.. fields]), node.Place));
        }

        return (sections.ToImmutable(), standards.ToImmutable());
    }

    private Standard Read(Entry entry, string section, ImmutableArray<Entry> each)
    {
        var keys = new Keys(entry.Value, "a standard", mistakes, "title", "criteria", "guidance", "beside");
        var rating = each.FirstOrDefault(f => (f.Value as MapNode)?["type"] is TextNode { Text: "code" or "scale" or "yes-no" });
        if (rating is null && !each.IsEmpty) { mistakes.Add(entry.Place, "none of the fields of \"each-standard\" says how far a standard is met", "a code, scale or yes-no field"); }
        (string, string)? beside = null;
        if (keys.Text("beside") is { } text)
        {
            if (text.Split('.') is [{ Length: > 0 } other, { Length: > 0 } field]) { beside = (other, field); }
            else { mistakes.Add(keys.PlaceOf("beside"), $"\"{text}\" does not say what is set beside", "questionnaire.field"); }
        }

        return new Standard(
            entry.Key, keys.Required("title", entry.Place), section, keys.Words("criteria"), keys.Text("guidance"), [.. each.Select(f => $"{entry.Key}-{f.Key}")], $"{entry.Key}-{rating?.Key ?? "rating"}", beside, entry.Place);
    }

    /// <summary>The field as this standard has it. A condition on another field of <c>each-standard</c> is one on this standard's.</summary>
    private static Entry Named(Entry field, Entry standard, string title)
    {
        if (field.Value is not MapNode map) { return field with { Key = $"{standard.Key}-{field.Key}" }; }
        if (map["label"] is TextNode label) { map = map.With("label", new TextNode(label.Place, label.Text.Replace("{standard}", title, StringComparison.Ordinal)), label.Place); }
        if (map["show-when"] is TextNode condition) { map = map.With("show-when", new TextNode(condition.Place, $"{standard.Key}-{condition.Text}"), condition.Place); }
        return new Entry($"{standard.Key}-{field.Key}", standard.Place, map);
    }
}
