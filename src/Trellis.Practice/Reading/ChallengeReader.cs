using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/challenges.yaml</c>.</summary>
internal sealed class ChallengeReader(IReadOnlyCollection<CodeList> codes, Mistakes mistakes)
{
    public const string File = "challenges.yaml";

    private const string Stages = "challenge-stage";

    /// <summary>Whoever is asked has days, so that nobody answers by the minute.</summary>
    private static readonly TimeUnit[] InDays = [TimeUnit.Days, TimeUnit.WorkingDays, TimeUnit.ClearWorkingDays, TimeUnit.Weeks, TimeUnit.Months, TimeUnit.Years];

    public ChallengeRules Read(MapNode map)
    {
        var file = new Keys(map, "the challenges file", mistakes, "stages", "authority", "between", "assurance");
        var stages = file.Entries("stages").Select(Stage).ToImmutableArray();
        if (stages.IsEmpty) { mistakes.Add(map.Place, "the challenges file has no stages", "\"stages\" with at least one"); }
        if (codes.FirstOrDefault(c => c.Id == Stages) is { } list)
        {
            foreach (var stage in stages.Where(s => list.Find(s.Id) is null)) { mistakes.Unknown(stage.Place, $"the stage \"{stage.Id}\" is no code of the list {Stages}, so no figure could count it", stage.Id, list.Codes.Select(c => c.Id)); }
        }

        return new ChallengeRules(stages, file.Required("authority"), Only(file, "between"), Only(file, "assurance"));
    }

    private ChallengeStage Stage(Entry entry)
    {
        var keys = new Keys(entry.Value, "a stage", mistakes, "title", "asks", "within");
        return new ChallengeStage(entry.Key, keys.Required("title", entry.Place), keys.Required("asks", entry.Place), Limits(keys), entry.Place);
    }

    private DatedLimits Only(Keys file, string key)
    {
        if (file.Node(key) is { } node) { return Limits(new Keys(node, $"\"{key}\"", mistakes, "within")); }
        mistakes.Add(file.Place, $"the challenges file needs \"{key}\" with \"within\"");
        return new DatedLimits([]);
    }

    internal DatedLimits Limits(Keys keys)
    {
        var terms = ImmutableArray.CreateBuilder<(DateOnly, Limit)>();
        foreach (var entry in keys.Entries("within"))
        {
            var from = Keys.ReadDate(entry.Key, entry.Place, "the day a limit is in force from", mistakes);
            var text = (entry.Value as TextNode)?.Text ?? "";
            if (LimitParser.Read(text) is not { } limit) { mistakes.Add(entry.Place, $"\"{text}\" is no length of time", LimitParser.Expected); }
            else if (!InDays.Contains(limit.Unit)) { mistakes.Add(entry.Place, $"\"{text}\" is no number of days", "working days, days, weeks or months"); }
            else if (from is { } day) { terms.Add((day, limit)); }
        }

        if (terms.Count == 0) { mistakes.Add(keys.Place, "it is not said within which time it is answered", "\"within\" with a day and a limit"); }
        return new DatedLimits(terms.ToImmutable());
    }
}
