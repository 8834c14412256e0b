using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads a process with its steps and outcomes, resolving every reference.</summary>
internal sealed class ProcessReader(Known known, Mistakes mistakes)
{
    private static readonly string[] StepKeys =
    [
        "title", "hint", "public", "meeting", "repeats", "entry", "takes-effect", "approved-by", "qualified", "team", "ask", "needs-agencies",
        "visible-to", "then", "begins-spell", "closes", "letter", "chaired-by", "quorum", "reports-from", "report", "reports-before", "like", "form", "outcomes",
    ];

    public Process Read(Draft draft)
    {
        var keys = new Keys(draft.Map, "a process", mistakes, Draft.Keys);
        var about = keys.OneOf(
            "about", ProcessSubject.Child, ("child", ProcessSubject.Child), ("adult", ProcessSubject.Adult), ("family", ProcessSubject.Family),
            ("professional", ProcessSubject.Professional), ("place", ProcessSubject.Place), ("organisation", ProcessSubject.Organisation));
        if (!keys.Has("about")) { mistakes.Add(keys.Place, "a process needs \"about\"", "child, adult, family, professional, place or organisation"); }
        var openers = keys.Texts("opened-by");
        foreach (var opener in openers.Where(o => o.Text is not ("any-agency" or "public")))
        {
            KnownRole(opener.Text, opener.Place, ["any-agency", "public"]);
        }
        var steps = keys.Entries("steps").Select((s, i) => Step(draft.Id, s, first: i == 0)).ToImmutableArray();
        if (steps.Length == 0) { mistakes.Add(keys.Place, $"the process \"{draft.Id}\" has no steps"); }
        var hidden = Hidden(keys, steps);
        return new Process(
            draft.Id, keys.Required("title"), about, keys.Text("authority"), [.. openers.Select(o => o.Text)], steps, keys.Place)
        {
            Retention = keys.Text("retention"),
            HiddenTo = hidden,
        };
    }

    /// <summary>Of hidden matters agencies learn by the people they name, never as agencies.</summary>
    private string? Hidden(Keys process, ImmutableArray<Step> steps)
    {
        if (Circle(process, "hidden") is not { } hidden) { return null; }
        foreach (var step in steps.Where(s => s.AskAgencies || s.ReportsFrom is not null)) { mistakes.Add(step.Place, $"{step.FactKind} asks agencies, and its matters are hidden", "no \"ask\" and no \"reports-from\" in a hidden process: let people in by name"); }
        return hidden;
    }

    private Step Step(string process, Entry entry, bool first)
    {
        var keys = new Keys(entry.Value, "a step", mistakes, StepKeys);
        var shape = known.Processes[process].First(s => s.Id == entry.Key);
        var isPublic = keys.Flag("public");
        var outcomes = keys.Entries("outcomes").Select(o => Outcome(shape, process, o)).ToImmutableArray();
        if (outcomes.Length == 0) { mistakes.Add(entry.Place, $"the step \"{entry.Key}\" has no outcomes", "at least one, such as done"); }
        var takesEffect = keys.OneOf(
            "takes-effect", TakesEffect.Completed,
            ("completed", TakesEffect.Completed), ("occurred", TakesEffect.Occurred), ("authorised", TakesEffect.Authorised));
        var step = new Step(
            process, entry.Key, keys.Required("title", entry.Place), isPublic, keys.Flag("meeting"), keys.Flag("repeats"), takesEffect,
            Role(keys, "approved-by"), Qualification(keys), Role(keys, "team"), keys.OneOf("ask", false, ("agencies", true)),
            AgencyKinds(keys.Texts("needs-agencies")), Circle(keys, "visible-to"), Then(keys, process), Spell(keys, "begins-spell"),
            keys.OneOf("closes", false, ("person", true)), keys.Text("letter"), keys.Text("hint"),
            new FormReader(known, mistakes, shape, isPublic).Read(keys.Items("form")), outcomes, entry.Place)
        {
            Entry = first || keys.Flag("entry"),
            ChairedBy = Role(keys, "chaired-by"),
            Quorum = Quorum(keys),
            ReportsFrom = keys.OneOf("reports-from", null, ("network", "network")),
            Report = Report(keys, process),
            ReportsBefore = ReportsBefore(keys),
        };
        CheckTakesEffect(step, keys);
        CheckMeeting(step, keys);
        return step;
    }

    private void CheckTakesEffect(Step step, Keys keys)
    {
        if (step.TakesEffect == TakesEffect.Authorised && step.ApprovedBy is null)
        {
            mistakes.Add(keys.PlaceOf("takes-effect"), $"{step.FactKind} takes effect when authorised, but nobody approves it", "\"approved-by\" with a role");
        }
        if (step.TakesEffect == TakesEffect.Occurred && step.OccurredField is null)
        {
            mistakes.Add(keys.PlaceOf("takes-effect"), $"{step.FactKind} takes effect when it happened, but no field says when", "a date field with \"fact: occurred\"");
        }
    }

    private void CheckMeeting(Step step, Keys keys)
    {
        foreach (var key in new List<string> { "chaired-by", "quorum", "reports-from", "report", "reports-before" }.Where(k => keys.Has(k) && !step.Meeting))
        {
            mistakes.Add(keys.PlaceOf(key), $"\"{key}\" belongs to a meeting", "\"meeting: true\" in the same step");
        }
        foreach (var field in step.Fields.Where(f => !step.Meeting && f.MeetingSays is not MeetingSays.Nothing))
        {
            mistakes.Add(field.Place, $"a meeting says \"{field.Id}\", and {step.FactKind} is none", "\"meeting: true\" in the same step");
        }
        if (step.ReportsBefore is not null && step.Report is null) { mistakes.Add(keys.PlaceOf("reports-before"), "\"reports-before\" says when reports are due, so the step must say which they are", "\"report\" with a step"); }
    }

    /// <summary>The step agencies write to the meeting in: each answers a copy of its own.</summary>
    private string? Report(Keys keys, string process)
    {
        if (keys.Text("report") is not { } report) { return null; }
        if (!keys.Has("reports-from")) { mistakes.Add(keys.PlaceOf("report"), "\"report\" is what is asked of those \"reports-from\" names", "\"reports-from: network\""); }
        return known.Step(new TextNode(keys.PlaceOf("report"), report), process, mistakes)?.Id;
    }

    private Limit? ReportsBefore(Keys keys)
    {
        if (keys.Text("reports-before") is not { } text) { return null; }
        if (LimitParser.Read(text, LimitKind.Backwards) is { } limit) { return limit; }
        mistakes.Add(keys.PlaceOf("reports-before"), $"\"{text}\" is no length of time", LimitParser.Expected);
        return null;
    }

    private Outcome Outcome(StepShape shape, string process, Entry entry)
    {
        var keys = new Keys(
            entry.Value, "an outcome", mistakes, "title", "hint", "needs", "opens", "starts", "closes", "ends-spell", "under", "only-when", "refusal");
        if (keys.Has("only-when") != keys.Has("refusal")) { mistakes.Add(entry.Place, $"the outcome \"{entry.Key}\" says when it may be chosen, or what is said otherwise, and not both", "\"only-when\" with \"refusal\""); }
        var closes = keys.OneOf("closes", "", ("person", "person"), ("everyone", "everyone"));
        return new Outcome(
            entry.Key, keys.Required("title", entry.Place), keys.Text("hint"), keys.OneOf("needs", false, ("reason", true)),
            Steps(keys.Texts("opens"), process), Steps(keys.Texts("starts"), process), closes == "person", closes == "everyone",
            Spell(keys, "ends-spell"), Under(keys), entry.Place)
        {
            OnlyWhen = keys.Text("only-when") is { } when ? known.ScopeOfOutcome(shape).Read(when, keys.PlaceOf("only-when"), mistakes) : null,
            Refusal = keys.Text("refusal"),
        };
    }

    private ImmutableArray<(string Process, string Step)> Steps(ImmutableArray<TextNode> references, string process) =>
        [.. references.Select(r => known.Step(r, process, mistakes)).OfType<StepShape>().Select(s => (s.Process, s.Id))];

    private string? Then(Keys keys, string process)
    {
        if (keys.Text("then") is not { } then) { return null; }
        if (!keys.Has("ask")) { mistakes.Add(keys.PlaceOf("then"), "\"then\" says what follows when all answers are in, so the step must ask", "\"ask: agencies\""); }
        if (then.Contains('.', StringComparison.Ordinal))
        {
            mistakes.Add(keys.PlaceOf("then"), $"\"then\" takes up a step of the same process, not \"{then}\"", "a step of this process");
            return null;
        }
        return known.Step(new TextNode(keys.PlaceOf("then"), then), process, mistakes)?.Id;
    }

    private string? Spell(Keys keys, string key)
    {
        if (keys.Text(key) is not { } status) { return null; }
        if (!known.Statuses.ContainsKey(status))
        {
            mistakes.Unknown(keys.PlaceOf(key), $"there is no status \"{status}\"", status, known.Statuses.Keys);
        }
        return status;
    }

    private string? Under(Keys keys)
    {
        if (keys.Text("under") is not { } dispensation) { return null; }
        if (!known.Dispensations.ContainsKey(dispensation))
        {
            mistakes.Unknown(keys.PlaceOf("under"), $"there is no dispensation \"{dispensation}\"", dispensation, known.Dispensations.Keys);
        }
        return dispensation;
    }

    private string? Role(Keys keys, string key)
    {
        if (keys.Text(key) is not { } role) { return null; }
        KnownRole(role, keys.PlaceOf(key), []);
        return role;
    }

    private void KnownRole(string role, Place place, IEnumerable<string> besides)
    {
        if (known.Roles.All(r => r.Id != role))
        {
            mistakes.Unknown(place, $"there is no role \"{role}\"", role, known.Roles.Select(r => r.Id).Concat(besides));
        }
    }

    private string? Qualification(Keys keys)
    {
        if (keys.Text("qualified") is not { } qualification) { return null; }
        if (known.Roles.All(r => r.Qualification != qualification))
        {
            mistakes.Unknown(
                keys.PlaceOf("qualified"), $"no role holds the qualification \"{qualification}\"", qualification,
                known.Roles.Select(r => r.Qualification).OfType<string>());
        }
        return qualification;
    }

    private string? Circle(Keys keys, string key)
    {
        if (keys.Text(key) is not { } circle) { return null; }
        if (!known.Roles.Any(r => r.Circles.Contains(circle)))
        {
            mistakes.Unknown(keys.PlaceOf(key), $"no role is in the circle \"{circle}\"", circle, known.Roles.SelectMany(r => r.Circles));
        }
        return circle;
    }

    private Quorum? Quorum(Keys step)
    {
        if (step.Node("quorum") is not { } node) { return null; }
        var keys = new Keys(node, "a quorum", mistakes, "includes", "others", "knows-child", "waived-by");
        return new Quorum(
            AgencyKinds(keys.Texts("includes")), keys.Whole("others") ?? 0, keys.Flag("knows-child"), keys.OneOf("waived-by", null, ("chair", "chair")));
    }

    /// <summary>Kinds of agency are the codes of the list <c>agency-kind</c>.</summary>
    private ImmutableArray<string> AgencyKinds(ImmutableArray<TextNode> kinds)
    {
        foreach (var kind in kinds)
        {
            if (!known.Codes.TryGetValue("agency-kind", out var list))
            {
                mistakes.Add(kind.Place, $"\"{kind.Text}\" cannot be checked: there is no code list \"agency-kind\"");
            }
            else if (list.Find(kind.Text) is null)
            {
                mistakes.Unknown(kind.Place, $"there is no kind of agency \"{kind.Text}\"", kind.Text, list.Codes.Select(c => c.Id));
            }
        }
        return [.. kinds.Select(k => k.Text)];
    }
}
