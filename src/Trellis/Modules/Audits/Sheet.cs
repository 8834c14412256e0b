using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Forms;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Audits;

/// <summary>What one auditor answered for one record. Theirs alone until the agencies meet about it.</summary>
public sealed class Sheet : Entity, IEdited
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required Guid RecordId { get; init; }

    public required Guid AuditId { get; init; }

    public required string Area { get; init; }

    public required Guid AuditorId { get; init; }

    public required string Agency { get; init; }

    public required bool Second { get; init; }

    /// <summary>What was typed so far, as form values.</summary>
    public string Answers { get; private set; } = "{}";

    /// <summary>As it was completed: questions and answers in words.</summary>
    public string? Body { get; private set; }

    public string? Grade { get; private set; }

    public byte[]? Hash { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public int Edition { get; private set; }

    public sealed record Said(string Label, string Text);

    public IReadOnlyList<Said> Written => Body is null ? [] : JsonSerializer.Deserialize<List<Said>>(Body, Json)!;

    public static Sheet Begin(AuditRecord record, Auditor auditor) => new() { RecordId = record.Id, AuditId = record.AuditId, Area = record.Area, AuditorId = auditor.StaffId, Agency = auditor.Agency, Second = auditor.Second };

    public void Save(IReadOnlyDictionary<string, string[]> values, DateTimeOffset at, Actor by)
    {
        Answers = FormValues.Write(values);
        Happened(Of("audit.sheet-saved", at, by));
    }

    /// <summary>From now on it stays as it is. Call only when reading the form found nothing wrong.</summary>
    public Outcome<Sheet> Complete(IReadOnlyList<Said> written, string grade, AuditRecord record, DateTimeOffset at, Actor by)
    {
        if (record.SharedAt is not null) { return new Refusal("", "The agencies have met about this record already"); }
        if (CompletedAt is not null) { return new Refusal("", "You have completed this form already"); }
        (Body, Grade, CompletedAt) = (JsonSerializer.Serialize(written, Json), grade, at);
        Hash = SHA256.HashData(Encoding.UTF8.GetBytes(Body));
        Happened(Of("audit.sheet-completed", at, by));
        return this;
    }

    private Fact Of(string kind, DateTimeOffset at, Actor by) =>
        new() { Kind = kind, SourceId = AuditId, Area = Area, Agency = by.Agency, Occurred = Moment.Exactly(at), VisibleTo = $"boards,{Actor.AgencyCircle(Agency)}", Frozen = Hash };
}
