using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/scrutiny.yaml</c>.</summary>
internal sealed class ScrutinyReader(ActionReader actions, ChallengeReader challenges, Mistakes mistakes)
{
    public const string File = "scrutiny.yaml";

    public ScrutinyRules Read(MapNode map)
    {
        var file = new Keys(map, "the scrutiny file", mistakes, "answers", "escalation", "authority");
        var escalations = file.Entries("escalation").Select(actions.Escalation).OrderBy(e => e.After);
        if (file.Node("answers") is not { } node)
        {
            mistakes.Add(map.Place, "the scrutiny file does not say by when agencies answer", "\"answers\" with \"within\"");
            return ScrutinyRules.None;
        }

        var answers = new Keys(node, "\"answers\"", mistakes, "within", "remind-before");
        return new ScrutinyRules(challenges.Limits(answers), actions.Many(answers, "remind-before", 1), [.. escalations], file.Required("authority"));
    }
}
