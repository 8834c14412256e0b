using System.Collections.Immutable;
using System.Globalization;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/actions.yaml</c>.</summary>
internal sealed class ActionReader(IReadOnlyCollection<Role> roles, Mistakes mistakes)
{
    public const string File = "actions.yaml";

    private const int MostDays = 366;
    private const string Owner = "owner";

    public ActionRules Read(MapNode map)
    {
        var file = new Keys(map, "the actions file", mistakes, "colour", "escalation", "recommendations", "statuses");
        var rules = new ActionRules([.. file.Entries("statuses").Select(Status)], [.. file.Entries("colour").Select(Colour).OrderBy(c => c.From)], [.. file.Entries("escalation").Select(Escalation).OrderBy(e => e.After)], Answers(file));
        CheckWords(rules);
        if (rules.Colours.IsEmpty) { mistakes.Add(map.Place, "the actions file does not say how actions stand out", "\"colour\" with a day and a rule below it"); }
        if (!rules.Statuses.Any(s => s.Ends)) { mistakes.Add(map.Place, "no status of actions ends one", "\"ends: true\" on one of them"); }
        if (rules.Statuses.All(s => s.Ends)) { mistakes.Add(map.Place, "every status of actions ends one", "a status an action begins with"); }
        return rules;
    }

    private ActionStatus Status(Entry entry)
    {
        var keys = new Keys(entry.Value, "a status of actions", mistakes, "title", "also", "ends");
        return new ActionStatus(entry.Key, keys.Required("title", entry.Place), keys.Words("also"), keys.Flag("ends"), entry.Place);
    }

    private ColourRule Colour(Entry entry)
    {
        var keys = new Keys(entry.Value, "a rule of colours", mistakes, "red-after", "amber-before", "amber-quiet");
        var from = Keys.ReadDate(entry.Key, entry.Place, "the day a rule of colours begins on", mistakes) ?? DateOnly.MinValue;
        return new ColourRule(from, Days(keys, "red-after", "day", 0), Days(keys, "amber-before", "day", 0), keys.Has("amber-quiet") ? Days(keys, "amber-quiet", "day", 1) : null);
    }

    internal Escalation Escalation(Entry entry)
    {
        var keys = new Keys(entry.Value, "a step of escalation", mistakes, "title", "after", "to", "of");
        var to = Role(keys, "to", Owner);
        return new Escalation(entry.Key, keys.Required("title", entry.Place), Days(keys, "after", "working day", 0), to == Owner ? null : to, keys.OneOf("of", true, ("agency", true), ("area", false)), entry.Place);
    }

    private AnswerRules Answers(Keys file)
    {
        if (file.Node("recommendations") is not { } node) { return AnswerRules.None; }
        var keys = new Keys(node, "\"recommendations\"", mistakes, "answer-within", "remind-before", "remind-after", "to", "otherwise");
        return new AnswerRules(Days(keys, "answer-within", "day", 1), Many(keys, "remind-before", 1), Many(keys, "remind-after", 0), Role(keys, "to"), Role(keys, "otherwise"));
    }

    private string Role(Keys keys, string key, params string[] also)
    {
        var role = keys.Required(key);
        if (role.Length > 0 && !also.Contains(role) && roles.All(r => r.Id != role)) { mistakes.Unknown(keys.PlaceOf(key), $"there is no role \"{role}\"", role, roles.Select(r => r.Id).Concat(also)); }
        return role;
    }

    internal ImmutableArray<int> Many(Keys keys, string key, int least)
    {
        var days = new SortedSet<int>();
        foreach (var text in keys.Texts(key))
        {
            if (int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= MostDays) { days.Add(number); }
            else { mistakes.Add(text.Place, $"\"{key}\" must be working days, not \"{text.Text}\"", $"whole numbers from {least}"); }
        }

        return [.. days];
    }

    private void CheckWords(ActionRules rules)
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

    /// <summary>"14 days", "1 working day".</summary>
    private int Days(Keys keys, string key, string unit, int least)
    {
        var text = keys.Required(key);
        if (text.Split(' ', 2) is [var amount, var named] && (named == unit || named == unit + "s") && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= least && days <= MostDays) { return days; }
        if (text.Length > 0) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" must be {unit}s, not \"{text}\"", $"such as {least + 13} {unit}s"); }
        return least;
    }
}
