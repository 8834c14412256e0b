using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/feedback.yaml</c>. Read once processes and questionnaires are known.</summary>
internal sealed class FeedbackReader(Known known, ImmutableArray<Questionnaire> questionnaires, Mistakes mistakes)
{
    public const string File = "feedback.yaml";

    private static readonly string[] Professional = ["agencies", "teams", "schools", "practitioners"];

    public FeedbackRules Read(MapNode map)
    {
        var keys = new Keys(map, "the feedback file", mistakes, "keep-open", "ask-until", "family", "rules");
        return new FeedbackRules(Days(keys, "keep-open"), Days(keys, "ask-until"), keys.Words("family"), [.. keys.Entries("rules").Select(Rule)]);
    }

    private int Days(Keys keys, string key)
    {
        var text = keys.Required(key);
        if (LimitParser.Read(text, LimitKind.Within) is { Unit: TimeUnit.Days, Amount: > 0 } limit) { return limit.Amount; }
        if (text.Length > 0) { mistakes.Add(keys.PlaceOf(key), $"\"{text}\" is no number of days", "days, such as 28 days"); }
        return 1;
    }

    private FeedbackRule Rule(Entry entry)
    {
        var keys = new Keys(entry.Value, "a feedback rule", mistakes, "title", "questionnaire", "after", "asks", "from-age", "wait");
        var asks = keys.OneOf("asks", FeedbackOf.Family, ("family", FeedbackOf.Family), ("about", FeedbackOf.About), ("agencies", FeedbackOf.Agencies));
        if (!keys.Has("asks")) { mistakes.Add(entry.Place, "a feedback rule needs \"asks\"", "family, about or agencies"); }
        var (id, after, wait) = (keys.Required("questionnaire", entry.Place), keys.Texts("after"), keys.Whole("wait") ?? 0);
        if (after.IsEmpty) { mistakes.Add(entry.Place, "a feedback rule needs \"after\"", "steps, as process.step"); }
        if (wait < 0) { mistakes.Add(keys.PlaceOf("wait"), "\"wait\" is a number of working days", "0 or more"); }
        if (keys.Whole("from-age") is < 0 or > 25) { mistakes.Add(keys.PlaceOf("from-age"), "\"from-age\" is an age in years", "a number from 0 to 25"); }
        if (keys.Has("from-age") && asks is not FeedbackOf.About) { mistakes.Add(keys.PlaceOf("from-age"), "only whom a step is about is asked from an age"); }
        Check(keys.PlaceOf("questionnaire"), id, asks);
        return new FeedbackRule(entry.Key, keys.Required("title", entry.Place), id, [.. after.Select(Kind).OfType<string>()], asks, keys.Whole("from-age"), Math.Max(0, wait), entry.Place);
    }

    /// <summary>What a family says must not be known to be theirs, and the words are for those who are asked.</summary>
    private void Check(Place at, string id, FeedbackOf asks)
    {
        if (id.Length == 0) { return; }
        if (questionnaires.FirstOrDefault(q => q.Id == id) is not { } questionnaire)
        {
            mistakes.Unknown(at, $"there is no questionnaire \"{id}\"", id, questionnaires.Select(q => q.Id));
            return;
        }

        if (asks is not FeedbackOf.Agencies && !questionnaire.Anonymous) { mistakes.Add(at, $"{id} is not anonymous, and families are asked by themselves only what is", "a questionnaire with \"anonymous: true\""); }
        if (asks is FeedbackOf.Agencies != questionnaire.Audience.Any(a => Professional.Contains(a))) { mistakes.Add(at, $"{id} is for {string.Join(", ", questionnaire.Audience)}, not for those this rule asks", asks is FeedbackOf.Agencies ? "one for agencies or practitioners" : "one for parents, children or adults"); }
    }

    /// <summary>A meeting that is hidden asks nobody by itself: an invitation would tell that it was.</summary>
    private string? Kind(TextNode reference)
    {
        if (known.Step(reference, "", mistakes) is not { } step) { return null; }
        if (known.HiddenTo.ContainsKey(step.Process))
        {
            mistakes.Add(reference.Place, $"{step.Process} is hidden, and an invitation would tell of it", "a step of a process that is not hidden");
            return null;
        }

        return step.FactKind;
    }
}
