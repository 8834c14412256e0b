using Trellis.Forms;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>
/// What a form keeps to a role is locked before it is written and opened after it was read, in drafts and in frozen versions:
/// whoever reads the tables reads none of it. Hashes are of what is written, and so of what is locked.
/// </summary>
public sealed class SensitiveText(AreaKeys keys)
{
    /// <summary>The frozen version as words to keep.</summary>
    public async Task<Words> FreezeAsync(Frozen written, CaseStep step, Step definition, CancellationToken stop = default)
    {
        if (!definition.Fields.Any(f => f.Sensitive is not null)) { return written.AsWords(step); }
        var parts = new List<Frozen.Part>();
        foreach (var part in written.Parts)
        {
            var answers = new List<Frozen.Answer>();
            foreach (var answer in part.Answers) { answers.Add(answer.Sensitive is null ? answer : answer with { Text = await keys.LockAsync(step.Area, step.Id, answer.Text, stop) }); }
            parts.Add(part with { Answers = answers });
        }

        return (written with { Parts = parts, Form = await LockAsync(FormValues.Read(written.Form), step, definition, stop) }).AsWords(step);
    }

    /// <summary>As it was written. An answer whose key is lost says so in its place.</summary>
    public async Task<Frozen> OpenAsync(Words words, Guid step, CancellationToken stop = default)
    {
        var read = Frozen.Read(words);
        var parts = new List<Frozen.Part>();
        foreach (var part in read.Parts)
        {
            var answers = new List<Frozen.Answer>();
            foreach (var answer in part.Answers) { answers.Add(AreaKeys.IsLocked(answer.Text) ? answer with { Text = (await OpenAsync(answer.Text, step, stop)).Said } : answer); }
            parts.Add(part with { Answers = answers });
        }

        return read with { Parts = parts, Form = FormValues.Write(await ReadAsync(read.Form, step, stop)) };
    }

    /// <summary>Form values to keep in a draft, as JSON.</summary>
    public async Task<string> LockAsync(IReadOnlyDictionary<string, string[]> values, CaseStep step, Step definition, CancellationToken stop = default)
    {
        var locked = FormValues.Empty();
        foreach (var (name, texts) in values)
        {
            locked[name] = IsSensitive(name, definition) ? await Task.WhenAll(texts.Select(t => t.Length == 0 || AreaKeys.IsLocked(t) ? Task.FromResult(t) : keys.LockAsync(step.Area, step.Id, t, stop))) : texts;
        }

        return FormValues.Write(locked);
    }

    /// <summary>Form values as they were typed. One whose key is lost stays locked: it is not lost for whoever finds the key.</summary>
    public async Task<Dictionary<string, string[]>> ReadAsync(string? json, Guid step, CancellationToken stop = default)
    {
        var values = FormValues.Read(json);
        foreach (var (name, texts) in values.Where(v => v.Value.Any(AreaKeys.IsLocked)).ToArray()) { values[name] = await Task.WhenAll(texts.Select(async t => AreaKeys.IsLocked(t) ? (await OpenAsync(t, step, stop)).Kept : t)); }
        return values;
    }

    private async Task<(string Kept, string Said)> OpenAsync(string locked, Guid step, CancellationToken stop)
    {
        try
        {
            var text = await keys.OpenAsync(step, locked, stop);
            return (text, text);
        }
        catch (LostKeyException lost)
        {
            return (locked, $"This answer cannot be read: {lost.Message}");
        }
    }

    /// <summary><c>referrer-details</c>, <c>p.PERSON.seen-on.day</c>: the field's id, and what belongs to it.</summary>
    private static bool IsSensitive(string name, Step definition)
    {
        var parts = name.Split('.');
        var field = parts is ["p", _, var own, ..] && Guid.TryParse(parts[1], out _) ? own : parts[0];
        return definition.Fields.Any(f => f.Sensitive is not null && f.Id.Equals(field, StringComparison.OrdinalIgnoreCase));
    }
}
