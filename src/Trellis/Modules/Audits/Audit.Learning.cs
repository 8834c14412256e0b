using Trellis.Platform.Record;

namespace Trellis.Modules.Audits;

/// <summary>What the agencies make of the records when they meet, and what is learnt.</summary>
public sealed partial class Audit
{
    /// <summary>The agencies meet about a record: from now on each reads what the others wrote.</summary>
    /// <param name="finished">Auditors who completed their form for it.</param>
    /// <param name="without">Go on although somebody has not.</param>
    public Outcome<AuditRecord> Share(AuditRecord record, IReadOnlyCollection<Guid> finished, bool without, DateTimeOffset at, Actor by)
    {
        if (ClosedAt is not null) { return new Refusal("", "This audit is closed"); }
        if (record.SharedAt is not null) { return new Refusal("", "The agencies have met about this record already"); }
        if (finished.Count == 0) { return new Refusal("", "Nobody has completed the form for this record yet"); }
        if (!without && Auditors.Exists(a => a.Area == record.Area && !finished.Contains(a.StaffId))) { return new Refusal("Without", "Not everybody has completed the form. Wait for them, or say that you go on without them"); }
        record.SharedAt = at;
        Say("audit.record-shared", at, by.Agency, record.Area);
        return record;
    }

    /// <summary>The grade the agencies agree, with the reason. Two who graded it for one agency are set side by side.</summary>
    /// <param name="sheets">Those completed.</param>
    /// <param name="grade">A code of the list of grades.</param>
    public Outcome<AuditRecord> Grade(AuditRecord record, IReadOnlyCollection<Sheet> sheets, string grade, string reason, DateTimeOffset at, Actor by)
    {
        if (ClosedAt is not null || record.SharedAt is null) { return new Refusal("Grade", "The agencies have not met about this record yet"); }
        if (record.Grade is not null) { return new Refusal("Grade", "The grade is agreed already"); }
        if (reason.Trim().Length is 0 or > AuditRecord.LongestReason) { return new Refusal("Reason", reason.Trim().Length == 0 ? "Enter why this grade" : "The reason must be 2,000 characters or fewer"); }
        (record.Grade, record.Reason, record.GradedAt) = (grade, reason.Trim(), at);
        Say("audit.record-graded", at, by.Agency, record.Area, new FactDetail { Field = "grade", Code = grade });
        foreach (var pair in sheets.Where(s => s.Grade is not null).GroupBy(s => s.Agency).Select(g => (First: g.FirstOrDefault(s => !s.Second)?.Grade, Second: g.FirstOrDefault(s => s.Second)?.Grade)))
        {
            if (pair is not ({ } first, { } second)) { continue; }
            Say("audit.graded-twice", at, by.Agency, record.Area, new FactDetail { Field = "first", Code = first }, new FactDetail { Field = "second", Code = second }, new FactDetail { Field = "agreed", Code = first == second ? "yes" : "no" });
        }

        return record;
    }

    /// <param name="agency">Whose it is; null: of several.</param>
    /// <param name="records">The numbers of the records it rests on.</param>
    public Outcome<Finding> Find(string kind, string? agency, IReadOnlyCollection<int> records, string text, DateTimeOffset at, Actor by)
    {
        if (ClosedAt is not null) { return new Refusal("Text", "This audit is closed"); }
        if (kind is not (Finding.Strength or Finding.Improvement)) { return new Refusal("Kind", "Select what kind of finding it is"); }
        if (agency is not null && !Agencies.Contains(agency)) { return new Refusal("Agency", "Select an agency of the audit, or several"); }
        if (records.Count == 0 || records.Any(n => Records.TrueForAll(r => r.Number != n))) { return new Refusal("On", records.Count == 0 ? "Enter the numbers of the records it rests on" : $"There is no record {records.First(n => Records.TrueForAll(r => r.Number != n))} in this audit"); }
        if (text.Trim().Length is 0 or > Finding.Longest) { return new Refusal("Text", text.Trim().Length == 0 ? "Enter what was found" : "The finding must be 2,000 characters or fewer"); }
        var finding = new Finding { AuditId = Id, Audit = this, Number = Findings.Count + 1, Kind = kind, Agency = agency, Records = [.. records.Distinct().Order()], Text = text.Trim(), At = at, ById = by.UserId };
        Findings.Add(finding);
        Say("audit.found", at, by.Agency, new FactDetail { Field = "kind", Code = kind }, new FactDetail { Field = "agency", Code = agency ?? "several" });
        return finding;
    }

    /// <summary>What was learnt is in the library.</summary>
    public Outcome<Audit> Publish(string library, DateTimeOffset at, Actor by)
    {
        if (Summary is not null) { return new Refusal("Name", "The learning summary is in the library already"); }
        if (Findings.Count == 0) { return new Refusal("Name", "Record what was found first"); }
        Summary = library;
        Say("audit.published", at, by.Agency);
        return this;
    }
}
