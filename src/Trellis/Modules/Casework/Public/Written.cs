using Microsoft.EntityFrameworkCore;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Public;

/// <summary>One answer of a step that took effect, as it was frozen.</summary>
/// <param name="Part">The step and its section.</param>
/// <param name="About">Whom the section is about; null when it is about all of the matter.</param>
/// <param name="Agency">The agency whose step it is; null for the area's own.</param>
/// <param name="Names">The question itself asks for a person, an agency or an address.</param>
/// <param name="Words">Free text, in which anybody may be named.</param>
public sealed record WrittenAnswer(Guid Matter, string Reference, Guid Step, string Part, DateTimeOffset At, Guid? About, string? Agency, string? VisibleTo, string Label, string Text, bool Voice, string? Sensitive, bool Names, bool Words);

/// <summary>Everything written about somebody that the asker may read. The asker notes the view.</summary>
public sealed class WrittenRegister(TrellisDb db, SensitiveText sensitive, PracticeModel practice)
{
    private static readonly FieldType[] Naming = [FieldType.Person, FieldType.People, FieldType.Agency, FieldType.Agencies, FieldType.School, FieldType.Address];

    public async Task<IReadOnlyList<WrittenAnswer>> OfAsync(Guid person, CancellationToken cancellationToken = default)
    {
        var steps = await db.Steps.AsNoTracking().Include(s => s.Matter).Where(s => s.State == StepState.Done && s.People.Any(p => p.PersonId == person)).OrderBy(s => s.CompletedAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        var found = new List<WrittenAnswer>();
        foreach (var step in steps)
        {
            var words = await (from v in db.Versions.AsNoTracking() join w in db.Words.AsNoTracking() on v.Id equals w.Id where v.StepId == step.Id && w.Body != null orderby v.Number descending select w).FirstOrDefaultAsync(cancellationToken);
            if (words is null) { continue; }
            var written = await sensitive.OpenAsync(words, step.Id, cancellationToken);
            var fields = practice.ProcessIn(step.Area, step.Process).Step(step.Name)?.Fields.GroupBy(f => f.Id).ToDictionary(g => g.Key, g => g.First()) ?? [];
            found.AddRange(from part in written.Parts
                           from answer in part.Answers
                           let field = fields.GetValueOrDefault(answer.Field)
                           select new WrittenAnswer(
                               step.MatterId, step.Matter?.Reference ?? "", step.Id, $"{written.Title}: {part.Title}", step.CompletedAt ?? step.OpenedAt, part.PersonId, step.Agency, step.VisibleTo, answer.Label, answer.Text, answer.Voice, answer.Sensitive,
                               field is not null && Naming.Contains(field.Type), field is null || field.Type is FieldType.Text or FieldType.LongText));
        }

        return found;
    }

    /// <summary>The answers of the latest step of this name that took effect in a matter, in the order they were asked; none where there is none, or not for the asker.</summary>
    public async Task<IReadOnlyList<(string Field, string Label, string Text)>> LatestAsync(Guid matter, string name, CancellationToken cancellationToken = default)
    {
        var step = await db.Steps.AsNoTracking().Where(s => s.MatterId == matter && s.Name == name && s.State == StepState.Done).OrderByDescending(s => s.CompletedAt).FirstOrDefaultAsync(cancellationToken);
        if (step is null || await (from v in db.Versions.AsNoTracking() join w in db.Words.AsNoTracking() on v.Id equals w.Id where v.StepId == step.Id && w.Body != null orderby v.Number descending select w).FirstOrDefaultAsync(cancellationToken) is not { } words) { return []; }
        return [.. (await sensitive.OpenAsync(words, step.Id, cancellationToken)).Parts.SelectMany(p => p.Answers).Where(a => a.Sensitive is null).Select(a => (a.Field, a.Label, a.Text))];
    }

    /// <summary>Everybody else in their matters, as far as the asker may know of them.</summary>
    public async Task<IReadOnlyList<Guid>> OthersAsync(Guid person, CancellationToken cancellationToken = default)
    {
        var matters = await db.Matters.AsNoTracking().Where(m => m.People.Any(p => p.PersonId == person)).Include(m => m.People).ToListAsync(cancellationToken);
        return [.. matters.SelectMany(m => m.People).Select(p => p.PersonId).Where(p => p != person).Distinct()];
    }
}
