using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/library.yaml</c>.</summary>
internal sealed class LibraryReader(Mistakes mistakes)
{
    public const string File = "library.yaml";

    public LibraryRules Read(MapNode map)
    {
        var keys = new Keys(map, "the library file", mistakes, "ask-impact-after", "remind-of-review", "kinds");
        return new LibraryRules(keys.Limit("ask-impact-after"), keys.Limit("remind-of-review"), [.. keys.Entries("kinds").Select(Kind)]);
    }

    private LibraryKind Kind(Entry entry)
    {
        var keys = new Keys(entry.Value, "a kind of the library", mistakes, "title", "review-within", "consulted", "sound", "sections");
        var sections = keys.Entries("sections").Select(Section).ToArray();
        if (sections.Length == 0) { mistakes.Add(entry.Place, $"the kind \"{entry.Key}\" needs \"sections\"", "one section or more"); }
        var sound = keys.Flag("sound");
        if (sound && !sections.Any(s => s is { Id: LibraryKind.Transcript, Required: true })) { mistakes.Add(keys.PlaceOf("sound"), $"the kind \"{entry.Key}\" has recordings, and nothing for whoever does not hear them", "a required section \"transcript\""); }
        return new LibraryKind(entry.Key, keys.Required("title", entry.Place), keys.Limit("review-within"), keys.Flag("consulted"), [.. sections], sound);
    }

    private LibrarySection Section(Entry entry)
    {
        var keys = new Keys(entry.Value, "a section", mistakes, "title", "hint", "required");
        return new LibrarySection(entry.Key, keys.Required("title", entry.Place), keys.Text("hint"), keys.Flag("required"));
    }
}
