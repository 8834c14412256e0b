using System.Globalization;
using Trellis.Forms;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Tests.Support;

/// <summary>A form with what a test says in it, and some answer to every other question that must be answered.</summary>
public static class FilledForm
{
    public static Dictionary<string, string[]> Of(StepForm form, PracticeModel practice, DateTimeOffset now, IReadOnlyCollection<(string Field, string Answer)> answers)
    {
        var step = form.Step;
        var values = FormValues.Empty();
        foreach (var (name, value) in form.Values.Where(v => v.Value.Any(t => t.Length > 0))) { values[name] = value; }
        foreach (var (name, answer) in answers) { Say(form, values, name, answer); }
        foreach (var person in form.OutcomeEach ? form.People : form.People.Take(1))
        {
            if (step.Outcomes.Length == 0) { break; }
            var key = form.OutcomeKey(person.Id);
            var chosen = values.TryGetValue(key, out var said) ? said[0] : step.Outcomes[0].Id;
            values[key] = [chosen];
            if (step.Outcome(chosen) is { NeedsReason: true } && !values.ContainsKey(form.ReasonKey(person.Id))) { values[form.ReasonKey(person.Id)] = ["Because of what we know"]; }
        }

        // An answer can bring up further questions.
        for (var changed = true; changed;)
        {
            changed = false;
            var shown = new StepForm(practice, step, form.People, values, now);
            foreach (var part in shown.Parts.Where(p => !p.IsOutcome))
            {
                foreach (var field in part.Section!.Fields.Where(f => f.Required && shown.IsShown(f, part.Person)))
                {
                    var key = Answers.Key(part.Person?.Id.ToString(), field.Id);
                    if (values.Keys.Any(k => k.Equals(key, StringComparison.OrdinalIgnoreCase) || k.StartsWith($"{key}.", StringComparison.OrdinalIgnoreCase)) || Some(field, practice, now, form) is not { } answer) { continue; }
                    values[key] = [answer];
                    changed = true;
                }
            }
        }

        foreach (var part in form.Parts.Where(p => !p.IsOutcome))
        {
            foreach (var field in part.Section!.Fields.Where(f => f.Type is FieldType.Date or FieldType.DateTime)) { InBoxes(values, Answers.Key(part.Person?.Id.ToString(), field.Id), field); }
        }

        return values;
    }

    /// <summary>A date as a browser sends it: each part from a box of its own.</summary>
    private static void InBoxes(Dictionary<string, string[]> values, string key, Field field)
    {
        if (!values.TryGetValue(key, out var iso) || !DateTime.TryParse(iso[0], CultureInfo.InvariantCulture, out var at)) { return; }
        values.Remove(key);
        foreach (var (box, format) in new[] { ("day", "%d"), ("month", "%M"), ("year", "yyyy") }) { values[$"{key}.{box}"] = [at.ToString(format, CultureInfo.InvariantCulture)]; }
        if (field.Type is FieldType.DateTime && iso[0].Length > 10) { values[$"{key}.time"] = [at.ToString("HH:mm", CultureInfo.InvariantCulture)]; }
    }

    private static void Say(StepForm form, Dictionary<string, string[]> values, string name, string answer)
    {
        if (name is "outcome" or "reason" && form.Step.Fields.All(f => f.Id != name))
        {
            foreach (var person in form.People) { values[name is "outcome" ? form.OutcomeKey(person.Id) : form.ReasonKey(person.Id)] = [answer]; }
            return;
        }

        var section = form.Step.Form.FirstOrDefault(s => s.Fields.Any(f => f.Id == name));
        foreach (var key in section is { PerPerson: true } ? form.People.Select(p => Answers.Key(p.Id.ToString(), name)) : [name])
        {
            foreach (var old in values.Keys.Where(k => k.StartsWith($"{key}.", StringComparison.OrdinalIgnoreCase)).ToArray()) { values.Remove(old); }
            values[key] = Spoken(form.Step.Fields.FirstOrDefault(f => f.Id == name.Split('.')[^1]), answer);
        }
    }

    private static string[] Spoken(Field? field, string answer) => field switch
    {
        { Type: FieldType.DateTime } => [answer.Replace(' ', 'T')],
        { Many: true } or { Type: FieldType.Agencies or FieldType.People } => answer.Split(", "),
        _ => [answer],
    };

    private static string? Some(Field field, PracticeModel practice, DateTimeOffset now, StepForm form) => field.Type switch
    {
        FieldType.Code => practice.Codes[field.Codes!].Codes.First(c => c.InUse(London.DateOf(now)) && !c.NeedsReason).Id,
        FieldType.YesNo => "no",
        FieldType.Date => London.Wall(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldType.DateTime => London.Wall(now).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        FieldType.Number or FieldType.Scale or FieldType.Money => (field.From ?? 1).ToString(CultureInfo.InvariantCulture),
        FieldType.Person or FieldType.People => form.People[0].Id.ToString(),
        FieldType.Agency or FieldType.Agencies => "police",
        FieldType.School => "rbkc-school-a",
        FieldType.Calculated or FieldType.Table => null,
        _ => "What was seen and heard",
    };
}
