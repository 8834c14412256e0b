using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/audits/</c>: which records an audit draws from, how many, and with which tool they are looked at.</summary>
internal sealed class AuditReader(Known known, ImmutableArray<Questionnaire> questionnaires, Mistakes mistakes)
{
    public const string AgeBand = "person.age-band";
    private const int Most = 500;

    private readonly PatternParser patterns = new(known, mistakes);

    public static bool Is(string path) => path.StartsWith("audits/", StringComparison.Ordinal);

    public AuditTemplate? Read(MapNode map)
    {
        var keys = new Keys(map, "an audit", mistakes, "audit", "title", "question", "from", "authority", "population", "and-then", "size", "by", "conflicts", "tool", "grade");
        var id = keys.Required("audit");
        var population = Pattern(keys, "population");
        if (!keys.Has("population")) { mistakes.Add(keys.Place, $"the audit \"{id}\" needs \"population\"", "what happened, such as front-door.referral"); }
        var then = Pattern(keys, "and-then");
        var size = keys.Whole("size") ?? 0;
        if (size is < 1 or > Most) { mistakes.Add(keys.PlaceOf("size"), "\"size\" is how many records are drawn in each area", $"a number from 1 to {Most}"); }
        // There is one answer: that nobody audits a record that is closed to them is no choice. It is written so that whoever reads the file knows.
        keys.OneOf("conflicts", "exclude", ("exclude", "exclude"));
        var (tool, grade) = Tool(keys);
        return population is null ? null : new AuditTemplate(id, keys.Required("title"), keys.Required("question"), keys.Required("from"), keys.Text("authority"), population, keys.Text("population")!, then, keys.Text("and-then"), size, By(keys, population), tool, grade, map.Place);
    }

    private FactPattern? Pattern(Keys keys, string key)
    {
        if (keys.Text(key) is not { } text) { return null; }
        var heard = patterns.Hear(new TextNode(keys.PlaceOf(key), text), null);
        if (heard.Pattern is FactPattern fact) { return fact; }
        if (heard.Pattern is not null || heard.Open is not null) { mistakes.Add(keys.PlaceOf(key), "records are drawn from what happened, not from a status", "a step or a happening"); }
        return null;
    }

    private string? By(Keys keys, FactPattern population)
    {
        if (keys.Text("by") is not { } by || by is AgeBand) { return keys.Text("by"); }
        var fields = known.FindStep(population.Kind, null)?.Fields.Where(f => f.Fact == "true" && f.Type is "code" or "yes-no").Select(f => f.Id).ToArray() ?? [];
        if (!fields.Contains(by)) { mistakes.Unknown(keys.PlaceOf("by"), $"\"{population.Kind}\" has no coded fact \"{by}\" to draw by", by, [AgeBand, .. fields]); }
        return by;
    }

    private (string Tool, string Grade) Tool(Keys keys)
    {
        var (tool, grade) = (keys.Required("tool"), keys.Required("grade"));
        if (questionnaires.FirstOrDefault(q => q.Id == tool) is not { } found) { mistakes.Unknown(keys.PlaceOf("tool"), $"there is no questionnaire \"{tool}\"", tool, questionnaires.Where(q => q.Kind is "audit-tool").Select(q => q.Id)); }
        else if (found.Kind is not "audit-tool") { mistakes.Add(keys.PlaceOf("tool"), $"{tool} is no audit tool", "a questionnaire of kind: audit-tool"); }
        else if (found.AsStep.Fields.FirstOrDefault(f => f.Id == grade) is not { Codes: AuditTemplate.Grades, Required: true, Many: false }) { mistakes.Add(keys.PlaceOf("grade"), $"\"{grade}\" of {tool} gives no grade", $"a required field of list: {AuditTemplate.Grades}"); }
        return (tool, grade);
    }
}
