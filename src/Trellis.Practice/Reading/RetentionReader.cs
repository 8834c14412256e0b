using System.Collections.Immutable;
using System.Globalization;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/retention.yaml</c>, and checks that every process is kept under one of its schedules.</summary>
internal static class RetentionReader
{
    private const int MostYears = 150;

    public static RetentionRules Read(MapNode map, Mistakes mistakes)
    {
        var file = new Keys(map, "the retention file", mistakes, "without-matters", "answers", "addresses", "training", "schedules");
        var schedules = file.Entries("schedules").Select(entry =>
        {
            var keys = new Keys(entry.Value, "a schedule", mistakes, "title", "from-birth", "after-death", "after-closing", "authority");
            if (!keys.Has("from-birth") && !keys.Has("after-closing")) { mistakes.Add(entry.Place, $"the schedule \"{entry.Key}\" does not say how long", "\"from-birth\" or \"after-closing\", such as 25 years"); }
            return new RetentionSchedule(
                entry.Key, keys.Required("title", entry.Place), Years(keys, "from-birth", mistakes), Years(keys, "after-death", mistakes), Years(keys, "after-closing", mistakes), keys.Required("authority", entry.Place), entry.Place);
        }).ToImmutableArray();
        return new RetentionRules(schedules, Named("without-matters"), Round("answers"), Round("addresses"), Round("training"));

        RetentionSchedule? Named(string key)
        {
            var name = file.Required(key);
            var found = schedules.FirstOrDefault(s => s.Id == name);
            if (found is null && name.Length > 0) { mistakes.Unknown(file.PlaceOf(key), $"there is no schedule \"{name}\"", name, schedules.Select(s => s.Id)); }
            return found;
        }

        // A round, or whoever comes to training, has no date of birth to count from.
        RetentionSchedule? Round(string key)
        {
            if (Named(key) is not { } found) { return null; }
            if (found is { FromBirth: null, AfterDeath: null }) { return found; }
            mistakes.Add(file.PlaceOf(key), $"the schedule \"{found.Id}\" of {key} counts from a birth or a death", "one that has \"after-closing\" alone: no date of birth is known here");
            return null;
        }
    }

    public static void CheckProcesses(RetentionRules rules, IEnumerable<Draft> processes, Mistakes mistakes)
    {
        foreach (var process in processes)
        {
            if (process.Map["retention"] is not TextNode named) { mistakes.Add(process.Map.Place, $"the process \"{process.Id}\" does not say how long it is kept", "\"retention\" with a schedule of practice/retention.yaml"); }
            else if (rules.Find(named.Text) is null) { mistakes.Unknown(named.Place, $"there is no schedule \"{named.Text}\"", named.Text, rules.Schedules.Select(s => s.Id)); }
        }
    }

    private static int? Years(Keys keys, string key, Mistakes mistakes)
    {
        if (keys.Text(key) is not { } text) { return null; }
        var words = text.Split(' ');
        if (words is [var amount, "year" or "years"] && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years is > 0 and <= MostYears) { return years; }
        mistakes.Add(keys.PlaceOf(key), $"\"{key}\" in a schedule must be years, not \"{text}\"", $"such as 25 years, {MostYears} at most");
        return null;
    }
}
