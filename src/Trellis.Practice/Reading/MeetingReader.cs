using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/meetings.yaml</c>.</summary>
internal sealed class MeetingReader(Mistakes mistakes)
{
    public const string File = "meetings.yaml";

    public MeetingRules Read(MapNode map)
    {
        var file = new Keys(map, "the meetings file", mistakes, "agenda", "minutes", "cycles", "first", "last");
        if (file.Node("agenda") is not { } papers || file.Node("minutes") is not { } written)
        {
            mistakes.Add(map.Place, "the meetings file needs \"agenda\" and \"minutes\"");
            return MeetingRules.None;
        }

        var agenda = new Keys(papers, "the agenda", mistakes, "before", "authority", "reason-when-late");
        var minutes = new Keys(written, "the minutes", mistakes, "within");
        return new MeetingRules(
            agenda.Limit("before", LimitKind.Backwards),
            agenda.Required("authority"),
            agenda.Flag("reason-when-late"),
            minutes.Limit("within"),
            [.. file.Entries("cycles").Select(entry =>
            {
                var keys = new Keys(entry.Value, "a cycle of meetings", mistakes, "title", "within");
                return new MeetingCycle(entry.Key, keys.Required("title", entry.Place), keys.Limit("within"));
            })],
            Items(file, "first"),
            Items(file, "last"));
    }

    private ImmutableArray<StandingItem> Items(Keys file, string key) => [.. file.Entries(key).Select(entry =>
    {
        var keys = new Keys(entry.Value, "a standing item", mistakes, "title", "purpose", "does");
        var purpose = keys.OneOf("purpose", "note", ("note", "note"), ("decide", "decide"), ("discuss", "discuss"));
        var does = keys.OneOf<string?>("does", null, ("attendance", "attendance"), ("declarations", "declarations"), ("approval", "approval"), ("actions", "actions"));
        return new StandingItem(entry.Key, keys.Required("title", entry.Place), purpose, does);
    })];
}
