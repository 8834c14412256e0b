using System.Collections.Immutable;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

internal sealed record FieldShape(string Id, string Type, string? List, string? Fact, bool PerPerson, Place Place);

/// <summary>As much of a step as others may refer to.</summary>
internal sealed record StepShape(string Process, string Id, ImmutableArray<FieldShape> Fields, ImmutableArray<string> Outcomes, Place Place)
{
    public string FactKind => $"{Process}.{Id}";
}

/// <param name="Categories">The codes its category can be; empty when it has none.</param>
internal sealed record StatusShape(string Id, ImmutableArray<string> Categories, Place Place);

/// <summary>Everything declared anywhere in <c>practice/</c> that something else may name. Made before the references are read.</summary>
internal sealed class Known
{
    public ImmutableDictionary<string, ImmutableArray<StepShape>> Processes { get; init; } = ImmutableDictionary<string, ImmutableArray<StepShape>>.Empty;

    public ImmutableDictionary<string, StatusShape> Statuses { get; init; } = ImmutableDictionary<string, StatusShape>.Empty;

    public required ImmutableDictionary<string, CodeList> Codes { get; init; }

    public required ImmutableArray<Role> Roles { get; init; }

    public required ImmutableArray<Area> Areas { get; init; }

    public required ImmutableHashSet<string> Happenings { get; init; }

    /// <summary>Coded details of happenings: field and code list, or yes-no.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, string>> Says { get; init; } = ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty;

    public required ImmutableDictionary<string, Dispensation> Dispensations { get; init; }

    /// <summary>The area whose overlay is laid on; null for the common practice.</summary>
    public string? Area { get; init; }

    /// <summary>Steps the overlay hides, and where it says so.</summary>
    public ImmutableDictionary<string, Place> Hidden { get; init; } = ImmutableDictionary<string, Place>.Empty;

    /// <summary>Processes whose matters are hidden, and the circle that knows of them.</summary>
    public ImmutableDictionary<string, string> HiddenTo { get; init; } = ImmutableDictionary<string, string>.Empty;

    public IEnumerable<string> FactKinds => Processes.Values.SelectMany(s => s).Select(s => s.FactKind);

    public IEnumerable<string> StepsOf(string? process) =>
        process is not null && Processes.TryGetValue(process, out var steps) ? steps.Select(s => s.Id) : [];

    /// <summary><c>triage</c> in its own process, or <c>front-door.triage</c>.</summary>
    public StepShape? FindStep(string reference, string? process)
    {
        var dot = reference.IndexOf('.', StringComparison.Ordinal);
        var (owner, id) = dot < 0 ? (process, reference) : (reference[..dot], reference[(dot + 1)..]);
        return owner is not null && Processes.TryGetValue(owner, out var steps) ? steps.FirstOrDefault(s => s.Id == id) : null;
    }

    /// <summary>A step that must exist; a mistake with the near miss when it does not.</summary>
    public StepShape? Step(TextNode reference, string process, Mistakes mistakes)
    {
        if (FindStep(reference.Text, process) is { } step) { return step; }
        var kind = reference.Text.Contains('.', StringComparison.Ordinal) ? reference.Text : $"{process}.{reference.Text}";
        if (Hidden.TryGetValue(kind, out var hiddenAt))
        {
            mistakes.Add(hiddenAt, $"{kind} is hidden in {Area}, but {reference.Place} still leads to it");
            return null;
        }
        var dot = reference.Text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && !Processes.ContainsKey(reference.Text[..dot]))
        {
            mistakes.Unknown(reference.Place, $"there is no process \"{reference.Text[..dot]}\"", reference.Text[..dot], Processes.Keys);
            return null;
        }
        var near = NearMiss.Of(reference.Text, StepsOf(process).Concat(FactKinds));
        mistakes.Add(reference.Place, $"there is no step \"{reference.Text}\"", "a step of this process, or process.step", near);
        return null;
    }

    /// <summary>Names a condition on the fact of a step may use: a fact holds its outcome and the fields marked <c>fact</c>.</summary>
    public Scope ScopeOfFact(StepShape step)
    {
        var names = PersonNames();
        var refused = new Dictionary<string, string>();
        foreach (var field in step.Fields)
        {
            if (field.Fact == "true") { names[field.Id] = MeaningOf(field); }
            else { refused[field.Id] = "the field gives nothing to the fact (it needs \"fact: true\")"; }
        }
        names["outcome"] = new Meaning(step.Outcomes, Number: false, $"an outcome of {step.FactKind}");
        foreach (var (name, meaning) in names.Where(n => !n.Key.StartsWith("person.", StringComparison.Ordinal)).ToList())
        {
            names[$"previous.{name}"] = meaning;
        }
        return new Scope(step.FactKind, names, refused);
    }

    /// <summary>
    /// Names <c>show-when</c> may use: any field of the form, the outcome. Nobody tells a form of the person or of the last step of
    /// the kind yet: a field that asked about them would never be shown.
    /// </summary>
    public Scope ScopeOfForm(StepShape step, FieldShape asking)
    {
        var names = new Dictionary<string, Meaning>();
        var refused = new Dictionary<string, string> { [asking.Id] = "a field cannot depend on itself" };
        const string NotTold = "a form is not told it yet, so the field would never be shown";
        foreach (var field in step.Fields.Where(f => f.Id != asking.Id))
        {
            if (field.PerPerson && !asking.PerPerson) { refused[field.Id] = "it is asked for each person, and this field only once"; }
            else { names[field.Id] = MeaningOf(field); }
        }
        names["outcome"] = new Meaning(step.Outcomes, Number: false, $"an outcome of {step.FactKind}");
        foreach (var name in PersonNames().Keys.Concat(step.Fields.Select(f => $"previous.{f.Id}")).Append("previous.outcome")) { refused[name] = NotTold; }
        return new Scope(step.FactKind, names, refused);
    }

    /// <summary>Names <c>only-when</c> of an outcome may use: the fields of its form that are asked once.</summary>
    public Scope ScopeOfOutcome(StepShape step) => new(
        step.FactKind, step.Fields.Where(f => !f.PerPerson).ToDictionary(f => f.Id, MeaningOf),
        step.Fields.Where(f => f.PerPerson).ToDictionary(f => f.Id, _ => "it is asked for each person").Append(new("outcome", "an outcome cannot depend on itself")).ToDictionary());

    public Scope ScopeOfStatus(StatusShape status)
    {
        var names = PersonNames();
        names["previous"] = new Meaning(null, Number: true, "a number of earlier periods");
        if (status.Categories.Length > 0) { names["category"] = new Meaning(status.Categories, Number: false, $"a category of {status.Id}"); }
        return new Scope(status.Id, names, new Dictionary<string, string>());
    }

    public Scope ScopeOfHappening(string id)
    {
        var names = PersonNames();
        foreach (var (field, list) in Says.GetValueOrDefault(id, ImmutableDictionary<string, string>.Empty)) { names[field] = MeaningOf(new FieldShape(field, list is "yes-no" ? "yes-no" : "code", list, "true", false, default)); }
        return new Scope(id, names, new Dictionary<string, string>());
    }

    public Meaning MeaningOf(FieldShape field) => field.Type switch
    {
        "yes-no" => new Meaning(["yes", "no"], Number: false, "yes or no"),
        "number" or "money" or "scale" or "calculated" => new Meaning(null, Number: true, "a number"),
        "code" when field.List is not null && Codes.TryGetValue(field.List, out var list) =>
            new Meaning([.. list.Codes.Select(c => c.Id)], Number: false, $"a code of {list.Id}"),
        _ => new Meaning(null, Number: false, "a value"),
    };

    /// <summary>What clocks and statuses know of a person: no more may be asked, or a condition would silently never hold.</summary>
    private Dictionary<string, Meaning> PersonNames() => new()
    {
        ["person.age"] = new Meaning(null, Number: true, "an age in years"),
        ["person.status"] = new Meaning([.. Statuses.Keys], Number: false, "a status"),
    };
}
