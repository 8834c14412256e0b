using System.Globalization;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/actions.yaml</c>.</summary>
internal static class ActionReader
{
    public const string File = "actions.yaml";

    private const int MostDays = 366;

    public static ActionRules Read(MapNode map, Mistakes mistakes)
    {
        var file = new Keys(map, "the actions file", mistakes, "due-soon", "statuses");
        var rules = new ActionRules(
            [.. file.Entries("statuses").Select(entry =>
            {
                var keys = new Keys(entry.Value, "a status of actions", mistakes, "title", "also", "ends");
                return new ActionStatus(entry.Key, keys.Required("title", entry.Place), keys.Words("also"), keys.Flag("ends"), entry.Place);
            })],
            Days(file, mistakes));
        CheckWords(rules, mistakes);
        if (!rules.Statuses.Any(s => s.Ends)) { mistakes.Add(map.Place, "no status of actions ends one", "\"ends: true\" on one of them"); }
        return rules;
    }

    private static void CheckWords(ActionRules rules, Mistakes mistakes)
    {
        var meant = new Dictionary<string, ActionStatus>();
        foreach (var (status, word) in rules.Statuses.SelectMany(s => s.Also.Append(s.Id).Append(s.Title).Select(w => (s, w))))
        {
            if (!meant.TryAdd(ActionRules.Plain(word), status) && meant[ActionRules.Plain(word)] is var other && other != status)
            {
                mistakes.Add(status.Place, $"\"{word}\" means both \"{other.Id}\" and \"{status.Id}\"", "each word for one status alone");
            }
        }
    }

    private static int Days(Keys file, Mistakes mistakes)
    {
        var text = file.Required("due-soon");
        if (text.Split(' ') is [var amount, "day" or "days"] && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays) { return days; }
        if (text.Length > 0) { mistakes.Add(file.PlaceOf("due-soon"), $"\"due-soon\" must be days, not \"{text}\"", "such as 14 days"); }
        return 0;
    }
}
