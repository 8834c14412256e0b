using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework;

/// <summary>The documents of a step: added with its form, and part of the versions frozen with them.</summary>
public sealed class StepDocuments(TrellisDb db, DocumentStore store)
{
    public DocumentStore Store => store;

    /// <summary>By id: those of a draft and of every version, as far as the reader may see them.</summary>
    public async Task<IReadOnlyDictionary<Guid, Document>> OfAsync(CaseStep step, Step definition, CancellationToken stop = default) =>
        definition.Fields.Any(f => f.Type is FieldType.Document)
            ? await db.Set<Document>().AsNoTracking().Where(d => d.StepId == step.Id).ToDictionaryAsync(d => d.Id, stop)
            : new Dictionary<Guid, Document>();

    /// <summary>
    /// Takes in what was sent, and leaves in the values only documents of this step and field: whatever else is posted, nobody was
    /// asked for. What cannot be kept is told at its field; the rest of the form goes on.
    /// </summary>
    /// <param name="asked">Fields this form asked the writer for.</param>
    public async Task<IReadOnlyList<AnswerError>> TakeInAsync(CaseStep step, StepForm form, Dictionary<string, string[]> values, IFormFileCollection sent, Func<Field, bool> asked, CancellationToken stop = default)
    {
        var errors = new List<AnswerError>();
        var there = await OfAsync(step, form.Step, stop);
        foreach (var part in form.Parts.Where(p => !p.IsOutcome))
        {
            foreach (var field in part.Section!.Fields.Where(f => f.Type is FieldType.Document && asked(f)))
            {
                var key = Answers.Key(part.Person?.Id.ToString(), field.Id);
                var kept = (values.GetValueOrDefault(key) ?? []).Where(v => Guid.TryParse(v, out var id) && there.TryGetValue(id, out var d) && d.Field.Equals(key, StringComparison.OrdinalIgnoreCase)).Distinct().ToList();
                foreach (var file in sent.Where(f => f.Name.Equals(key, StringComparison.OrdinalIgnoreCase) && (f.Length > 0 || f.FileName.Length > 0)))
                {
                    await using var content = file.OpenReadStream();
                    var visibleTo = step.Agency is { } agency && step.VisibleTo is not null ? Actor.AgencyCircle(agency) : step.VisibleTo;
                    if ((await store.AddAsync(step.Id, step.Area, visibleTo, key, field.Sensitive, file.FileName, content, file.Length, stop)).Refused(out var why, out var id))
                    {
                        errors.Add(new AnswerError(key, sent.Count > 1 ? $"{DocumentName.Clean(file.FileName, DocumentName.Ending(file.FileName) is { Length: > 0 and < 6 } ending ? ending : "file")}: {why.Words}" : why.Words));
                        continue;
                    }

                    kept.Add(id.ToString());
                }

                if (kept.Count > 0) { values[key] = [.. kept]; }
                else { values.Remove(key); }
            }
        }

        return errors;
    }

    /// <summary>From now on the documents named in what was written belong to its version.</summary>
    public async Task BelongAsync(CaseStep step, Frozen written, Words words, CancellationToken stop = default)
    {
        var named = written.Parts.SelectMany(p => p.Answers).SelectMany(a => a.Files ?? []).Select(f => f.Id).ToArray();
        if (named.Length == 0) { return; }
        foreach (var document in await db.Set<Document>().Where(d => d.StepId == step.Id && named.Contains(d.Id)).ToListAsync(stop)) { document.BelongTo(words.Id, step.VisibleTo); }
    }

    /// <summary>What was added and taken out again before the step was completed was never record.</summary>
    public async Task ForgetDraftsAsync(CaseStep step, Step definition, CancellationToken stop = default)
    {
        if (!definition.Fields.Any(f => f.Type is FieldType.Document)) { return; }
        db.RemoveRange((await db.Set<Document>().Where(d => d.StepId == step.Id).ToListAsync(stop)).Where(d => d.IsDraft));
    }
}
