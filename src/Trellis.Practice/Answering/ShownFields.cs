namespace Trellis.Practice.Answering;

/// <summary>Which fields are shown for the answers given so far. A field that is not shown counts as unanswered for those that hang on it.</summary>
internal sealed class ShownFields(Step step, IReadOnlyDictionary<string, string[]> form, AnswerContext context)
{
    private readonly HashSet<string> asking = [];

    public bool IsShown(Field field, string? person)
    {
        if (field.Type == FieldType.Calculated) { return false; }
        if (field.ShowWhen is not { } condition) { return true; }
        // Two fields that hang on each other are both hidden.
        if (!asking.Add(field.Id)) { return false; }
        var shown = condition.Holds(name => ValuesOf(name, person));
        asking.Remove(field.Id);
        return shown;
    }

    /// <summary>Of what is asked once.</summary>
    public bool Holds(Platform.Conditions.Condition condition) => condition.Holds(name => ValuesOf(name, null));

    private IReadOnlyCollection<string> ValuesOf(string name, string? person)
    {
        if (name == "outcome") { return context.OutcomeFor(person) is { } outcome ? [outcome] : []; }
        if (step.Form.FirstOrDefault(s => s.Fields.Any(f => f.Id == name)) is not { } section) { return context.Known(person, name); }
        var owner = section.PerPerson ? person : null;
        if (!IsShown(section.Fields.First(f => f.Id == name), owner)) { return []; }
        var key = Answers.Key(owner, name);
        if (form.TryGetValue(key, out var values)) { return [.. values.Where(v => !string.IsNullOrWhiteSpace(v))]; }
        // A date has no input of its own name: a year means that it is being answered.
        return form.TryGetValue($"{key}.year", out var year) ? [.. year.Where(y => !string.IsNullOrWhiteSpace(y))] : [];
    }
}
