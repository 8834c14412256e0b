using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Trellis.Forms;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>One invitation with its round, its questionnaire and what was answered so far.</summary>
public sealed record Answer(Round Round, Invitee Invitee, Questionnaire Questionnaire, Reply? Reply, ResponseDraft? Draft, ModelForm Form)
{
    public bool MayWrite => Round.IsOpen && Invitee.WithdrawnAt is null && Reply is { State: not Reply.Final };

    public bool IsFinal => Reply?.State == Reply.Final;

    /// <summary>It is for the executive of the agency to sign; somebody with a link, and somebody who answers for themselves, send it without.</summary>
    public string? SignedBy => Invitee.StaffId is null && !Invitee.ByLink ? Questionnaire.SignedBy : null;

    private Dictionary<string, string[]>? brought;

    /// <summary>What was brought forward from last time; null where nothing was.</summary>
    public IReadOnlyDictionary<string, string[]>? Brought => Reply?.Brought is { } text ? brought ??= FormValues.Read(text) : null;

    public Delegation? GivenTo(string section) => Reply?.Delegations.Find(d => d.Section == section && d.EndedAt is null);

    /// <summary>Whether an answer says something else than what was brought forward; null where nothing was.</summary>
    public bool? Changed(Field field) => Brought is { } before ? Print(before, [field.Id]) != Print(Form.Values, [field.Id]) : null;

    public IEnumerable<string> ChangedFields => Questionnaire.AsStep.Fields.Where(f => Changed(f) is true).Select(f => f.Id);

    public FormPart? Part(string section) => Form.Parts.FirstOrDefault(p => p.Id == section);

    /// <summary>What some fields hold, for telling whether they were saved over meanwhile.</summary>
    public static string Print(IReadOnlyDictionary<string, string[]> values, IEnumerable<string> fields)
    {
        var text = new StringBuilder();
        var wanted = fields.ToArray();
        foreach (var (name, value) in values.Where(v => wanted.Any(f => v.Key.Equals(f, StringComparison.OrdinalIgnoreCase) || v.Key.StartsWith($"{f}.", StringComparison.OrdinalIgnoreCase))).OrderBy(v => v.Key, StringComparer.OrdinalIgnoreCase))
        {
            var said = value.Where(t => t.Length > 0).ToArray();
            if (said.Length > 0) { text.Append(name.ToLowerInvariant()).Append('\u001f').AppendJoin('\u001e', said).Append('\u001d'); }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>What is kept for ever. Call only when reading the form found nothing wrong.</summary>
    public FrozenResponse Freeze(Answered answered, string by) => new(
        Questionnaire.Title,
        [.. Form.Parts.Select(p => new FrozenResponse.Part(p.Title, [.. p.Section!.Fields.Where(f => Form.IsShown(f, null)).Select(f => new FrozenResponse.Said(f.Id, f.Label, Form.Text(f, null, answered) ?? "Not given", Form.Files(f, null)))]))],
        (JsonObject)answered.Values.DeepClone(), Form.Values.Where(v => v.Value.Any(t => t.Length > 0)).ToDictionary(), Brought is null ? null : [.. ChangedFields], by);

    /// <summary>Standards with the colour of their rating.</summary>
    public IReadOnlyList<(string Standard, string Colour)> Ratings(Answered answered) =>
        [.. Round.Asks.Standards.Select(s => (s.Id, Colour: answered.Values[s.Rating] is JsonValue rating ? Round.Asks.Field(s.Rating)?.ColourOf(rating.ToString()) : null)).Where(r => r.Colour is not null).Select(r => (r.Id, r.Colour!))];
}
