using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/questionnaires/</c>. A standard asks the fields of <c>each-standard</c>, named after it: <c>senior-lead-rating</c>.</summary>
internal sealed partial class QuestionnaireReader(Known known, Mistakes mistakes)
{
    private static readonly string[] ColourKeys = ["green", "amber", "red"];
    private static readonly string[] Audiences = ["agencies", "teams", "schools", "practitioners", "delegates", "parents", "children", "adults", "auditors"];
    private static readonly string[] NotHere = ["fact", "carry", "sensitive", "meeting-says", "by"];
    private static readonly string[] NotAnonymous = ["document", "agency", "agencies", "school", "address"];

    public static bool Is(string path) => path.StartsWith("questionnaires/", StringComparison.Ordinal);

    /// <summary>All of them; what one says of another is looked at when all are read.</summary>
    public ImmutableArray<Questionnaire> Read(IEnumerable<MapNode> files)
    {
        var all = files.Select(Read).ToImmutableArray();
        foreach (var twice in all.GroupBy(q => q.Id).Where(g => g.Count() > 1).Select(g => g.Last())) { mistakes.Add(twice.Place, $"the questionnaire \"{twice.Id}\" is given twice"); }
        foreach (var standard in all.SelectMany(q => q.Standards).Where(s => s.Beside is not null))
        {
            var (other, field) = standard.Beside!.Value;
            if (all.FirstOrDefault(q => q.Id == other) is not { } beside) { mistakes.Unknown(standard.Place, $"there is no questionnaire \"{other}\"", other, all.Select(q => q.Id)); }
            else if (beside.AsStep.Fields.FirstOrDefault(f => f.Id == field) is not { } found) { mistakes.Unknown(standard.Place, $"{other} has no field \"{field}\"", field, beside.AsStep.Fields.Select(f => f.Id)); }
            else if (!beside.Colours.Any(c => c.IsFor(found))) { mistakes.Add(standard.Place, $"no colour rule of {other} is for \"{field}\", so there is nothing to set beside", "a rule under \"colours\" for its list"); }
        }

        return all;
    }

    private Questionnaire Read(MapNode map)
    {
        var keys = new Keys(
            map, "a questionnaire", mistakes, "questionnaire", "title", "kind", "authority", "hint", "audience", "anonymous", "fewest", "asked-of", "signed-by", "brought-forward", "remind",
            "colours", "group", "each-standard", "sections", "variants");
        var id = keys.Required("questionnaire");
        var anonymous = keys.Flag("anonymous");
        var (sections, standards) = new StandardExpansion(mistakes).Expand(keys);
        foreach (var field in sections.SelectMany(Fields)) { Refuse(field, anonymous); }
        var shape = new StepShape(Questionnaire.Process, id, [.. sections.SelectMany(s => Fields(s).Select(f => new FieldShape(f.Key, Text(f, "type") ?? "", Text(f, "list"), null, false, f.Place)))], [], map.Place);
        var form = new FormReader(known, mistakes, shape, isPublic: true).Read(sections);
        var fields = form.SelectMany(s => s.Fields).ToImmutableArray();
        var colours = keys.Entries("colours").Select(c => Colour(c, fields)).ToImmutableArray();
        foreach (var standard in standards.Where(s => fields.FirstOrDefault(f => f.Id == s.Rating) is { } rating && !colours.Any(c => c.IsFor(rating))))
        {
            mistakes.Add(standard.Place, $"no rule under \"colours\" says how the answer \"{standard.Rating}\" is coloured", "a rule for its list");
        }

        return new Questionnaire(
            id, keys.Required("title"),
            keys.OneOf("kind", "self-assessment", ("self-assessment", "self-assessment"), ("survey", "survey"), ("feedback", "feedback"), ("evaluation", "evaluation"), ("audit-tool", "audit-tool"), ("needs-analysis", "needs-analysis")),
            keys.Required("authority"), keys.Text("hint"), Audience(keys), anonymous, Fewest(keys, anonymous), Roles(keys, "asked-of"), SignedBy(keys, anonymous), form, standards, colours, Group(keys),
            Remind(keys), [.. keys.Entries("variants").Select(v => Variant(v, form, fields))], map.Place)
        {
            BroughtForward = keys.Flag("brought-forward"),
        };
    }

    private static IEnumerable<Entry> Fields(Node section) => ((section as MapNode)?["fields"] as MapNode)?.Entries ?? [];

    private static string? Text(Entry field, string key) => ((field.Value as MapNode)?[key] as TextNode)?.Text;

    private void Refuse(Entry field, bool anonymous)
    {
        foreach (var key in NotHere.Where(k => (field.Value as MapNode)?.Find(k) is not null)) { mistakes.Add(field.Place, $"\"{key}\" belongs to a step, not to a questionnaire"); }
        if (Text(field, "type") is not { } type) { return; }
        if (type is "calculated") { mistakes.Add(field.Place, "a questionnaire is about nobody, so nothing can be calculated"); }
        if (anonymous && NotAnonymous.Contains(type)) { mistakes.Add(field.Place, $"a {type} would tell who answers, and this questionnaire is anonymous"); }
    }

    private ImmutableArray<string> Audience(Keys keys)
    {
        if (!keys.Has("audience")) { mistakes.Add(keys.Place, "a questionnaire needs \"audience\"", string.Join(", ", Audiences)); }
        foreach (var wrong in keys.Texts("audience").Where(a => !Audiences.Contains(a.Text))) { mistakes.Unknown(wrong.Place, $"\"{wrong.Text}\" is no audience", wrong.Text, Audiences); }
        return keys.Words("audience");
    }

    private int Fewest(Keys keys, bool anonymous)
    {
        var fewest = keys.Whole("fewest") ?? 1;
        if (anonymous && fewest < 3) { mistakes.Add(keys.PlaceOf("fewest"), "an anonymous questionnaire shows nothing of fewer than 3: of two, each would know what the other said", "\"fewest\" of at least 3"); }
        if (fewest < 1) { mistakes.Add(keys.PlaceOf("fewest"), "\"fewest\" must be at least 1"); }
        return Math.Max(1, fewest);
    }

    private ImmutableArray<string> Roles(Keys keys, string key)
    {
        foreach (var role in keys.Texts(key).Where(r => known.Roles.All(k => k.Id != r.Text))) { mistakes.Unknown(role.Place, $"there is no role \"{role.Text}\"", role.Text, known.Roles.Select(r => r.Id)); }
        return keys.Words(key);
    }

    private string? SignedBy(Keys keys, bool anonymous)
    {
        if (keys.Text("signed-by") is null) { return null; }
        if (anonymous) { mistakes.Add(keys.PlaceOf("signed-by"), "what is anonymous nobody signs"); }
        return Roles(keys, "signed-by") is [var role] ? role : null;
    }

    private GroupColours? Group(Keys keys)
    {
        if (keys.Node("group") is not { } node)
        {
            if (keys.Has("colours")) { mistakes.Add(keys.PlaceOf("colours"), "with \"colours\" a questionnaire needs \"group\", which says how several answers together are coloured"); }
            return null;
        }

        var group = new Keys(node, "the colours of a group", mistakes, "red", "amber");
        var (red, amber) = (group.Whole("red") ?? 0, group.Whole("amber") ?? 0);
        if (red is < 1 or > 100 || amber is < 1 or > 100) { mistakes.Add(group.Place, "\"red\" and \"amber\" are how many answers in a hundred", "numbers from 1 to 100"); }
        return new GroupColours(red, amber);
    }

    private RoundReminders Remind(Keys keys)
    {
        if (keys.Node("remind") is not { } node) { return new RoundReminders([], []); }
        var remind = new Keys(node, "reminders", mistakes, "before", "after");
        return new RoundReminders(Days(remind, "before"), Days(remind, "after"));
    }

    private ImmutableArray<int> Days(Keys keys, string key)
    {
        var days = ImmutableArray.CreateBuilder<int>();
        foreach (var text in keys.Texts(key))
        {
            if (int.TryParse(text.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number < 200) { days.Add(number); }
            else { mistakes.Add(text.Place, $"\"{text.Text}\" is no number of working days", "a number such as 5"); }
        }

        return days.ToImmutable();
    }
}
