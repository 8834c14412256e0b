using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Forms;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Puts a step's form together with its people, what is kept of it and what is brought forward, and reads it to be completed.</summary>
public sealed class StepWriting(TrellisDb db, PeopleRegister register, AgencyRegister agencies, PracticeModel practice, StepWork work, StepMeetings meetings, SensitiveText sensitive, StepDocuments documents, LondonClock clock)
{
    /// <summary>The form with these values; without values, the draft; without a draft, what is brought forward from earlier steps.</summary>
    public async Task<StepForm> FormAsync(CaseStep step, IReadOnlyDictionary<string, string[]>? values = null, CancellationToken cancellationToken = default)
    {
        var people = await register.OfAsync(step.Concerned.Select(p => p.PersonId), cancellationToken);
        var definition = Offered(work.Definition(step), step);
        var unseen = step.Concerned.Select(p => p.PersonId).Except(people.Select(p => p.Id)).Select(id => new FormPerson(id, Unseen));
        var added = await documents.OfAsync(step, definition, cancellationToken);
        var titles = await TitlesAsync(definition, people, cancellationToken);
        foreach (var document in added.Values) { titles[document.Id.ToString()] = document.Name; }
        FormPerson[] about = [.. people.Select(p => new FormPerson(p.Id, p.Name)), .. unseen];
        values ??= await KeptAsync(step, definition, cancellationToken);
        // What the meeting said is not asked again; once the step is completed, what was written is what is put right.
        var meeting = await meetings.OfAsync(step, definition, cancellationToken);
        var running = step.State is StepState.Open ? meeting : null;
        return new StepForm(practice, definition, about, running is null ? values : Over(values, running.Given(about), running.Answered(about)), clock.Now,
            titles, step.State is StepState.Done && step.CompletedAt is { } completed ? London.DateOf(completed) : null)
        { Documents = added, Given = running?.Answered(about) ?? new HashSet<string>(), Each = meeting?.Each ?? new Dictionary<string, string>() };
    }

    private static Dictionary<string, string[]> Over(IReadOnlyDictionary<string, string[]> values, IReadOnlyDictionary<string, string[]> given, IReadOnlySet<string> answered)
    {
        var all = FormValues.Empty();
        foreach (var (name, value) in values.Where(v => !answered.Any(a => v.Key.Equals(a, StringComparison.OrdinalIgnoreCase) || v.Key.StartsWith($"{a}.", StringComparison.OrdinalIgnoreCase)))) { all[name] = value; }
        foreach (var (name, value) in given) { all[name] = value; }
        return all;
    }

    private async Task<Dictionary<string, string>> TitlesAsync(Step definition, IReadOnlyList<PersonSummary> people, CancellationToken cancellationToken)
    {
        var titles = people.ToDictionary(p => p.Id.ToString(), p => p.Name);
        var named = definition.Fields.Select(f => f.Type).Concat(definition.Fields.SelectMany(f => f.Columns.Select(c => c.Type))).Any(t => t is FieldType.Agency or FieldType.Agencies or FieldType.School);
        foreach (var agency in named ? await agencies.ListAsync(cancellationToken: cancellationToken) : []) { titles[agency.Code] = agency.Title; }
        return titles;
    }

    /// <summary>Somebody whom the reader's agency knows of and is not shown.</summary>
    private const string Unseen = "somebody you are not shown";

    /// <summary>An outcome under a dispensation is offered in its areas and while it lasts; a step that took it keeps it.</summary>
    private Step Offered(Step definition, CaseStep step) => definition with
    {
        Outcomes = [.. definition.Outcomes.Where(o => o.Under is not { } under || step.People.Any(p => p.Outcome == o.Id)
            || practice.Dispensations.Any(d => d.Id == under && d.Covers(step.Area, clock.Today)))],
    };

    public async Task<Dictionary<string, string[]>> KeptAsync(CaseStep step, Step definition, CancellationToken cancellationToken = default)
    {
        var draft = await db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.StepId == step.Id, cancellationToken);
        return draft is not null ? await ReadAsync(step, draft.Answers, cancellationToken) : await CarriedAsync(step, definition, cancellationToken);
    }

    /// <summary>What a draft holds, as it was typed.</summary>
    public Task<Dictionary<string, string[]>> ReadAsync(CaseStep step, string answers, CancellationToken cancellationToken = default) => sensitive.ReadAsync(answers, step.Id, cancellationToken);

    /// <summary>What a draft is to hold.</summary>
    public Task<string> WriteAsync(CaseStep step, IReadOnlyDictionary<string, string[]> values, CancellationToken cancellationToken = default) => sensitive.LockAsync(values, step, work.Definition(step), cancellationToken);

    /// <summary>A frozen version, as it was written.</summary>
    public Task<Frozen> OpenAsync(CaseStep step, Words words, CancellationToken cancellationToken = default) => sensitive.OpenAsync(words, step.Id, cancellationToken);

    /// <summary>What it says once it is completed; what is wrong with it when it cannot be.</summary>
    public async Task<(Frozen? Written, IReadOnlyList<AnswerError> Errors)> ReadAsync(CaseStep step, StepForm form, CancellationToken cancellationToken = default)
    {
        var (answered, errors) = form.Read(completing: true);
        if (errors.Count > 0) { return (null, errors); }
        var frozen = form.Freeze(answered, await CalculatedAsync(step, form, cancellationToken));
        return ((await meetings.OfAsync(step, form.Step, cancellationToken))?.AsPart() is { } met ? frozen with { Parts = [met, .. frozen.Parts] } : frozen, []);
    }

    private async Task<Dictionary<string, string[]>> CarriedAsync(CaseStep step, Step definition, CancellationToken cancellationToken)
    {
        var values = FormValues.Empty();
        foreach (var field in definition.Fields.Where(f => f.Carry is not null))
        {
            var (from, name) = field.Carry!.Value;
            var earlier = step.Matter!.Steps.Where(s => s.Name == from && s.State is StepState.Done).OrderByDescending(s => s.CompletedAt).FirstOrDefault();
            if (earlier is null) { continue; }
            var (written, _) = await work.LatestAsync(earlier, cancellationToken);
            foreach (var (key, value) in FormValues.Read(written.Form))
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) { values[field.Id] = value; }
                else if (key.StartsWith($"{name}.", StringComparison.OrdinalIgnoreCase)) { values[field.Id + key[name.Length..]] = value; }
            }
        }

        return values;
    }

    /// <summary>Calculated fields, from facts about each person before now.</summary>
    private async Task<Dictionary<(Guid, string), string>> CalculatedAsync(CaseStep step, StepForm form, CancellationToken cancellationToken)
    {
        var values = new Dictionary<(Guid, string), string>();
        foreach (var field in form.Step.Fields.Where(f => f.Calculation is not null && f.Fact is FactUse.Detail))
        {
            var (kind, within) = (field.Calculation!.FactKind, field.Calculation.Within);
            // A correction counts what was known when the step was completed: what came since is not of then.
            var at = step.State is StepState.Done ? step.CompletedAt ?? clock.Now : clock.Now;
            var since = Back(London.DateOf(at), within);
            var ids = form.People.Select(p => p.Id).ToArray();
            var counts = await db.Facts.Where(f => f.Kind == kind && ids.Contains(f.PersonId!.Value) && f.OccurredOn >= since && f.Recorded <= at && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id))
                .GroupBy(f => f.PersonId!.Value).Select(g => new { Person = g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Person, c => c.Count, cancellationToken);

            // What this unit of work has said and not saved yet counts as well.
            var unsaved = db.ChangeTracker.Entries<Fact>().Where(f => f.State is EntityState.Added).Select(f => f.Entity).Where(f => f.Kind == kind && f.OccurredOn >= since && f.CorrectsId is null).ToArray();
            foreach (var person in ids) { values[(person, field.Id)] = (counts.GetValueOrDefault(person) + unsaved.Count(f => f.PersonId == person)).ToString(CultureInfo.InvariantCulture); }
        }

        return values;
    }

    private static DateOnly Back(DateOnly day, Limit limit) => limit.Unit switch
    {
        TimeUnit.Years => day.AddYears(-limit.Amount),
        TimeUnit.Months => day.AddMonths(-limit.Amount),
        TimeUnit.Weeks => day.AddDays(-7 * limit.Amount),
        _ => day.AddDays(-limit.Amount),
    };
}
